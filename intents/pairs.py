"""Pairs: two words near each other that say together what neither says alone (路灯…不亮)."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from intents.lexicon import PairRule, Shelf

Span = tuple[int, int]
Word = tuple[int, int, int]  # where it starts, where it ends, the rules that it belongs to as bits

_BREAKS = frozenset(" \n\t,.!?;。、~…")
_BREAK_COST = 0.5  # a pair that reaches over a clause is less likely one thought
_GAP_COST = 0.05  # … as is one whose words stand far apart, by character
_BACKWARD_COST = 0.3  # … or in the unusual order
_LONGEST = 12  # characters of the longest word in a pair


class Rule(NamedTuple):
    """A pair rule whose words are the numbers of strings."""

    owner: str
    shelf: Shelf
    weight: float
    distance: int
    ordered: bool
    first: frozenset[int]
    second: frozenset[int]


class Pair(NamedTuple):
    """Two words near each other, the first part's and the second part's, with what their distance costs."""

    rule: Rule
    first: Span
    second: Span
    cost: float


class Pairs:
    """All pair rules; built once."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._farthest = max((rule.distance for rule in rules), default=0)

    def near(self, firsts: Iterable[Word], seconds: Iterable[Word], text: str) -> Iterator[Pair]:
        """For each rule and each of its first words the cheapest second word within the rule's distance."""
        seconds = sorted(seconds)
        best: dict[tuple[int, int, int], Pair] = {}
        for start, end, begins in firsts:
            low = bisect_left(seconds, (start - self._farthest - _LONGEST,))
            for second in seconds[low:]:
                if second[0] - end > self._farthest:
                    break
                if both := begins & second[2]:
                    self._keep_cheapest(best, both, (start, end), second[:2], text)
        return (best[key] for key in sorted(best))

    def _keep_cheapest(
        self, best: dict[tuple[int, int, int], Pair], both: int, first: Span, second: Span, text: str
    ) -> None:
        """Tries two words as a pair of each rule whose bit is set in `both`."""
        forward = first[1] <= second[0]
        start, end = (first[1], second[0]) if forward else (second[1], first[0])
        if start > end:
            return  # they overlap
        breaks = sum(character in _BREAKS for character in text[start:end])
        cost = breaks * _BREAK_COST + (end - start) * _GAP_COST + (0.0 if forward else _BACKWARD_COST)
        while both:
            number = both.bit_length()
            both ^= 1 << number - 1
            rule, key = self._rules[number - 1], (number, *first)
            fits = end - start <= rule.distance and (forward or not rule.ordered)
            if fits and (key not in best or cost < best[key].cost):
                best[key] = Pair(rule, first, second, cost)


def numbered(pair: PairRule, sets: Mapping[str, Sequence[str]], number: Callable[[str], int]) -> Rule:
    """The rule with its words, $sets opened, as numbers."""
    return Rule(
        owner=pair.owner,
        shelf=pair.shelf,
        weight=pair.weight,
        distance=pair.distance,
        ordered=pair.ordered,
        first=frozenset(number(word.lower()) for word in _words(pair.first, sets)),
        second=frozenset(number(word.lower()) for word in _words(pair.second, sets)),
    )


def _words(side: Iterable[str], sets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for word in side:
        if word.startswith("$"):
            yield from sets[word[1:]]
        else:
            yield word
