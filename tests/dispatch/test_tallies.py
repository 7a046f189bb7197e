"""日报, 统计 and 热点 count what came in, and nothing twice."""

from dataclasses import replace

import pytest

from dispatch.cases import Case, Status, Supporter
from dispatch.tallies import Hotspot, day_of, hotspots, late, tally
from tests.dispatch.builders import COMPOUND, at, case, place

NOW = at("2026-03-02 18:00")
DAY = day_of(NOW)
NEIGHBOUR = (Supporter(contact="console:chen", name="陈伯"),)


def closed(number: int, how: str) -> Case:
    return case(number, status=Status.CLOSED, closed_how=how)


def test_what_came_in_is_counted_as_it_stands_now() -> None:
    cases = [
        closed(1, "confirmed"),
        closed(2, "silent"),
        case(3, status=Status.RESOLVED, reopened=1),
        case(4, status=Status.ACCEPTED, resolve_due=at("2026-03-02 17:00"), supporters=NEIGHBOUR),
        case(5, status=Status.ASSIGNED, priority=2),
    ]
    found = tally(cases, *DAY, NOW)
    assert (found.received, found.resolved, found.confirmed, found.silent) == (5, 3, 1, 1)
    assert (found.unsolved, found.overdue, found.reopened, found.supporters) == (2, 1, 1, 1)
    assert [each.number for each in found.urgent] == [5]


def test_withdrawn_and_merged_cases_are_no_cases() -> None:
    gone = [case(1, status=Status.WITHDRAWN), case(2, status=Status.MERGED)]
    assert tally(gone, *DAY, NOW).received == 0
    assert hotspots([*gone, *gone], frozenset()) == []


@pytest.mark.parametrize(
    ("opened_at", "counted"),
    [("2026-03-02 00:00", 1), ("2026-03-02 23:59", 1), ("2026-03-03 00:00", 0), ("2026-03-01 23:59", 0)],
)
def test_a_day_is_half_open(opened_at: str, counted: int) -> None:
    assert tally([case(opened_at=opened_at)], *DAY, NOW).received == counted


def test_a_case_is_late_by_the_clock_that_runs() -> None:
    early, passed = at("2026-03-02 17:00"), at("2026-03-02 19:00")
    waiting = case(status=Status.ASSIGNED, accept_due=early, resolve_due=passed)
    assert late(waiting, NOW)
    assert not late(replace(waiting, status=Status.ACCEPTED), NOW)
    assert not late(replace(waiting, status=Status.PARKED), NOW)


def test_a_place_is_hot_when_the_same_came_up_twice_or_a_neighbour_joined() -> None:
    cases = [
        case(1, "lift", place=place("3", "1"), status=Status.ACCEPTED),
        case(2, "lift", place=place("3", "2"), status=Status.CLOSED),
        case(3, "light", place=place("5"), supporters=NEIGHBOUR * 1),
        case(4, "light", place=place("6")),
    ]
    assert hotspots(cases, frozenset()) == [
        Hotspot(type="lift", compound=COMPOUND, building="3", cases=2, supporters=0, unsolved=1),
        Hotspot(type="light", compound=COMPOUND, building="5", cases=1, supporters=1, unsolved=1),
    ]


def test_private_matters_are_no_hotspot() -> None:
    cases = [case(1, "dispute", place=place("3")), case(2, "dispute", place=place("3"))]
    assert hotspots(cases, frozenset({"dispute"})) == []
