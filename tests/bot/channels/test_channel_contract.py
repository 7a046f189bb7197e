"""What every channel must keep, whatever service is behind it; a channel joins by adding its stage."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Protocol

import pytest

from bot.channels import Channel, ChannelError
from bot.channels.console import ConsoleChannel, Group, Member
from dispatch.clock import SystemClock
from dispatch.messages import Inbound, Kind, Outbound, Purpose, Urgency
from tests.bot.channels.conftest import ROOM, TOPIC
from tests.bot.channels.gateway import Gateway
from tests.bot.channels.wechaty_double import BOT, PICTURE, Room, WechatyDouble
from tests.bot.channels.wechaty_stage import PATIENT, signed_in, until


class Stage(Protocol):
    """A channel with one group, one private chat and one person who talks in them."""

    channel: Channel
    group: str
    group_name: str
    private: str

    async def open(self) -> None:
        """The channel is ready to hear and to speak."""
        ...

    async def close(self) -> None: ...

    async def say(self, conversation: str, text: str) -> str: ...

    async def say_picture(self, conversation: str, content: bytes) -> str: ...

    async def recall(self, message_id: str) -> None: ...

    async def shown(self, conversation: str) -> list[str]:
        """What the bot said there."""
        ...


class ConsoleStage:
    def __init__(self) -> None:
        member = Member(id="li", name="李阿姨")
        group = Group(id="g1", name="金辉华府业主群", members=("li",))
        self.console = ConsoleChannel([member], [group], SystemClock())
        self.channel: Channel = self.console
        self.group, self.group_name, self.private = group.conversation, group.name, member.contact

    async def open(self) -> None:
        """A console always is."""

    async def close(self) -> None:
        await self.console.close()

    async def say(self, conversation: str, text: str) -> str:
        return self.console.say("li", conversation, text).id

    async def say_picture(self, conversation: str, content: bytes) -> str:
        return self.console.say("li", conversation, picture=content).id

    async def recall(self, message_id: str) -> None:
        self.console.recall("li", message_id)

    async def shown(self, conversation: str) -> list[str]:
        return [line.text for line in self.console.lines(conversation) if line.sender == "console:linli"]


class WechatyStage:
    """A WeChat account at the double."""

    def __init__(self) -> None:
        self.double = WechatyDouble()
        self.double.contacts["li"] = "李阿姨"
        self.double.rooms["g1"] = Room(topic="金辉华府业主群", members={"li": "", BOT: ""})
        self.group, self.group_name, self.private = "wechat:g1", "金辉华府业主群", "wechat:li"

    async def open(self) -> None:
        await self.double.start()
        self.channel: Channel = await signed_in(self.double)

    async def close(self) -> None:
        await self.channel.close()
        await self.double.kill()

    async def say(self, conversation: str, text: str) -> str:
        return self.double.say("li", text, room=self._room(conversation))

    async def say_picture(self, conversation: str, content: bytes) -> str:
        return self.double.say("li", room=self._room(conversation), type=PICTURE, content=content)

    async def recall(self, message_id: str) -> None:
        self.double.recall("li", message_id, room="g1")

    async def shown(self, conversation: str) -> list[str]:
        local = conversation.removeprefix("wechat:")
        return [said.text for said in self.double.said if said.conversation == local]

    def _room(self, conversation: str) -> str:
        return "g1" if conversation == self.group else ""


class GatewayStage:
    """The same account at the npm gateway."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        self.group, self.group_name, self.private = f"wechat:{ROOM}", TOPIC, "wechat:li"

    async def open(self) -> None:
        await self.gateway.reset()
        self.channel: Channel = await signed_in(self.gateway, timings=PATIENT)

    async def close(self) -> None:
        await self.channel.close()

    async def say(self, conversation: str, text: str) -> str:
        return await self.gateway.say("li", text, room=self._room(conversation))

    async def say_picture(self, conversation: str, content: bytes) -> str:
        return await self.gateway.say("li", room=self._room(conversation), content=content)

    async def recall(self, message_id: str) -> None:
        await self.gateway.do("recall", sender="li", room=ROOM, id=message_id)

    async def shown(self, conversation: str) -> list[str]:
        return await self.gateway.texts(conversation.removeprefix("wechat:"))

    def _room(self, conversation: str) -> str:
        return ROOM if conversation == self.group else ""


STAGES: dict[str, Callable[[pytest.FixtureRequest], Stage]] = {
    "console": lambda request: ConsoleStage(),
    "double": lambda request: WechatyStage(),
    "gateway": lambda request: GatewayStage(request.getfixturevalue("gateway_process")),
}


@pytest.fixture(params=STAGES)
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    built = STAGES[request.param](request)
    await built.open()
    yield built
    await built.close()


async def hear(channel: Channel, count: int) -> list[Inbound]:
    heard: list[Inbound] = []
    async with asyncio.timeout(5):
        async for inbound in channel.receive():
            heard.append(inbound)
            channel.heard()
            if len(heard) == count:
                break
    return heard


def line(conversation: str, text: str = "已登记 #1", picture: str | None = None) -> Outbound:
    return Outbound(
        conversation=conversation,
        text=text,
        purpose=Purpose.RECEIPT,
        urgency=Urgency.REPLY,
        due_at=SystemClock().now(),
        picture=picture,
    )


async def test_messages_are_received_in_the_order_said(stage: Stage) -> None:
    said = [f"第{number}句" for number in range(20)]
    for text in said:
        await stage.say(stage.group, text)
    assert said == [inbound.text for inbound in await hear(stage.channel, 20)]


async def test_every_message_has_its_own_id(stage: Stage) -> None:
    ids = {await stage.say(stage.group, "一样的话") for _ in range(3)}
    assert ids == {inbound.message_id for inbound in await hear(stage.channel, 3)}
    assert len(ids) == 3


async def test_contacts_and_conversations_carry_the_account(stage: Stage) -> None:
    await stage.say(stage.group, "楼道灯坏了")
    (inbound,) = await hear(stage.channel, 1)
    assert stage.channel.account == inbound.account
    prefixes = {value.partition(":")[0] for value in (inbound.conversation, inbound.sender)}
    assert {stage.channel.account} == prefixes


async def test_a_group_message_names_the_group_and_is_not_addressed_to_the_bot(stage: Stage) -> None:
    await stage.say(stage.group, "楼道灯坏了")
    (inbound,) = await hear(stage.channel, 1)
    assert (stage.group, stage.group_name, False) == (inbound.conversation, inbound.group, inbound.addressed)


async def test_a_group_message_that_mentions_the_bot_is_addressed_to_it(stage: Stage) -> None:
    await stage.say(stage.group, "@小格 进度")
    (inbound,) = await hear(stage.channel, 1)
    assert (inbound.addressed, inbound.text) == (True, "@小格 进度")


async def test_a_private_message_has_no_group_and_is_addressed_to_the_bot(stage: Stage) -> None:
    await stage.say(stage.private, "进度")
    (inbound,) = await hear(stage.channel, 1)
    assert (stage.private, None, True) == (inbound.conversation, inbound.group, inbound.addressed)


async def test_the_moment_of_a_message_is_aware_and_now(stage: Stage) -> None:
    await stage.say(stage.group, "你好")
    (inbound,) = await hear(stage.channel, 1)
    assert abs(SystemClock().now() - inbound.at) < timedelta(seconds=5)


async def test_a_picture_is_fetched_by_its_message_id(stage: Stage) -> None:
    message_id = await stage.say_picture(stage.group, b"\x89PNG leak")
    (inbound,) = await hear(stage.channel, 1)
    assert (Kind.PICTURE, message_id) == (inbound.kind, inbound.message_id)
    assert await stage.channel.picture(message_id, limit=100) == b"\x89PNG leak"


async def test_a_picture_above_the_limit_is_refused(stage: Stage) -> None:
    message_id = await stage.say_picture(stage.group, b"x" * 101)
    with pytest.raises(ChannelError):
        await stage.channel.picture(message_id, limit=100)


async def test_an_unknown_picture_is_refused(stage: Stage) -> None:
    with pytest.raises(ChannelError):
        await stage.channel.picture("nothing", limit=100)


async def test_a_recall_names_the_message_taken_back(stage: Stage) -> None:
    message_id = await stage.say(stage.group, "发错群了")
    await stage.recall(message_id)
    said, recalled = await hear(stage.channel, 2)
    assert (Kind.RECALL, message_id) == (recalled.kind, recalled.recalled)
    assert said.message_id != recalled.message_id


async def test_a_line_is_shown_where_it_is_said(stage: Stage) -> None:
    await stage.channel.send(line(stage.group))
    assert [await stage.shown(stage.group), await stage.shown(stage.private)] == [["已登记 #1"], []]


async def test_the_bot_does_not_hear_itself(stage: Stage) -> None:
    await stage.channel.send(line(stage.group, "机器人的话"))
    await stage.say(stage.group, "邻居的话")
    assert [inbound.text for inbound in await hear(stage.channel, 1)] == ["邻居的话"]


async def test_a_line_to_an_unknown_conversation_is_refused(stage: Stage) -> None:
    with pytest.raises(ChannelError):
        await stage.channel.send(line(f"{stage.channel.account}:nowhere"))


async def test_receiving_ends_when_the_channel_is_closed(stage: Stage) -> None:
    heard: list[str] = []

    async def receive_all() -> None:
        async for inbound in stage.channel.receive():
            heard.append(inbound.text)

    receiving = asyncio.create_task(receive_all())
    await stage.say(stage.group, "最后一句")
    await until(lambda: bool(heard))
    await stage.channel.close()
    await asyncio.wait_for(receiving, 5)
    assert heard == ["最后一句"]
