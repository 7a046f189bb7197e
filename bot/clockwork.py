"""What one tick does: shift changes, deadlines, questions that expired, the agenda of a meeting, the weekly summary."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from bot.handlers.agenda import convene, table_due
from bot.handlers.arranging import request_expired
from bot.handlers.changing import shift_changed
from bot.handlers.expiring import expired
from bot.handlers.overview import week_figures
from bot.handlers.striking import struck
from bot.manners import Manners
from bot.memory import Memory
from bot.voice import Voice
from bot.weekly import weekly_text
from dispatch.absences import expire
from dispatch.clock import SHANGHAI, Clock
from dispatch.manning import NEXT as SHIFT_MARK
from dispatch.manning import next_look
from dispatch.messages import Deadline, Due, Purpose
from dispatch.office import Office
from dispatch.policy import AROUND_THE_CLOCK
from dispatch.shifts import change_shifts
from dispatch.store import Store, Upcoming, Work
from dispatch.striking import strike
from dispatch.tabling import next_meeting
from dispatch.week import Week

WEEKLY_AT = timedelta(hours=8, minutes=30)  # after Monday 00:00
REMINDING = frozenset({Due.CLIMB, Due.FIRST, Due.OVERDUE, Due.CHECK})  # staff, of what is late
AGENDA_MARK = "agenda"  # the last meeting whose agenda was told, by its moment
WEEKLY_MARK = "weekly"  # the last week whose summary was sent, by its Monday


@dataclass(frozen=True, kw_only=True, slots=True)
class NextDue:
    """When each box and the clock alone have something to do next; None for an empty box."""

    inbox: datetime | None
    outbox: datetime | None
    clocked: datetime

    @property
    def earliest(self) -> datetime:
        return min(filter(None, (self.inbox, self.outbox, self.clocked)))


@dataclass(kw_only=True)
class Clockwork:
    """Asks the store what is due now; ticking late, or twice, does the same as ticking once."""

    store: Store
    clock: Clock
    office: Office
    memory: Memory
    manners: Manners
    answer_within: timedelta

    async def tick(self) -> None:
        """Everything that is due, some hundreds in one unit of work."""
        more = True
        while more:
            voice, more = await self.store.transact(self._unit)
            self.memory.follow(voice.asked, voice.answered)

    async def due(self) -> NextDue:
        """When something in the store comes due next."""
        return await self.store.read(self._due)

    def _due(self, work: Work) -> NextDue:
        upcoming = work.upcoming()
        clocked = self._next_clocked(work, upcoming)
        return NextDue(inbox=upcoming.inbox, outbox=upcoming.outbox, clocked=clocked)

    def _next_clocked(self, work: Work, upcoming: Upcoming) -> datetime:
        """When the clock alone has something to do; now, before the first tick ever."""
        marks = work.marks.several(SHIFT_MARK, AGENDA_MARK, WEEKLY_MARK)
        week = _week_after(marks.get(WEEKLY_MARK))
        moments = (
            upcoming.deadline,
            upcoming.dialogue,
            next_look(marks.get(SHIFT_MARK), work.now),
            self._agenda_at(work, marks.get(AGENDA_MARK)),
            self._weekly_at(work, week) if week else work.now,
        )
        return min(filter(None, moments))

    def _unit(self, work: Work) -> tuple[Voice, bool]:
        """Some hundreds of what is due, and whether there is more."""
        voice = Voice(work=work, manners=self.manners, answer_within=self.answer_within)
        self._shifts(work, voice)
        for deadline in work.deadlines.due(work.now):
            self._strike(work, voice, deadline)
        for dialogue in work.dialogues.expired(work.now):
            expired(voice, self.office, dialogue)
        table_due(voice, self.office)
        if self._agenda_at(work, work.marks.get(AGENDA_MARK)) <= work.now:
            work.marks.set(AGENDA_MARK, next_meeting(self.office, work.now).isoformat())
            convene(voice, self.office)
        self._weekly(work, voice)
        return voice, self._next_clocked(work, work.upcoming()) <= work.now

    def _shifts(self, work: Work, voice: Voice) -> None:
        """Requests that nobody answered end; who comes on duty takes over from who goes."""
        for request in expire(work):
            request_expired(voice, self.office, request)
        for change in change_shifts(self.office, work):
            shift_changed(voice, self.office, change)

    def _strike(self, work: Work, voice: Voice, deadline: Deadline) -> None:
        """A timer strikes; one that reminds staff of a routine case does so by day, as things stand then."""
        if deadline.kind in REMINDING and self.manners.quiet(work.now):
            case = work.cases.get(deadline.number)
            if case and case.priority > AROUND_THE_CLOCK:
                work.deadlines.set(replace(deadline, due_at=self.manners.morning(work.now)))
                return
        event = strike(self.office, work, deadline)
        if event:
            struck(voice, event)

    def _agenda_at(self, work: Work, told: str | None) -> datetime:
        """When the agenda of the next meeting after that `told` last is put before who leads it."""
        since = max(work.now, datetime.fromisoformat(told)) if told else work.now
        return self.office.agenda.meeting.told_at(
            next_meeting(self.office, since), self.office.policies.calendar
        )

    def _weekly(self, work: Work, voice: Voice) -> None:
        """The week that has ended goes to the secretary; a new installation begins with its first whole week."""
        ended = Week.of(work.now).before()
        week = _week_after(work.marks.get(WEEKLY_MARK))
        secretary = self.office.staff.secretary()
        if week is None:
            work.marks.set(WEEKLY_MARK, ended.start.date().isoformat())
        elif self._weekly_at(work, week) <= work.now:
            work.marks.set(WEEKLY_MARK, ended.start.date().isoformat())
            if secretary:
                text = weekly_text(week_figures(self.office, work, ended), self.office.community.name)
                voice.tell(secretary, text, Purpose.NOTICE)

    def _weekly_at(self, work: Work, week: Week) -> datetime:
        """When the summary of the week is to be told; one that is late waits for the morning."""
        due = week.end + WEEKLY_AT
        return self.manners.morning(work.now) if due <= work.now and self.manners.quiet(work.now) else due


@lru_cache(maxsize=8)
def _week_after(sent: str | None) -> Week | None:
    """The first week whose summary was not sent yet, by the Monday of the last that was."""
    if sent is None:
        return None
    return Week.of(Week.of(datetime.fromisoformat(sent).replace(tzinfo=SHANGHAI)).end)
