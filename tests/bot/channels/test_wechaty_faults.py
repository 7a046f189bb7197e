"""What gateways do to us: die, freeze, take over, err, repeat themselves, and come back."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.channels import ChannelError
from bot.channels.status import State, Status
from bot.channels.wechaty import Timings, WechatyChannel
from bot.channels.wechaty.channel import MOST_WAITING
from bot.channels.wechaty.events import EventType
from dispatch.messages import Kind
from tests.bot.channels.wechaty_double import BOT, POST, WechatyDouble
from tests.bot.channels.wechaty_stage import (
    IMPATIENT,
    ROOM,
    Listening,
    create_channel,
    create_double,
    line,
    signed_in,
    until,
)


@pytest.fixture
async def double() -> AsyncIterator[WechatyDouble]:
    double = create_double()
    await double.start()
    yield double
    double.thaw()
    await double.kill()


@pytest.fixture
async def channel(double: WechatyDouble) -> AsyncIterator[WechatyChannel]:
    channel = await signed_in(double)
    yield channel
    await channel.close()


@pytest.fixture
async def listening(channel: WechatyChannel) -> AsyncIterator[Listening]:
    listening = Listening(channel)
    yield listening
    await listening.end()


async def becomes(channel: WechatyChannel, state: State) -> None:
    await until(lambda: channel.status.state is state)


# gone and back


async def test_a_killed_gateway_is_noticed_and_found_again(
    double: WechatyDouble, channel: WechatyChannel, listening: Listening
) -> None:
    double.say("li", "之前", room=ROOM)
    await listening.hears(1)
    await double.kill()
    await becomes(channel, State.LOST)
    await double.start()
    await becomes(channel, State.SIGNED_IN)
    double.say("li", "之后", room=ROOM)
    await listening.hears(2)
    assert (listening.texts, channel.reconnects) == (["之前", "之后"], 1)


async def test_a_gateway_that_is_not_there_at_the_start_is_waited_for(double: WechatyDouble) -> None:
    await double.kill()
    channel = create_channel(double)
    listening = Listening(channel)
    await becomes(channel, State.LOST)
    await double.start()
    await becomes(channel, State.SIGNED_IN)
    double.say("li", "你好", room=ROOM)
    await listening.hears(1)
    await channel.close()
    assert listening.texts == ["你好"]


async def test_the_time_without_a_gateway_is_known(double: WechatyDouble, channel: WechatyChannel) -> None:
    await double.kill()
    await becomes(channel, State.LOST)
    (lasting,) = channel.offline
    await double.start()
    await becomes(channel, State.SIGNED_IN)
    (span,) = channel.offline
    assert (lasting.end, lasting.start, channel.status.since) == (None, span.start, span.end)


async def test_what_was_named_before_the_gateway_died_is_fetched_when_it_is_back(
    double: WechatyDouble, channel: WechatyChannel
) -> None:
    for number in range(30):
        double.say("li", f"第{number}句", room=ROOM)
    await asyncio.sleep(0.05)
    await double.kill()
    listening = Listening(channel)
    await double.start()
    await listening.hears(30)
    assert [f"第{number}句" for number in range(30)] == listening.texts


async def test_a_connection_that_answers_nothing_is_called_frozen() -> None:
    """As a stopped process: the kernel still accepts connections."""
    double = create_double()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        double.port = silent.getsockname()[1]
        channel = create_channel(double)
        channel.connect()
        await becomes(channel, State.FROZEN)
        await channel.close()


async def test_a_frozen_gateway_is_noticed_and_found_again(
    double: WechatyDouble, channel: WechatyChannel, listening: Listening
) -> None:
    double.freeze()
    await becomes(channel, State.FROZEN)
    double.thaw()
    await becomes(channel, State.SIGNED_IN)
    double.say("li", "回来了", room=ROOM)
    await listening.hears(1)
    assert listening.texts == ["回来了"]


async def test_waiting_for_a_frozen_gateway_ends(double: WechatyDouble, channel: WechatyChannel) -> None:
    double.freeze()
    with pytest.raises(ChannelError):
        await channel.send(line())


# other clients, tokens, sign-in


async def test_a_take_over_is_told_and_not_fought_at_once(
    double: WechatyDouble, channel: WechatyChannel
) -> None:
    double.take_over()
    await becomes(channel, State.TAKEN_OVER)
    assert double.calls["Stop"] == 0


async def test_a_take_over_that_lasts_is_ended_by_one_stop(
    double: WechatyDouble, channel: WechatyChannel, caplog: pytest.LogCaptureFixture
) -> None:
    double.take_over()
    await becomes(channel, State.TAKEN_OVER)
    await becomes(channel, State.SIGNED_IN)
    double.take_over()
    await asyncio.sleep(2 * IMPATIENT.evict_after)
    assert (double.calls["Stop"], channel.status.state) == (1, State.TAKEN_OVER)
    assert sum("it is stopped" in message for message in caplog.messages) == 1


async def test_a_second_client_does_not_push_out_the_first(
    double: WechatyDouble, channel: WechatyChannel
) -> None:
    second = create_channel(double, timings=replace(IMPATIENT, evict_after=60))
    second.connect()
    await becomes(second, State.TAKEN_OVER)
    await second.close()
    assert channel.status.state is State.SIGNED_IN


async def test_a_wrong_token_is_told(double: WechatyDouble) -> None:
    channel = create_channel(double, token="wrong")
    channel.connect()
    await becomes(channel, State.WRONG_TOKEN)
    double.token = "wrong"
    await becomes(channel, State.SIGNED_IN)
    await channel.close()


async def test_a_code_to_scan_is_told_and_logged(
    double: WechatyDouble, channel: WechatyChannel, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[Status] = []
    channel.subscribe(seen.append)
    double.sign_out("手机上退出了")
    double.scan("https://login.weixin.qq.com/l/abc")
    double.scan("https://login.weixin.qq.com/l/abc")
    await becomes(channel, State.QR)
    double.sign_in()
    await becomes(channel, State.SIGNED_IN)
    assert [(status.state, status.qr) for status in seen] == [
        (State.SIGNED_OUT, None),
        (State.QR, "https://login.weixin.qq.com/l/abc"),
        (State.SIGNED_IN, None),
    ]
    assert sum("https://login.weixin.qq.com/l/abc" in message for message in caplog.messages) == 1


async def test_a_gateway_that_does_not_say_who_is_signed_in_is_believed_when_it_speaks(
    double: WechatyDouble, channel: WechatyChannel, listening: Listening
) -> None:
    double.deaf = True
    await double.kill()
    await double.start()
    await until(lambda: double.attached)
    double.say("li", "还在", room=ROOM)
    await becomes(channel, State.SIGNED_IN)
    await listening.hears(1)
    assert listening.texts == ["还在"]


async def test_two_accounts_live_and_die_each_for_itself(
    double: WechatyDouble, channel: WechatyChannel, listening: Listening
) -> None:
    other_double = create_double(token="another")
    await other_double.start()
    other = await signed_in(other_double, account="second")
    also_listening = Listening(other)
    await double.kill()
    await becomes(channel, State.LOST)
    other_double.say("li", "我还在", room=ROOM)
    (heard,) = await also_listening.hears(1)
    await other.close()
    await other_double.kill()
    assert (heard.account, heard.conversation) == ("second", f"second:{ROOM}")


# errors


@pytest.mark.parametrize(
    ("number", "payload"),
    [
        pytest.param(EventType.ERROR, {"data": "puppet failed"}, id="an error event"),
        pytest.param(EventType.MESSAGE, "{broken", id="broken JSON"),
        pytest.param(EventType.MESSAGE, "[1]", id="a list"),
        pytest.param(EventType.MESSAGE, '"text"', id="a text"),
        pytest.param(EventType.MESSAGE, {"messageId": 17}, id="an id that is no text"),
        pytest.param(EventType.MESSAGE, {}, id="no id"),
        pytest.param(EventType.MESSAGE, {"messageId": "gone"}, id="an unknown message"),
        pytest.param(EventType.ROOM_JOIN, {"inviteeIdList": 3}, id="a join without members"),
        pytest.param(EventType.LOGIN, "null", id="an empty login"),
        pytest.param(99, {}, id="an unknown event"),
    ],
)
async def test_no_event_ends_the_hearing(
    double: WechatyDouble, listening: Listening, number: int, payload: object
) -> None:
    double.emit(number, payload)
    double.say("li", "还在听", room=ROOM)
    await listening.hears(1)
    assert listening.texts == ["还在听"]


async def test_a_login_without_a_name_changes_nothing(
    double: WechatyDouble, channel: WechatyChannel, listening: Listening
) -> None:
    double.emit(EventType.LOGIN, {})
    double.say(BOT, "自己的话", room=ROOM)
    double.say("li", "邻居的话", room=ROOM)
    await listening.hears(1)
    assert (listening.texts, channel.status.contact) == (["邻居的话"], f"wechat:{BOT}")


async def test_a_probe_that_is_answered_with_an_error_is_answered(
    double: WechatyDouble, channel: WechatyChannel
) -> None:
    double.refusals.update({"Version": 1000})
    await until(lambda: double.calls["Version"] > 3)
    assert (channel.status.state, double.calls["Start"]) == (State.SIGNED_IN, 1)


async def test_a_message_of_an_unknown_type_is_heard_in_its_place(
    double: WechatyDouble, listening: Listening
) -> None:
    double.say("li", "一", room=ROOM)
    double.say("li", "朋友圈", room=ROOM, type=POST)
    double.say("li", "二", room=ROOM)
    assert [said.kind for said in await listening.hears(3)] == [Kind.TEXT, Kind.OTHER, Kind.TEXT]


async def test_a_message_that_fails_at_first_is_heard_in_its_place(
    double: WechatyDouble, listening: Listening
) -> None:
    double.refusals.update({"MessagePayload": 2})
    for text in ("一", "二", "三"):
        double.say("li", text, room=ROOM)
    await listening.hears(3)
    assert listening.texts == ["一", "二", "三"]


async def test_a_slow_gateway_is_slow_and_nothing_else(
    double: WechatyDouble, channel: WechatyChannel, listening: Listening
) -> None:
    double.slow = 0.6 * IMPATIENT.call
    for text in ("一", "二", "三"):
        double.say("li", text, room=ROOM)
    await listening.hears(3)
    assert (listening.texts, channel.status.state) == (["一", "二", "三"], State.SIGNED_IN)


async def test_a_message_is_fetched_again_after_the_gateway_was_too_slow(
    double: WechatyDouble, channel: WechatyChannel, listening: Listening
) -> None:
    double.slow = 3 * IMPATIENT.call
    double.say("li", "等了很久", room=ROOM)
    await becomes(channel, State.FROZEN)
    double.slow = 0.0
    await listening.hears(1)
    assert listening.texts == ["等了很久"]


async def test_a_file_that_never_arrives_is_not_waited_for(
    double: WechatyDouble, channel: WechatyChannel
) -> None:
    message_id = double.say("li", room=ROOM)
    double.withhold(message_id)
    with pytest.raises(ChannelError, match="no answer within"):
        await channel.picture(message_id, limit=100)


async def test_a_refused_line_is_a_fault_that_may_pass(
    double: WechatyDouble, channel: WechatyChannel
) -> None:
    double.refusals.update({"MessageSendText": 1})
    with pytest.raises(ChannelError, match=r"^MessageSendText failed: a line to g1$"):
        await channel.send(line())
    await channel.send(line())
    assert len(double.said) == 1


# repeating, overflowing


async def test_a_message_named_twice_is_heard_once(double: WechatyDouble, listening: Listening) -> None:
    double.tell(double.say("li", "一", room=ROOM))
    double.say("li", "二", room=ROOM)
    await listening.hears(2)
    assert listening.texts == ["一", "二"]


async def test_of_ten_thousand_events_most_wait_at_the_gateway_and_all_keep_their_order(
    double: WechatyDouble,
) -> None:
    channel = await signed_in(double, timings=Timings())
    for number in range(10_000):
        double.say("li", str(number), room=ROOM)
    await until(lambda: channel.waiting >= MOST_WAITING, seconds=30)
    await asyncio.sleep(0.3)
    waiting = channel.waiting
    listening = Listening(channel)
    await until(lambda: len(listening.heard) >= 2_500, seconds=30)
    await listening.end()
    await channel.close()
    assert (MOST_WAITING, [str(number) for number in range(2_500)]) == (waiting, listening.texts[:2_500])


async def test_a_silent_listener_does_not_hide_what_happens_to_the_account(
    double: WechatyDouble, channel: WechatyChannel
) -> None:
    for number in range(MOST_WAITING - 1):
        double.say("li", str(number), room=ROOM)
    double.sign_out()
    await becomes(channel, State.SIGNED_OUT)
    assert channel.waiting <= MOST_WAITING


async def test_closing_ends_everything_without_a_word(
    double: WechatyDouble, channel: WechatyChannel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    caplog.clear()
    await channel.close()
    await until(lambda: not double.attached)
    await channel.close()
    assert [record for record in caplog.records if record.name.startswith("bot.")] == []
