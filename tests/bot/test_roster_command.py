"""`linli roster check` and the cautions of `linli check`."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.cautions import cautions
from bot.cli import run
from bot.commands.folders import prepare
from bot.configuration import load
from dispatch.clock import SystemClock
from dispatch.overrides import Override, OverrideKind
from dispatch.store import Store, create
from tests.bot.test_config import DEMO, SMALL, written

TWO = SMALL.replace('"console:wang", grids: [一网格]}', '"console:wang", grids: [一网格]}').replace(
    "{a: wang}", "{a: wang, b: chen, alternate: true}"
)


def take_leave(config: Path) -> None:
    """Wang is on leave tomorrow, by the database of the configuration."""
    settings, clock = load(config), SystemClock()
    prepare(settings.data)
    create(settings.database)
    store = Store.open(settings.database, community=settings.community.id, clock=clock)
    tomorrow = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    leave = Override(
        kind=OverrideKind.LEAVE,
        person="wang",
        starts_at=tomorrow,
        ends_at=tomorrow + timedelta(days=1),
        by="wang",
        made_at=clock.now(),
    )
    asyncio.run(store.transact(lambda work: work.overrides.add(leave)))
    store.close()


def test_a_roster_without_gaps_is_fine_also_before_there_is_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = written(tmp_path, TWO)
    assert run(["roster", "check", "--config", str(config)]) == 0
    said = capsys.readouterr()
    assert said.out == "查岗：未来14天每个时段都有人。\n"
    assert "only the configuration was looked at" in said.err


def test_an_uncovered_leave_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = written(tmp_path, TWO)
    take_leave(config)
    assert run(["roster", "check", "--config", str(config)]) == 1
    said = capsys.readouterr()
    assert "缺口 一网格 王芳请假没人顶" in said.out
    assert said.err == ""


def test_a_year_without_holidays_is_warned_of_until_the_configuration_has_some(tmp_path: Path) -> None:
    settings = load(written(tmp_path, SMALL))
    (warning,) = cautions(settings, date(2026, 11, 26))
    assert warning.startswith(
        "WARNING: the holidays 节假日 and make-up working days 调休 of 2027 are unknown"
    )
    known = load(written(tmp_path, SMALL + "calendar: {holidays: [2027-01-01]}\n"))
    assert list(cautions(known, date(2026, 11, 26))) == []


def test_check_prints_the_warnings_and_is_still_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--config", str(DEMO)]) == 0
    expected = list(cautions(load(DEMO), SystemClock().now().date()))
    assert capsys.readouterr().err.splitlines() == expected
