"""Whether a message opens a case, whether it is an alarm: small regressions over what the large ones found."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from intents.fitting.regression import Floats, named
from intents.fitting.texts import Text, danger_weight_of, weight_of
from intents.urgency import alarm_marks
from intents.weighing import request_marks, weighed


def request_of(texts: Sequence[Text], words: Floats, kinds: Floats) -> tuple[dict[str, float], Floats]:
    """The weights of `request_marks`, and the log-odds of every text by them.

    `words` and `kinds` are said by weights that never saw the text's voice.
    """
    marks = [
        request_marks(one, kind, text.facts) for one, kind, text in zip(words, kinds, texts, strict=True)
    ]
    return _stage(texts, marks, [bool(text.example.truth.types) for text in texts], weight_of)


def alarm_of(
    texts: Sequence[Text], danger: Floats, opens: Floats, types: Sequence[str]
) -> tuple[dict[str, float], Floats]:
    """The same of `alarm_marks`."""
    marks = [alarm_marks(*each) for each in zip(danger, opens, types, strict=True)]
    return _stage(texts, marks, [text.danger for text in texts], danger_weight_of)


def _stage(
    texts: Sequence[Text],
    marks: Sequence[Mapping[str, float]],
    y: Sequence[bool],
    counts: Callable[[Text], float],
) -> tuple[dict[str, float], Floats]:
    new = [at for at, text in enumerate(texts) if text.example.truth.joins is None]
    weight = np.array([counts(texts[at]) for at in new])
    weights = named([marks[at] for at in new], [y[at] for at in new], weight)
    return weights, np.array([weighed(weights, each) for each in marks])
