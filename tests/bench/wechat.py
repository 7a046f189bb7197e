"""A burst of messages through a WeChat account, against the bare generated client reading the same burst."""

import asyncio
import json
from contextlib import aclosing
from pathlib import Path
from time import thread_time

from grpclib.client import Channel
from wechaty_grpc.wechaty import PuppetStub

from bot.channels.wechaty import Timings, WechatyChannel
from tests.bench.measuring import middle
from tests.bench.rows import Row
from tests.bot.channels.wechaty_double import WechatyDouble
from tests.bot.channels.wechaty_stage import ROOM, create_double, signed_in

RUNS = 3
MESSAGE = 2  # the number of an event that names a message


def rows(size: int) -> list[Row]:
    """The rate over `size` messages of one room; the gateway is the double, in the same thread for both, whose
    processor time is counted."""
    ours, theirs = middle((asyncio.run(_both(size)) for _ in range(RUNS)), key=lambda pair: pair[0] / pair[1])
    return [
        Row(
            name="messages through a WeChat account, against the bare stub",
            value=ours,
            unit="msg/s",
            limit=theirs,
            at_least=0.8,
        )
    ]


async def _both(size: int) -> tuple[float, float]:
    double = create_double()
    await double.start()
    try:
        channel = await signed_in(double, timings=Timings(), pictures=Path())
        ours = await _heard(double, channel, size)
        await channel.close()
        return ours, await _read(double, size)
    finally:
        await double.kill()


async def _heard(double: WechatyDouble, channel: WechatyChannel, size: int) -> float:
    _burst(double, size)
    begun, heard = thread_time(), 0
    async for _ in channel.receive():
        heard += 1
        if heard == size:
            break
    return size / (thread_time() - begun)


async def _read(double: WechatyDouble, size: int) -> float:
    """What the client can do at best when it asks for one message after the other."""
    while double.attached:
        await asyncio.sleep(0.01)
    channel = Channel("127.0.0.1", double.port)
    channel._authority = double.token
    stub = PuppetStub(channel)
    begun, read = thread_time(), 0
    async with aclosing(stub.event()) as events:
        async for event in events:
            if event.type != MESSAGE:  # signed in: the burst may begin
                _burst(double, size)
                begun = thread_time()
                continue
            await stub.message_payload(id=json.loads(event.payload)["messageId"])
            read += 1
            if read == size:
                break
    seconds = thread_time() - begun
    channel.close()
    return size / seconds


def _burst(double: WechatyDouble, size: int) -> None:
    for number in range(size):
        double.say("li", f"第{number}句", room=ROOM)
