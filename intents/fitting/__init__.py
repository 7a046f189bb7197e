"""From labelled examples to fitted weights: `linli lexicon fit` (scikit-learn, a development dependency, only here)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from intents.examples import Example
from intents.fitted import Fitted, Weights
from intents.fitting.columns import Columns
from intents.fitting.regression import Floats, rounded
from intents.fitting.second_stage import alarm_of, request_of
from intents.fitting.talks import Talks
from intents.fitting.texts import Text, danger_weight_of, in_a_log, texts_of
from intents.fitting.thresholds import calibration, thresholds
from intents.fitting.types import Types
from intents.lexicon import Lexicon
from intents.understand import Understanding

FOLDS = 5  # voices are dealt to so many parts; each part is judged by weights fitted on the others
ROWS = 16000  # cues kept that say whether a case is opened; half as many lose a twentieth of the precision
_LETTER = 1.25  # log-odds: of the letters' subjects that are opened with it, seven in eight are requests
DANGER_ROWS = 8000  # … whether it is an alarm
MORE_ROWS = 6000  # … whether it goes on with a case


@dataclass(frozen=True, kw_only=True)
class Fit:
    """The weights, and for every text what weights fitted without its voice say: points, danger, type.

    `table` counts by tenth of the score the lines of logs and the requests among them; `parts` are such
    weights, each with the voices that it never saw.
    """

    fitted: Fitted
    texts: tuple[Text, ...]
    points: Floats
    danger: Floats
    types: tuple[str, ...]
    table: tuple[tuple[int, int], ...]
    parts: tuple[tuple[Fitted, frozenset[str]], ...]


class _Judges(NamedTuple):
    """What some of the texts teach: the weights of the questions, the regressions of the types."""

    opening: Floats
    alarming: Floats
    going_on: Floats
    types: Types


def fit(lexicon: Lexicon, examples: Sequence[Example]) -> Fit:
    """Fit everything; the same lexicon and examples give the same weights."""
    understanding = Understanding(replace(lexicon, fitted=Fitted()))
    texts = tuple(texts_of(understanding, examples))
    columns, folds = Columns(texts), _folds(texts)
    words, danger, more, kinds = (np.zeros(len(texts)) for _ in range(4))
    types = [""] * len(texts)
    parts: list[Fitted] = []
    for part in range(FOLDS):
        inside = np.flatnonzero(folds == part)
        judges = _taught(columns, texts, folds != part)
        words[inside] = columns.points(judges.opening, inside)
        danger[inside] = columns.points(judges.alarming, inside)
        more[inside] = columns.points(judges.going_on, inside)
        for at in inside:
            types[at], kinds[at] = judges.types.likeliest(texts[at])
        parts.append(_fitted(columns, judges))
    request, points = request_of(texts, words, kinds)
    alarm, alarms = alarm_of(texts, danger, points, types)
    talks = Talks(examples, texts, points, more, types)
    shifted = talks.shifted(points, folds)
    limits = thresholds(texts, shifted, alarms)

    def whole(fitted: Fitted, rows: Iterable[int]) -> Fitted:
        beside = talks.opens(rows)
        return replace(
            fitted,
            request=request,
            alarm=alarm,
            chooses=talks.chooses,
            continues=talks.continues,
            opens_beside=beside,
            **limits._asdict(),
        )

    return Fit(
        fitted=whole(_fitted(columns, _taught(columns, texts, folds >= 0)), talks.rows),
        texts=texts,
        points=shifted,
        danger=alarms,
        types=tuple(types),
        table=calibration(texts, shifted),
        parts=tuple(
            (whole(held, (at for at in talks.rows if folds[at] != part)), _voices(texts, folds == part))
            for part, held in enumerate(parts)
        ),
    )


def _taught(columns: Columns, texts: Sequence[Text], among: NDArray[np.bool_]) -> _Judges:
    """What the texts among these teach; lines that go on with a case are only asked for their type and danger."""
    joins = np.array([text.example.truth.joins is not None for text in texts])
    rows = np.flatnonzero(among & ~joins)
    opens = np.array([bool(text.example.truth.types) for text in texts])
    danger = np.array([text.danger for text in texts])
    weight = np.array([danger_weight_of(text) for text in texts])
    alarming = columns.fit(danger, np.flatnonzero(among & (weight > 0)), DANGER_ROWS, weight)
    talk = np.flatnonzero(among & ~opens & np.array([in_a_log(text) for text in texts]))
    return _Judges(
        columns.fit(opens, rows, ROWS),
        columns.in_a_group(alarming),
        columns.fit(joins, talk, MORE_ROWS),
        Types(texts, np.flatnonzero(among)),
    )


def _voices(texts: Sequence[Text], inside: NDArray[np.bool_]) -> frozenset[str]:
    return frozenset(text.example.voice for text, there in zip(texts, inside, strict=True) if there)


def _fitted(columns: Columns, judges: _Judges) -> Fitted:
    return Fitted(
        opens=_as_in_a_group(columns.weights(judges.opening)),
        urgent=_as_in_a_group(columns.weights(judges.alarming), letter=False),
        more=_as_in_a_group(columns.weights(judges.going_on), letter=False),
        **judges.types.weights(),
    )


def _as_in_a_group(weights: Weights, *, letter: bool = True) -> Weights:
    """Half of the single examples are requests, a third in danger; but whoever is unknown asks no more often.

    What being alone is worth is left to those that have the form of a `letter`, and more: whoever writes one wants
    something of the office, and the limits are those of groups.
    """
    around = weights.around
    if not letter:
        return replace(
            weights,
            around={mark: around[mark] for mark in ("placed", "plain", "alarm", "quoting", "calling")},
        )
    worth = rounded(around["letter"] + around["alone"] + _LETTER)
    return replace(weights, around={**around, "letter": worth, "alone": 0.0})


def _folds(texts: Sequence[Text]) -> NDArray[np.intp]:
    """By text the part that its voice was dealt to, the largest voices first, each to the smallest part."""
    sizes = Counter(text.example.voice for text in texts)
    filled = [0] * FOLDS
    part: dict[str, int] = {}
    for voice, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        part[voice] = filled.index(min(filled))
        filled[part[voice]] += size
    return np.array([part[text.example.voice] for text in texts])
