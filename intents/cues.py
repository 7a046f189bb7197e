"""One pass over a text for all cues of all shelves and all words of pairs."""

import re
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from intents.automaton import Hit, finder
from intents.fitted import DIGIT, LENGTHS, Fitted, Weights, length_bands
from intents.lexicon import STATING, Cue, Lexicon, Shelf
from intents.lexicon_files import GAP
from intents.pairs import Pairs, Span, numbered

_NEGATORS = ("不是", "没有", "没", "不会", "不用", "不", "别", "未", "非", "不要", "不算", "不怕")
_QUESTIONS = ("是不是", "有没有", "会不会", "能不能", "要不要", "可不可以", "该不该", "有没")
_REACH = 12  # characters before a word that may deny or suppose it
_SUPPOSING = re.compile("万一|如果|要是|假如|假设|倘若|一旦")
_SUPPOSED = re.compile(rf"(?:{_SUPPOSING.pattern})[^,.。!?;、\s]{{0,6}}$")
_FEARED = re.compile(  # or only says how bad something is: 臭得喘不上气
    r"(?:[熏臭吵笑烦][得的](?:我|人|都|要|快|孩子)?|(?:怕|担心|小心|会不会|容易|防止|避免|预防|以免|免得|引起|引发|导致|造成|差点|差一点|迟早|早晚)(?:要|会|又|再|就|它)?)$"
)
_WHAT_THEN = re.compile(
    r"了?(?:的话|起来)?[,\s]?(?:跑|逃|怎么|往哪|谁|都|也|只能|那|就|消防)"
)  # 真着火跑都跑不掉
_ASKS = re.compile(r"有人(?:管|吗|来|修|处理|知道|在吗)")
_ALARMS = frozenset({"fire", "gas", "medical", "lift_trapped"})
_DENIABLE = frozenset(Shelf) - {Shelf.SPEECH, Shelf.HINT, Shelf.MENTION, Shelf.AGAINST, Shelf.NEED}


BeginsWord = Callable[[str, int], bool]  # text, offset → whether a word begins there


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
    """What one text holds: matches of request types and alarms, speech frames, and whether a sign was seen."""

    topical: tuple[Match, ...] = ()
    speech: tuple[Phrase, ...] = ()
    signed: bool = False


class Glance(NamedTuple):
    """What one pass over a text shows at once, before any cue is looked at.

    `fitted` are the fitted cues by number, `points` their log-odds for a request; `may_state` when a cue of a type was
    hit or a pair may stand there (`CueIndex.states` knows), `tells` when a way of speaking was that needs no stated problem.
    """

    text: str
    hits: list[Hit]
    fitted: set[int]
    points: float
    may_state: bool
    tells: bool
    signed: bool


class _Entry(NamedTuple):
    """What one string stands for; the pair rules that it begins or ends are the bits of two numbers."""

    cues: tuple[Cue, ...]
    phrases: tuple[Phrase, ...]
    anchored: tuple[Cue, ...]  # cues and phrases bound to the beginning or the end of the text
    begins: int
    ends: int


class _Edges(NamedTuple):
    """The fitted cues that a string is where the text begins, where it ends, and as the whole text; 0 is none."""

    at_start: int = 0
    at_end: int = 0
    whole: int = 0


_NOTHING = Found()
_STATES, _BEGINS, _ENDS, _TELLS, _SIGN, _ALERTS = 1, 2, 4, 8, 16, 32
_PAIRED = _BEGINS | _ENDS
_TELLING = frozenset({"support", "vague"})  # ways of speaking that need no stated problem


class CueIndex:
    """Finds cues; built once from the lexicon and a source of word boundaries."""

    def __init__(self, lexicon: Lexicon, begins_word: BeginsWord, signs: Iterable[str] = ()) -> None:
        """`signs` are strings that `Found.signed` tells of, whatever else they mean."""
        self._begins_word = begins_word
        numbers: dict[str, int] = {}

        def number(word: str) -> int:
            return numbers.setdefault(word, len(numbers))

        rules = [numbered(pair, lexicon.sets, number) for pair in lexicon.pairs]
        self._pairs = Pairs(rules)
        by_number: dict[int, list[Cue]] = {}
        for cue in lexicon.cues:
            by_number.setdefault(number(cue.text.lower()), []).append(cue)
        marks = frozenset(number(sign.lower()) for sign in signs)
        begins, ends = _bits(rule.first for rule in rules), _bits(rule.second for rule in rules)
        self._shelf = _FittedShelf(lexicon.fitted, number)
        self._entries = tuple(
            _entry(by_number.get(at, ()), begins.get(at, 0), ends.get(at, 0)) for at in range(len(numbers))
        )
        self._flags = [_flags(entry) | _SIGN * (at in marks) for at, entry in enumerate(self._entries)]
        self._topical = _rules(lexicon, frozenset(Shelf) - {Shelf.SPEECH})
        self._alarming = _rules(lexicon, frozenset({Shelf.EMERGENCY}))
        self._anywhere = [self._shelf.anywhere.get(at, 0) for at in range(len(numbers))]
        self._hits = finder(numbers)

    def glance(self, text: str) -> Glance:
        """One pass over a cleaned text; cheap, for every message."""
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = text
        hits = self._hits(lowered)
        flags, anywhere, edges, last = self._flags, self._anywhere, self._shelf.edges, len(lowered)
        own = 0
        seen = {0}
        for at, start, end in hits:
            own |= flags[at]
            seen.add(anywhere[at])
            if (start == 0 or end == last) and at in edges:
                seen.update(_at_edges(edges[at], start == 0, end == last))
        may_state = bool(own & _STATES) or own & _PAIRED == _PAIRED
        points = self._shelf.opens(seen, last)
        return Glance(lowered, hits, seen, points, may_state, bool(own & _TELLS), bool(own & _SIGN))

    def states(self, glance: Glance) -> tuple[bool, bool]:
        """Whether a cue of a type or a whole pair is among the hits, and whether it may be an alarm."""
        begun = ended = own = 0
        for at, _, _ in glance.hits:
            own |= self._flags[at]
            entry = self._entries[at]
            begun |= entry.begins
            ended |= entry.ends
        both = begun & ended & self._topical
        return bool(own & _STATES or both), bool(own & _ALERTS or both & self._alarming)

    def find(self, text: str) -> Found:
        """Every cue and pair in a cleaned text."""
        return self.found(self.glance(text))

    def found(self, glance: Glance) -> Found:
        """Every cue and pair among the hits of a glance."""
        text, hits = glance.text, glance.hits
        if not hits:
            return _NOTHING
        topical: list[Match] = []
        speech: list[Phrase] = []
        begun = ended = 0
        for number, start, end in hits:
            cues, phrases, anchored, begins, ends = self._entries[number]
            begun |= begins
            ended |= ends
            if phrases:
                speech += phrases
            for cue in cues:
                topical.append(Match(cue.owner, cue.shelf, cue.weight, cue.text, start, end, start))
            for cue in anchored:
                if (start == 0 or not cue.at_start) and (end == len(text) or not cue.at_end):
                    _sort_in(cue, start, end, topical, speech)
        if begun & ended:
            self._add_pairs(hits, text, topical, speech)
        return Found(_standing(topical, text), tuple(speech), glance.signed)

    def urgent(self, glance: Glance) -> float:
        """The log-odds of the fitted shelf that a text tells of danger."""
        return self._shelf.urgent(glance.fitted, len(glance.text))

    def types(self, glance: Glance) -> dict[str, float]:
        """By request type the log-odds of the fitted shelf, of those that something speaks for or against."""
        return self._shelf.types(glance.fitted)

    def fitted(self, glance: Glance) -> list[tuple[str, float]]:
        """The fitted cues of a text with their log-odds for a request, the heaviest first."""
        return self._shelf.named(glance.fitted)

    def _add_pairs(self, hits: list[Hit], text: str, topical: list[Match], speech: list[Phrase]) -> None:
        """Adds the pairs in the text; a single character counts only where it begins a word (水 is not 薪水)."""
        entries, whole = self._entries, _Whole(text, self._begins_word)
        firsts = [(start, end, bits) for number, start, end in hits if (bits := entries[number].begins)]
        seconds = [(start, end, bits) for number, start, end in hits if (bits := entries[number].ends)]
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


def _bits(parts: Iterable[frozenset[int]]) -> dict[int, int]:
    """By the number of a word: one bit for each rule, in order, whose part holds the word."""
    bits: dict[int, int] = {}
    for at, part in enumerate(parts):
        for number in part:
            bits[number] = bits.get(number, 0) | 1 << at
    return bits


def _entry(cues: Iterable[Cue], begins: int, ends: int) -> _Entry:
    free = [cue for cue in cues if not (cue.at_start or cue.at_end)]
    return _Entry(
        cues=tuple(cue for cue in free if cue.shelf is not Shelf.SPEECH),
        phrases=tuple(Phrase(cue.owner, cue.text) for cue in free if cue.shelf is Shelf.SPEECH),
        anchored=tuple(cue for cue in cues if cue.at_start or cue.at_end),
        begins=begins,
        ends=ends,
    )


def _flags(entry: _Entry) -> int:
    cues = (*entry.cues, *entry.anchored)
    owners = {*(phrase.owner for phrase in entry.phrases), *(cue.owner for cue in entry.anchored)}
    return (
        _STATES * any(cue.shelf in STATING for cue in cues)
        | _BEGINS * bool(entry.begins)
        | _ENDS * bool(entry.ends)
        | _TELLS * (not _TELLING.isdisjoint(owners))
        | _ALERTS * any(cue.shelf is Shelf.EMERGENCY for cue in cues)
    )


def _rules(lexicon: Lexicon, shelves: Collection[Shelf]) -> int:
    """The bits of the pair rules on some shelves."""
    return sum(1 << at for at, rule in enumerate(lexicon.pairs) if rule.shelf in shelves)


class _FittedShelf:
    """The fitted cues by number from 1; a digit in one stands for any digit."""

    def __init__(self, fitted: Fitted, number: Callable[[str], int]) -> None:
        names = sorted({*fitted.opens.cues, *fitted.urgent.cues, *fitted.types})
        self._names = ("", *names)
        self._opens = [0.0, *(fitted.opens.cues.get(name, 0.0) for name in names)]
        self._urgent = [0.0, *(fitted.urgent.cues.get(name, 0.0) for name in names)]
        self._types = ({}, *(fitted.types.get(name, {}) for name in names))
        self._opens_by_length = _by_length(fitted.opens)
        self._urgent_by_length = _by_length(fitted.urgent)
        self.anywhere: dict[int, int] = {}
        self.edges: dict[int, _Edges] = {}
        for cue, name in enumerate(names, 1):
            text = name.removeprefix("^").removesuffix("$")
            for variant in _variants(text):
                self._add(number(variant), cue, at_start=name[0] == "^", at_end=name[-1] == "$")

    def opens(self, cues: Iterable[int], length: int) -> float:
        """The log-odds for a request of a text of so many characters with these cues."""
        return self._opens_by_length[min(length, _LONGEST)] + sum(map(self._opens.__getitem__, cues))

    def urgent(self, cues: Iterable[int], length: int) -> float:
        """The log-odds that such a text tells of danger."""
        return self._urgent_by_length[min(length, _LONGEST)] + sum(map(self._urgent.__getitem__, cues))

    def types(self, cues: Iterable[int]) -> dict[str, float]:
        points: dict[str, float] = {}
        for cue in cues:
            for code, weight in self._types[cue].items():
                points[code] = points.get(code, 0.0) + weight
        return points

    def named(self, cues: Iterable[int]) -> list[tuple[str, float]]:
        found = [(self._names[cue], self._opens[cue]) for cue in cues if self._opens[cue]]
        return sorted(found, key=lambda pair: (-abs(pair[1]), pair[0]))

    def _add(self, at: int, cue: int, *, at_start: bool, at_end: bool) -> None:
        if not (at_start or at_end):
            self.anywhere[at] = cue
            return
        slot = "whole" if at_start and at_end else "at_start" if at_start else "at_end"
        self.edges[at] = self.edges.get(at, _Edges())._replace(**{slot: cue})


_LONGEST = max(LENGTHS) + 1  # characters from which on a text is in no band


def _by_length(weights: Weights) -> list[float]:
    """By the length of a text where its sum begins."""
    return [
        weights.bias + sum(weights.lengths.get(band, 0.0) for band in length_bands(length))
        for length in range(_LONGEST + 1)
    ]


def _variants(text: str) -> Iterable[str]:
    if DIGIT not in text:
        return (text,)
    return tuple(text.replace(DIGIT, digit) for digit in "0123456789")


def _at_edges(edges: _Edges, starts: bool, ends: bool) -> Iterable[int]:
    if starts and ends:
        return edges
    return edges[:1] if starts else edges[1:2]


def _sort_in(cue: Cue, start: int, end: int, topical: list[Match], speech: list[Phrase]) -> None:
    if cue.shelf is Shelf.SPEECH:
        speech.append(Phrase(cue.owner, cue.text))
    else:
        topical.append(Match(cue.owner, cue.shelf, cue.weight, cue.text, start, end, start))


def _standing(matches: list[Match], text: str) -> tuple[Match, ...]:
    """The matches that nothing before them denies (没坏, 不是漏水), supposes (万一停电) or fears (怕着火)."""
    if not matches:
        return ()
    supposing = _SUPPOSING.search(text) is not None
    return tuple(
        [
            match
            for match in matches
            if match.key == 0
            or match.shelf not in _DENIABLE
            or _stands(match, text[max(0, match.key - _REACH) : match.key], text, supposing=supposing)
        ]
    )


def _stands(match: Match, before: str, text: str, *, supposing: bool) -> bool:
    if match.owner in _ALARMS and _only_feared(before, text, match.end):
        return False
    if before.endswith(_NEGATORS):
        return before.endswith(_QUESTIONS)
    return not (supposing and _SUPPOSED.search(before))


def _only_feared(before: str, text: str, end: int) -> bool:
    """Whether an alarm word is what somebody fears, argues with (真着火跑都跑不掉) or asks (不动了,有人管吗)."""
    if _ASKS.match(text, max(0, end - 2)):
        return True
    return bool(_FEARED.search(before) or (before[-1] in "真要" and _WHAT_THEN.match(text, end)))
