"""The fitted shelf as numbers: which cues a text holds, and what they add up to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from struct import Struct, pack
from typing import NamedTuple

from intents.fitted import DIGIT, LENGTHS, Fitted, Weights, length_bands

_LONGEST = max(LENGTHS) + 1  # characters from which on a text is in no band
_UNIT = 1000  # weights have three decimals
_BITS = 32  # of one sum
_RAISED = 1 << 30  # lifts every sum above 0: no text holds cues enough to sink one


class Sums(NamedTuple):
    """What the cues of a text add up to, in log-odds: for a request, for danger, for each of `Fitted.codes`."""

    opens: float
    danger: float
    types: list[float]


class FittedShelf:
    """The fitted cues by number from 1, 0 is none; a digit in one stands for any digit.

    `strings` are the strings that stand for a cue: the number of the string → the number of the cue. All weights of
    a cue lie side by side in one whole number, so that one addition adds them all.
    """

    def __init__(self, fitted: Fitted, number: Callable[[str], int]) -> None:
        """`number` numbers a string, ^ and $ where it must stand at an end of the text."""
        opens, danger, codes = fitted.opens, fitted.urgent, fitted.codes
        names = sorted({*opens.cues, *danger.cues, *fitted.types})
        self._names = ("", *names)
        self._opens = opens.cues
        rows = [
            [
                opens.cues.get(name, 0.0),
                danger.cues.get(name, 0.0),
                *_in_order(fitted.types.get(name, {}), codes),
            ]
            for name in names
        ]
        nothing = _raised([0.0] * (len(codes) + 2))
        self._rows = [0, *(_raised(row) - nothing for row in rows)]
        types = _in_order(fitted.type_bias, codes)
        self._from = [
            _raised([_begin(opens, length), _begin(danger, length), *types]) for length in range(_LONGEST + 1)
        ]
        self._unpack = Struct(f"<{len(codes) + 2}I").unpack
        self._bytes = _BITS // 8 * (len(codes) + 2)
        self.strings = {
            number(variant): cue for cue, name in enumerate(names, 1) for variant in _variants(name)
        }

    def sums(self, cues: Iterable[int], length: int) -> Sums:
        """What these cues add up to in a text of so many characters."""
        total = sum(map(self._rows.__getitem__, cues), self._from[min(length, _LONGEST)])
        opens, danger, *types = self._unpack(total.to_bytes(self._bytes, "little"))
        return Sums(
            (opens - _RAISED) / _UNIT,
            (danger - _RAISED) / _UNIT,
            [(field - _RAISED) / _UNIT for field in types],
        )

    def named(self, cues: Iterable[int]) -> list[tuple[str, float]]:
        """The cues with their log-odds for a request, in a fixed order."""
        names = [self._names[cue] for cue in sorted(cues)]
        return [(name, self._opens[name]) for name in names if name in self._opens]


def _in_order(weights: Mapping[str, float], codes: Sequence[str]) -> list[float]:
    return [weights.get(code, 0.0) for code in codes]


def _raised(weights: Sequence[float]) -> int:
    """The weights side by side in one number, each lifted above 0."""
    fields = [round(weight * _UNIT) + _RAISED for weight in weights]
    return int.from_bytes(pack(f"<{len(fields)}I", *fields), "little")


def _begin(weights: Weights, length: int) -> float:
    """Where the sum of a text of so many characters begins."""
    return weights.bias + sum(weights.lengths.get(band, 0.0) for band in length_bands(length))


def _variants(name: str) -> Iterable[str]:
    return [name.replace(DIGIT, digit) for digit in "0123456789"] if DIGIT in name else [name]
