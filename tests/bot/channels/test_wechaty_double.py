"""The double does what real gateways were seen to do; asked by the generated client, without ours between."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest
from grpclib.client import Channel
from grpclib.const import Status
from grpclib.exceptions import GRPCError
from wechaty_grpc.wechaty import PuppetStub

from tests.bot.channels.wechaty_double import BOT, WechatyDouble
from tests.bot.channels.wechaty_stage import ROOM, create_double


@pytest.fixture
async def double() -> AsyncIterator[WechatyDouble]:
    double = create_double()
    await double.start()
    yield double
    double.thaw()
    await double.kill()


@pytest.fixture
async def stub(double: WechatyDouble) -> AsyncIterator[PuppetStub]:
    channel = Channel("127.0.0.1", double.port)
    channel._authority = double.token
    yield PuppetStub(channel)
    channel.close()


async def events(stub: PuppetStub, count: int) -> list[tuple[int, str]]:
    heard: list[tuple[int, str]] = []
    async with asyncio.timeout(5), aclosing(stub.event()) as stream:
        async for event in stream:
            heard.append((event.type, event.payload))
            if len(heard) == count:
                break
    return heard


async def attach(
    double: WechatyDouble, stub: PuppetStub, count: int
) -> "asyncio.Task[list[tuple[int, str]]]":
    listening = asyncio.create_task(events(stub, count))
    async with asyncio.timeout(5):
        while not double.attached:
            await asyncio.sleep(0)
    return listening


async def status_of(call: object) -> Status:
    with pytest.raises(GRPCError) as raised:
        await call  # type: ignore[misc]  # any of the stub's calls
    return raised.value.status


async def test_a_client_is_told_who_is_signed_in_and_then_what_happens(
    double: WechatyDouble, stub: PuppetStub
) -> None:
    listening = await attach(double, stub, 2)
    double.say("li", "你好", room=ROOM)
    assert await listening == [(25, f'{{"contactId": "{BOT}"}}'), (2, '{"messageId": "m1"}')]


async def test_what_is_said_while_nobody_is_attached_is_lost(double: WechatyDouble, stub: PuppetStub) -> None:
    double.say("li", "没人听", room=ROOM)
    listening = await attach(double, stub, 2)
    double.say("li", "有人听", room=ROOM)
    assert [payload for _, payload in await listening][1:] == ['{"messageId": "m2"}']


async def test_a_message_carries_typescripts_number_and_milliseconds(
    double: WechatyDouble, stub: PuppetStub
) -> None:
    payload = await stub.message_payload(id=double.say("li", "你好", room=ROOM, at=1_772_000_000_000))
    assert (payload.type, payload.timestamp, payload.from_id) == (7, 1_772_000_000_000, "li")


async def test_a_second_client_is_refused_until_the_first_is_stopped(
    double: WechatyDouble, stub: PuppetStub
) -> None:
    first = await attach(double, stub, 2)
    refused = await status_of(events(stub, 1))
    await stub.stop()
    second = await events(stub, 1)
    assert (refused, len(await first), second[0][0]) == (Status.ALREADY_EXISTS, 1, 25)


async def test_a_taken_gateway_ends_the_events_and_refuses_new_ones(
    double: WechatyDouble, stub: PuppetStub
) -> None:
    first = await attach(double, stub, 2)
    double.take_over()
    assert (len(await first), await status_of(events(stub, 1))) == (1, Status.ALREADY_EXISTS)


async def test_a_wrong_token_is_refused(double: WechatyDouble, stub: PuppetStub) -> None:
    double.token = "another"
    assert await status_of(stub.version()) is Status.UNAUTHENTICATED


async def test_a_frozen_gateway_answers_when_it_is_thawed(double: WechatyDouble, stub: PuppetStub) -> None:
    double.freeze()
    asking = asyncio.create_task(stub.version())
    done, _ = await asyncio.wait({asking}, timeout=0.05)
    double.thaw()
    assert (done, (await asking).version) == (set(), "1.0.0")


async def test_a_killed_gateway_resets_its_connections_and_comes_back_on_its_port(
    double: WechatyDouble, stub: PuppetStub
) -> None:
    await stub.version()
    port = double.port
    await double.kill()
    with pytest.raises(OSError, match="Connect call failed"):
        await stub.version()
    await double.start()
    assert (port, (await stub.version()).version) == (double.port, "1.0.0")


async def test_what_is_said_is_recorded_and_heard_again_as_the_bots_own(
    double: WechatyDouble, stub: PuppetStub
) -> None:
    listening = await attach(double, stub, 2)
    await stub.message_send_text(conversation_id=ROOM, text="@李阿姨\u2005好", mentonal_ids=["li"])
    (said,) = double.said
    _, (_, named) = await listening
    own = await stub.message_payload(id=named.split('"')[3])
    assert (said.text, said.mentions, own.from_id) == ("@李阿姨\u2005好", ("li",), BOT)


async def test_refusals_end_after_so_many(double: WechatyDouble, stub: PuppetStub) -> None:
    double.refusals.update({"MessageSendText": 1})
    refused = await status_of(stub.message_send_text(conversation_id=ROOM, text="一"))
    await stub.message_send_text(conversation_id=ROOM, text="二")
    assert (refused, [said.text for said in double.said]) == (Status.UNKNOWN, ["二"])


async def test_a_file_box_of_another_kind_is_refused(double: WechatyDouble, stub: PuppetStub) -> None:
    box = '{"boxType": 7, "name": "a.png", "base64": ""}'
    assert await status_of(stub.message_send_file(conversation_id=ROOM, filebox=box)) is Status.UNKNOWN
