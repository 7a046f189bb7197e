"""The fake channel does what a channel does."""

import asyncio

import pytest

from bot.channels import Channel, ChannelAwayError, ChannelError
from bot.channels.status import State, Watched
from dispatch.clock import VirtualClock
from tests.bot.fakes import FakeAccount, FakeChannel
from tests.bot.stage import GROUP, NEXT_DOOR, START, line
from tests.bot.test_memory import heard


async def hear(channel: Channel, count: int) -> list[str]:
    texts = []
    async for inbound in channel.receive():
        texts.append(inbound.text)
        channel.heard()
        if len(texts) == count:
            break
    return texts


async def test_messages_are_heard_in_the_order_delivered() -> None:
    channel = FakeChannel()
    channel.deliver(heard("one"), heard("two"))

    assert await hear(channel, 2) == ["one", "two"]


async def test_a_channel_is_idle_when_all_is_heard() -> None:
    channel = FakeChannel()
    channel.deliver(heard("one"))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(channel.idle(), timeout=0.01)
    await hear(channel, 1)

    await asyncio.wait_for(channel.idle(), timeout=1)


async def test_what_was_said_is_kept_in_order() -> None:
    channel = FakeChannel()
    for text in ("one", "two"):
        await channel.send(line(text))

    assert channel.texts == ["one", "two"]


async def test_a_breakdown_lasts_as_many_lines_as_told() -> None:
    channel = FakeChannel()
    channel.break_down(1)
    with pytest.raises(ChannelError, match="busy"):
        await channel.send(line("one"))
    await channel.send(line("two"))

    assert (channel.texts, channel.attempts) == (["two"], 2)


async def test_a_lost_conversation_hears_nothing_until_the_channel_is_closed() -> None:
    channel = FakeChannel()
    channel.lose(GROUP)
    with pytest.raises(ChannelError, match=GROUP):
        await channel.send(line("one"))
    await channel.send(line("two", conversation=NEXT_DOOR))
    await channel.close()
    await channel.send(line("three"))

    assert channel.texts == ["two", "three"]


async def test_a_picture_is_fetched_up_to_the_limit() -> None:
    channel = FakeChannel()
    channel.show("m1", b"12345")

    assert await channel.picture("m1", 5) == b"12345"


@pytest.mark.parametrize(("message_id", "limit"), [("m1", 4), ("m2", 5)])
async def test_a_picture_that_is_too_large_or_unknown_is_a_channel_error(message_id: str, limit: int) -> None:
    channel = FakeChannel()
    channel.show("m1", b"12345")

    with pytest.raises(ChannelError, match=message_id):
        await channel.picture(message_id, limit)


def test_a_line_of_the_stage_is_due_at_its_start() -> None:
    assert line("one").due_at == START


async def test_an_account_that_is_away_says_nothing_until_it_is_signed_in() -> None:
    account = FakeAccount(VirtualClock(START))
    with pytest.raises(ChannelAwayError):
        await account.send(line("one"))
    account.board.move(State.SIGNED_IN)
    await account.send(line("two"))

    assert (account.texts, isinstance(account, Watched)) == (["two"], True)
