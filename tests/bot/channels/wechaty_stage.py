"""A WeChat account at a gateway: impatient, so that tests of faults are fast."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from bot.channels.status import State
from bot.channels.wechaty import Endpoint, Timings, WechatyChannel
from dispatch.clock import Clock, SystemClock
from dispatch.messages import Inbound, Outbound, Purpose, Urgency
from tests.bot.channels.wechaty_double import BOT, Room, WechatyDouble

ROOM, TOPIC = "g1", "金辉华府业主群"
IMPATIENT = Timings(
    call=0.8,
    send=0.8,
    file=2,
    probe_every=0.1,
    first_wait=0.02,
    longest_wait=0.1,
    token_wait=0.1,
    evict_after=0.3,
    evict_every=60,
)
PATIENT = Timings(  # with the npm gateway, which shares its processor with other tests
    call=3,
    send=10,
    file=5,
    probe_every=0.2,
    first_wait=0.05,
    longest_wait=0.2,
    token_wait=0.2,
    evict_after=1,
    evict_every=60,
)


async def until(true: Callable[[], bool], seconds: float = 8) -> None:
    """Waits until it is true; TimeoutError when it does not become so."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.005)


def create_double(**parts: Any) -> WechatyDouble:
    """A gateway with one room in which 李阿姨 and 陈伯 are with the bot; 王芳 is known in private."""
    double = WechatyDouble(**parts)
    double.contacts |= {"li": "李阿姨", "chen": "陈伯", "wang": "王芳"}
    double.rooms[ROOM] = Room(topic=TOPIC, members={"li": "", "chen": "3-1-302陈伯", BOT: ""})
    return double


class Reachable(Protocol):
    """A gateway: the double, or a real one."""

    def endpoint(self, **parts: Any) -> Endpoint: ...


def create_channel(
    gateway: Reachable,
    *,
    account: str = "wechat",
    timings: Timings = IMPATIENT,
    pictures: Path = Path(),
    clock: Clock | None = None,
    **endpoint: Any,
) -> WechatyChannel:
    return WechatyChannel(
        account,
        gateway.endpoint(**endpoint),
        clock=clock or SystemClock(),
        pictures=pictures,
        bot_name="小格",
        timings=timings,
    )


async def signed_in(gateway: Reachable, **parts: Any) -> WechatyChannel:
    """A channel that hears and speaks."""
    channel = create_channel(gateway, **parts)
    channel.connect()
    await until(lambda: channel.status.state is State.SIGNED_IN)
    return channel


class Listening:
    """Hears a channel in the background; `heard` grows."""

    def __init__(self, channel: WechatyChannel) -> None:
        self.heard: list[Inbound] = []
        self._channel = channel
        self._task = asyncio.create_task(self._listen())

    @property
    def texts(self) -> list[str]:
        return [inbound.text for inbound in self.heard]

    async def hears(self, count: int) -> list[Inbound]:
        """The first `count` messages, once they are there."""
        await until(lambda: len(self.heard) >= count)
        return self.heard[:count]

    async def end(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _listen(self) -> None:
        async for inbound in self._channel.receive():
            self.heard.append(inbound)
            self._channel.heard()


def line(text: str = "已登记 #1", conversation: str = f"wechat:{ROOM}", **parts: Any) -> Outbound:
    said = {"purpose": Purpose.REPLY, "urgency": Urgency.REPLY, "due_at": SystemClock().now(), **parts}
    return Outbound(conversation=conversation, text=text, **said)
