"""换班 请假 顶班: what may be arranged, what waits for consent, and what is refused."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dispatch import absences
from dispatch.absences import Leave, Span, Unfit
from dispatch.coverage import OpenShift
from dispatch.manning import duty_now
from dispatch.overrides import Override, OverrideKind, OverrideState
from dispatch.people import Person
from tests.dispatch.builders import GRID, HEAD, LI, SECRETARY, WANG, at
from tests.dispatch.stage import PARTNER, ZHAO, Stage

THURSDAY = Span(start=at("2026-03-05 00:00"), end=at("2026-03-06 00:00"))
YESTERDAY = Span(start=at("2026-03-01 00:00"), end=at("2026-03-02 00:00"))


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.close()


def made(outcome: Override | Unfit) -> Override:
    assert isinstance(outcome, Override), outcome
    return outcome


def left(outcome: Leave | Unfit) -> Leave:
    assert isinstance(outcome, Leave), outcome
    return outcome


def on_thursday(stage: Stage) -> tuple[str, str | None]:
    stage.move_to("2026-03-05 10:00")
    duty = stage.run(lambda work: duty_now(stage.office, work, GRID))
    return duty.a.id, duty.b.id if duty.b else None


def answer(stage: Stage, person: Person, *, yes: bool, number: int | None = None) -> Override | Unfit:
    return stage.run(lambda work: absences.answered(work, person, yes, number))


def test_a_swap_waits_twelve_hours_for_the_colleague_and_then_holds(stage: Stage) -> None:
    asked = made(stage.do(absences.swap, WANG, WANG, LI, THURSDAY))
    assert (asked.state, asked.expires_at) == (OverrideState.ASKED, at("2026-03-02 21:00"))
    agreed = answer(stage, LI, yes=True)
    assert (agreed, on_thursday(stage)) == (replace(asked, state=OverrideState.HOLDING), ("li", "wang"))


def test_a_swap_without_consent_changes_nothing(stage: Stage) -> None:
    asked = made(stage.do(absences.swap, WANG, WANG, LI, THURSDAY))
    refused = answer(stage, LI, yes=False)
    assert (refused, on_thursday(stage)) == (replace(asked, state=OverrideState.REFUSED), ("wang", "li"))


def test_a_request_that_nobody_answers_expires_once(stage: Stage) -> None:
    asked = made(stage.do(absences.swap, WANG, WANG, LI, THURSDAY))
    stage.move_to("2026-03-02 20:59")
    assert stage.run(absences.expire) == []
    stage.move_to("2026-03-02 21:00")
    assert stage.run(absences.expire) == [replace(asked, state=OverrideState.EXPIRED)]
    assert (stage.run(absences.expire), answer(stage, LI, yes=True)) == ([], Unfit.NOTHING_ASKED)


def test_a_request_for_soon_expires_when_its_time_is_over(stage: Stage) -> None:
    soon = Span(start=stage.now, end=at("2026-03-02 12:00"))
    assert made(stage.do(absences.swap, WANG, WANG, LI, soon)).expires_at == at("2026-03-02 12:00")


@pytest.mark.parametrize("by", [SECRETARY, HEAD])
def test_a_lead_swaps_others_without_asking(stage: Stage, by: Person) -> None:
    assert made(stage.do(absences.swap, by, WANG, LI, THURSDAY)).state is OverrideState.HOLDING
    assert on_thursday(stage) == ("li", "wang")


@pytest.mark.parametrize(
    ("by", "who", "colleague", "span", "unfit"),
    [
        (WANG, WANG, LI, YESTERDAY, Unfit.PAST),
        (LI, WANG, LI, THURSDAY, Unfit.NOT_YOURS),
        (HEAD, ZHAO, LI, THURSDAY, Unfit.NOT_YOURS),
        (HEAD, HEAD, LI, THURSDAY, Unfit.NOT_ON_DUTY),
        (WANG, WANG, WANG, THURSDAY, Unfit.SAME_PERSON),
        (WANG, WANG, ZHAO, THURSDAY, Unfit.OUTSIDER),
        (WANG, WANG, PARTNER, THURSDAY, Unfit.OUTSIDER),
    ],
)
def test_what_cannot_be_swapped_is_refused(
    stage: Stage, by: Person, who: Person, colleague: Person, span: Span, unfit: Unfit
) -> None:
    assert stage.do(absences.swap, by, who, colleague, span) is unfit
    assert stage.run(lambda work: work.overrides.all()) == []


def test_a_colleague_on_leave_is_not_asked(stage: Stage) -> None:
    stage.do(absences.leave, LI, LI, THURSDAY, None, "")
    assert stage.do(absences.swap, WANG, WANG, LI, THURSDAY) is Unfit.AWAY


def test_a_leave_holds_at_once_and_says_what_is_open(stage: Stage) -> None:
    noted = left(stage.do(absences.leave, WANG, WANG, THURSDAY, None, "家里有事"))
    shift = OpenShift(grid=GRID, person="wang", starts_at=THURSDAY.start, ends_at=THURSDAY.end)
    assert (noted.cover, noted.open, noted.override.reason) == (None, (shift,), "家里有事")
    assert on_thursday(stage) == ("li", None)


def test_a_leave_begins_now_at_the_earliest(stage: Stage) -> None:
    today = Span(start=at("2026-03-02 00:00"), end=at("2026-03-03 00:00"))
    assert left(stage.do(absences.leave, WANG, WANG, today, None, "")).override.starts_at == stage.now


def test_a_backup_is_asked_and_a_leads_choice_holds(stage: Stage) -> None:
    asked = left(stage.do(absences.leave, WANG, WANG, THURSDAY, LI, "")).cover
    assert isinstance(asked, Override)
    assert (asked.kind, asked.state) == (OverrideKind.COVER, OverrideState.ASKED)
    held = left(stage.do(absences.leave, SECRETARY, WANG, THURSDAY, HEAD, ""))
    assert isinstance(held.cover, Override)
    assert (held.cover.state, held.open) == (OverrideState.HOLDING, ())


def test_a_backup_who_cannot_is_said_and_the_leave_still_holds(stage: Stage) -> None:
    noted = left(stage.do(absences.leave, WANG, WANG, THURSDAY, ZHAO, ""))
    assert (noted.cover, len(noted.open)) == (Unfit.OUTSIDER, 1)


@pytest.mark.parametrize(
    ("by", "who", "span", "unfit"),
    [(WANG, WANG, YESTERDAY, Unfit.PAST), (LI, WANG, THURSDAY, Unfit.NOT_YOURS)],
)
def test_a_leave_of_the_past_or_of_others_is_refused(
    stage: Stage, by: Person, who: Person, span: Span, unfit: Unfit
) -> None:
    assert stage.do(absences.leave, by, who, span, None, "") is unfit


def test_an_open_shift_is_taken_and_open_no_longer(stage: Stage) -> None:
    stage.do(absences.leave, WANG, WANG, THURSDAY, None, "")
    assert stage.do(absences.open_to, WANG, THURSDAY) == []  # one's own is not offered
    (shift,) = stage.do(absences.open_to, LI, THURSDAY)
    assert stage.do(absences.cover, LI, HEAD, shift) is Unfit.NOT_YOURS
    assert made(stage.do(absences.cover, LI, LI, shift)).state is OverrideState.HOLDING
    assert (stage.do(absences.open_to, LI, THURSDAY), on_thursday(stage)) == ([], ("li", None))


def test_a_shift_that_is_over_or_of_another_grid_is_not_taken(stage: Stage) -> None:
    shift = OpenShift(grid=GRID, person="wang", starts_at=THURSDAY.start, ends_at=THURSDAY.end)
    assert stage.do(absences.cover, ZHAO, ZHAO, shift) is Unfit.OUTSIDER
    stage.move_to("2026-03-06 00:00")
    assert stage.do(absences.cover, LI, LI, shift) is Unfit.PAST


def test_with_several_requests_the_number_decides(stage: Stage) -> None:
    first = made(stage.do(absences.swap, WANG, WANG, LI, THURSDAY))
    second = left(stage.do(absences.leave, HEAD, HEAD, THURSDAY, LI, "")).cover
    assert isinstance(second, Override)
    assert answer(stage, LI, yes=True) is Unfit.SEVERAL_ASKED
    assert made(answer(stage, LI, yes=True, number=second.id)).id == second.id
    assert made(answer(stage, LI, yes=False)).id == first.id


def test_a_consent_that_comes_when_the_time_is_over_is_refused(stage: Stage) -> None:
    soon = Span(start=stage.now, end=at("2026-03-02 12:00"))
    stage.do(absences.swap, WANG, WANG, LI, soon)
    stage.move_to("2026-03-02 12:00")
    assert answer(stage, LI, yes=True) is Unfit.PAST


def test_a_leave_is_taken_back_with_the_cover_for_it(stage: Stage) -> None:
    stage.do(absences.leave, SECRETARY, WANG, THURSDAY, LI, "")
    assert stage.run(lambda work: absences.cancel_leave(work, LI, WANG, None)) is Unfit.NOT_YOURS
    other_day = Span(start=at("2026-03-09 00:00"), end=at("2026-03-10 00:00"))
    assert stage.run(lambda work: absences.cancel_leave(work, WANG, WANG, other_day)) is Unfit.NO_LEAVE
    ended = stage.run(lambda work: absences.cancel_leave(work, WANG, WANG, THURSDAY))
    assert not isinstance(ended, Unfit)
    assert [one.kind for one in ended] == [OverrideKind.LEAVE, OverrideKind.COVER]
    assert on_thursday(stage) == ("wang", "li")


def test_two_people_do_not_swap_twice_for_the_same_time(stage: Stage) -> None:
    stage.do(absences.swap, WANG, WANG, LI, THURSDAY)
    assert stage.do(absences.swap, LI, LI, WANG, THURSDAY) is Unfit.ALREADY
    answer(stage, LI, yes=True)
    assert stage.do(absences.swap, SECRETARY, WANG, LI, THURSDAY) is Unfit.ALREADY
    assert isinstance(stage.do(absences.swap, WANG, WANG, HEAD, THURSDAY), Override)


def test_who_went_on_leave_meanwhile_cannot_agree_any_more(stage: Stage) -> None:
    stage.do(absences.swap, WANG, WANG, LI, THURSDAY)
    stage.do(absences.leave, LI, LI, THURSDAY, None, "")
    assert answer(stage, LI, yes=True) is Unfit.AWAY
    assert made(answer(stage, LI, yes=False)).state is OverrideState.REFUSED


def cancel_swap(stage: Stage, by: Person, who: Person, span: Span | None = None) -> object:
    ended = stage.run(lambda work: absences.cancel_swap(work, by, who, span))
    return ended if isinstance(ended, Unfit) else [one.state for one in ended]


def test_a_request_is_taken_back_by_who_asked(stage: Stage) -> None:
    stage.do(absences.swap, WANG, WANG, LI, THURSDAY)
    assert cancel_swap(stage, LI, LI) is Unfit.SETTLED
    assert cancel_swap(stage, LI, WANG) is Unfit.NOT_YOURS
    assert cancel_swap(stage, WANG, WANG, YESTERDAY) is Unfit.NO_SWAP
    assert cancel_swap(stage, WANG, WANG) == [OverrideState.CANCELLED]
    assert answer(stage, LI, yes=True) is Unfit.NOTHING_ASKED


def test_what_both_agreed_to_is_taken_back_by_a_lead_alone(stage: Stage) -> None:
    stage.do(absences.swap, WANG, WANG, LI, THURSDAY)
    answer(stage, LI, yes=True)
    assert cancel_swap(stage, WANG, WANG) is Unfit.SETTLED
    assert cancel_swap(stage, HEAD, WANG, THURSDAY) == [OverrideState.CANCELLED]
    assert on_thursday(stage) == ("wang", "li")
