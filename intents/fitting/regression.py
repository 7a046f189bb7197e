"""Logistic regressions over sparse columns."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from intents.fitting.texts import Text

Floats = NDArray[np.float64]
_NAMED_C = 0.3  # inverse strength of the penalty


def regress(x: csr_matrix, y: NDArray[np.bool_], c: float, weight: Floats | None) -> Floats:
    """The weights of a logistic regression and, last, its bias."""
    model = LogisticRegression(C=c, solver="liblinear", random_state=0, max_iter=300)
    model.fit(x, y, sample_weight=weight)
    return np.concatenate([model.coef_[0], model.intercept_])


def named(
    marks: Sequence[Mapping[str, float]], y: Sequence[bool], weight: Floats | None = None
) -> dict[str, float]:
    """A small regression over named marks."""
    names = sorted(set().union(*marks))
    numbers = {name: at for at, name in enumerate(names)}
    ends = np.cumsum([0, *map(len, marks)])
    columns = np.array([numbers[name] for row in marks for name in row], dtype=np.int64)
    values = np.array([value for row in marks for value in row.values()])
    x = csr_matrix((values, columns, ends), shape=(len(marks), len(names)))
    weights = regress(x, np.array(y), _NAMED_C, weight)
    found = {name: rounded(weight) for name, weight in zip(names, weights, strict=False) if rounded(weight)}
    return {**found, "bias": rounded(weights[-1])}


def matrix(rows: Sequence[Sequence[int]], columns: int) -> csr_matrix:
    """A matrix of zeros with a one at each column named."""
    ends = np.cumsum([0, *map(len, rows)])
    at = np.array([column for row in rows for column in row], dtype=np.int64)
    return csr_matrix((np.ones(len(at)), at, ends), shape=(len(rows), columns))


def frequent(texts: Sequence[Text], seen: int, voices: int, longest: int = 99) -> tuple[str, ...]:
    """The cues that are said often enough, sorted."""
    count: Counter[str] = Counter()
    heard: dict[str, set[str]] = {}
    for text in texts:
        count.update(text.cues)
        for cue in text.cues:
            heard.setdefault(cue, set()).add(text.example.voice)
    return tuple(
        sorted(c for c, n in count.items() if n >= seen and len(heard[c]) >= voices and len(c) <= longest)
    )


def rounded(weight: float) -> float:
    return round(float(weight), 3)
