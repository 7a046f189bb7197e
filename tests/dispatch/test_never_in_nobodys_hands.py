"""Whatever people do and however late the clock ticks: no open case is without somebody and without a timer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dispatch import absences, closing, handling, intake, merging, supporting, tabling
from dispatch.absences import Span
from dispatch.agenda import Item
from dispatch.cases import UNSOLVED, Action, Case, Change, Status
from dispatch.closing import Urging
from dispatch.errors import Refusal
from dispatch.history import replay
from dispatch.messages import Due
from dispatch.office import Office
from dispatch.people import Person
from dispatch.roster import Handover, Night, Roster, Shift
from dispatch.shifts import change_shifts
from dispatch.store import Work
from dispatch.tabling import Decision
from dispatch.timing import holders
from tests.dispatch.builders import GRID, SECRETARY, place
from tests.dispatch.stage import CHEN_BO, EVERYBODY, LI_AYI, OFFICE, STRANGER, Stage, draft, timers_of
from tests.profiles import few

CASES = 3
TYPES = ["fire", "lift_trapped", "flood", "lift", "light", "consult", "errand"]
SPANS = [
    timedelta(minutes=1),
    timedelta(minutes=3),
    timedelta(minutes=20),
    timedelta(hours=2),
    timedelta(hours=24),
    timedelta(days=3),
    timedelta(days=8),
]

Outcome = Case | Refusal
StaffDeed = Callable[[Stage, Person, int, "Words"], Outcome]
ResidentDeed = Callable[[Stage, str, int], Outcome]


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What an action of the staff may carry, sensible or not."""

    reason: str
    to: Person
    until: timedelta | None
    type_code: str | None
    into: int

    def day(self, now: datetime) -> datetime | None:
        return None if self.until is None else now + self.until


STAFF: Mapping[str, StaffDeed] = {
    "接单": lambda stage, who, number, said: stage.do(handling.accept, who, number),
    "到场": lambda stage, who, number, said: stage.do(handling.arrive, who, number),
    "转办": lambda stage, who, number, said: stage.do(handling.transfer, who, number, said.to, said.reason),
    "退回": lambda stage, who, number, said: stage.do(handling.give_back, who, number, said.reason),
    "办结": lambda stage, who, number, said: stage.do(handling.resolve, who, number, said.reason),
    "不是诉求": lambda stage, who, number, said: stage.do(handling.reject, who, number, said.reason),
    "改类": lambda stage, who, number, said: stage.do(handling.retype, who, number, said.type_code),
    "备注": lambda stage, who, number, said: stage.do(handling.remark, who, number, said.reason),
    "催办": lambda stage, who, number, said: stage.do(handling.nudge, who, number),
    "督办": lambda stage, who, number, said: stage.do(handling.supervise, who, number, said.reason),
    "挂账": lambda stage, who, number, said: stage.do(
        handling.park, who, number, said.day(stage.now), said.reason
    ),
    "恢复": lambda stage, who, number, said: stage.do(handling.act, who, number, Action.RESUME),
    "延期": lambda stage, who, number, said: stage.do(
        handling.extend, who, number, said.day(stage.now), said.reason
    ),
    "申请延期": lambda stage, who, number, said: stage.do(
        handling.wish, who, number, said.day(stage.now), said.reason
    ),
    "同意": lambda stage, who, number, said: stage.do(handling.approve, who, number),
    "不同意": lambda stage, who, number, said: stage.do(handling.decline, who, number, said.reason),
    "目标": lambda stage, who, number, said: stage.do(handling.aim, who, number, goal=said.reason),
    "并案": lambda stage, who, number, said: stage.do(merging.merge, who, number, said.into),
    "拆案": lambda stage, who, number, said: stage.do(merging.unmerge, who, number),
    "拆附议人": lambda stage, who, number, said: stage.do(merging.split, who, number, "邻居"),
    "议题": lambda stage, who, number, said: stage.do(tabling.table, who, number, said.reason),
    "撤议题": lambda stage, who, number, said: stage.do(tabling.untable, who, number, said.reason),
    "定": lambda stage, who, number, said: _decided(
        stage.do(tabling.decide, who, number, _decision(stage, said))
    ),
    "属实": lambda stage, who, number, said: stage.do(handling.verify, who, number),
    "不属实": lambda stage, who, number, said: stage.do(handling.refute, who, number, said.reason),
}


def _decision(stage: Stage, said: Words) -> Decision:
    return Decision(goal=said.reason, deadline=said.day(stage.now), criterion="", holder=said.to)


def _decided(item: Item | Refusal) -> Case | Refusal:
    return item.case if isinstance(item, Item) else item


def _case_of(urging: Urging | Refusal) -> Case | Refusal:
    return urging.case if isinstance(urging, Urging) else urging


RESIDENTS: Mapping[str, ResidentDeed] = {
    "撤销": lambda stage, who, number: stage.do(closing.withdraw, who, number),
    "满意": lambda stage, who, number: stage.do(closing.evaluate, who, number, "satisfied"),
    "没解决": lambda stage, who, number: stage.do(closing.evaluate, who, number, "unsolved"),
    "附议人说没解决": lambda stage, who, number: stage.do(
        supporting.judge, who, number, "unsolved", "还在漏"
    ),
    "催": lambda stage, who, number: _case_of(stage.do(closing.urge, who, number)),
}

NIGHT = Night(start=time(22), end=time(7), plan=Shift(a="li"))
SHIFTING = replace(
    OFFICE,
    rosters={
        **OFFICE.rosters,
        GRID: Roster(grid=GRID, default=Shift(a="wang"), night=NIGHT, handover=Handover.MOVE),
    },
)

numbers = st.integers(1, CASES + 1)  # the last one exists only when a meeting decided on one
residents = st.sampled_from([LI_AYI, CHEN_BO, STRANGER])
words = st.builds(
    Words,
    reason=st.sampled_from(["", "等配件"]),
    to=st.sampled_from(EVERYBODY),
    until=st.sampled_from([None, timedelta(days=-1), timedelta(days=2), timedelta(days=20)]),
    type_code=st.sampled_from([None, *TYPES]),
    into=numbers,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A case as stored, with all that is stored about it."""

    case: Case
    history: list[Change]
    timers: dict[Due, datetime]
    holders: tuple[Person, ...]


class EveryCase(RuleBasedStateMachine):
    """Residents, staff, partners and strangers act at random, permitted or not; they go on leave; shifts change; the clock jumps."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage(SHIFTING)
        self.seen: dict[int, Seen] = {}
        self.before: dict[int, Seen] = {}

    def teardown(self) -> None:
        self.stage.close()

    @initialize(type_code=st.sampled_from(TYPES), doubtful=st.booleans())
    def somebody_reports_first(self, type_code: str, doubtful: bool) -> None:
        self.somebody_reports(type_code, doubtful, urgent=False, who=LI_AYI)

    @precondition(lambda self: len(self.seen) < CASES)
    @rule(type_code=st.sampled_from(TYPES), doubtful=st.booleans(), urgent=st.booleans(), who=residents)
    def somebody_reports(self, type_code: str, doubtful: bool, urgent: bool, who: str) -> None:
        said = draft(type_code, place("3"), reporter=who, doubtful=doubtful, urgent=urgent)
        self.stage.do(intake.open_case, said)
        self._look()

    @rule(what=st.sampled_from(list(STAFF)), who=st.sampled_from(EVERYBODY), number=numbers, said=words)
    def staff_act(self, what: str, who: Person, number: int, said: Words) -> None:
        self._settle(STAFF[what](self.stage, who, number, said))

    @rule(what=st.sampled_from(list(RESIDENTS)), who=residents, number=numbers)
    def a_resident_acts(self, what: str, who: str, number: int) -> None:
        self._settle(RESIDENTS[what](self.stage, who, number))

    @rule(number=numbers, who=residents)
    def a_neighbour_supports(self, number: int, who: str) -> None:
        if number in self.seen and self.seen[number].case.status in UNSOLVED:
            self.stage.run(lambda work: supporting.support(work, number, who, "邻居"))
            self._look()

    @rule(
        who=st.sampled_from(EVERYBODY),
        backup=st.none() | st.sampled_from(EVERYBODY),
        span=st.sampled_from(SPANS),
    )
    def somebody_goes_on_leave(self, who: Person, backup: Person | None, span: timedelta) -> None:
        away = Span(start=self.stage.now, end=self.stage.now + span)
        self.stage.do(absences.leave, SECRETARY, who, away, backup, "")
        self._look()

    @rule(span=st.sampled_from(SPANS), ticks=st.booleans())
    def time_passes(self, span: timedelta, ticks: bool) -> None:
        self.stage.clock.move_to(self.stage.now + span)
        if ticks:
            self.stage.do(change_shifts)
            self.stage.tick()
        self._look()

    @invariant()
    def an_open_case_has_somebody_who_may_act_on_it(self) -> None:
        for case in self._open():
            answering = self.seen[case.number].holders
            assert [bool(self.stage.office.part(case, person)) for person in answering] == [True]
            assert case.status is Status.REPORTED or case.assignee == answering[0].id

    @invariant()
    def who_waits_to_be_taken_was_asked_of_somebody(self) -> None:
        waiting = [case for case in self._open() if case.status is Status.ASSIGNED]
        assert [case.number for case in waiting if case.assignee not in case.asked] == []

    @invariant()
    def an_open_case_has_a_timer(self) -> None:
        assert [case.number for case in self._open() if not self.seen[case.number].timers] == []

    @invariant()
    def a_case_that_has_ended_has_no_timer(self) -> None:
        ended = [seen for seen in self.seen.values() if not seen.case.open]
        assert [seen.timers for seen in ended if seen.timers] == []

    @invariant()
    def history_replays_to_the_stored_case(self) -> None:
        for seen in self.seen.values():
            assert replay(seen.history) == seen.case

    @invariant()
    def the_level_never_falls_while_open(self) -> None:
        for number, before in self.before.items():
            after = self.seen[number].case
            assert not before.case.open or after.level >= before.case.level

    def _settle(self, outcome: Outcome) -> None:
        """A refused action changes nothing; another one is looked at by the invariants."""
        self._look()
        if isinstance(outcome, Refusal):
            assert self.seen == self.before

    def _look(self) -> None:
        self.before, self.seen = self.seen, self.stage.do(_all_cases)

    def _open(self) -> list[Case]:
        return [seen.case for seen in self.seen.values() if seen.case.open]


def _all_cases(office: Office, work: Work) -> dict[int, Seen]:
    return {
        case.number: Seen(
            case=case,
            history=work.cases.history(case.number),
            timers=timers_of(work, case.number),
            holders=holders(office, work, case),
        )
        for case in work.cases.find()
    }


TestEveryCase = EveryCase.TestCase
TestEveryCase.settings = settings(max_examples=few(60), stateful_step_count=20, deadline=None)
