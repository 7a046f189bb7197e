"""One pass over a text for all cues of all shelves and all words of pairs."""

from collections.abc import Callable, Collection, Iterable
from operator import itemgetter
from typing import NamedTuple

from intents.automaton import Hit, finder
from intents.fitted_shelf import FittedShelf, Sums
from intents.found import Found, Match, Phrase, Reason
from intents.lexicon import STATING, Cue, Lexicon, Shelf
from intents.lexicon_files import GAP
from intents.meeting import Kinds
from intents.negation import standing
from intents.pairs import Pairs, Rule, Span, Word, numbered

BeginsWord = Callable[[str, int], bool]  # text, offset → whether a word begins there


class Glance(NamedTuple):
    """What one pass over a text shows at once, before any cue is looked at.

    `strings` are the numbers of the strings seen, `sums` what the fitted cues among them add up to, `flags` how many
    of them are what, side by side in one number.
    """

    text: str
    hits: list[Hit]
    strings: set[int]
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
_COUNT = 16  # bits of one count: a text holds fewer strings
_ONCE = sum(1 << _COUNT * at for at in range(7))
_FLAGS = tuple((1 << _COUNT) - 1 << _COUNT * at for at in range(7))
_STATES, _TOPICAL, _TELLS, _SIGN, _ALERTS, _PUSHES, _OF_DIGITS = _FLAGS
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
        self._shelf = FittedShelf(lexicon.fitted, lambda name: number(_by_name(name)))
        pushing = frozenset(name for name, frame in lexicon.frames.items() if frame.weight > 0)
        self._kinds = Kinds(_kinds(rules, pushing))
        self._entries: list[_Entry | None] = [None] * len(numbers)
        for at in {*by_number, *begins, *ends}:
            self._entries[at] = _entry(by_number.get(at, ()), begins.get(at, 0), ends.get(at, 0))
        self._cue_of = [self._shelf.strings.get(at, 0) for at in range(len(numbers))]
        self._rows = [self._row(at, pushing, marks) for at in range(len(numbers))]
        self._hits = finder(numbers)

    def _row(self, at: int, pushing: Collection[str], marks: Collection[int]) -> int:
        """All that one string adds to the sum of a glance."""
        entry, cue = self._entries[at], self._cue_of[at]
        of_digits = cue in self._shelf.of_digits
        flags = _SIGN * (at in marks) | _OF_DIGITS * of_digits | (_flags(entry, pushing) if entry else 0)
        once = flags & _ONCE
        return (once << self._shelf.bits) + (0 if of_digits else self._shelf.rows[cue])

    def glance(self, text: str) -> Glance:
        """One pass over a cleaned text; cheap, for every message."""
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = text
        hits = self._hits(f"{_START}{lowered}{_END}")
        strings = set(map(_number_of, hits))
        total = sum(map(self._rows.__getitem__, strings), self._shelf.begin(len(lowered)))
        flags = total >> self._shelf.bits
        if flags & _OF_DIGITS:  # 1栋 and 2栋 are one cue, which counts once
            total += sum(map(self._shelf.rows.__getitem__, self._cues(strings) & self._shelf.of_digits))
        return Glance(lowered, hits, strings, self._shelf.sums(total), flags)

    def _cues(self, strings: Iterable[int]) -> set[int]:
        """The fitted cues that strings stand for, 0 among them when some stand for none."""
        return set(map(self._cue_of.__getitem__, strings))

    def states(self, glance: Glance) -> States:
        """What the written shelf may say, told from the strings alone, wherever they stand."""
        flags = glance.flags
        topical, alarming, asking = self._kinds.met(glance.strings)
        return States(
            problem=topical or alarming or flags & _STATES > 0,
            alarm=alarming or flags & _ALERTS > 0,
            asking=asking or flags & _PUSHES > 0,
            topic=topical or alarming or flags & _TOPICAL > 0,
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
            entry = self._entries[number]
            if entry is None:
                continue
            cues, phrases, begins, ends = entry
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

    def reasons(self, glance: Glance) -> list[Reason]:
        """What the fitted cues of a text say for or against a request."""
        return self._shelf.reasons(self._cues(glance.strings))

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


def _entry(cues: Collection[Cue], begins: int, ends: int) -> _Entry:
    if not cues:
        return _Entry((), (), begins, ends)
    return _Entry(
        cues=tuple(cue for cue in cues if cue.shelf is not Shelf.SPEECH),
        phrases=tuple(Phrase(cue.owner, cue.text) for cue in cues if cue.shelf is Shelf.SPEECH),
        begins=begins,
        ends=ends,
    )


def _flags(entry: _Entry, pushing: Collection[str]) -> int:
    """What must be known of a written string at a glance; nothing of most, which are only words of pairs."""
    if not entry.cues and not entry.phrases:
        return 0
    return (
        _STATES * any(cue.shelf in STATING for cue in entry.cues)
        | _TOPICAL * bool(entry.cues)
        | _TELLS * (not _TELLING.isdisjoint(phrase.owner for phrase in entry.phrases))
        | _ALERTS * any(cue.shelf is Shelf.EMERGENCY for cue in entry.cues)
        | _PUSHES * any(phrase.owner in pushing for phrase in entry.phrases)
    )


def _kinds(rules: Iterable[Rule], pushing: Collection[str]) -> tuple[list[Rule], list[Rule], list[Rule]]:
    """The rules of problems, of alarms and of asking."""
    topical, alarming, asking = [], [], []
    for rule in rules:
        if rule.shelf is Shelf.EMERGENCY:
            alarming.append(rule)
        elif rule.shelf is not Shelf.SPEECH:
            topical.append(rule)
        elif rule.owner in pushing:
            asking.append(rule)
    return topical, alarming, asking
