"""What was found in a text: cues and pairs of request types, expressions of speech frames."""

from typing import NamedTuple

from intents.lexicon import Shelf

Reason = tuple[str, str, float]  # cue, source, weight


class Match(NamedTuple):
    """A cue or a pair of a request type found in a text: what it weighs here, where it stands."""

    owner: str
    shelf: Shelf
    weight: float
    cue: str
    start: int
    end: int
    key: int  # where the word stands that a negation before it would deny


class Phrase(NamedTuple):
    """An expression of a speech frame found in a text."""

    owner: str
    cue: str


class Found(NamedTuple):
    """What one text holds: matches of request types and alarms, and speech frames."""

    topical: tuple[Match, ...] = ()
    speech: tuple[Phrase, ...] = ()
