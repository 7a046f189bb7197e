"""One community's month: the real bot from channel to sender, its people, and a clock that runs as fast as it can."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from inspect import isawaitable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot.app import App
from bot.assets import demo_folder
from bot.channels.console import BOT, ConsoleChannel, Line
from bot.configuration import load
from bot.configuration.settings import Settings
from bot.rehearsal.passing import pass_until
from bot.simulation.inline import Inline
from bot.simulation.judge import Verdict, judge
from bot.simulation.neighbours import Neighbour
from bot.simulation.scene import Deed, Scene
from bot.simulation.staff import Servant, diligence
from dispatch.clock import SHANGHAI, VirtualClock
from dispatch.store import Store
from intents.understand import Understanding

START = datetime(2026, 9, 7, tzinfo=SHANGHAI)
"""A Monday. The 30 days from it hold 中秋 (09-25 to 09-27) and 国庆 (from 10-01); Sunday 09-20 is worked 调休."""

IN_MEMORY = "sqlite://"
SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
SURNAMES = "陈林黄张李王吴刘蔡杨许郑"
TITLES = ("阿姨", "伯", "姐", "叔", "奶奶")
SMALL_TALK = 1  # lines for every report; understanding is measured elsewhere
CRASHES_A_WEEK = 2
A_FEW = 5  # cases more than asked for are aimed at, for the last hours may bring none
STEPS_OF_A_MESSAGE = 20  # turns of the event loop in which a message is heard, handled and answered


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How long, how many cases (at least, while people keep reporting), and which throw of the dice."""

    days: int = 30
    cases: int = 400
    seed: int = 1


@dataclass(kw_only=True)
class Month:
    """A bot and its people. `live` the month; then `heard` holds what was said, the store all the rest."""

    plan: Plan
    settings: Settings
    scene: Scene
    store: Store
    start: Callable[[], Awaitable[App]]
    heard: list[Line] = field(default_factory=list)
    restarts: int = 0
    opened: int = 0
    app: App | None = None
    _held: list[Deed] = field(default_factory=list)
    _ears: dict[str, Callable[[Line], None]] = field(default_factory=dict)
    _neighbours: list[list[Neighbour]] = field(default_factory=list)
    _servants: list[Servant] = field(default_factory=list)

    @property
    def end(self) -> datetime:
        return START + self.plan.days * DAY

    async def live(self) -> None:
        """Every day from the first to the last."""
        self._gather_people()
        self._plan_days()
        self.scene.console.subscribe(self._hear)
        self.store.on_change(self._count)
        self.app = await self.start()
        while following := self.scene.next_before(self.end):
            await self._do(*following)
        await self._rise()
        await self._pass(self.end)

    async def judged(self) -> Verdict:
        """What of it is as it must be."""
        return await self.store.read(lambda work: judge(work, self.settings, self.heard, START))

    async def _do(self, at: datetime, deed: Deed) -> None:
        await self._pass(at)
        if self.app is None and deed != self._rise:
            self._held.append(deed)
            return
        done = deed()
        if isawaitable(done):
            await done
        if self.app:
            await self.app.settle()

    async def _pass(self, moment: datetime) -> None:
        if self.app:
            await pass_until(self.app, self.scene.clock, moment)
        else:
            self.scene.clock.move_to(moment)

    async def _fall(self) -> None:
        """The bot is killed somewhere on the way of a message; it comes back at once, or hours later."""
        if self.app is None:
            return
        self._report(again=False)
        under_way = asyncio.ensure_future(self.app.settle())
        for _ in range(self.scene.dice.randint(0, STEPS_OF_A_MESSAGE)):
            await asyncio.sleep(0)
        under_way.cancel()
        with suppress(asyncio.CancelledError):
            await under_way
        await self.app.crash()
        self.app = None
        soon = self.scene.chance(0.5)
        self.scene.later(self._rise, *((MINUTE, 2 * MINUTE) if soon else (HOUR, 14 * HOUR)))

    async def _rise(self) -> None:
        """A new bot on the same store hears what was under way, then, second by second, what waited for it."""
        if self.app:
            return
        self.restarts += 1
        self.app = await self.start()
        for place, deed in enumerate(self._held, 1):
            self.scene.plan(self.scene.now + place * SECOND, deed)
        self._held = []

    def _gather_people(self) -> None:
        scene, office = self.scene, self.settings.office
        for group in scene.console.groups():
            compound = office.community.compound_of_group(group.name)
            assert compound is not None
            names = scene.dice.sample([f"{a}{b}" for a in SURNAMES for b in TITLES], k=30)
            members = [scene.console.ensure_member(f"{name}{group.name[0]}") for name in names]
            self._neighbours.append(
                [
                    Neighbour(id=member.id, scene=scene, group=group, buildings=compound.buildings)
                    for member in members
                ]
            )
        for person in office.staff.people:
            others = tuple(other for other in office.staff.people if other != person)
            near = tuple(other for other in others if set(other.grids) & set(person.grids))
            self._servants.append(
                Servant(person=person, scene=scene, colleagues=near, diligence=diligence(person, scene))
            )
        self._ears = {f"console:{n.id}": n.hear for street in self._neighbours for n in street}
        self._ears |= {servant.person.contact: servant.hear for servant in self._servants}

    def _plan_days(self) -> None:
        """Reports come all through day and night, some staff talk every day, and the bot dies now and then."""
        scene, days = self.scene, self.plan.days
        for _ in range(self.plan.cases):
            scene.plan(self._some_moment(), self._report)
        for _ in range(SMALL_TALK * self.plan.cases):
            scene.plan(self._some_moment(), self._chat)
        for _ in range(2 * days):
            scene.plan(self._some_moment(), lambda: scene.one_of(self._servants).by_the_way())
            scene.plan(self._some_moment(), lambda: scene.one_of(self._servants).lead())
        for _ in range(max(1, days * CRASHES_A_WEEK // 7)):
            scene.plan(self._some_moment(), self._fall)

    def _some_moment(self) -> datetime:
        return START + self.plan.days * DAY * self.scene.dice.random()

    def _report(self, again: bool = True) -> None:
        """Something happens; when fewer cases were opened than by now there should be, soon something else as well."""
        if again and self.opened >= self._due_cases():
            return
        street = self.scene.one_of(self._neighbours)
        self.scene.one_of(street).report(street)
        if again:
            self.scene.later(lambda: self._report(again=False), MINUTE, HOUR)

    def _due_cases(self) -> float:
        return (self.plan.cases + A_FEW) * ((self.scene.now - START) / (self.end - START))

    def _chat(self) -> None:
        self.scene.one_of(self.scene.one_of(self._neighbours)).chat()

    def _hear(self, line: Line) -> None:
        if line.sender != BOT:
            return
        self.heard.append(line)
        for contact in line.mentions or (line.conversation,):
            if contact in self._ears:
                self._ears[contact](line)

    def _count(self, numbers: frozenset[int]) -> None:
        self.opened = max(self.opened, *numbers)


@asynccontextmanager
async def month(plan: Plan, understanding: Understanding) -> AsyncIterator[Month]:
    """The demo community on the eve of the month, with a store in memory that is open until the context ends."""
    settings = load(demo_folder() / "community.yaml")
    asyncio.get_running_loop().set_default_executor(Inline())
    clock = VirtualClock(START)
    store = Store.open(IN_MEMORY, community=settings.community.id, clock=clock)
    console = ConsoleChannel(settings.console.members, settings.console.groups, clock)
    scene = Scene(console=console, clock=clock, dice=Random(plan.seed))
    with TemporaryDirectory(prefix="linli-") as pictures:
        start = partial(
            App.start,
            settings,
            store=store,
            clock=clock,
            understanding=understanding,
            channels=[console],
            pictures=Path(pictures),
        )
        lived = Month(plan=plan, settings=settings, scene=scene, store=store, start=start)
        try:
            yield lived
        finally:
            if lived.app:
                await lived.app.stop()
            store.close()
