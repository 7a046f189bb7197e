"""A month is what its seed makes of it; many cases are many communities."""

import json
from datetime import date, timedelta

import pytest

from bot.cli import run
from bot.commands.simulating import shares, together
from bot.simulation.judge import Verdict
from bot.simulation.month import START, Plan, month
from dispatch.calendar import WorkingCalendar
from intents.understand import Understanding

KEYS = {
    "cases",
    "closed",
    "unowned",
    "late_reminders",
    "quiet_hour_violations",
    "history_mismatches",
    "summary_mismatches",
}


async def _heard(seed: int, understanding: Understanding) -> list[str]:
    async with month(Plan(days=3, cases=8, seed=seed), understanding) as lived:
        await lived.live()
        return [f"{line.at} {line.conversation} {line.text}" for line in lived.heard]


async def test_the_same_seed_is_the_same_month(understanding: Understanding) -> None:
    once = await _heard(1, understanding)
    assert once
    assert await _heard(1, understanding) == once
    assert await _heard(2, understanding) != once


def test_the_month_holds_two_holidays_and_a_sunday_that_is_worked() -> None:
    days = [START.date() + timedelta(days=count) for count in range(Plan().days)]
    unlike = {day for day in days if WorkingCalendar().is_workday(day) is not (day.weekday() < 5)}
    assert START.date().weekday() == 0
    assert unlike == {date(2026, 9, 20), date(2026, 9, 25), *(date(2026, 10, n) for n in (1, 2, 5, 6))}


def test_many_cases_are_lived_in_several_communities() -> None:
    plans = shares(Plan(days=30, cases=1000, seed=7))
    assert [(plan.cases, plan.seed) for plan in plans] == [(250, 7), (250, 8), (250, 9), (250, 10)]


def test_verdicts_are_added_up() -> None:
    whole = together([Verdict(cases=3, closed=1, unowned=["#1"]), Verdict(cases=4, closed=2, unowned=["#2"])])
    assert (whole.cases, whole.closed, whole.unowned) == (7, 3, ["#1", "#2"])


def test_the_command_prints_what_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["simulate", "--days", "2", "--cases", "4", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts.keys() >= KEYS
    assert facts["cases"] >= 4


@pytest.mark.parametrize("count", ["0", "-3", "many"])
def test_a_count_that_is_none_is_wrong_usage(count: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["simulate", f"--cases={count}"])
    assert ended.value.code == 2
    assert "give a whole number from 1" in capsys.readouterr().err
