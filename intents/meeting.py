"""Which pair rules may hold of a text, told from its strings alone, wherever they stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import or_

from intents.pairs import Rule

Sides = tuple[frozenset[int], frozenset[int]]  # the words that one rule begins with, those it ends with


class Meeting:
    """Rules by their two sides; built once."""

    def __init__(self, rules: Collection[Sides]) -> None:
        self._count = len(rules)
        self._bits: dict[int, int] = defaultdict(
            int
        )  # by word: the rules that it ends, above those that it begins
        for at, (first, second) in enumerate(rules):
            for word in first:
                self._bits[word] |= 1 << at
            for word in second:
                self._bits[word] |= 1 << at + self._count
        self._words = frozenset(self._bits)

    def both(self, strings: set[int]) -> int:
        """A bit for each rule of which both sides are among the strings."""
        seen = reduce(or_, map(self._bits.__getitem__, self._words & strings), 0)
        return seen & seen >> self._count


class Kinds:
    """Rules of several kinds, as few as say the same."""

    def __init__(self, kinds: Iterable[Iterable[Rule]]) -> None:
        merged = [_merged([(rule.first, rule.second) for rule in rules]) for rules in kinds]
        self._meeting = Meeting([sides for rules in merged for sides in rules])
        self._masks: list[int] = []
        at = 0
        for rules in merged:
            self._masks.append((1 << len(rules)) - 1 << at)
            at += len(rules)

    def met(self, strings: set[int]) -> list[bool]:
        """For each kind whether both words of any rule are among the strings."""
        both = self._meeting.both(strings)
        return [both & mask > 0 for mask in self._masks]


def _merged(rules: Sequence[Sides]) -> Sequence[Sides]:
    """The same pairs of words in fewer rules: those that share a side are one."""
    by_second: dict[frozenset[int], frozenset[int]] = defaultdict(frozenset)
    for first, second in rules:
        by_second[second] |= first
    by_first: dict[frozenset[int], frozenset[int]] = defaultdict(frozenset)
    for second, first in by_second.items():
        by_first[first] |= second
    merged = list(by_first.items())
    return merged if len(merged) == len(rules) else _merged(merged)
