"""建议关注: which findings a rule makes, and which it does not."""

from collections.abc import Sequence
from typing import Any

import pytest

from dispatch.cases import Case, Supporter
from dispatch.figures import Rule, Suggestion, Tally
from dispatch.suggestions import for_meeting, suggestions
from tests.dispatch.builders import case

NEIGHBOURS = tuple(Supporter(contact=f"console:{name}", name=name) for name in "abc")


def found(
    *,
    meeting: Sequence[Case] = (),
    received: Sequence[Case] = (),
    overdue: Sequence[Case] = (),
    types: Sequence[Tally] = (),
) -> tuple[Suggestion, ...]:
    return suggestions(
        meeting=meeting,
        received=received,
        overdue=overdue,
        types=types,
        type_of=lambda one: one.type,
        trouble_of=lambda one: one.place.building,
        name_of=str.title,
    )


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"supporters": NEIGHBOURS}, True),
        ({"supporters": NEIGHBOURS[:2]}, False),
        ({"moves": 2}, True),
        ({"moves": 1}, False),
        ({"reopened": 2}, True),
        ({"reopened": 1}, False),
    ],
)
def test_supporters_moves_or_reopenings_bring_a_case_to_the_meeting(
    parts: dict[str, Any], expected: bool
) -> None:
    assert for_meeting(case(**parts)) is expected


def test_three_cases_of_one_trouble_are_a_hotspot_and_two_are_not() -> None:
    three = [case(number) for number in (7, 3, 5)]
    assert found(received=three) == (Suggestion(rule=Rule.HOTSPOT, subject="3", count=3, numbers=(3, 5, 7)),)
    assert found(received=three[:2]) == ()


def test_three_overdue_cases_of_one_holder_are_too_many_and_those_of_nobody_are_not_counted() -> None:
    held = [case(number, assignee="wang") for number in (1, 2, 3)]
    free = [case(number) for number in (4, 5, 6, 7)]
    assert found(overdue=[*free, *held]) == (
        Suggestion(rule=Rule.HOLDER, subject="Wang", count=3, numbers=(1, 2, 3)),
    )
    assert found(overdue=held[:2]) == ()


@pytest.mark.parametrize(
    ("count", "before", "rises"), [(4, 2, True), (4, 0, True), (4, 3, False), (3, 0, False), (9, 5, False)]
)
def test_a_type_rises_when_it_doubles_to_at_least_four(count: int, before: int, rises: bool) -> None:
    tally = Tally(name="电梯故障", count=count, before=before)
    assert [one.rule for one in found(types=[tally])] == ([Rule.RISING] if rises else [])


def test_the_steepest_of_the_rising_types_is_named() -> None:
    types = [Tally(name="噪声", count=5, before=2), Tally(name="停车", count=4, before=0)]
    assert found(types=types) == (Suggestion(rule=Rule.RISING, subject="停车", count=4, numbers=()),)


def test_the_meeting_comes_first_and_names_the_types_once() -> None:
    meeting = [case(1, "lift"), case(2, "noise"), case(3, "lift")]
    assert found(meeting=meeting)[0] == Suggestion(
        rule=Rule.MEETING, subject="lift、noise", count=3, numbers=(1, 2, 3)
    )


def test_at_most_three_suggestions_are_made() -> None:
    cases = [case(number, assignee="wang") for number in (1, 2, 3, 4)]
    rising = [Tally(name="电梯故障", count=4, before=0)]
    rules = [one.rule for one in found(meeting=cases, received=cases, overdue=cases, types=rising)]
    assert rules == [Rule.MEETING, Rule.HOTSPOT, Rule.RISING]
