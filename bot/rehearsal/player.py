"""Plays a transcript through the whole bot: console channel, virtual clock, real understanding, real store."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.app import App
from bot.channels.console import BOT, ConsoleChannel, ConsoleError, Line
from bot.rehearsal.cast import Cast, PlayError
from bot.rehearsal.passing import MovableClock, StuckError, pass_until
from bot.rehearsal.played import Mismatch, Played, Said
from bot.rehearsal.steps import (
    AnyStep,
    Expect,
    Move,
    Pass,
    Redeliver,
    Restart,
    Silence,
    Speak,
    Step,
    Transcript,
    Where,
)
from dispatch.messages import Kind

BREATH = timedelta(seconds=2)  # between two spoken lines
PATIENCE = timedelta(seconds=30)  # so long an expected line may take
CODA = timedelta(seconds=60)  # after the last line, for what comes late

BeforeStep = Callable[[int, AnyStep], Awaitable[None]]


@dataclass(kw_only=True)
class Player:
    """Says the lines of a transcript to a running app and compares what the bot says.

    `again` starts the app anew after 重启; `before_step` is awaited before each step (a demo pauses there).
    """

    transcript: Transcript
    app: App
    console: ConsoleChannel
    clock: MovableClock
    again: Callable[[], Awaitable[App]] | None = None
    before_step: BeforeStep | None = None
    _cast: Cast = field(init=False)
    _said: list[Said] = field(default_factory=list)
    _unmatched: dict[Where, list[Said]] = field(default_factory=dict)
    _mismatches: list[Mismatch] = field(default_factory=list)
    _ignored: int = 0
    _line: int = 0

    def __post_init__(self) -> None:
        self._cast = Cast(console=self.console, folder=self.transcript.folder)

    async def play(self) -> Played:
        """Every step in order, then a minute more; raises PlayError for a conversation that does not exist."""
        self.console.subscribe(self._hear)
        try:
            for index, step in enumerate(self.transcript.steps):
                if self.before_step:
                    await self.before_step(index, step)
                await self._do(step)
            await self.move_to(self.clock.now() + CODA)
        finally:
            self.console.unsubscribe(self._hear)
        self._report_unexpected(self._unmatched)
        checked = self.transcript.checks
        return Played(
            said=tuple(self._said),
            mismatches=tuple(self._mismatches) if checked else (),
            ignored=self._ignored + self.app.receiver.counts.ignored,
        )

    async def move_to(self, moment: datetime) -> None:
        """Let the time until then pass, doing at each moment what is due at it."""
        await pass_until(self.app, self.clock, moment)
        await self.app.tick()

    async def _do(self, step: AnyStep) -> None:
        self._line = step.end
        try:
            await _STEPS[type(step)](self, step)
        except (PlayError, ConsoleError, StuckError) as error:
            raise PlayError(f"{self.transcript.name}:{step.line}: {error}") from error

    async def _move(self, step: Move) -> None:
        await self.move_to(_meant(step, self.clock.now()))

    async def _pass(self, step: Pass) -> None:
        await self.move_to(self.clock.now() + step.span)

    async def _speak(self, step: Speak) -> None:
        await self.move_to(self.clock.now() + BREATH)
        member = self._cast.member(step.who)
        conversation = self._cast.conversation(step.where)
        if step.kind is Kind.RECALL:
            self.console.recall(member.id, self._cast.last_said(member.contact, conversation))
        else:
            above = self.console.last_line(conversation) if step.quotes else None
            self.console.say(
                member.id,
                conversation,
                step.text,
                kind=Kind.TEXT if step.picture else step.kind,
                picture=self._cast.picture(step.picture) if step.picture else None,
                quote=above.id if above else None,
            )
        await self.app.settle()

    async def _expect(self, step: Expect) -> None:
        line = await self._next_in(step.where)
        if line is None or not step.matches(line.words):
            heard = line.words if line else None
            self._mismatches.append(
                Mismatch(line=step.line, where=step.where, expected=step.text, heard=heard)
            )

    async def _silence(self, step: Silence) -> None:
        await self.app.settle()
        self._report_unexpected({step.where: self._unmatched.pop(step.where, [])})

    async def _restart(self, step: Restart) -> None:
        if self.again is None:
            raise PlayError("重启 cannot be played here")
        self._ignored += self.app.receiver.counts.ignored
        await self.app.crash()
        self.app = await self.again()
        await self.app.settle()

    async def _redeliver(self, step: Redeliver) -> None:
        self.console.redeliver_last()
        await self.app.settle()

    async def _next_in(self, where: Where) -> Said | None:
        """The next line of the bot that was not matched yet; it may take a little while."""
        until = self.clock.now() + PATIENCE
        while not self._unmatched.get(where):
            due = (await self.app.due()).earliest
            if due > until:
                return None
            await self.move_to(max(due, self.clock.now()))
        return self._unmatched[where].pop(0)

    def _hear(self, line: Line) -> None:
        if line.sender != BOT:
            return
        where = self._cast.where(line.conversation)
        names = tuple(self._cast.name(contact) for contact in line.mentions)
        said = Said(
            at=line.at,
            where=where,
            text=line.text,
            to=where.person or next(iter(names), ""),
            mentions=names,
            picture=line.picture,
            purpose=line.purpose,
            after=self._line,
        )
        self._said.append(said)
        self._unmatched.setdefault(where, []).append(said)

    def _report_unexpected(self, lines: Mapping[Where, list[Said]]) -> None:
        left = sorted((said for found in lines.values() for said in found), key=lambda said: said.at)
        for said in left:
            self._mismatches.append(
                Mismatch(line=said.after, where=said.where, expected=None, heard=said.words)
            )


_STEPS: Mapping[type[Step], Callable[..., Awaitable[None]]] = {
    Move: Player._move,
    Pass: Player._pass,
    Speak: Player._speak,
    Expect: Player._expect,
    Silence: Player._silence,
    Restart: Player._restart,
    Redeliver: Player._redeliver,
}


def _meant(step: Move, now: datetime) -> datetime:
    """The moment a step moves to: the next such time of day, or now within the minute that it names."""
    if step.day:
        return step.day
    assert step.clock is not None
    today = now.replace(hour=step.clock.hour, minute=step.clock.minute, second=0, microsecond=0)
    if today <= now < today + timedelta(minutes=1):
        return now
    return today if today > now else today + timedelta(days=1)
