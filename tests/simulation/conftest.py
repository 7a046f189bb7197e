"""One small month, lived once for all tests of the judge."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from bot.simulation.judge import Verdict, judge
from bot.simulation.month import START, Month, Plan, month
from dispatch.store import Work
from intents.understand import Understanding


class _TakenBackError(Exception):
    """Carries a verdict out of a unit of work that must leave nothing behind."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict


@dataclass(frozen=True, kw_only=True)
class Lived:
    """A month after its last day. `planted` judges it with a fault in the store, and takes the fault back."""

    month: Month
    runner: asyncio.Runner

    def read(self, fn: Callable[[Work], Any]) -> Any:
        return self.runner.run(self.month.store.read(fn))

    def judged(self) -> Verdict:
        return self.runner.run(self.month.judged())

    def planted(self, sql: str, **values: object) -> Verdict:
        def unit(work: Work) -> None:
            changed = work.cases._scope._driver.execute(sql, values).rowcount
            assert changed >= 1
            raise _TakenBackError(judge(work, self.month.settings, self.month.heard, START))

        with pytest.raises(_TakenBackError) as undone:
            self.runner.run(self.month.store.transact(unit))
        return undone.value.verdict


@pytest.fixture(scope="package")
def lived(understanding: Understanding) -> Iterator[Lived]:
    """Ten days and some fifty cases."""
    with asyncio.Runner() as runner:
        staged = month(Plan(days=10, cases=50, seed=5), understanding)
        now = runner.run(staged.__aenter__())
        runner.run(now.live())
        yield Lived(month=now, runner=runner)
        runner.run(staged.__aexit__(None, None, None))
