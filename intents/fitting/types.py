"""Of which type a request is: one regression a type."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack

from intents.fitting.regression import frequent, matrix, regress, rounded
from intents.fitting.texts import Text
from intents.lexicon_files import TYPE_CODES

_ROWS = 250  # cues by type
_C = 1.0  # inverse strength of the penalty


class Types:
    """One regression by request type over the requests among some rows: is it this type?"""

    def __init__(self, texts: Sequence[Text], rows: Iterable[int]) -> None:
        requests = [texts[at] for at in rows if texts[at].example.truth.types]
        names = frequent(requests, seen=2, voices=1, longest=3)
        numbers = {name: at for at, name in enumerate(names)}
        cues = matrix([[numbers[c] for c in text.cues if c in numbers] for text in requests], len(names))
        own = csr_matrix([[_topic(text, code) for code in TYPE_CODES] for text in requests])
        self._cues: dict[str, dict[str, float]] = {}
        self._bias: dict[str, float] = {}
        self._written: dict[str, float] = {}
        count = np.asarray(cues.sum(0)).ravel()
        for at, code in enumerate(TYPE_CODES):
            x = csr_matrix(hstack([cues, own[:, at]]))
            y = np.array([text.example.truth.types[0] == code for text in requests])
            allowed = np.array(
                [y_ or code not in t.example.truth.types for y_, t in zip(y, requests, strict=True)]
            )
            if y.sum() < 2:
                continue
            weights = regress(x[allowed], y[allowed], _C, None)
            self._bias[code], self._written[code] = weights[-1], weights[-2]
            heavy = np.argsort(-np.abs(weights[:-2]) * np.sqrt(count), kind="stable")[:_ROWS]
            for column in heavy:
                self._cues.setdefault(names[column], {})[code] = weights[column]

    def best(self, text: Text) -> str:
        points = dict(self._bias)
        for code, weight in self._written.items():
            points[code] += weight * _topic(text, code)
        for cue in text.cues:
            for code, weight in self._cues.get(cue, {}).items():
                points[code] += weight
        return max(points, key=points.__getitem__, default="")

    def weights(self) -> dict[str, Any]:
        """The fields of `Fitted` that tell the types."""
        cues = {
            cue: {c: rounded(w) for c, w in codes.items() if rounded(w)} for cue, codes in self._cues.items()
        }
        return {
            "types": {cue: codes for cue, codes in cues.items() if codes},
            "type_bias": {code: rounded(weight) for code, weight in self._bias.items()},
            "type_written": {code: rounded(weight) for code, weight in self._written.items()},
        }


def _topic(text: Text, code: str) -> float:
    return next((min(5.0, topic.weight) for topic in text.facts.ranked if topic.code == code), 0.0)
