"""The 32 types, their clocks, and when two reports are one problem."""

from collections import Counter
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.calendar import OfficeHours, WorkingCalendar
from dispatch.cases import Status
from dispatch.clock import SHANGHAI
from dispatch.errors import ConfigError
from dispatch.places import Place
from dispatch.policy import TYPES, Override, Policies, Scope, Span, same_problem
from tests.dispatch.builders import at, case, place

POLICIES = Policies()
NOON = "2026-03-02 12:00"

codes = st.sampled_from(sorted(TYPES))
moments = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001  # hypothesis adds the zone
    max_value=datetime(2026, 12, 1),  # noqa: DTZ001
    timezones=st.just(SHANGHAI),
)


def test_there_are_32_types_and_each_is_listed_under_its_code() -> None:
    assert (len(TYPES), [policy.code for policy in TYPES.values()]) == (32, list(TYPES))


def test_no_two_types_share_a_name() -> None:
    assert Counter(policy.name for policy in TYPES.values()).most_common(1)[0][1] == 1


def test_priorities_are_those_of_the_trade() -> None:
    assert Counter(policy.priority for policy in TYPES.values()) == {1: 4, 2: 9, 3: 14, 4: 5}


def test_what_concerns_a_household_or_a_body_is_private() -> None:
    assert {code for code, policy in TYPES.items() if policy.private} == {"medical", "dispute", "care"}


def test_only_questions_to_the_office_need_no_place() -> None:
    placeless = {code for code, policy in TYPES.items() if not policy.needs_place}
    assert placeless == {"property", "consult", "suggest", "party"}


def test_events_and_appointments_have_no_resolve_clock() -> None:
    unlimited = {code for code in TYPES if POLICIES.resolve_due(code, 1, at(NOON)) is None}
    assert unlimited == {"fire", "gas", "medical", "flood", "errand"}


@pytest.mark.parametrize(
    ("code", "start", "accept", "first", "resolve"),
    [
        # 24×7
        ("lift", "2026-03-07 23:00", "2026-03-07 23:30", "2026-03-08 01:00", "2026-03-10 23:00"),
        ("drainage", "2026-03-06 20:00", "2026-03-06 21:00", "2026-03-07 00:00", "2026-03-08 20:00"),
        ("lift_trapped", "2026-03-02 09:00", "2026-03-02 09:05", "2026-03-02 09:30", "2026-03-03 00:00"),
        ("lift_trapped", "2026-03-02 23:50", "2026-03-02 23:55", "2026-03-03 00:20", "2026-03-03 00:20"),
        # working time: 4 h, one working day, three working days over a weekend
        ("light", "2026-03-05 16:30", "2026-03-06 11:30", "2026-03-06 16:30", "2026-03-10 16:30"),
        # reported on Sunday: from Monday 08:30, one whole working day, three whole working days
        ("access", "2026-03-08 10:00", "2026-03-09 15:00", "2026-03-09 17:30", "2026-03-11 17:30"),
        # over 春节 (15–23 February, 14 and 28 are 调休)
        ("greenery", "2026-02-13 10:00", "2026-02-14 10:00", "2026-02-24 10:00", "2026-03-02 10:00"),
    ],
)
def test_clocks_end_when_the_table_says(code: str, start: str, accept: str, first: str, resolve: str) -> None:
    priority, begun = POLICIES.of(code).priority, at(start)
    due = (
        POLICIES.accept_due(code, priority, begun),
        POLICIES.first_due(code, priority, begun),
        POLICIES.resolve_due(code, priority, begun),
    )
    assert due == (at(accept), at(first), at(resolve))


def test_an_urgent_case_of_a_routine_type_runs_around_the_clock() -> None:
    assert POLICIES.accept_due("care", 1, at("2026-03-07 23:00")) == at("2026-03-07 23:30")


def test_elapsed_time_is_counted_as_the_clock_runs() -> None:
    start, end = at("2026-03-06 17:00"), at("2026-03-09 09:00")
    assert [POLICIES.elapsed(priority, start, end) for priority in (2, 3)] == [
        timedelta(hours=64),
        timedelta(hours=1),
    ]


def test_a_configuration_changes_what_it_names_and_nothing_else() -> None:
    changed = POLICIES.overridden({"lift": Override(priority=1, accept=Span(minutes=10))})
    lift = changed.of("lift")
    assert (lift.priority, lift.accept, lift.first) == (1, Span(minutes=10), TYPES["lift"].first)
    assert {**changed.types, "lift": TYPES["lift"]} == TYPES


def test_a_configuration_with_an_unknown_type_or_priority_is_refused() -> None:
    with pytest.raises(ConfigError, match="elevator"):
        POLICIES.overridden({"elevator": Override(priority=1)})
    with pytest.raises(ConfigError, match="lift: priority"):
        POLICIES.overridden({"lift": Override(priority=5)})


@given(code=codes, priority=st.sampled_from([1, 2]), start=moments)
def test_emergency_clocks_ignore_the_calendar(code: str, priority: int, start: datetime) -> None:
    never_at_work = Policies(calendar=WorkingCalendar(hours=OfficeHours(start=time(3), end=time(3, 1))))
    assert POLICIES.accept_due(code, priority, start) == never_at_work.accept_due(code, priority, start)
    assert POLICIES.resolve_due(code, priority, start) == never_at_work.resolve_due(code, priority, start)


@given(code=codes, priority=st.sampled_from([3, 4]), start=moments)
def test_routine_clocks_end_in_working_time(code: str, priority: int, start: datetime) -> None:
    assert POLICIES.calendar.is_working(POLICIES.accept_due(code, priority, start))
    assert POLICIES.calendar.is_working(POLICIES.first_due(code, priority, start))


@given(code=codes, priority=st.integers(min_value=1, max_value=4), start=moments)
def test_no_clock_ends_before_it_starts_and_resolving_is_due_last(
    code: str, priority: int, start: datetime
) -> None:
    first, resolve = (due(code, priority, start) for due in (POLICIES.first_due, POLICIES.resolve_due))
    assert POLICIES.accept_due(code, priority, start) >= start
    assert first is not None
    assert first >= start
    assert resolve is None or resolve >= first


# Sameness. An open case of the type at `ours`, two hours ago unless said otherwise; a report at `theirs`.


def same_spot(ours: str, theirs: str) -> bool:
    return ours.removesuffix("口") == theirs.removesuffix("口")


def reason(
    code: str, ours: Place, theirs: Place, *, text: str = "又坏了", reporter: str = "console:chen"
) -> str | None:
    open_case = case(type_code=code, place=ours, opened_at="2026-03-02 11:00", text="电梯坏了")
    return same_problem(TYPES[code], open_case, theirs, text, at(NOON), same_spot, reporter=reporter)


@pytest.mark.parametrize(
    ("code", "ours", "theirs", "expected"),
    [
        # compound: the same compound is enough
        ("water", place("3"), place("5"), "24小时内同一小区"),
        ("property", place(), place(), "7天内同一小区"),
        # building: both must be known, or neither and the spot the same
        ("noise", place("3", "1"), place("3", "2"), "6小时内同一楼栋"),
        ("noise", place("3"), place("5"), None),
        ("noise", place("3"), place(), None),
        ("noise", place(), place(), None),
        ("drainage", place(spot="东门"), place(spot="东门口"), "24小时内同一楼栋"),
        ("drainage", place("3", spot="楼道"), place(spot="楼道"), None),
        # unit: the building must agree, an unsaid unit does not contradict
        ("lift", place("3", "2"), place("3"), "6小时内同一单元"),
        ("lift", place("3"), place("3"), "6小时内同一单元"),
        ("lift", place("3", "2"), place("3", "1"), None),
        ("lift", place("3", "2"), place(None, "2"), None),
        ("lift", place(None, "2"), place(None, "2"), "6小时内同一单元"),
        ("lift", place("3", "2"), place("5", "2"), None),
        # spot: the same spot, nothing contradicting
        ("light", place(spot="东门"), place(spot="东门口"), "24小时内同一地点"),
        ("light", place(spot="东门"), place(spot="西门"), None),
        ("light", place("3", spot="楼道"), place("5", spot="楼道"), None),
        ("light", place("3", "1", spot="楼道"), place("3", "2", spot="楼道"), None),
        ("light", place("3", "2"), place("3", "2", spot="楼道"), "24小时内同一地点"),
        ("light", place("3"), place("3", "2", spot="楼道"), None),
        ("light", place(), place(), None),
        # room: another household is another case
        ("care", place("3", "2", room="501"), place("3", "2", room="501"), "24小时内同一户"),
        ("care", place("3", "2", room="501"), place("3", room="501"), "24小时内同一户"),
        ("care", place("3", "2", room="501"), place("3", "2", room="601"), None),
        ("dispute", place("3", "2", room="501"), place("3", "2"), None),
        # another compound is another problem
        ("water", place(), Place(compound="澜山苑"), None),
    ],
)
def test_a_neighbours_report_joins_when_the_parts_that_matter_agree(
    code: str, ours: Place, theirs: Place, expected: str | None
) -> None:
    assert reason(code, ours, theirs) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("consult", "电梯 坏了", "24小时内同一内容"),
        ("consult", "医保怎么办", None),
        ("party", "转组织关系", "24小时内同一反映人"),
        ("dispute", "楼上又吵", "24小时内同一户"),
    ],
)
def test_the_reporters_own_words_join_where_a_neighbours_would_not(
    code: str, text: str, expected: str | None
) -> None:
    here, own = place("3", "2"), "console:li-ayi"
    assert reason(code, here, here, text=text, reporter=own) == expected
    assert reason(code, here, here, text=text) is None


@pytest.mark.parametrize(
    ("minutes", "expected"), [(359, "6小时内同一单元"), (360, "6小时内同一单元"), (361, None)]
)
def test_a_report_joins_until_the_window_ends(minutes: int, expected: str | None) -> None:
    now = at("2026-03-02 10:00") + timedelta(minutes=minutes)
    assert same_problem(TYPES["lift"], case(), place("3", "2"), "", now, same_spot) == expected


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.CLOSED, Status.WITHDRAWN, Status.MERGED])
def test_a_solved_or_ended_case_is_not_joined(status: Status) -> None:
    assert same_problem(TYPES["lift"], case(status=status), place("3", "2"), "", at(NOON), same_spot) is None


def test_another_type_is_another_problem() -> None:
    assert same_problem(TYPES["noise"], case(), place("3", "2"), "", at(NOON), same_spot) is None


@pytest.mark.parametrize(
    ("code", "now", "expected"),
    [
        ("fire", "2026-03-02 10:10", "10分钟内同一警情"),
        ("fire", "2026-03-02 10:11", None),
        ("medical", "2026-03-02 10:01", None),  # a second person in need alarms too
    ],
)
def test_shouts_without_a_place_join_a_fire_for_ten_minutes(
    code: str, now: str, expected: str | None
) -> None:
    assert same_problem(TYPES[code], case(type_code=code), place(), "", at(now), same_spot) == expected


def test_every_scope_is_used_by_some_type() -> None:
    assert {policy.scope for policy in TYPES.values()} == set(Scope)
