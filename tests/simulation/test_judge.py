"""The judge finds each kind of fault that is planted, and none where there is none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.channels.console import Line
from bot.simulation.ledger import Ledger
from bot.simulation.retelling import mistold
from bot.simulation.speech import disturbing, pointless, scattered, too_many
from dispatch.cases import Case, Change, Status
from dispatch.messages import Purpose
from dispatch.store import Work
from tests.simulation.conftest import Lived

OPEN_CASE = "SELECT number FROM cases WHERE status = 'accepted' ORDER BY number LIMIT 1"
CLOSED_CASE = "SELECT number FROM cases WHERE status = 'closed' ORDER BY number LIMIT 1"
WANG = "console:wangfang"


def test_a_month_as_it_is_has_no_fault(lived: Lived) -> None:
    verdict = lived.judged()
    assert {kind: faults for kind, faults in verdict.findings().items() if faults} == {}
    assert verdict.cases >= 50
    assert 0 < verdict.closed < verdict.cases


def test_the_month_is_no_idyll(lived: Lived) -> None:
    said = {line.purpose for line in lived.month.heard}
    assert said >= {Purpose.TASK, Purpose.AGAIN, Purpose.REMINDER, Purpose.EVALUATION}
    assert any("周报】" in line.text for line in lived.month.heard)
    assert lived.month.restarts > 0


def test_a_case_of_nobody_is_found(lived: Lived) -> None:
    verdict = lived.planted(f"UPDATE cases SET assignee = NULL WHERE number = ({OPEN_CASE})")
    assert ["is in the hands of None" in fault for fault in verdict.unowned] == [True]


def test_a_case_of_somebody_who_left_is_found(lived: Lived) -> None:
    verdict = lived.planted(f"UPDATE cases SET assignee = 'gone' WHERE number = ({OPEN_CASE})")
    assert ["is in the hands of gone" in fault for fault in verdict.unowned] == [True]


def test_a_case_without_anything_due_is_found(lived: Lived) -> None:
    verdict = lived.planted(f"DELETE FROM deadlines WHERE number = ({OPEN_CASE})")
    assert ["has nothing that is due" in fault for fault in verdict.unowned] == [True]


def test_a_row_that_is_not_what_its_history_says_is_found(lived: Lived) -> None:
    verdict = lived.planted(f"UPDATE cases SET priority = priority + 1 WHERE number = ({OPEN_CASE})")
    assert ["is not what its history says" in fault for fault in verdict.history_mismatches] == [True]


def test_a_history_that_cannot_have_happened_is_found(lived: Lived) -> None:
    verdict = lived.planted(
        f"UPDATE history SET action = 'close' WHERE number = ({OPEN_CASE}) AND action = 'assign'"
    )
    assert any("cannot have happened" in fault for fault in verdict.history_mismatches)


def test_a_figure_that_did_not_happen_is_found(lived: Lived) -> None:
    week = 7 * 24 * 3600 * 1_000_000  # microseconds
    verdict = lived.planted(f"UPDATE cases SET opened_at = opened_at + {week} WHERE number = ({CLOSED_CASE})")
    assert any(fault.startswith("week of 09-07: received") for fault in verdict.summary_mismatches)


def test_a_weekly_summary_that_was_misread_is_found(lived: Lived) -> None:
    weekly = next(line for line in lived.month.heard if "周报】" in line.text)
    forged = replace(weekly, text=weekly.text.replace("受理", "受理9", 1))
    assert any("received" in fault for fault in _mistold(lived, forged))
    assert _mistold(lived, weekly) == []


def test_a_routine_reminder_at_night_is_found(lived: Lived) -> None:
    case = _case(lived, lambda case: case.priority > 2)
    line = _reminder(f"#{case.number} 已超办结时限", _night(case.opened_at))
    assert len(list(disturbing(_ledger(lived), lived.month.settings, [line]))) == 1


def test_an_urgent_reminder_at_night_is_no_fault(lived: Lived) -> None:
    case = _case(lived, lambda case: case.priority == 2)
    line = _reminder(f"#{case.number} 已超办结时限", _night(case.opened_at))
    assert list(disturbing(_ledger(lived), lived.month.settings, [line])) == []


@pytest.mark.parametrize(
    "words", ["还没有人接 #{n}", "#{n} 到了首次答复时限", "#{n} 已超办结时限", "催办：#{n}"]
)
def test_a_reminder_of_what_is_done_is_found(lived: Lived, words: str) -> None:
    case = _case(lived, lambda case: case.status is Status.CLOSED)
    line = _reminder(words.format(n=case.number), lived.month.end)
    assert len(list(pointless(_ledger(lived), [line]))) == 1


def test_a_stale_line_among_several_reminders_is_found(lived: Lived) -> None:
    done = _case(lived, lambda case: case.status is Status.CLOSED)
    running = _case(lived, lambda case: case.status is Status.ACCEPTED)
    text = f"2件要跟进：\n#{done.number} 还没办结\n#{running.number} 还没办结"
    assert len(list(pointless(_ledger(lived), [_reminder(text, lived.month.end)]))) == 1


@pytest.mark.parametrize(("times", "faults"), [(12, 0), (13, 1)])
def test_more_reminders_than_the_bound_are_found(lived: Lived, times: int, faults: int) -> None:
    case = _case(lived, lambda case: case.priority > 2)
    lines = [_reminder(f"#{case.number} 已超办结时限", lived.month.end)] * times
    assert len(list(too_many(_ledger(lived), lived.month.settings, lines))) == faults


@pytest.mark.parametrize(("seconds", "faults"), [(0, 1), (1, 0)])
def test_several_reminders_at_one_moment_are_found(lived: Lived, seconds: int, faults: int) -> None:
    first = _reminder("#1 已超办结时限", lived.month.end)
    last = replace(first, at=first.at + timedelta(seconds=seconds))
    assert len(list(scattered([first, first, last]))) == faults


def _mistold(lived: Lived, line: Line) -> list[str]:
    return list(mistold(lived.month.settings, _ledger(lived), [line], lived.month.end - timedelta(days=10)))


def _ledger(lived: Lived) -> Ledger:
    def all_changes(work: Work) -> list[Change]:
        return [change for case in work.cases.find(limit=1000) for change in work.cases.history(case.number)]

    return Ledger.of(lived.read(all_changes))


def _case(lived: Lived, wanted: Callable[[Case], bool]) -> Case:
    cases: list[Case] = lived.read(lambda work: work.cases.find(limit=1000))
    return next(case for case in reversed(cases) if wanted(case))


def _night(opened_at: datetime) -> datetime:
    return (opened_at + timedelta(days=1)).replace(hour=23)


def _reminder(text: str, at: datetime) -> Line:
    return Line(
        id=text,
        seq=1,
        conversation=WANG,
        sender="console:linli",
        sender_name="小格",
        at=at,
        text=text,
        purpose=Purpose.REMINDER,
    )
