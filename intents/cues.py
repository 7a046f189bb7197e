"""One Aho-Corasick pass over all cues of all shelves, united with the word boundaries (only here)."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from intents.lexicon import Cue, Lexicon, PairRule, Shelf
from intents.lexicon_files import GAP

Span = tuple[int, int]
Edges = Callable[[str], frozenset[int]]  # text → the offsets where words begin or end
_WINDOW = 5  # characters around a word that decide where words begin there

_BREAKS = frozenset(" \n\t,.!?;。、~…")
_BREAK_COST = 0.5  # a pair that reaches over a clause is less likely one thought
_GAP_COST = 0.05  # … as is one whose words stand far apart, by character
_BACKWARD_COST = 0.3  # … or in the unusual order
_NEGATORS = ("不是", "没有", "没", "不会", "不用", "不", "别", "未", "非", "不要", "不算", "不怕")
_QUESTIONS = ("是不是", "有没有", "会不会", "能不能", "要不要", "可不可以", "该不该", "有没")
_DENIABLE = frozenset(Shelf) - {Shelf.SPEECH, Shelf.HINT, Shelf.MENTION, Shelf.AGAINST, Shelf.NEED}
_LONGEST = 12  # characters of the longest word in a pair
_MOST_NEAR = 24  # second parts looked at around one first part: keeps the pass linear


class Match(NamedTuple):
    """A cue or a pair found in a text: what it stands for, what it weighs here, where it stands."""

    owner: str
    shelf: Shelf
    weight: float
    cue: str
    start: int
    end: int
    key: int  # where the word stands that a negation before it would deny


class Found(NamedTuple):
    """All matches in one text: those of request types and alarms, and those of speech frames."""

    topical: tuple[Match, ...] = ()
    speech: tuple[Match, ...] = ()


class _Rule(NamedTuple):
    rule: PairRule
    first: tuple[int, ...]  # the word lists ("sides") of either part
    second: tuple[int, ...]


class CueIndex:
    """Finds cues; built once from the lexicon and a source of word boundaries."""

    def __init__(self, lexicon: Lexicon, edges: Edges) -> None:
        self._edges = edges
        self._cues: dict[str, list[Cue]] = {}
        self._sides: dict[str, list[int]] = {}
        self._side_of: dict[tuple[str, ...], int] = {}
        self._rules: dict[int, list[_Rule]] = {}  # by side of the first part
        self._sets = lexicon.sets
        for cue in lexicon.cues:
            self._cues.setdefault(cue.text.lower(), []).append(cue)
        for rule in lexicon.pairs:
            self._add_rule(rule)
        texts = sorted(self._cues.keys() | self._sides.keys())
        self._plain = [tuple(self._cues.get(text, ())) for text in texts]
        self._parts = [tuple(self._sides.get(text, ())) for text in texts]
        self._automaton = AhoCorasick(texts)

    def find(self, text: str) -> Found:
        """Every cue and pair in a cleaned text."""
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = text
        topical: list[Match] = []
        speech: list[Match] = []
        sides: dict[int, list[Span]] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            for cue in self._plain[index]:
                if (cue.at_start and start) or (cue.at_end and end != len(text)):
                    continue
                match = Match(cue.owner, cue.shelf, cue.weight, cue.text, start, end, start)
                (speech if cue.shelf is Shelf.SPEECH else topical).append(match)
            for side in self._parts[index]:
                sides.setdefault(side, []).append((start, end))
        if sides:
            for match in self._pairs(lowered, sides):
                (speech if match.shelf is Shelf.SPEECH else topical).append(match)
        return Found(tuple(_standing(topical, lowered)), tuple(speech))

    def _add_rule(self, rule: PairRule) -> None:
        first, second = self._side_numbers(rule.first), self._side_numbers(rule.second)
        for side in first:
            self._rules.setdefault(side, []).append(_Rule(rule, first, second))

    def _side_numbers(self, words: tuple[str, ...]) -> tuple[int, ...]:
        """One number for the words written out and one for each $set among them."""
        written = tuple(word for word in words if not word.startswith("$"))
        lists = [self._sets[word[1:]] for word in words if word.startswith("$")] + (
            [written] if written else []
        )
        return tuple(self._side_number(part) for part in lists)

    def _side_number(self, words: tuple[str, ...]) -> int:
        if words not in self._side_of:
            self._side_of[words] = len(self._side_of)
            for word in dict.fromkeys(words):
                self._sides.setdefault(word.lower(), []).append(self._side_of[words])
        return self._side_of[words]

    def _pairs(self, text: str, sides: dict[int, list[Span]]) -> Iterable[Match]:
        for rule in self._reached(sides):
            for pair in _near(rule, _spans(sides, rule.first), _spans(sides, rule.second), text):
                if rule.rule.shelf is Shelf.SPEECH or all(
                    self._whole(text, span) for span in (pair.first, pair.second)
                ):
                    yield pair.match(rule.rule, text)

    def _whole(self, text: str, span: Span) -> bool:
        """Whether a single character begins a word there (水 is not 薪水); longer words always count."""
        if span[1] - span[0] > 1:
            return True
        begin = max(0, span[0] - _WINDOW)
        return span[0] - begin in self._edges(text[begin : span[1] + _WINDOW])

    def _reached(self, sides: dict[int, list[Span]]) -> Iterable["_Rule"]:
        """Each rule of which both parts were found, once."""
        seen: set[int] = set()
        for side in sides:
            for rule in self._rules.get(side, ()):
                if id(rule) not in seen and any(second in sides for second in rule.second):
                    seen.add(id(rule))
                    yield rule


class _Pair(NamedTuple):
    """Two words near each other, the first part's and the second part's, with what their distance costs."""

    first: Span
    second: Span
    cost: float

    def match(self, rule: PairRule, text: str) -> Match:
        cue = f"{text[slice(*self.first)]}{GAP}{text[slice(*self.second)]}"
        start, end = min(self.first[0], self.second[0]), max(self.first[1], self.second[1])
        return Match(rule.owner, rule.shelf, rule.weight - self.cost, cue, start, end, self.second[0])


def _spans(sides: dict[int, list[Span]], numbers: tuple[int, ...]) -> list[Span]:
    if len(numbers) == 1:
        return sides.get(numbers[0], [])
    return sorted(span for number in numbers for span in sides.get(number, ()))


def _near(rule: _Rule, firsts: list[Span], seconds: list[Span], text: str) -> Iterable[_Pair]:
    """For each first part the cheapest second part within the rule's distance."""
    starts = [start for start, _ in seconds]
    for first in firsts:
        low = bisect_left(starts, first[0] - rule.rule.distance - _LONGEST)
        near = (_pair(rule.rule, first, second, text) for second in seconds[low : low + _MOST_NEAR])
        best = min((pair for pair in near if pair), key=lambda pair: pair.cost, default=None)
        if best:
            yield best


def _pair(rule: PairRule, first: Span, second: Span, text: str) -> _Pair | None:
    """The two words as a pair, or None when they overlap, stand too far apart or in a forbidden order."""
    forward = first[1] <= second[0]
    if not forward and (rule.ordered or second[1] > first[0]):
        return None
    start, end = (first[1], second[0]) if forward else (second[1], first[0])
    if end - start > rule.distance:
        return None
    breaks = sum(character in _BREAKS for character in text[start:end])
    cost = breaks * _BREAK_COST + (end - start) * _GAP_COST + (0.0 if forward else _BACKWARD_COST)
    return _Pair(first, second, 0.0 if rule.shelf is Shelf.SPEECH else cost)


def _standing(matches: list[Match], text: str) -> Iterable[Match]:
    """The matches that the words before them do not deny (没坏, 不是漏水)."""
    return (match for match in matches if match.shelf not in _DENIABLE or not _denied(text, match.key))


def _denied(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start]
    return before.endswith(_NEGATORS) and not before.endswith(_QUESTIONS)
