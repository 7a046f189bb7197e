"""Changes as the domain makes them: literal ones, and any that the lifecycle permits."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from dispatch.cases import LIFECYCLE, Action, Case, Change
from dispatch.clock import SHANGHAI
from tests.dispatch.builders import COMPOUND, GRID, at

OPENED = at("2026-03-02 19:00")
REPORT: Mapping[str, object] = {
    "type": "drainage",
    "priority": 2,
    "grid": GRID,
    "compound": COMPOUND,
    "building": "3",
    "unit": "2",
    "text": "3栋2单元楼道漏水了",
    "reporter_name": "李阿姨",
    "conversation": "console:group",
}


def reported(
    number: int = 1, when: datetime = OPENED, who: str = "console:li-ayi", **facts: object
) -> Change:
    return Change(number=number, at=when, who=who, action=Action.REPORT, facts={**REPORT, **facts})


def change(action: Action, number: int = 1, who: str = "wang", **facts: object) -> Change:
    """A change ten minutes after the report."""
    when = OPENED + timedelta(minutes=10)
    return Change(number=number, at=when, who=who, action=action, facts=facts)


def assigned(number: int = 1, to: str = "wang", **facts: object) -> Change:
    return change(Action.ASSIGN, number, "system", assignee=to, asked=[to], **facts)


_PEOPLE = st.sampled_from(["wang", "li", "head", "secretary"])
_ASKED = st.lists(_PEOPLE, unique=True)
_PICTURES = st.lists(st.sampled_from(["a.jpg", "b.jpg", "c.jpg"]), max_size=2)
_MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001 - the zone follows
    lambda moment: moment.replace(tzinfo=SHANGHAI).isoformat()
)
_TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
_TAKER: Mapping[str, st.SearchStrategy[Any]] = {
    "assignee": _PEOPLE,
    "asked": _ASKED,
    "accept_due": _MOMENTS,
    "first_due": st.none() | _MOMENTS,
    "resolve_due": st.none() | _MOMENTS,
}
_FACTS: Mapping[Action, Mapping[str, st.SearchStrategy[Any]]] = {
    Action.ASSIGN: _TAKER,
    Action.TRANSFER: _TAKER,
    Action.RETURN: _TAKER,
    Action.ACCEPT: {"resolve_due": st.none() | _MOMENTS},
    Action.HAND_OVER: {"partner": _PEOPLE, "partner_due": _MOMENTS},
    Action.JOIN_IN: {"partner_due": st.none() | _MOMENTS},
    Action.HELPED: {"proof": _PICTURES},
    Action.RESOLVE: {"proof": _PICTURES},
    Action.EVALUATE: {"evaluation": st.sampled_from(["satisfied", "mostly", "unsolved"])},
    Action.REOPEN: {"level": st.integers(0, 3), "resolve_due": st.none() | _MOMENTS},
    Action.MERGE: {"into": st.integers(1, 99)},
    Action.UNMERGE: _TAKER,
    Action.TABLE: {"why": st.sampled_from(["moved", "overdue", "supported", "word"])},
    Action.DECIDE: {"into": st.integers(1, 99), "goal": _TEXTS, "criterion": _TEXTS},
    Action.PART: {"contacts": st.lists(st.sampled_from(["wang", "console:chen"]), max_size=2)},
    Action.OPINE: {"evaluation": st.sampled_from(["satisfied", "mostly", "unsolved"])},
    Action.PARK: {"review_on": _MOMENTS},
    Action.RESUME: {"resolve_due": _MOMENTS},
    Action.WISH: {"until": _MOMENTS},
    Action.EXTEND: {"resolve_due": _MOMENTS},
    Action.RETYPE: {"type": st.sampled_from(["lift", "light"]), "priority": st.integers(1, 4)},
    Action.SUPPORT: {"name": _TEXTS},
    Action.DETAIL: {
        "pictures": _PICTURES,
        "proof": _PICTURES,
        "building": _TEXTS,
        "spot": st.none() | _TEXTS,
    },
    Action.ESCALATE: {"level": st.integers(0, 3), "asked": _ASKED},
}


@st.composite
def permitted_changes(draw: st.DrawFn, case: Case) -> Change | None:
    """Any change that the lifecycle permits next; None where the case has come to its end."""
    actions = [action for action, rule in LIFECYCLE.items() if case.status in rule.moves]
    if not actions:
        return None
    action = draw(st.sampled_from(actions))
    who = draw(st.sampled_from(["wang", "li", "system", "console:li-ayi", "console:chen"]))
    facts = draw(st.fixed_dictionaries({**_FACTS.get(action, {})}))
    when = case.opened_at + timedelta(seconds=draw(st.integers(0, 10**7)))
    return Change(number=case.number, at=when, who=who, action=action, reason=draw(_TEXTS), facts=facts)
