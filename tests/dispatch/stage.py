"""A small community in memory to act on: its office, its staff, its store and a clock to move."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from dispatch import handling, intake
from dispatch.cases import Case, Change
from dispatch.clock import VirtualClock
from dispatch.errors import Refusal
from dispatch.intake import Draft
from dispatch.messages import Due
from dispatch.office import Office
from dispatch.people import Role, Staff
from dispatch.places import Community, Compound, Grid, Place
from dispatch.policy import Policies
from dispatch.roster import Roster, Shift
from dispatch.store import Store, Work
from dispatch.striking import Struck, strike
from tests.dispatch.builders import COMPOUND, GRID, HEAD, LI, SECRETARY, WANG, at, person, place

FAR_GRID, FAR_COMPOUND = "城西网格", "融景嘉园"
ZHAO = person("zhao", Role.GRID_MEMBER, FAR_GRID)
PARTNER = person("xiaoweng", Role.PARTNER)
EVERYBODY = (WANG, LI, HEAD, SECRETARY, ZHAO, PARTNER)

LI_AYI, CHEN_BO, STRANGER = "console:li-ayi", "console:chen-bo", "console:stranger"
MONDAY = "2026-03-02 09:00"
A_LIFETIME = timedelta(days=36_500)
OFFICE = Office(
    community=Community(
        id="demo",
        name="玉融社区",
        street="玉屏街道",
        grids=(
            Grid(name=GRID, compounds=(Compound(name=COMPOUND, grid=GRID),)),
            Grid(name=FAR_GRID, compounds=(Compound(name=FAR_COMPOUND, grid=FAR_GRID),)),
        ),
    ),
    staff=Staff(people=EVERYBODY),
    rosters={
        GRID: Roster(grid=GRID, default=Shift(a="wang", b="li")),
        FAR_GRID: Roster(grid=FAR_GRID, default=Shift(a="zhao")),
    },
    policies=Policies(),
)
T = TypeVar("T")


def draft(type_code: str = "lift", where: Place | None = None, **parts: Any) -> Draft:
    """A lift out of order in 3栋2单元, reported by 李阿姨; `parts` are the fields that differ."""
    said: dict[str, Any] = {
        "text": "电梯坏了",
        "reporter": LI_AYI,
        "reporter_name": "李阿姨",
        "conversation": "console:group",
    }
    return Draft(type=type_code, place=where or place("3", "2"), **{**said, **parts})


def done(outcome: Case | Refusal) -> Case:
    """The case of an action that was not refused."""
    assert isinstance(outcome, Case), outcome
    return outcome


class Stage:
    """One community from Monday 2026-03-02 09:00 on; every call of `run` and `do` is a unit of work."""

    def __init__(self, office: Office = OFFICE) -> None:
        self.office = office
        self.clock = VirtualClock(at(MONDAY))
        self._store = Store.open("sqlite://", community=office.community.id, clock=self.clock)
        self._runner = asyncio.Runner()

    def close(self) -> None:
        self._runner.close()
        self._store.close()

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def run(self, unit: Callable[[Work], T]) -> T:
        return self._runner.run(self._store.transact(unit))

    def do(self, act: Callable[..., T], *args: Any, **named: Any) -> T:
        """What the domain's function says, given the office and a unit of work."""
        return self.run(lambda work: act(self.office, work, *args, **named))

    def wait(self, **span: float) -> None:
        self.clock.move_to(self.now + timedelta(**span))

    def move_to(self, moment: str) -> None:
        self.clock.move_to(at(moment))

    def tick(self) -> list[Struck]:
        """What strikes now, in one unit of work."""
        return self.run(self._strike_due)

    def wait_and_tick(self, **span: float) -> list[Struck]:
        self.wait(**span)
        return self.tick()

    def opened(self, type_code: str = "lift", where: Place | None = None, **parts: Any) -> Case:
        """A new case, asked of Wang unless it is doubtful."""
        return self.do(intake.open_case, draft(type_code, where, **parts))

    def accepted(self, type_code: str = "lift", **parts: Any) -> Case:
        """A new case in the hands of Wang."""
        return done(self.do(handling.accept, WANG, self.opened(type_code, **parts).number))

    def resolved(self, type_code: str = "lift", **parts: Any) -> Case:
        """A new case that Wang says is done."""
        return done(self.do(handling.resolve, WANG, self.accepted(type_code, **parts).number, "换了门机"))

    def case(self, number: int = 1) -> Case:
        case = self.run(lambda work: work.cases.get(number))
        assert case is not None
        return case

    def history(self, number: int = 1) -> list[Change]:
        return self.run(lambda work: work.cases.history(number))

    def actions(self, number: int = 1) -> list[str]:
        return [change.action for change in self.history(number)]

    def timers(self, number: int = 1) -> dict[Due, datetime]:
        """When each timer of the case strikes."""
        return self.run(lambda work: timers_of(work, number))

    def _strike_due(self, work: Work) -> list[Struck]:
        struck = (strike(self.office, work, deadline) for deadline in work.deadlines.due(work.now))
        return [event for event in struck if event]


def timers_of(work: Work, number: int) -> dict[Due, datetime]:
    rows = work.deadlines.due(work.now + A_LIFETIME)
    return {row.kind: row.due_at for row in rows if row.number == number}


def heard(events: list[Struck]) -> list[tuple[Due, list[str]]]:
    """The kinds that struck, each with the ids of those who hear of it."""
    return [(event.kind, [person.id for person in event.people]) for event in events]
