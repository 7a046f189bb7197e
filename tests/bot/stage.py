"""A small community with its bot on a virtual clock: the real rooms around a channel that a test plays."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from bot.configuration.safety import SAFETY_TEXTS
from bot.desk import Desk
from bot.directory import Directory
from bot.listening import Listener
from bot.manners import Manners
from bot.memory import Memory
from bot.pictures import PictureShelf
from bot.receiver import Receiver
from bot.sender import Sender
from bot.turn import House
from dispatch.clock import VirtualClock
from dispatch.messages import Inbound, Kept, Kind, Outbound, Purpose, Urgency
from dispatch.office import Office
from dispatch.people import Person, Role, Staff
from dispatch.places import Community, Compound, Grid
from dispatch.policy import Policies
from dispatch.roster import Roster, Shift
from dispatch.store import Store, Work
from intents.model import Report
from intents.places import same_spot
from intents.understand import Understanding
from tests.bot.fakes import FakeChannel
from tests.dispatch.builders import at

GROUP, GROUP_NAME = "console:jinhui", "金辉华府业主群"
NEXT_DOOR = "console:rongjing"
START = at("2026-03-02 19:00")  # a Monday evening
FAR = timedelta(days=3650)

_GRID = "玉融一网格"
WANG = Person(id="wangfang", name="王芳", role=Role.GRID_MEMBER, contact="console:wangfang", grids=(_GRID,))
LI = Person(id="liqiang", name="李强", role=Role.GRID_MEMBER, contact="console:liqiang", grids=(_GRID,))
HEAD = Person(id="chenjie", name="陈杰", role=Role.GRID_HEAD, contact="console:chenjie", grids=(_GRID,))
SECRETARY = Person(id="linshuji", name="林书记", role=Role.SECRETARY, contact="console:linshuji")

COMPOUND = Compound(
    name="金辉华府", grid=_GRID, buildings=("1", "2", "3"), groups=(GROUP_NAME, "融景嘉园业主群")
)
OFFICE = Office(
    community=Community(
        id="demo", name="玉融社区", street="玉屏街道", grids=(Grid(name=_GRID, compounds=(COMPOUND,)),)
    ),
    staff=Staff(people=(WANG, LI, HEAD, SECRETARY)),
    rosters={_GRID: Roster(grid=_GRID, default=Shift(a="wangfang", b="liqiang"))},
    policies=Policies(),
)
ALIASES = {"liayi": "李阿姨", "chenbo": "3-1-302陈伯", "wangfang": "王芳"}


def line(text: str, purpose: Purpose = Purpose.REPLY, **parts: object) -> Outbound:
    """A line for the group, due at the start; `parts` are the fields that differ."""
    said = Outbound(conversation=GROUP, text=text, purpose=purpose, urgency=Urgency.REPLY, due_at=START)
    return replace(said, **parts)  # type: ignore[arg-type]  # a test names any field of it


@dataclass(kw_only=True)
class Stage:
    """The parts of a running bot; nothing moves but what a test moves."""

    clock: VirtualClock
    store: Store
    channel: FakeChannel
    memory: Memory
    receiver: Receiver
    desk: Desk
    sender: Sender
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    def later(self, **span: float) -> datetime:
        """Move the clock; `span` as for timedelta."""
        self.clock.move_to(self.clock.now() + timedelta(**span))
        return self.clock.now()

    def message(
        self, text: str = "", by: str = "liayi", conversation: str = GROUP, **parts: object
    ) -> Inbound:
        """What somebody says now; in private when the conversation is the speaker's own."""
        group = {GROUP: GROUP_NAME, NEXT_DOOR: "融景嘉园业主群"}.get(conversation)
        said = Inbound(
            account="console",
            message_id=f"m{next(self._ids)}",
            conversation=conversation,
            group=group,
            sender=f"console:{by}",
            sender_name=ALIASES.get(by, by),
            at=self.clock.now(),
            text=text,
        )
        return replace(said, **parts)  # type: ignore[arg-type]  # a test names any field of it

    def picture(self, data: bytes, by: str = "liayi") -> Inbound:
        """A picture that somebody sends to the group now."""
        shown = self.message(by=by, kind=Kind.PICTURE)
        self.channel.show(shown.message_id, data)
        return shown

    async def hear(self, *messages: Inbound) -> None:
        for message in messages:
            await self.receiver.hear(self.channel, message)

    async def kept(self) -> list[Kept]:
        """What waits in the inbox, whenever it may be handled."""
        return await self.store.read(lambda work: work.inbox.ready(work.now + FAR))

    async def put(self, *lines: Outbound) -> list[int]:
        """Lines into the outbox; their ids."""
        return await self.store.transact(lambda work: [work.outbox.say(said) for said in lines])

    async def do(self, unit: Callable[[Work], object]) -> None:
        await self.store.transact(unit)


def complete(report: Report) -> bool:
    """A report is whole when it says where."""
    return bool(report.place.building or report.place.spot)


def build(store: Store, clock: VirtualClock, understanding: Understanding, pictures: Path) -> Stage:
    """Everything joined as `bot.app` joins it, around a fake channel."""
    channel, memory, manners = FakeChannel(), Memory(), Manners()
    OFFICE.staff.bind({})  # what a test before bound
    OFFICE.community.rooms.clear()
    listener = Listener(office=OFFICE, understanding=understanding, memory=memory)
    receiver = Receiver(
        store=store,
        clock=clock,
        listener=listener,
        memory=memory,
        shelf=PictureShelf(pictures),
        complete=complete,
        burst_wait=timedelta(seconds=20),
        fragment_window=timedelta(minutes=10),
        wake=lambda: None,
    )
    house = House(
        office=OFFICE,
        safety=SAFETY_TEXTS,
        same_spot=same_spot,
        fragment_window=timedelta(minutes=10),
        ask_every=timedelta(minutes=10),
        shelf=PictureShelf(pictures),
    )
    desk = Desk(
        store=store,
        clock=clock,
        listener=listener,
        memory=memory,
        house=house,
        manners=manners,
        answer_within=timedelta(minutes=10),
        complete=complete,
        rebind=Directory(
            store=store, clock=clock, office=OFFICE, channels={channel.account: channel}
        ).refresh,
    )
    sender = Sender(
        store=store, clock=clock, channels={channel.account: channel}, gap=timedelta(), manners=manners
    )
    return Stage(
        clock=clock,
        store=store,
        channel=channel,
        memory=memory,
        receiver=receiver,
        desk=desk,
        sender=sender,
    )
