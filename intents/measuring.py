"""How well the room understands labelled text: precision and recall of opening, types, false alarms."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from intents.model import AnyReading, Report


@dataclass(frozen=True, kw_only=True, slots=True)
class Truth:
    """What a message is: `types` are all acceptable type codes, the main one first; none when nothing opens.

    `joins` marks words on a case that is open already: opening them is neither right nor wrong.
    """

    types: tuple[str, ...] = ()
    joins: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """A message that was opened wrongly, missed, or given a wrong type."""

    text: str
    kind: str  # false_alarm, missed, type
    expected: str | None
    got: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """Counts over labelled messages; the rates are 0..1, and 0 of nothing."""

    n: int
    opens: int
    opened: int
    right: int
    right_type: int
    by_type: dict[str, dict[str, int]]
    mistakes: tuple[Mistake, ...]

    @property
    def precision(self) -> float:
        return self.right / self.opened if self.opened else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.opens if self.opens else 0.0

    @property
    def type_accuracy(self) -> float:
        """Of the rightly opened ones, those of an acceptable type."""
        return self.right_type / self.right if self.right else 0.0

    @property
    def false_per_1000(self) -> float:
        """Wrongly opened messages of 1,000 that should open nothing."""
        nothing = self.n - self.opens
        return 1000 * (self.opened - self.right) / nothing if nothing else 0.0


def measure(readings: Iterable[tuple[str, Truth, AnyReading]]) -> Measure:
    """Compare readings with the truth; messages that join an open case are left out."""
    mistakes: list[Mistake] = []
    count: Counter[str] = Counter()
    by_type: dict[str, Counter[str]] = {}
    for text, truth, reading in readings:
        if truth.joins:
            continue
        expected = truth.types[0] if truth.types else None
        got = reading.types[0] if isinstance(reading, Report) else None
        kind = _judge(truth, got)
        count.update({"n": 1, "opens": int(bool(expected)), "opened": int(bool(got)), kind: 1})
        if expected:
            by_type.setdefault(expected, Counter()).update({"n": 1, kind: 1})
        if kind in ("false_alarm", "missed", "type"):
            mistakes.append(Mistake(text=text, kind=kind, expected=expected, got=got))
    return Measure(
        n=count["n"],
        opens=count["opens"],
        opened=count["opened"],
        right=count["right"] + count["type"],
        right_type=count["right"],
        by_type={code: dict(found) for code, found in sorted(by_type.items())},
        mistakes=tuple(mistakes),
    )


def _judge(truth: Truth, got: str | None) -> str:
    if not truth.types:
        return "false_alarm" if got else "silent"
    if got is None:
        return "missed"
    return "right" if got in truth.types else "type"
