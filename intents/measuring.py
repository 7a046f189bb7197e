"""How well the room understands labelled messages: requests, types, places, supports, emergencies, by length."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intents.examples import Example, Truth
from intents.model import AnyReading, Report, Role, Support, Unclear

BANDS = (8, 14, 20, 30, 45)  # characters; the last band is longer
TENTHS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """A message that was opened wrongly, missed, or given a wrong type."""

    text: str
    kind: str  # false_alarm, missed, type
    expected: str | None
    got: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rates:
    """Counts of one set of messages; the rates are 0..1, and 0 of nothing."""

    n: int = 0
    opens: int = 0
    opened: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return _share(self.right, self.opened)

    @property
    def recall(self) -> float:
        return _share(self.right, self.opens)


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure(Rates):
    """All counts. What joins an open case is neither a request nor nothing: it is outside n, opens and opened.

    `bands` are the rates by the length of the message, `calibration` by score in tenths: messages and requests
    among them.
    """

    right_type: int
    unclear: int
    joins: int  # lines that continue a case
    supports: int  # … read as such
    joined: int  # … of the right one
    joins_opened: int  # … that opened a case of their own
    urgent: int  # requests in danger
    alarms: int  # … opened as an alarm
    false_alarms: int  # alarms for what opens nothing
    buildings: int  # rightly opened with a known building
    right_building: int
    by_type: Mapping[str, Mapping[str, int]]
    bands: Mapping[str, Rates]
    calibration: tuple[tuple[int, int], ...]
    mistakes: tuple[Mistake, ...]

    @property
    def type_accuracy(self) -> float:
        """Of the rightly opened ones, those of an acceptable type."""
        return _share(self.right_type, self.right)

    @property
    def false_per_1000(self) -> float:
        """Wrongly opened messages of 1,000 that should open nothing."""
        return 1000 * _share(self.opened - self.right, self.n - self.opens)


def measure(readings: Iterable[tuple[Example, AnyReading]]) -> Measure:
    """Compare readings with the truth; lines without words and those of staff are left out."""
    tally = _Tally()
    for example, reading in readings:
        if not example.picture and example.message.role is Role.RESIDENT:
            tally.add(example.message.text, example.truth, reading)
    return tally.measure()


class _Tally:
    def __init__(self) -> None:
        self._count: Counter[str] = Counter()
        self._by_type: dict[str, Counter[str]] = {}
        self._bands: dict[str, Counter[str]] = {}
        self._calibration = [[0, 0] for _ in range(TENTHS)]
        self._mistakes: list[Mistake] = []

    def add(self, text: str, truth: Truth, reading: AnyReading) -> None:
        self._count["unclear"] += isinstance(reading, Unclear)
        if truth.joins is not None:
            self._add_join(truth.joins, reading)
            return
        expected = truth.types[0] if truth.types else None
        got = reading.types[0] if isinstance(reading, Report) else None
        kind = _judge(truth, got)
        counts = {"n": 1, "opens": int(bool(expected)), "opened": int(bool(got)), kind: 1}
        self._count.update(counts)
        self._bands.setdefault(_band(len(text)), Counter()).update(counts)
        tenth = self._calibration[min(TENTHS - 1, int(reading.score * TENTHS))]
        tenth[0] += 1
        tenth[1] += int(bool(expected))
        if expected:
            self._by_type.setdefault(expected, Counter()).update({"n": 1, kind: 1})
        self._add_alarm(truth, reading)
        self._add_building(truth, reading)
        if kind in ("false_alarm", "missed", "type"):
            self._mistakes.append(Mistake(text=text, kind=kind, expected=expected, got=got))

    def measure(self) -> Measure:
        count = self._count
        return Measure(
            **_rates(count),
            right_type=count["right"],
            unclear=count["unclear"],
            joins=count["joins"],
            supports=count["supports"],
            joined=count["joined"],
            joins_opened=count["joins_opened"],
            urgent=count["urgent"],
            alarms=count["alarms"],
            false_alarms=count["false_alarms"],
            buildings=count["buildings"],
            right_building=count["right_building"],
            by_type={code: dict(found) for code, found in sorted(self._by_type.items())},
            bands={name: Rates(**_rates(self._bands[name])) for name in _BANDS if name in self._bands},
            calibration=tuple((n, opens) for n, opens in self._calibration),
            mistakes=tuple(self._mistakes),
        )

    def _add_join(self, case: str, reading: AnyReading) -> None:
        support = isinstance(reading, Support)
        self._count["joins"] += 1
        self._count["supports"] += support
        self._count["joined"] += isinstance(reading, Support) and reading.about == case
        self._count["joins_opened"] += isinstance(reading, Report)

    def _add_alarm(self, truth: Truth, reading: AnyReading) -> None:
        alarm = isinstance(reading, Report) and reading.urgent
        self._count["urgent"] += truth.urgent
        self._count["alarms"] += truth.urgent and alarm
        self._count["false_alarms"] += alarm and not truth.types

    def _add_building(self, truth: Truth, reading: AnyReading) -> None:
        if isinstance(reading, Report) and truth.place is not None and truth.place.building:
            self._count["buildings"] += 1
            self._count["right_building"] += reading.place.building == truth.place.building


_BANDS = (*(f"<= {limit}" for limit in BANDS), f"> {BANDS[-1]}")


def _band(length: int) -> str:
    return next((name for name, limit in zip(_BANDS, BANDS, strict=False) if length <= limit), _BANDS[-1])


def _rates(count: Counter[str]) -> dict[str, int]:
    right = count["right"] + count["type"]
    return {"n": count["n"], "opens": count["opens"], "opened": count["opened"], "right": right}


def _judge(truth: Truth, got: str | None) -> str:
    if not truth.types:
        return "false_alarm" if got else "silent"
    if got is None:
        return "missed"
    return "right" if got in truth.types else "type"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
