"""One row of the table: a figure, what it is compared with, and what the ratio of the two should reach."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

NO_COMPARISON = "for comparison"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A measured figure. `limit` is in the same unit; `ratio` is value / limit of one and the same run.

    `at_least` and `at_most` are bounds of the ratio. A row without them is there for comparison, and `note`
    says so or says how it was measured.
    """

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.limit if self.limit else None

    @property
    def reach(self) -> str | None:
        """The bound as it is printed: ≥ 5 or ≤ 1."""
        if self.at_least is not None:
            return f"≥ {self.at_least:g}"
        return f"≤ {self.at_most:g}" if self.at_most is not None else None

    @property
    def ok(self) -> bool | None:
        """Whether the bound is reached; None where there is none."""
        if self.ratio is None or self.reach is None:
            return None
        if self.at_least is not None:
            return self.ratio >= self.at_least
        return self.at_most is not None and self.ratio <= self.at_most

    def facts(self) -> dict[str, object]:
        """The row as plain JSON values."""
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "limit": self.limit,
            "ratio": self.ratio,
            "reach": self.reach,
            "ok": self.ok,
            "note": self.note,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """Rows that are measured together; `rows` takes how much work to do, `size` in a real run, `tiny` in a test."""

    name: str
    rows: Callable[[int], Sequence[Row]]
    size: int
    tiny: int
