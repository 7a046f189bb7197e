"""From labelled examples to fitted weights: `linli lexicon fit` (scikit-learn, a development dependency, only here)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression

from intents.examples import Example, Truth
from intents.fitted import DIGIT, LENGTHS, SPACE, Fitted, Weights, length_bands
from intents.following import Said, beside, candidates, of_line, of_thread, opening_marks
from intents.lexicon import Lexicon
from intents.lexicon_files import TYPE_CODES
from intents.model import Role
from intents.talk import Talk
from intents.understand import Understanding
from intents.urgency import URGENT_TYPES
from intents.weighing import Facts, around, calls_office, score

FOLDS = 5  # voices are dealt to so many parts; each part is judged by weights fitted on the others
ROWS = 8000  # cues that are kept
_URGENT_ROWS = 2000  # … for danger
_LONGEST = 4  # characters of an n-gram; longer cues are words
_SEEN = 3  # times that a cue must have been said …
_VOICES = 2  # … by so many voices
_TYPE_ROWS = 250  # cues by type
_SHELF_C, _TYPES_C, _FOLLOWING_C = 0.5, 1.0, 0.3  # inverse strength of the penalty
_SINGLE = 0.5  # the weight of a single message: half of them are requests, which no group is like
_PROMISED, _PROMISE = frozenset({"demo_day", "single_house"}), 4.0
_OTHER_MATTER, _SINGLE_LETTER = "none:other", 0.2
_PRECISION = 0.84  # aimed at in the logs of whole days, where …
_WHOLE_DAYS = 0.13  # … fewer of the messages are requests than this
_HARMLESS = 1000  # lines of the examples' talk, which is full of trouble words, of which one may alarm
_ASKING = 0.02  # of all messages at most so many lie between the two thresholds
_CHARACTERS_NOT_COUNTED = frozenset("^$[]\n\t" + SPACE)
_EMOJI = re.compile(r"\[[^\[\]\s]{1,6}\]")

Floats = NDArray[np.float64]


class Text(NamedTuple):
    """One example as the fit sees it."""

    example: Example
    text: str
    facts: Facts
    cues: tuple[str, ...]
    quoting: bool
    calling: bool


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


def fit(lexicon: Lexicon, examples: Sequence[Example]) -> Fit:
    """Fit everything; the same lexicon and examples give the same weights."""
    understanding = Understanding(replace(lexicon, fitted=Fitted()))
    texts = tuple(_texts(understanding, examples))
    judged = np.array([text.example.truth.joins is None for text in texts])
    shelf = _Shelf(texts)
    opens = np.array([bool(text.example.truth.types) for text in texts])
    urgent = np.array([_in_danger(text.example.truth) for text in texts])
    folds = _folds(texts)
    points, danger = np.zeros(len(texts)), np.zeros(len(texts))
    types = [""] * len(texts)
    parts: list[Fitted] = []
    for part in range(FOLDS):
        inside, outside = np.flatnonzero(folds == part), np.flatnonzero((folds != part) & judged)
        opening, alarming = shelf.fit(opens, outside, ROWS), shelf.fit(urgent, outside, _URGENT_ROWS)
        typing = _Typing(texts, outside)
        points[inside], danger[inside] = shelf.points(opening, inside), shelf.points(alarming, inside)
        for at in inside:
            types[at] = typing.best(texts[at])
        parts.append(_fitted(shelf, opening, alarming, typing))
    everything = np.flatnonzero(judged)
    fitted = _fitted(
        shelf,
        shelf.fit(opens, everything, ROWS),
        shelf.fit(urgent, everything, _URGENT_ROWS),
        _Typing(texts, everything),
    )
    talks = _Talks(examples, texts, points, types)
    shifted = talks.shifted(points, folds)
    thresholds = _thresholds(texts, shifted, danger)

    def whole(fitted: Fitted, rows: Iterable[int]) -> Fitted:
        beside = talks.opens(rows)
        return replace(fitted, continues=talks.continues, opens_beside=beside, **thresholds._asdict())

    return Fit(
        fitted=whole(fitted, talks.rows),
        texts=texts,
        points=shifted,
        danger=danger,
        types=tuple(types),
        table=_table(texts, shifted),
        parts=tuple(
            (whole(held, (at for at in talks.rows if folds[at] != part)), _voices(texts, folds == part))
            for part, held in enumerate(parts)
        ),
    )


def _voices(texts: Sequence[Text], inside: NDArray[np.bool_]) -> frozenset[str]:
    return frozenset(text.example.voice for text, there in zip(texts, inside, strict=True) if there)


def _fitted(shelf: "_Shelf", opening: Floats, alarming: Floats, typing: "_Typing") -> Fitted:
    return Fitted(
        opens=_as_in_a_group(shelf.weights(opening)),
        urgent=_as_in_a_group(shelf.weights(alarming), letter=False),
        **typing.weights(),
    )


def _as_in_a_group(weights: Weights, *, letter: bool = True) -> Weights:
    """Half of the single examples are requests, a third in danger; but whoever is unknown asks no more often.

    What being alone is worth is left to those that have the form of a `letter`.
    """
    around = weights.around
    if not letter:
        return replace(
            weights,
            around={mark: around[mark] for mark in ("placed", "plain", "alarm", "quoting", "calling")},
        )
    worth = _round(around["letter"] + around["alone"])
    return replace(weights, around={**around, "letter": worth, "alone": 0.0})


def _texts(understanding: Understanding, examples: Iterable[Example]) -> Iterator[Text]:
    for example in examples:
        message = example.message
        if example.picture or message.role is not Role.RESIDENT:
            continue
        cleaned = understanding.clean(message.text)
        if cleaned.text:
            quoting = message.quote is not None or cleaned.quote is not None
            lowered = cleaned.text.lower()
            cues = tuple(sorted(set(_cues(lowered, understanding.words(lowered)))))
            facts, calling = understanding.facts(cleaned.text), calls_office(cleaned.mentions)
            yield Text(example, cleaned.text, facts, cues, quoting, calling)


def _cues(text: str, words: Iterable[str]) -> Iterator[str]:
    """The n-grams of a text, its ends marked, digits alike, and its longer words."""
    plain = "".join(
        DIGIT if character.isdecimal() and character.isascii() else character for character in text
    )
    if _CHARACTERS_NOT_COUNTED & set(text):
        plain = "".join("\n" if c in _CHARACTERS_NOT_COUNTED else c for c in plain)
    marked = f"^{plain}$"
    for length in range(1, _LONGEST + 1):
        for at in range(len(marked) - length + 1):
            cue = marked[at : at + length]
            if cue not in ("^", "$") and "\n" not in cue and cue.count(DIGIT) < 2:
                yield cue
    yield from _EMOJI.findall(text)
    yield from (word for word in words if len(word) > _LONGEST and not any(c.isdecimal() for c in word))


class _Shelf:
    """The matrix of all texts, and regressions on it for one yes-or-no question each.

    Columns of cues are scaled by their log-count ratio before the penalty (Wang and Manning 2012, "Baselines and
    Bigrams"), so that a cue which is said only in requests is punished less than one that is said everywhere.
    """

    def __init__(self, texts: Sequence[Text]) -> None:
        self._names = _frequent(texts)
        numbers = {name: at for at, name in enumerate(self._names)}
        cues = _matrix(
            [[numbers[cue] for cue in text.cues if cue in numbers] for text in texts], len(numbers)
        )
        self._x = csr_matrix(hstack([cues, _beyond(texts)]))
        self._weight = np.array([_weight_of(text) for text in texts])

    def fit(self, y: NDArray[np.bool_], rows: NDArray[np.intp], most: int) -> Floats:
        """The weights of all columns and, last, the bias; only the `most` cues that matter are not 0."""
        x = self._x[rows]
        scale = _ratio(x, y[rows], len(self._names))
        weights = _regress(x @ diags(scale), y[rows], _SHELF_C, self._weight[rows])
        weights[:-1] *= scale
        return _sparse(weights, np.asarray(x.sum(0)).ravel(), len(self._names), most)

    def points(self, weights: Floats, rows: NDArray[np.intp]) -> Floats:
        return np.asarray(self._x[rows] @ weights[:-1] + weights[-1])

    def weights(self, fitted: Floats) -> Weights:
        """The same by name, rounded."""
        count = len(self._names)
        written, *lengths = (_round(weight) for weight in fitted[count : count + 1 + len(LENGTHS)])
        marks = (_round(weight) for weight in fitted[count + 1 + len(LENGTHS) : -1])
        return Weights(
            bias=_round(fitted[-1]),
            written=written,
            cues={n: _round(w) for n, w in zip(self._names, fitted, strict=False) if _round(w)},
            lengths=dict(zip(LENGTHS, lengths, strict=True)),
            around={**dict(zip(MARKS, marks, strict=True)), "addressed": ADDRESSED, "private": PRIVATE},
        )


MARKS = (
    "placed",
    "plain",
    "alarm",
    "letter",
    "quoting",
    "calling",
    "alone",
)  # of a message besides its words
ADDRESSED = 1.0  # nobody speaks to the bot in the examples; whoever does mostly wants something,
PRIVATE = 2.2  # and whoever writes to it alone nearly always


class _Typing:
    """One regression by request type over the requests among some rows: is it this type?"""

    def __init__(self, texts: Sequence[Text], rows: Iterable[int]) -> None:
        requests = [texts[at] for at in rows if texts[at].example.truth.types]
        names = _frequent(requests, seen=2, voices=1, longest=3)
        numbers = {name: at for at, name in enumerate(names)}
        cues = _matrix([[numbers[c] for c in text.cues if c in numbers] for text in requests], len(names))
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
            weights = _regress(x[allowed], y[allowed], _TYPES_C, None)
            self._bias[code], self._written[code] = weights[-1], weights[-2]
            heavy = np.argsort(-np.abs(weights[:-2]) * np.sqrt(count), kind="stable")[:_TYPE_ROWS]
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
            cue: {c: _round(w) for c, w in codes.items() if _round(w)} for cue, codes in self._cues.items()
        }
        return {
            "types": {cue: codes for cue, codes in cues.items() if codes},
            "type_bias": {code: _round(weight) for code, weight in self._bias.items()},
            "type_written": {code: _round(weight) for code, weight in self._written.items()},
        }


def _topic(text: Text, code: str) -> float:
    return next((min(5.0, topic.weight) for topic in text.facts.ranked if topic.code == code), 0.0)


class _Talks:
    """Every line of the logs beside the problems that were open when it was said."""

    def __init__(
        self, examples: Sequence[Example], texts: Sequence[Text], points: Floats, types: Sequence[str]
    ) -> None:
        known = {id(text.example): at for at, text in enumerate(texts)}
        pairs: list[tuple[int, list[str], bool]] = []
        said: dict[int, tuple[Said, Talk]] = {}
        for example, talk in conversations(examples):
            at = known.get(id(example))
            if at is None or not talk.threads:
                continue
            text = texts[at]
            line = Said(example.message, text.text, text.facts.said.frames, float(points[at]), types[at])
            said[at] = line, talk.copy()
            for thread in candidates(line, talk):
                marks = sorted({*of_line(line), *of_thread(line, thread, talk)})
                pairs.append((at, marks, example.truth.joins == thread.key))
        self.continues = _weights([dict.fromkeys(m, 1.0) for _, m, _ in pairs], [y for _, _, y in pairs])
        found = {at: beside(line, talk, self.continues) for at, (line, talk) in said.items()}
        self._marks = {at: opening_marks(said[at][0], one) for at, one in found.items() if one is not None}
        self._opens = [bool(text.example.truth.types) for text in texts]
        self.rows = tuple(self._marks)

    def opens(self, rows: Iterable[int]) -> dict[str, float]:
        """What the talk says for or against a line's opening a problem of its own, fitted on some lines."""
        rows = tuple(rows)
        return _weights([self._marks[at] for at in rows], [self._opens[at] for at in rows])

    def shifted(self, points: Floats, folds: NDArray[np.intp]) -> Floats:
        """The points with what the talk adds; each part's by weights of the others."""
        shifted = points.copy()
        for part in range(FOLDS):
            weights = self.opens(at for at in self.rows if folds[at] != part)
            for at in self.rows:
                if folds[at] == part:
                    shifted[at] = weights["bias"] + sum(
                        weights.get(mark, 0.0) * value for mark, value in self._marks[at].items()
                    )
        return shifted


def _weights(marks: Sequence[Mapping[str, float]], y: Sequence[bool]) -> dict[str, float]:
    """A small regression over named marks."""
    names = sorted(set().union(*marks))
    numbers = {name: at for at, name in enumerate(names)}
    ends = np.cumsum([0, *map(len, marks)])
    columns = np.array([numbers[name] for row in marks for name in row], dtype=np.int64)
    values = np.array([value for row in marks for value in row.values()])
    x = csr_matrix((values, columns, ends), shape=(len(marks), len(names)))
    weights = _regress(x, np.array(y), _FOLLOWING_C, None)
    found = {name: _round(weight) for name, weight in zip(names, weights, strict=False) if _round(weight)}
    return {**found, "bias": _round(weights[-1])}


def conversations(examples: Iterable[Example]) -> Iterator[tuple[Example, Talk]]:
    """Every line of the logs with the talk of its room before it, as the truth tells it."""
    rooms: dict[tuple[str, str | None], Talk] = {}
    for example in examples:
        message, truth = example.message, example.truth
        talk = rooms.setdefault((example.voice, message.group), Talk())
        yield example, talk
        if truth.types:
            talk.opened(example.key, message.sender, truth.types, message.text, message.at)
        else:
            staff = message.role is not Role.RESIDENT
            talk.said(example.key, message.sender, message.text, message.at, staff=staff, about=truth.joins)


class Thresholds(NamedTuple):
    """From which scores on: a case, a question, an alarm."""

    report_from: float
    unclear_from: float
    urgent_from: float


def _thresholds(texts: Sequence[Text], points: Floats, danger: Floats) -> Thresholds:
    """A case from the lowest score at which enough of the opened ones are requests, in logs that are like life.

    An alarm from the score at which at most one in so many messages without a request would be one.
    """
    rows = np.array(_like_life(texts) or range(len(texts)))
    requests = np.array([bool(texts[at].example.truth.types) for at in rows])
    order = np.argsort(-points[rows], kind="stable")
    precision = np.cumsum(requests[order]) / np.arange(1, len(rows) + 1)
    enough = np.flatnonzero(precision >= _PRECISION)
    last = int(enough[-1]) if len(enough) else 0
    lower = min(last + int(_ASKING * len(rows)), len(rows) - 1)
    ranked = points[rows][order]
    nothing = [text.example.truth.none is not None and _in_a_log(text) for text in texts]
    harmless = np.sort(danger[np.array(nothing)])[::-1]
    return Thresholds(
        report_from=_round(score(ranked[last])),
        unclear_from=_round(score(ranked[lower])),
        urgent_from=_round(score(harmless[len(harmless) // _HARMLESS])),
    )


def _table(texts: Sequence[Text], points: Floats) -> tuple[tuple[int, int], ...]:
    rows = [at for at, text in enumerate(texts) if _in_a_log(text)]
    tenths = {at: min(9, int(score(points[at]) * 10)) for at in rows}
    count = Counter(tenths.values())
    right = Counter(tenth for at, tenth in tenths.items() if texts[at].example.truth.types)
    return tuple((count[tenth], right[tenth]) for tenth in range(10))


def _like_life(texts: Sequence[Text]) -> list[int]:
    """The texts of voices in whose logs requests are as rare as in life."""
    said: Counter[str] = Counter(text.example.voice for text in texts if _in_a_log(text))
    opened: Counter[str] = Counter(
        text.example.voice for text in texts if _in_a_log(text) and text.example.truth.types
    )
    days = {voice for voice, count in said.items() if opened[voice] < _WHOLE_DAYS * count}
    return [at for at, text in enumerate(texts) if text.example.voice in days]


def _weight_of(text: Text) -> float:
    """A line of a log counts whole, a single message half; a letter on another matter is written into no group.

    What the house itself shows and promises (its demo day, the sentences of its tests) must hold.
    """
    if text.example.voice in _PROMISED:
        return _PROMISE
    if _in_a_log(text):
        return 1.0
    letter = text.example.truth.none == _OTHER_MATTER
    return _SINGLE * (_SINGLE_LETTER if letter else 1.0)


def _in_a_log(text: Text) -> bool:
    return bool(text.example.message.sender)


def _folds(texts: Sequence[Text]) -> NDArray[np.intp]:
    """By text the part that its voice was dealt to, the largest voices first, each to the smallest part."""
    sizes = Counter(text.example.voice for text in texts)
    filled = [0] * FOLDS
    part: dict[str, int] = {}
    for voice, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        part[voice] = filled.index(min(filled))
        filled[part[voice]] += size
    return np.array([part[text.example.voice] for text in texts])


def _frequent(
    texts: Sequence[Text], seen: int = _SEEN, voices: int = _VOICES, longest: int = 99
) -> tuple[str, ...]:
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


def _beyond(texts: Sequence[Text]) -> csr_matrix:
    """What the written shelf says, the lengths, and the marks besides the words."""
    rows = []
    for text in texts:
        bands = set(length_bands(len(text.text)))
        marks = around(text.facts, text.example.message, quoting=text.quoting, calling=text.calling)
        lengths = [float(limit in bands) for limit in LENGTHS]
        rows.append([text.facts.written, *lengths, *(float(mark in marks) for mark in MARKS)])
    return csr_matrix(np.array(rows))


def _in_danger(truth: Truth) -> bool:
    return bool(truth.types) and (truth.urgent or truth.types[0] in URGENT_TYPES)


def _ratio(x: csr_matrix, y: NDArray[np.bool_], cues: int) -> Floats:
    """The log-count ratio of every cue between requests and the rest; 1 for the other columns."""
    pro = np.asarray(x[y].sum(0)).ravel()[:cues] + 1.0
    contra = np.asarray(x[~y].sum(0)).ravel()[:cues] + 1.0
    ratio = np.log((pro / pro.sum()) / (contra / contra.sum()))
    return np.concatenate([ratio, np.ones(x.shape[1] - cues)])


def _regress(x: csr_matrix, y: NDArray[np.bool_], c: float, weight: Floats | None) -> Floats:
    """The weights of a logistic regression and, last, its bias."""
    model = LogisticRegression(C=c, solver="liblinear", random_state=0, max_iter=300)
    model.fit(x, y, sample_weight=weight)
    return np.concatenate([model.coef_[0], model.intercept_])


def _sparse(weights: Floats, count: Floats, cues: int, most: int) -> Floats:
    """The weights with all but the cues that move most texts most set to 0."""
    matter = np.abs(weights[:cues]) * np.sqrt(count[:cues])
    kept = weights.copy()
    kept[np.argsort(-matter, kind="stable")[most:]] = 0.0
    return kept


def _matrix(rows: Sequence[Sequence[int]], columns: int) -> csr_matrix:
    """A matrix of zeros with a one at each column named."""
    ends = np.cumsum([0, *map(len, rows)])
    at = np.array([column for row in rows for column in row], dtype=np.int64)
    return csr_matrix((np.ones(len(at)), at, ends), shape=(len(rows), columns))


def _round(weight: float) -> float:
    return round(float(weight), 3)
