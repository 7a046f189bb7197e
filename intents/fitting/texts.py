"""Labelled examples as the fit sees them: cues, facts, marks, how much each counts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from intents.examples import Example, Truth
from intents.fitted import DIGIT, SPACE
from intents.model import Role
from intents.understand import Understanding
from intents.urgency import URGENT_TYPES
from intents.weighing import given
from intents.written_shelf import Facts

_LONGEST = 4  # characters of an n-gram; longer cues are words
_SINGLE = 0.5  # the weight of a single message: half of them are requests, which no group is like
_HARMLESS = (
    0.5  # … of a request without danger, to whoever asks for danger: to alarm it is the smaller mistake
)
_TOLD_ON = 0.15  # … of a line that goes on with a danger: some tell of it again (黑烟往上滚), some do not
_PROMISED, _PROMISE = frozenset({"demo_day", "single_house", "single_plain"}), 4.0
_OTHER_MATTER, _SINGLE_LETTER = "none:other", 0.2
_WHOLE_DAYS = 0.13  # in logs that are like life fewer of the messages are requests
_CHARACTERS_NOT_COUNTED = frozenset("^$[]\n\t" + SPACE)
_NOTHING = Truth()
_EMOJI = re.compile(r"\[[^\[\]\s]{1,6}\]")


class Text(NamedTuple):
    """One example as the fit sees it: `types` and `danger` are of the problem that it tells of, be it new or known."""

    example: Example
    types: tuple[str, ...]
    danger: bool
    text: str
    facts: Facts
    cues: tuple[str, ...]
    given: tuple[str, ...]


def texts_of(understanding: Understanding, examples: Iterable[Example]) -> Iterator[Text]:
    """The residents' texts among the examples; pictures and what is empty after cleaning are left out."""
    opened: dict[tuple[str, str | None], Truth] = {}
    for example in examples:
        message, truth = example.message, example.truth
        about = truth if truth.types else opened.get((example.voice, truth.joins), _NOTHING)
        if truth.types:
            opened[example.voice, example.key] = truth
        if example.picture or message.role is not Role.RESIDENT:
            continue
        cleaned = understanding.clean(message.text)
        if cleaned.text:
            lowered = cleaned.text.lower()
            cues = tuple(sorted(set(_cues(lowered, understanding.words(lowered)))))
            facts = understanding.facts(cleaned.text)
            marks = given(message, cleaned)
            yield Text(example, about.types, in_danger(about), cleaned.text, facts, cues, marks)


def _cues(text: str, words: Iterable[str]) -> Iterator[str]:
    """The n-grams of a text, its ends marked, digits alike, and its longer words."""
    plain = "".join(
        DIGIT if character.isdecimal() and character.isascii() else character for character in text
    )
    if _CHARACTERS_NOT_COUNTED & set(text):
        plain = "".join("\n" if c in _CHARACTERS_NOT_COUNTED else c for c in plain)
    marked = f"^{plain}$"
    for length in range(1, _LONGEST + 1):
        for at in range(len(marked) - length + 1):
            cue = marked[at : at + length]
            if cue not in ("^", "$") and "\n" not in cue and cue.count(DIGIT) < 2:
                yield cue
    yield from _EMOJI.findall(text)
    yield from (word for word in words if len(word) > _LONGEST and not any(c.isdecimal() for c in word))


def in_danger(truth: Truth) -> bool:
    """Whether somebody is in danger now."""
    return bool(truth.types) and (truth.urgent or truth.types[0] in URGENT_TYPES)


def weight_of(text: Text) -> float:
    """A line of a log counts whole, a single message half; a letter on another matter is written into no group.

    What the house itself shows and promises (its demo day, the sentences of its tests) must hold.
    """
    if text.example.voice in _PROMISED:
        return _PROMISE
    if in_a_log(text):
        return 1.0
    letter = text.example.truth.none == _OTHER_MATTER
    return _SINGLE * (_SINGLE_LETTER if letter else 1.0)


def danger_weight_of(text: Text) -> float:
    """How much a text counts where danger is learnt: danger is so rare that single messages count whole."""
    if text.example.truth.joins is not None:
        return _TOLD_ON if text.danger else 0.0
    whole = weight_of(text) / (1.0 if in_a_log(text) or text.example.voice in _PROMISED else _SINGLE)
    return whole * (_HARMLESS if text.types and not text.danger else 1.0)


def in_a_log(text: Text) -> bool:
    """Whether it is a line of a group's talk, no single message."""
    return bool(text.example.message.sender)


def like_life(texts: Sequence[Text]) -> list[int]:
    """The texts of voices in whose logs requests are as rare as in life."""
    said: Counter[str] = Counter(text.example.voice for text in texts if in_a_log(text))
    opened: Counter[str] = Counter(
        text.example.voice for text in texts if in_a_log(text) and text.example.truth.types
    )
    days = {voice for voice, count in said.items() if opened[voice] < _WHOLE_DAYS * count}
    return [at for at, text in enumerate(texts) if text.example.voice in days]
