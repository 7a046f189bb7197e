"""A community on WeChat with its whole bot: the real rooms, a daytime clock, and the double as gateway."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app import App
from bot.board import Board
from bot.channels import Channel
from bot.channels.console import ConsoleChannel
from bot.channels.wechaty import WechatyChannel
from bot.configuration import load
from bot.configuration.settings import Settings
from dispatch.cases import Case
from dispatch.clock import ShiftedClock
from dispatch.store import Store
from intents.understand import Understanding
from tests.bench.running import daytime
from tests.bot.channels.wechaty_double import BOT, Room, WechatyDouble
from tests.bot.channels.wechaty_stage import create_channel, until

ROOM = "r1@chatroom"
CONFIG = """\
community:
  id: small
  street: 玉屏街道
  name: 小社区
  grids:
    - {name: 一网格, compounds: [{name: 金辉华府, buildings: [1, 2, 3], groups: [金辉华府业主群, 网页群]}]}
staff:
  - {id: wang, name: 王芳, role: grid_member, contact: "wechat:wang", grids: [一网格]}
  - {id: chen, name: 陈杰, role: grid_head, contact: "console:chen", grids: [一网格]}
  - {id: lin, name: 林书记, role: secretary, contact: "console:lin"}
roster:
  一网格: {a: wang}
console:
  members: [{id: liayi, name: 李阿姨}]
  groups: [{id: web, name: 网页群}]
wechaty:
  - id: wechat
    endpoint: 127.0.0.1:8788
    token_env: LINLI_WECHATY_TOKEN
    pacing: {gap_from: 0 s, gap_to: 0 s}
"""


@dataclass(frozen=True, kw_only=True)
class Running:
    """A bot on WeChat and on its own page."""

    settings: Settings
    app: App
    store: Store
    channel: WechatyChannel
    console: ConsoleChannel
    clock: ShiftedClock

    async def cases(self) -> list[Case]:
        return await self.store.read(lambda work: work.cases.find(limit=100))

    def health(self) -> dict[str, object]:
        return Board(self.app).health()


@dataclass(frozen=True, kw_only=True)
class Community(Running):
    """With the double; `said` is what it was told to say in a conversation."""

    double: WechatyDouble

    def said(self, conversation: str) -> list[str]:
        return [said.text for said in self.double.said if said.conversation == conversation]

    async def hears(self, conversation: str, part: str) -> str:
        """The last line there, once one of them contains `part`."""
        await until(lambda: any(part in text for text in self.said(conversation)))
        return self.said(conversation)[-1]


@asynccontextmanager
async def community(folder: Path, understanding: Understanding) -> AsyncIterator[Community]:
    """Everything is gone when the context ends."""
    clock = daytime()
    double = WechatyDouble(clock=clock)
    double.contacts |= {"li": "李阿姨", "chenbo": "陈伯", "wang": "王芳"}
    double.rooms[ROOM] = Room(topic="金辉华府业主群", members={"li": "", "chenbo": "", BOT: ""})
    await double.start()
    channel = create_channel(double, clock=clock, pictures=folder / "pictures")
    try:
        async with serving(folder, understanding, channel, clock) as running:
            await until(lambda: double.attached)
            yield Community(double=double, **vars(running))
            double.thaw()
    finally:
        await double.kill()


@asynccontextmanager
async def serving(
    folder: Path, understanding: Understanding, channel: WechatyChannel, clock: ShiftedClock
) -> AsyncIterator[Running]:
    """A bot that serves on this channel; its pictures are in the folder `pictures`."""
    file = folder / "config.yaml"
    file.write_text(CONFIG, encoding="utf-8")
    settings = load(file)
    console = ConsoleChannel(settings.console.members, settings.console.groups, clock)
    channels: Sequence[Channel] = [console, channel]
    store = Store.open("sqlite://", community=settings.community.id, clock=clock)
    app = await App.start(
        settings,
        store=store,
        clock=clock,
        understanding=understanding,
        channels=channels,
        pictures=folder / "pictures",
    )
    app.serve()
    try:
        yield Running(settings=settings, app=app, store=store, channel=channel, console=console, clock=clock)
    finally:
        await app.stop()
        store.close()
