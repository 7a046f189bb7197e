"""Of which type a problem is: one regression a type."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack

from intents.fitting.regression import frequent, matrix, regress
from intents.fitting.texts import Text, weight_of
from intents.lexicon_files import TYPE_CODES

_SEEN, _VOICES = 3, 2  # times that a cue must have been said, by so many voices
_LONGEST = 2  # characters of a cue: longer ones bring nothing more
_LEAST = 0.25  # smaller weights are left out
_C = 3.0  # inverse strength of the penalty
_JOINS = 0.5  # the weight of a line that goes on with a problem


class Types:
    """One regression by request type over all that is said among some rows: does it tell of such a problem?

    Lines that go on with a problem count too: they are about the same, but often in passing.
    """

    def __init__(self, texts: Sequence[Text], rows: Iterable[int]) -> None:
        told = [texts[at] for at in rows]
        names = frequent(told, _SEEN, _VOICES, longest=_LONGEST)
        numbers = {name: at for at, name in enumerate(names)}
        cues = matrix([[numbers[c] for c in text.cues if c in numbers] for text in told], len(names))
        written = csr_matrix([[_topic(text, code) for code in TYPE_CODES] for text in told])
        joins = np.array([text.example.truth.joins is not None for text in told])
        weight = np.where(joins, _JOINS, 1.0) * np.array([weight_of(text) for text in told])
        self._cues: dict[str, dict[str, float]] = {}
        self._bias: dict[str, float] = {}
        self._written: dict[str, float] = {}
        for at, code in enumerate(TYPE_CODES):
            x = csr_matrix(hstack([cues, written[:, at]]))
            y = np.array([text.types[:1] == (code,) for text in told])
            clear = np.array([is_it or code not in t.types for is_it, t in zip(y, told, strict=True)])
            if y.sum() < 2:
                continue
            weights = regress(x[clear], y[clear], _C, weight[clear])
            self._bias[code], self._written[code] = _short(weights[-1]), _short(weights[-2])
            for column in np.flatnonzero(np.abs(weights[:-2]) >= _LEAST):
                self._cues.setdefault(names[column], {})[code] = _short(weights[column])

    def likeliest(self, text: Text) -> tuple[str, float]:
        """The type, and the log-odds that the text speaks of it."""
        points = dict(self._bias)
        for code, weight in self._written.items():
            points[code] += weight * _topic(text, code)
        for cue in text.cues:
            for code, weight in self._cues.get(cue, {}).items():
                points[code] += weight
        main = max(points, key=points.__getitem__, default="")
        return main, points.get(main, 0.0)

    def weights(self) -> dict[str, Any]:
        """The fields of `Fitted` that tell the types."""
        return {"types": self._cues, "type_bias": self._bias, "type_written": self._written}


def _short(weight: float) -> float:
    return round(float(weight), 2)


def _topic(text: Text, code: str) -> float:
    return next((min(5.0, topic.weight) for topic in text.facts.ranked if topic.code == code), 0.0)
