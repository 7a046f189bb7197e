"""History: how each change makes the next case, and that a whole history replays to the case."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.cases import LIFECYCLE, Action, Case, Change, Status, Supporter
from dispatch.history import evolve, replay
from dispatch.places import Place
from tests.dispatch.builders import COMPOUND, GRID, at
from tests.dispatch.changes import OPENED, assigned, change, permitted_changes, reported

TEN_PAST = OPENED + timedelta(minutes=10)
TOMORROW = "2026-03-03T19:00:00+08:00"


def after(*changes: Change) -> Case:
    return replay([reported(), *changes])


def differences(before: Case, changed: Case) -> dict[str, object]:
    """The fields in which the second case differs, with its values."""
    names = [
        field.name for field in fields(Case) if getattr(before, field.name) != getattr(changed, field.name)
    ]
    return {name: getattr(changed, name) for name in names}


def test_a_report_makes_a_case_of_what_was_said() -> None:
    case = after()
    assert case == Case(
        number=1,
        type="drainage",
        status=Status.REPORTED,
        priority=2,
        grid=GRID,
        place=Place(compound=COMPOUND, building="3", unit="2"),
        text="3栋2单元楼道漏水了",
        reporter="console:li-ayi",
        reporter_name="李阿姨",
        conversation="console:group",
        opened_at=OPENED,
    )


ASSIGNED, ACCEPTED = assigned(), change(Action.ACCEPT)
RESOLVED = replace(change(Action.RESOLVE, proof=["after.jpg"]), reason="换了水管")


@pytest.mark.parametrize(
    ("before", "step", "expected"),
    [
        (
            [],
            assigned(accept_due=TOMORROW, first_due=TOMORROW, resolve_due=TOMORROW),
            {
                "status": Status.ASSIGNED,
                "assignee": "wang",
                "asked": ("wang",),
                "assigned_at": TEN_PAST,
                "accept_due": at("2026-03-03 19:00"),
                "first_due": at("2026-03-03 19:00"),
                "resolve_due": at("2026-03-03 19:00"),
            },
        ),
        (
            [ASSIGNED],
            change(Action.ACCEPT, who="li"),
            {"status": Status.ACCEPTED, "assignee": "li", "first_taker": "li", "accepted_at": TEN_PAST},
        ),
        ([ASSIGNED, ACCEPTED], change(Action.ARRIVE), {"arrived_at": TEN_PAST}),
        ([ASSIGNED, ACCEPTED], change(Action.HAND_OVER, partner="property"), {"partner": "property"}),
        (
            [ASSIGNED, ACCEPTED],
            change(Action.TRANSFER, assignee="li", asked=["li"]),
            {"status": Status.ASSIGNED, "assignee": "li", "asked": ("li",), "moves": 1, "accepted_at": None},
        ),
        (
            [ASSIGNED, ACCEPTED],
            RESOLVED,
            {
                "status": Status.RESOLVED,
                "resolved_at": TEN_PAST,
                "solution": "换了水管",
                "proof": ("after.jpg",),
            },
        ),
        (
            [ASSIGNED, ACCEPTED, RESOLVED],
            change(Action.EVALUATE, evaluation="satisfied"),
            {
                "status": Status.CLOSED,
                "evaluation": "satisfied",
                "closed_at": TEN_PAST,
                "closed_how": "confirmed",
            },
        ),
        (
            [ASSIGNED, ACCEPTED, RESOLVED],
            change(Action.CLOSE),
            {"status": Status.CLOSED, "closed_at": TEN_PAST, "closed_how": "silent"},
        ),
        (
            [ASSIGNED, ACCEPTED, RESOLVED],
            change(Action.REOPEN, level=2),
            {"status": Status.ACCEPTED, "reopened": 1, "level": 2, "resolved_at": None, "proof": ()},
        ),
        (
            [],
            change(Action.WITHDRAW),
            {"status": Status.WITHDRAWN, "closed_at": TEN_PAST, "closed_how": "withdrawn"},
        ),
        (
            [],
            change(Action.REJECT),
            {"status": Status.WITHDRAWN, "closed_at": TEN_PAST, "closed_how": "rejected"},
        ),
        (
            [],
            change(Action.MERGE, into=9),
            {"status": Status.MERGED, "closed_at": TEN_PAST, "closed_how": "merged", "merged_into": 9},
        ),
        (
            [ASSIGNED, ACCEPTED],
            change(Action.PARK, review_on=TOMORROW),
            {"status": Status.PARKED, "review_on": at("2026-03-03 19:00")},
        ),
        (
            [ASSIGNED, ACCEPTED],
            change(Action.EXTEND, resolve_due=TOMORROW),
            {"extended": True, "resolve_due": at("2026-03-03 19:00")},
        ),
        ([], change(Action.RETYPE, type="lift", priority=3), {"type": "lift", "priority": 3}),
        (
            [],
            change(Action.DETAIL, room="501", pictures=["a.jpg"]),
            {"place": Place(compound=COMPOUND, building="3", unit="2", room="501"), "pictures": ("a.jpg",)},
        ),
        ([], change(Action.REMARK), {}),
        ([], change(Action.NUDGE), {"nudged": 1}),
        ([], change(Action.SUPERVISE), {"supervised": True}),
        (
            [ASSIGNED],
            change(Action.ESCALATE, level=1, asked=["li", "wang"]),
            {"level": 1, "asked": ("wang", "li")},
        ),
    ],
)
def test_a_change_alters_these_fields_and_no_others(
    before: list[Change], step: Change, expected: dict[str, object]
) -> None:
    assert expected == differences(after(*before), after(*before, step))


def test_resolving_without_accepting_takes_the_case_as_well() -> None:
    case = after(ASSIGNED, replace(RESOLVED, who="li"))
    assert (case.assignee, case.first_taker, case.accepted_at) == ("li", "li", TEN_PAST)


def test_the_first_taker_stays_visible_after_a_transfer() -> None:
    moved = change(Action.TRANSFER, assignee="li", asked=["li"])
    case = after(ASSIGNED, ACCEPTED, moved, change(Action.ACCEPT, who="li"))
    assert (case.first_taker, case.assignee, case.moves) == ("wang", "li", 1)


def test_a_parked_case_comes_back_without_its_review_date() -> None:
    parked = change(Action.PARK, review_on=TOMORROW)
    case = after(ASSIGNED, ACCEPTED, parked, change(Action.RESUME, resolve_due=TOMORROW))
    assert (Status.ACCEPTED, None, at("2026-03-03 19:00")) == (case.status, case.review_on, case.resolve_due)


def test_somebody_supports_a_case_once_and_the_reporter_never() -> None:
    chen = change(Action.SUPPORT, who="console:chen", name="陈先生")
    own = change(Action.SUPPORT, who="console:li-ayi", name="李阿姨")
    assert (Supporter(contact="console:chen", name="陈先生"),) == after(chen, chen, own).supporters


def test_the_level_never_falls() -> None:
    up, down = change(Action.ESCALATE, level=3), change(Action.ESCALATE, level=1)
    assert after(ASSIGNED, up, down).level == 3


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        after(assigned(accept_due="2026-03-02T20:00:00"))


def test_a_case_is_reported_once() -> None:
    with pytest.raises(ValueError, match="case 1 was reported twice"):
        replay([reported(), reported()])


def test_a_history_begins_with_the_report() -> None:
    with pytest.raises(ValueError, match="case 1: no accept from nothing"):
        replay([change(Action.ACCEPT)])
    with pytest.raises(ValueError, match="an empty history has no case"):
        replay([])


@given(data=st.data())
def test_any_permitted_history_replays_and_any_other_step_is_refused(data: st.DataObject) -> None:
    case, history = after(), [reported()]
    for _ in range(data.draw(st.integers(0, 10))):
        step = data.draw(permitted_changes(case))
        if step is None:
            break
        case = evolve(case, step)
        history.append(step)
    assert case == replay(history)
    for action in [each for each, rule in LIFECYCLE.items() if case.status not in rule.moves]:
        with pytest.raises(ValueError, match=f"no {action} from {case.status}"):
            evolve(case, change(action))


@given(data=st.data())
def test_what_was_reported_never_changes_and_counts_never_fall(data: st.DataObject) -> None:
    case = after()
    for _ in range(data.draw(st.integers(1, 10))):
        step = data.draw(permitted_changes(case))
        if step is None:
            break
        before, case = case, evolve(case, step)
        assert _fixed(before) == _fixed(case)
        fewer = step.action is Action.PART  # supporters who had another problem
        assert fewer or len(before.supporters) <= len(case.supporters)
        assert all(old <= new for old, new in zip(_counts(before), _counts(case), strict=True))


def _fixed(case: Case) -> tuple[object, ...]:
    return (case.number, case.text, case.reporter, case.grid, case.conversation, case.opened_at)


def _counts(case: Case) -> tuple[int, ...]:
    return (case.moves, case.returned, case.reopened, case.nudged, case.level)
