"""Whether a text opens a case, whether it tells of danger: one regression each over all cues."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack

from intents.fitted import LENGTHS, Weights, length_bands
from intents.fitting.regression import Floats, frequent, matrix, regress, rounded
from intents.fitting.texts import Text, weight_of
from intents.weighing import around

_SEEN, _VOICES = 3, 2  # times that a cue must have been said, by so many voices
_C = 0.5  # inverse strength of the penalty
# what a message is besides its words
MARKS = ("placed", "plain", "alarm", "letter", "quoting", "calling", "alone")
ADDRESSED = 1.0  # nobody speaks to the bot in the examples; whoever does mostly wants something,
PRIVATE = 2.2  # and whoever writes to it alone nearly always


class Columns:
    """The matrix of all texts, and regressions on it for one yes-or-no question each.

    Columns of cues are scaled by their log-count ratio before the penalty (Wang and Manning 2012, "Baselines and
    Bigrams"), so that a cue which is said only in requests is punished less than one that is said everywhere.
    """

    def __init__(self, texts: Sequence[Text]) -> None:
        self._names = frequent(texts, _SEEN, _VOICES)
        numbers = {name: at for at, name in enumerate(self._names)}
        cues = matrix([[numbers[cue] for cue in text.cues if cue in numbers] for text in texts], len(numbers))
        self._x = csr_matrix(hstack([cues, _beyond(texts)]))
        self._weight = np.array([weight_of(text) for text in texts])

    def fit(
        self, y: NDArray[np.bool_], rows: NDArray[np.intp], most: int, weight: Floats | None = None
    ) -> Floats:
        """The weights of all columns and, last, the bias; only the `most` cues that matter are not 0.

        `weight` is how much each text counts, as it counts everywhere when None.
        """
        x = self._x[rows]
        scale = _ratio(x, y[rows], len(self._names))
        weights = regress(x @ diags(scale), y[rows], _C, (self._weight if weight is None else weight)[rows])
        weights[:-1] *= scale
        return _sparse(weights, np.asarray(x.sum(0)).ravel(), len(self._names), most)

    def in_a_group(self, weights: Floats) -> Floats:
        """The weights without what being alone or a letter is worth."""
        kept = weights.copy()
        for mark in ("alone", "letter"):
            kept[MARKS.index(mark) - len(MARKS) - 1] = 0.0
        return kept

    def points(self, weights: Floats, rows: NDArray[np.intp]) -> Floats:
        return np.asarray(self._x[rows] @ weights[:-1] + weights[-1])

    def weights(self, fitted: Floats) -> Weights:
        """The same by name, rounded."""
        count = len(self._names)
        written, *lengths = (rounded(weight) for weight in fitted[count : count + 1 + len(LENGTHS)])
        marks = (rounded(weight) for weight in fitted[count + 1 + len(LENGTHS) : -1])
        return Weights(
            bias=rounded(fitted[-1]),
            written=written,
            cues={n: rounded(w) for n, w in zip(self._names, fitted, strict=False) if rounded(w)},
            lengths=dict(zip(LENGTHS, lengths, strict=True)),
            around={**dict(zip(MARKS, marks, strict=True)), "addressed": ADDRESSED, "private": PRIVATE},
        )


def _beyond(texts: Sequence[Text]) -> csr_matrix:
    """What the written shelf says, the lengths, and the marks besides the words."""
    rows = []
    for text in texts:
        bands = set(length_bands(len(text.text)))
        marks = {*around(text.facts, text.example.message.text), *text.given}
        lengths = [float(limit in bands) for limit in LENGTHS]
        rows.append([text.facts.points, *lengths, *(float(mark in marks) for mark in MARKS)])
    return csr_matrix(np.array(rows))


def _ratio(x: csr_matrix, y: NDArray[np.bool_], cues: int) -> Floats:
    """The log-count ratio of every cue between requests and the rest; 1 for the other columns."""
    pro = np.asarray(x[y].sum(0)).ravel()[:cues] + 1.0
    contra = np.asarray(x[~y].sum(0)).ravel()[:cues] + 1.0
    ratio = np.log((pro / pro.sum()) / (contra / contra.sum()))
    return np.concatenate([ratio, np.ones(x.shape[1] - cues)])


def _sparse(weights: Floats, count: Floats, cues: int, most: int) -> Floats:
    """The weights with all but the cues that move most texts most set to 0."""
    matter = np.abs(weights[:cues]) * np.sqrt(count[:cues])
    kept = weights.copy()
    kept[np.argsort(-matter, kind="stable")[most:]] = 0.0
    return kept
