"""The office that serves a community: its places, staff, duty and rules, as the configuration says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dispatch.agenda import AgendaRules
from dispatch.cases import Case, Who
from dispatch.duty import Duty, DutyPlan, on_duty
from dispatch.escalation import LEVEL_SECRETARY, LEVEL_STREET
from dispatch.overrides import Override
from dispatch.people import Person, Role, Staff
from dispatch.places import Community
from dispatch.policy import Policies
from dispatch.roster import Roster


@dataclass(frozen=True, kw_only=True, slots=True)
class Follow:
    """What happens after 办结, and how often a case may be moved."""

    remind_after: timedelta = timedelta(hours=24)
    silent_after: timedelta = timedelta(hours=48)
    reopen_within: timedelta = timedelta(days=7)
    urge_every: timedelta = timedelta(hours=2)  # so often the holder hears that residents urge
    supporters_to_head: int = 3  # so many supporters, and 网格长 hears of it
    supporters_to_secretary: int = 10  # … 书记
    confirm_partner: bool = False  # 办结 of a partner waits for the owner's word
    moves: int = 2  # after so many transfers and returns only the grid head decides


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """Everything the rules need to know about one community; immutable, replaced as a whole on 重载."""

    community: Community
    staff: Staff
    rosters: Mapping[str, Roster]
    policies: Policies
    follow: Follow = Follow()
    agenda: AgendaRules = field(default_factory=AgendaRules)

    def plan(self, overrides: Sequence[Override]) -> DutyPlan:
        """What is written and what was arranged beside it, for the pure functions of `dispatch.duty`."""
        return DutyPlan(
            staff=self.staff, rosters=self.rosters, calendar=self.policies.calendar, overrides=overrides
        )

    def duty(self, grid: str, moment: datetime, overrides: Sequence[Override]) -> Duty:
        return on_duty(self.plan(overrides), grid, moment)

    def grid_of(self, compound: str) -> str:
        """The grid of a compound; the first grid takes what belongs to none."""
        found = self.community.compound_named(compound)
        return found.grid if found else self.community.grids[0].name

    @property
    def top(self) -> int:
        """The highest level that there is: 街道 where one is configured, else 书记."""
        return LEVEL_STREET if self.staff.street() else LEVEL_SECRETARY

    def head_of(self, grid: str) -> Person | None:
        return self.staff.head_of(grid) or self.staff.secretary()

    def part(self, case: Case, person: Person) -> Who:
        """In which parts this person may act on the case."""
        part = Who(0)
        if person.id == case.assignee:
            part |= Who.ASSIGNEE
        if person.id == case.partner:
            part |= Who.PARTNER
        if person.role is Role.SECRETARY:
            part |= Who.SECRETARY
        if person.role is Role.STREET:
            part |= Who.STREET
        if case.grid in person.grids:
            part |= {Role.GRID_MEMBER: Who.MEMBER, Role.GRID_HEAD: Who.HEAD}.get(person.role, Who(0))
        return part

    def resident_part(self, case: Case, contact: str) -> Who:
        return Who.REPORTER if contact == case.reporter else Who.RESIDENT
