"""The fitted shelf as numbers: which cues a text holds, and what they add up to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from struct import Struct

from intents.fitted import DIGIT, LENGTHS, Fitted, Weights, length_bands

_LONGEST = max(LENGTHS) + 1  # characters from which on a text is in no band
_UNIT = 1000  # weights have three decimals
_FIELD, _RAISED = 64, 1 << 40  # bits of one type's sum; what lifts every sum above 0


class FittedShelf:
    """The fitted cues by number from 1, 0 is none; a digit in one stands for any digit.

    `strings` are the strings that stand for a cue: the number of the string → the number of the cue.
    """

    def __init__(self, fitted: Fitted, number: Callable[[str], int]) -> None:
        """`number` numbers a string, ^ and $ where it must stand at an end of the text."""
        names = sorted({*fitted.opens.cues, *fitted.urgent.cues, *fitted.types})
        self._names = ("", *names)
        self._opens = [0.0, *(fitted.opens.cues.get(name, 0.0) for name in names)]
        self._urgent = [0.0, *(fitted.urgent.cues.get(name, 0.0) for name in names)]
        self._codes = tuple(sorted(fitted.type_bias))
        self._types = (0, *(_packed(fitted.types.get(name, {}), self._codes) for name in names))
        self._unpack = Struct(f"<{len(self._codes)}q").unpack
        raised = sum(_RAISED << _FIELD * at for at in range(len(self._codes)))
        self._types_from = raised + _packed(fitted.type_bias, self._codes)
        self._opens_by_length = _by_length(fitted.opens)
        self._urgent_by_length = _by_length(fitted.urgent)
        self.strings = {
            number(variant): cue for cue, name in enumerate(names, 1) for variant in _variants(name)
        }

    def opens(self, cues: Iterable[int], length: int) -> float:
        """The log-odds for a request of a text of so many characters with these cues."""
        return self._opens_by_length[min(length, _LONGEST)] + sum(map(self._opens.__getitem__, cues))

    def urgent(self, cues: Iterable[int], length: int) -> float:
        """The log-odds that such a text tells of danger."""
        return self._urgent_by_length[min(length, _LONGEST)] + sum(map(self._urgent.__getitem__, cues))

    def types(self, cues: Iterable[int]) -> dict[str, float]:
        """By request type the log-odds that a text with these cues speaks of it."""
        total = sum(map(self._types.__getitem__, cues), self._types_from)
        fields = self._unpack(total.to_bytes(8 * len(self._codes), "little"))
        return {code: (field - _RAISED) / _UNIT for code, field in zip(self._codes, fields, strict=True)}

    def named(self, cues: Iterable[int]) -> list[tuple[str, float]]:
        """The cues with their log-odds for a request, in a fixed order."""
        return [(self._names[cue], self._opens[cue]) for cue in sorted(cues) if self._opens[cue]]


def _packed(weights: Mapping[str, float], codes: Sequence[str]) -> int:
    """The weights of all types side by side in one number, so that one addition adds them all."""
    return sum(round(weights.get(code, 0.0) * _UNIT) << _FIELD * at for at, code in enumerate(codes))


def _by_length(weights: Weights) -> list[float]:
    """By the length of a text where its sum begins."""
    return [
        weights.bias + sum(weights.lengths.get(band, 0.0) for band in length_bands(length))
        for length in range(_LONGEST + 1)
    ]


def _variants(name: str) -> Iterable[str]:
    return [name.replace(DIGIT, digit) for digit in "0123456789"] if DIGIT in name else [name]
