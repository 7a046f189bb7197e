"""From which scores on a message is a case, a question, an alarm."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from intents.fitting.regression import Floats, rounded
from intents.fitting.texts import Text, in_a_log, like_life
from intents.weighing import score

_PRECISION = 0.85  # aimed at in the logs of whole days, of which half are fuller of trouble words than life
_HARMLESS = 300  # lines of the examples' talk, which is full of trouble words, of which one may alarm
_ASKING = 0.02  # of all messages at most so many lie between the two thresholds


class Thresholds(NamedTuple):
    """From which scores on: a case, a question, an alarm."""

    report_from: float
    unclear_from: float
    urgent_from: float


def thresholds(texts: Sequence[Text], points: Floats, alarms: Floats) -> Thresholds:
    """A case from the lowest score at which enough of the opened ones are requests, in logs that are like life.

    An alarm from the score at which at most one in so many messages without a request would be one.
    """
    rows = np.array(like_life(texts) or range(len(texts)))
    requests = np.array([bool(texts[at].example.truth.types) for at in rows])
    order = np.argsort(-points[rows], kind="stable")
    precision = np.cumsum(requests[order]) / np.arange(1, len(rows) + 1)
    enough = np.flatnonzero(precision >= _PRECISION)
    last = int(enough[-1]) if len(enough) else 0
    lower = min(last + int(_ASKING * len(rows)), len(rows) - 1)
    ranked = points[rows][order]
    nothing = [text.example.truth.none is not None and in_a_log(text) for text in texts]
    harmless = np.sort(alarms[np.array(nothing)])[::-1]
    return Thresholds(
        report_from=rounded(score(ranked[last])),
        unclear_from=rounded(score(ranked[lower])),
        urgent_from=rounded(score(harmless[len(harmless) // _HARMLESS])),
    )


def calibration(texts: Sequence[Text], points: Floats) -> tuple[tuple[int, int], ...]:
    rows = [at for at, text in enumerate(texts) if in_a_log(text)]
    tenths = {at: min(9, int(score(points[at]) * 10)) for at in rows}
    count = Counter(tenths.values())
    right = Counter(tenth for at, tenth in tenths.items() if texts[at].example.truth.types)
    return tuple((count[tenth], right[tenth]) for tenth in range(10))
