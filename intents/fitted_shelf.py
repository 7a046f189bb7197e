"""The fitted shelf as numbers: which cues a text holds, and what they add up to."""

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from struct import Struct, pack
from typing import NamedTuple

from intents.fitted import DIGIT, LENGTHS, Fitted, Weights, length_bands
from intents.found import Reason

_LONGEST = max(LENGTHS) + 1  # characters from which on a text is in no band
_UNIT = 1000  # weights have three decimals
_BITS = 32  # of one sum
_RAISED = 1 << 30  # lifts every sum above 0: no text holds cues enough to sink one


class Sums(NamedTuple):
    """What the cues of a text add up to, in log-odds: for a request, for danger, for more of what is known.

    `raised` are the sums for each of `Fitted.codes`, as they lie side by side; most texts are done with the largest.
    """

    opens: float
    danger: float
    more: float
    raised: tuple[int, ...]

    @property
    def types(self) -> list[float]:
        """The log-odds of each type."""
        return [(field - _RAISED) / _UNIT for field in self.raised]

    @property
    def most(self) -> float:
        """The log-odds of the likeliest type; ValueError when there is none."""
        return (max(self.raised) - _RAISED) / _UNIT

    def most_with(self, more: Iterable[int]) -> float:
        """The same when each type has so many units more."""
        return (max(map(int.__add__, self.raised, more)) - _RAISED) / _UNIT


class FittedShelf:
    """The fitted cues by number from 1, 0 is none; a digit in one stands for any digit.

    `strings` are the strings that stand for a cue: the number of the string → the number of the cue. `rows` are the
    weights of the cues: all of one cue lie side by side in one whole number, so that one addition adds them all.
    Above the `bits` of a row there is room for other counts.
    """

    def __init__(self, fitted: Fitted, number: Callable[[str], int]) -> None:
        """`number` numbers a string, ^ and $ where it must stand at an end of the text."""
        opens, codes = fitted.opens, fitted.codes
        questions = (opens, fitted.urgent, fitted.more)
        names = sorted(set(fitted.types).union(*(weights.cues for weights in questions)))
        self._reasons: list[Reason | None] = [None, *(_reason(name, opens) for name in names)]
        fields = len(questions) + len(codes)
        at = {code: _BITS * place for place, code in enumerate(codes, len(questions))}
        self.rows = [0]
        for name in names:
            row = 0
            for place, weights in enumerate(questions):
                row += round(weights.cues.get(name, 0.0) * _UNIT) << _BITS * place
            for code, weight in fitted.types.get(name, {}).items():
                if code in at:
                    row += round(weight * _UNIT) << at[code]
            self.rows.append(row)
        bias = [fitted.type_bias[code] for code in codes]
        self._begin = [
            _raised([*(_begin(weights, length) for weights in questions), *bias])
            for length in range(_LONGEST + 1)
        ]
        self.bits = _BITS * fields
        self._mask = (1 << self.bits) - 1
        self._unpack, self._bytes = Struct(f"<{fields}I").unpack, self.bits // 8
        self.strings = {
            number(variant): cue for cue, name in enumerate(names, 1) for variant in _variants(name)
        }
        self.of_digits = frozenset(cue for cue, name in enumerate(names, 1) if DIGIT in name)

    def begin(self, length: int) -> int:
        """The row that the sum of a text of so many characters begins with."""
        return self._begin[min(length, _LONGEST)]

    def sums(self, total: int) -> Sums:
        """What the rows of a text add up to."""
        opens, danger, more, *raised = self._unpack((total & self._mask).to_bytes(self._bytes, "little"))
        return Sums(
            (opens - _RAISED) / _UNIT, (danger - _RAISED) / _UNIT, (more - _RAISED) / _UNIT, tuple(raised)
        )

    def reasons(self, cues: Iterable[int]) -> list[Reason]:
        """What cues say for or against a request, in a fixed order."""
        return [reason for reason in map(self._reasons.__getitem__, sorted(cues)) if reason is not None]


def units_above(points: float) -> int:
    """The smallest number of units that is not below so many log-odds."""
    return ceil(points * _UNIT)


def _reason(name: str, weights: Weights) -> Reason | None:
    """What a cue says for or against a request, when it says anything."""
    weight = weights.cues.get(name)
    return None if weight is None else (name, "fitted", weight)


def _raised(weights: Sequence[float]) -> int:
    """The weights side by side in one number, each lifted above 0."""
    fields = [round(weight * _UNIT) + _RAISED for weight in weights]
    return int.from_bytes(pack(f"<{len(fields)}I", *fields), "little")


def _begin(weights: Weights, length: int) -> float:
    """Where the sum of a text of so many characters begins."""
    return weights.bias + sum(weights.lengths.get(band, 0.0) for band in length_bands(length))


def _variants(name: str) -> Iterable[str]:
    return [name.replace(DIGIT, digit) for digit in "0123456789"] if DIGIT in name else [name]
