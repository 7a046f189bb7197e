"""One pass over a text for all cues of all shelves and all words of pairs."""

from collections.abc import Callable, Collection, Iterable
from functools import reduce
from operator import itemgetter, or_
from typing import NamedTuple

from intents.automaton import Hit, finder
from intents.fitted_shelf import FittedShelf, Sums
from intents.found import Found, Match, Phrase
from intents.lexicon import STATING, Cue, Lexicon, Shelf
from intents.lexicon_files import GAP
from intents.negation import standing
from intents.pairs import Pairs, Span, Word, numbered

BeginsWord = Callable[[str, int], bool]  # text, offset → whether a word begins there


class Glance(NamedTuple):
    """What one pass over a text shows at once, before any cue is looked at.

    `strings` are the numbers of the strings seen, `fitted` those of the fitted cues, `sums` what these add up to,
    `flags` what the strings may be.
    """

    text: str
    hits: list[Hit]
    strings: set[int]
    fitted: set[int]
    sums: Sums
    flags: int

    @property
    def tells(self) -> bool:
        """Whether a way of speaking was seen that needs no stated problem: +1, 又来了."""
        return bool(self.flags & _TELLS)

    @property
    def signed(self) -> bool:
        """Whether a sign of an order was seen."""
        return bool(self.flags & _SIGN)


class States(NamedTuple):
    """What may stand in a text: a stated problem, an alarm, a way of asking, anything at all of a request type."""

    problem: bool
    alarm: bool
    asking: bool
    topic: bool


class _Entry(NamedTuple):
    """What one string stands for; the pair rules that it begins or ends are the bits of two numbers."""

    cues: tuple[Cue, ...]
    phrases: tuple[Phrase, ...]
    begins: int
    ends: int


_NOTHING = Found()
_START, _END = "\x02", "\x03"  # what stands around a text, so that a cue may be bound to its ends
_STATES, _TOPICAL, _BEGINS, _ENDS, _TELLS, _SIGN, _ALERTS, _PUSHES, _WRITTEN = (1 << at for at in range(9))
_PAIRED = _BEGINS | _ENDS
_TELLING = frozenset({"support", "vague"})  # ways of speaking that need no stated problem
_number_of = itemgetter(0)


class CueIndex:
    """Finds cues; built once from the lexicon and a source of word boundaries."""

    def __init__(self, lexicon: Lexicon, begins_word: BeginsWord, signs: Iterable[str] = ()) -> None:
        """`signs` are strings that `Glance.signed` tells of, whatever else they mean."""
        self._begins_word = begins_word
        numbers: dict[str, int] = {}

        def number(word: str) -> int:
            return numbers.setdefault(word, len(numbers))

        rules = [numbered(pair, lexicon.sets, number) for pair in lexicon.pairs]
        self._pairs = Pairs(rules)
        by_number: dict[int, list[Cue]] = {}
        for cue in lexicon.cues:
            bound = _bound(cue.text.lower(), at_start=cue.at_start, at_end=cue.at_end)
            by_number.setdefault(number(bound), []).append(cue)
        marks = frozenset(number(sign.lower()) for sign in signs)
        begins, ends = _bits(rule.first for rule in rules), _bits(rule.second for rule in rules)
        self._entries = {
            at: _entry(by_number.get(at, ()), begins.get(at, 0), ends.get(at, 0))
            for at in range(len(numbers))
        }
        self._shelf = FittedShelf(lexicon.fitted, lambda name: number(_by_name(name)))
        pushing = frozenset(name for name, frame in lexicon.frames.items() if frame.weight > 0)
        self._flags = [0] * len(numbers)
        for at, entry in self._entries.items():
            self._flags[at] = _flags(entry, pushing) | _SIGN * (at in marks)
        self._fitted = [self._shelf.strings.get(at, 0) for at in range(len(numbers))]
        self._topical = _rules(lexicon, frozenset(Shelf) - {Shelf.SPEECH})
        self._alarming = _rules(lexicon, frozenset({Shelf.EMERGENCY}))
        self._asking = sum(1 << at for at, rule in enumerate(lexicon.pairs) if rule.owner in pushing)
        self._hits = finder(numbers)

    def glance(self, text: str) -> Glance:
        """One pass over a cleaned text; cheap, for every message."""
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = text
        hits = self._hits(f"{_START}{lowered}{_END}")
        strings = set(map(_number_of, hits))
        flags = reduce(or_, map(self._flags.__getitem__, strings), 0)
        fitted = set(map(self._fitted.__getitem__, strings))
        return Glance(lowered, hits, strings, fitted, self._shelf.sums(fitted, len(lowered)), flags)

    def states(self, glance: Glance) -> States:
        """What the written shelf may say, told from the flags of the strings alone."""
        flags, pairs = glance.flags, 0
        if flags & _PAIRED == _PAIRED:
            begun = ended = 0
            for at in glance.strings:
                if self._flags[at] & _PAIRED:
                    entry = self._entries[at]
                    begun |= entry.begins
                    ended |= entry.ends
            pairs = begun & ended
        return States(
            problem=bool(flags & _STATES or pairs & self._topical),
            alarm=bool(flags & _ALERTS or pairs & self._alarming),
            asking=bool(flags & _PUSHES or pairs & self._asking),
            topic=bool(flags & _TOPICAL or pairs & self._topical),
        )

    def find(self, text: str) -> Found:
        """Every cue and pair in a cleaned text."""
        return self.found(self.glance(text))

    def found(self, glance: Glance) -> Found:
        """Every cue and pair among the hits of a glance."""
        text, last = glance.text, len(glance.text)
        topical: list[Match] = []
        speech: list[Phrase] = []
        firsts: list[Word] = []
        seconds: list[Word] = []
        begun = ended = 0
        for number, start, end in glance.hits:
            if not self._flags[number]:
                continue
            cues, phrases, begins, ends = self._entries[number]
            start, end = max(0, start - 1), min(last, end - 1)  # _START stands before the text
            speech += phrases
            for cue in cues:
                topical.append(Match(cue.owner, cue.shelf, cue.weight, cue.text, start, end, start))
            if begins:
                begun |= begins
                firsts.append((start, end, begins))
            if ends:
                ended |= ends
                seconds.append((start, end, ends))
        if both := begun & ended:
            firsts = [word for word in firsts if word[2] & both]
            seconds = [word for word in seconds if word[2] & both]
            self._add_pairs(firsts, seconds, text, topical, speech)
        return Found(standing(topical, text), tuple(speech)) if topical or speech else _NOTHING

    def fitted(self, glance: Glance) -> list[tuple[str, float]]:
        """The fitted cues of a text with their log-odds for a request, the heaviest first."""
        return self._shelf.named(glance.fitted)

    def _add_pairs(
        self, firsts: list[Word], seconds: list[Word], text: str, topical: list[Match], speech: list[Phrase]
    ) -> None:
        """Adds the pairs in the text; a single character counts only where it begins a word (水 is not 薪水)."""
        whole = _Whole(text, self._begins_word)
        for rule, first, second, cost in self._pairs.near(firsts, seconds, text):
            if rule.shelf is Shelf.SPEECH:
                speech.append(Phrase(rule.owner, _cue(text, first, second)))
            elif whole(first) and whole(second):
                start, end = (first[0], second[1]) if first < second else (second[0], first[1])
                cue, weight = _cue(text, first, second), rule.weight - cost
                topical.append(Match(rule.owner, rule.shelf, weight, cue, start, end, second[0]))


def _cue(text: str, first: Span, second: Span) -> str:
    return f"{text[first[0] : first[1]]}{GAP}{text[second[0] : second[1]]}"


class _Whole:
    """Whether what stands in a span of one text is a word, or several; asked of each single character once."""

    def __init__(self, text: str, begins_word: BeginsWord) -> None:
        self._text, self._begins_word = text, begins_word
        self._known: dict[int, bool] = {}

    def __call__(self, span: Span) -> bool:
        start, end = span
        if end - start > 1:
            return True
        if start not in self._known:
            self._known[start] = self._begins_word(self._text, start)
        return self._known[start]


def _bound(text: str, *, at_start: bool, at_end: bool) -> str:
    """The string to look for: bound to an end of the text where the cue is."""
    return f"{_START * at_start}{text}{_END * at_end}"


def _by_name(name: str) -> str:
    """The string of a fitted cue, whose name is written ^cue$."""
    start, end = name[0] == "^", name[-1] == "$"
    return _bound(name[start : len(name) - end], at_start=start, at_end=end)


def _bits(parts: Iterable[frozenset[int]]) -> dict[int, int]:
    """By the number of a word: one bit for each rule, in order, whose part holds the word."""
    bits: dict[int, int] = {}
    for at, part in enumerate(parts):
        for number in part:
            bits[number] = bits.get(number, 0) | 1 << at
    return bits


def _entry(cues: Iterable[Cue], begins: int, ends: int) -> _Entry:
    return _Entry(
        cues=tuple(cue for cue in cues if cue.shelf is not Shelf.SPEECH),
        phrases=tuple(Phrase(cue.owner, cue.text) for cue in cues if cue.shelf is Shelf.SPEECH),
        begins=begins,
        ends=ends,
    )


def _flags(entry: _Entry, pushing: Collection[str]) -> int:
    """What must be known of a string at a glance; not 0 for any of the written shelf."""
    return (
        _WRITTEN
        | _STATES * any(cue.shelf in STATING for cue in entry.cues)
        | _TOPICAL * bool(entry.cues)
        | _BEGINS * bool(entry.begins)
        | _ENDS * bool(entry.ends)
        | _TELLS * (not _TELLING.isdisjoint(phrase.owner for phrase in entry.phrases))
        | _ALERTS * any(cue.shelf is Shelf.EMERGENCY for cue in entry.cues)
        | _PUSHES * any(phrase.owner in pushing for phrase in entry.phrases)
    )


def _rules(lexicon: Lexicon, shelves: Collection[Shelf]) -> int:
    """The bits of the pair rules on some shelves."""
    return sum(1 << at for at, rule in enumerate(lexicon.pairs) if rule.shelf in shelves)
