"""Which kinds of pairs a text may hold, told from its strings alone, wherever they stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from intents.pairs import Rule

_Sides = tuple[frozenset[int], frozenset[int]]


class Meeting:
    """The pair rules of several kinds, with as many as possible made one: built once."""

    def __init__(self, kinds: Iterable[Iterable[Rule]]) -> None:
        self._begins: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._kinds: list[int] = []
        at = 0
        for rules in kinds:
            begun = at
            for first, second in _merged([(rule.first, rule.second) for rule in rules]):
                _set(self._begins, first, 1 << at)
                _set(self._ends, second, 1 << at)
                at += 1
            self._kinds.append((1 << at) - (1 << begun))
        self._words = frozenset(self._begins.keys() | self._ends.keys())

    def of(self, strings: set[int]) -> list[bool]:
        """For each kind whether both words of any rule are among the strings."""
        begun = ended = 0
        for word in self._words & strings:
            begun |= self._begins.get(word, 0)
            ended |= self._ends.get(word, 0)
        met = begun & ended
        return [met & kind > 0 for kind in self._kinds]


def _set(bits: dict[int, int], words: Iterable[int], bit: int) -> None:
    for word in words:
        bits[word] = bits.get(word, 0) | bit


def _merged(rules: Sequence[_Sides]) -> Sequence[_Sides]:
    """The same pairs of words in fewer rules: those that share a side are one."""
    by_second: dict[frozenset[int], frozenset[int]] = defaultdict(frozenset)
    for first, second in rules:
        by_second[second] |= first
    by_first: dict[frozenset[int], frozenset[int]] = defaultdict(frozenset)
    for second, first in by_second.items():
        by_first[first] |= second
    merged = list(by_first.items())
    return merged if len(merged) == len(rules) else _merged(merged)
