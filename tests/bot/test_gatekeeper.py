"""Groups: who may ask the bot in, to which compound they belong, newcomers, other names, being removed."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.channels import ChannelError, Gated
from bot.channels.happenings import Joined, Left, Renamed
from bot.directory import Directory
from bot.gatekeeper import Gatekeeper
from bot.manners import Manners
from bot.replies import rooms as replies
from dispatch import binding
from dispatch.errors import Refusal, Why
from dispatch.rooms import Answer, Room
from tests.bot.fakes import GatedChannel
from tests.bot.stage import GROUP_NAME, OFFICE, SECRETARY, WANG, Stage
from tests.dispatch.builders import at

ROOM, STRANGE = "wechat:room1", "wechat:room2"
NEIGHBOUR = "wechat:neighbour"


class Gate:
    """A gatekeeper at work with one account."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.channel = stage, GatedChannel()
        self.channel.topics = {ROOM: GROUP_NAME, STRANGE: "同学群"}
        directory = Directory(
            store=stage.store, clock=stage.clock, office=OFFICE, channels={"console": stage.channel}
        )
        self.keeper = Gatekeeper(
            store=stage.store,
            office=OFFICE,
            manners=Manners(),
            bot_name="小格",
            refresh=directory.refresh,
            wake=lambda: None,
        )

    async def happens(self, *happenings: object) -> None:
        for happening in happenings:
            await self.keeper.attend(self.channel, happening)  # type: ignore[arg-type]

    async def said(self, conversation: str) -> list[tuple[datetime, str]]:
        """What is to be said there, and when."""
        lines = await self.stage.store.read(lambda work: work.outbox.waiting_in(conversation))
        return [(line.due_at, line.text) for line in lines]

    async def rooms(self) -> list[Room]:
        return await self.stage.store.read(lambda work: work.rooms.all())

    async def answers(self) -> list[Answer]:
        def unit(work: object) -> list[Answer]:
            found = (work.rooms.invitation(number) for number in range(1, 10))  # type: ignore[attr-defined]
            return [asked.answer for asked in found if asked]

        return await self.stage.store.read(unit)


@pytest.fixture
def gate(stage: Stage) -> Gate:
    """From Monday 2026-03-02 19:00 on."""
    return Gate(stage)


def joined(*members: str, room: str = ROOM, inviter: str = NEIGHBOUR) -> Joined:
    return Joined(room=room, members=members, inviter=inviter, at=at("2026-03-02 19:00"))


def test_the_double_is_a_gated_channel() -> None:
    assert isinstance(GatedChannel(), Gated)


# invitations


async def test_an_invitation_by_staff_is_accepted(gate: Gate) -> None:
    gate.channel.invite("inv", WANG.contact, GROUP_NAME)
    await gate.happens(await gate.channel._happened.get())
    assert gate.channel.accepted == ["inv"]
    assert await gate.answers() == [Answer.DONE]
    assert await gate.said(SECRETARY.contact) == []


async def test_anybody_elses_invitation_waits_for_the_secretary(gate: Gate) -> None:
    gate.channel.invite("inv", NEIGHBOUR, "同学群")
    await gate.happens(await gate.channel._happened.get())
    assert gate.channel.accepted == []
    assert [text for _, text in await gate.said(SECRETARY.contact)] == [replies.invited(1, "有人", "同学群")]


@pytest.mark.parametrize(("word", "accepted"), [("进群 1", ["inv"]), ("不进群 1", [])])
async def test_the_secretary_decides(gate: Gate, word: str, accepted: list[str]) -> None:
    gate.channel.invite("inv", NEIGHBOUR, "同学群")
    await gate.happens(await gate.channel._happened.get())
    stage = gate.stage
    await stage.hear(stage.message(word, by="linshuji", conversation=SECRETARY.contact, group=None))
    await stage.desk.drain()
    await gate.keeper.admit(gate.channel)
    assert gate.channel.accepted == accepted


async def test_an_agreed_invitation_is_tried_again_when_the_channel_was_away(gate: Gate) -> None:
    gate.channel.break_down(1, ChannelError("away"))
    gate.channel.invite("inv", WANG.contact, GROUP_NAME)
    await gate.happens(await gate.channel._happened.get())
    assert await gate.answers() == [Answer.YES]
    await gate.keeper.admit(gate.channel)
    assert (gate.channel.accepted, await gate.answers()) == (["inv"], [Answer.DONE])


# coming in


async def test_in_a_group_of_a_known_name_the_bot_introduces_itself(gate: Gate) -> None:
    await gate.happens(joined(GatedChannel.me))
    assert [text for _, text in await gate.said(ROOM)] == [replies.introduction("小格")]
    assert [room.compound for room in await gate.rooms()] == ["金辉华府"]


async def test_in_a_strange_group_it_is_silent_and_tells_who_asked_it_in(gate: Gate) -> None:
    await gate.happens(joined(GatedChannel.me, room=STRANGE, inviter=WANG.contact))
    assert await gate.said(STRANGE) == []
    assert [text for _, text in await gate.said(WANG.contact)] == [replies.strange("同学群")]


async def test_at_night_it_introduces_itself_in_the_morning(gate: Gate) -> None:
    gate.stage.clock.move_to(at("2026-03-02 23:00"))
    await gate.happens(joined(GatedChannel.me))
    assert [due for due, _ in await gate.said(ROOM)] == [at("2026-03-03 07:00")]


async def test_newcomers_share_one_welcome_an_hour(gate: Gate) -> None:
    await gate.happens(joined("wechat:a"))
    gate.stage.clock.move_to(at("2026-03-02 19:04"))
    await gate.happens(joined("wechat:b", "wechat:c"))
    gate.stage.clock.move_to(at("2026-03-02 19:20"))
    await gate.happens(joined("wechat:d"))
    gate.stage.clock.move_to(at("2026-03-02 20:00"))
    await gate.happens(joined("wechat:e"))
    said = await gate.said(ROOM)
    assert [due for due, _ in said] == [at("2026-03-02 19:05"), at("2026-03-02 20:05")]
    assert {text for _, text in said} == {replies.welcome("小格")}


async def test_all_who_come_at_night_share_the_morning_s_welcome(gate: Gate) -> None:
    for moment in ("2026-03-02 22:30", "2026-03-03 01:00", "2026-03-03 05:00"):
        gate.stage.clock.move_to(at(moment))
        await gate.happens(joined("wechat:a"))
    assert [due for due, _ in await gate.said(ROOM)] == [at("2026-03-03 07:00")]


async def test_the_bot_introduces_itself_once_however_often_it_is_told_to_have_come(gate: Gate) -> None:
    await gate.happens(joined(GatedChannel.me), joined(GatedChannel.me))
    assert len(await gate.said(ROOM)) == 1


async def test_nobody_is_welcomed_at_night_or_in_a_strange_group(gate: Gate) -> None:
    gate.stage.clock.move_to(at("2026-03-02 22:30"))
    await gate.happens(joined("wechat:a"), joined("wechat:b", room=STRANGE))
    assert [due for due, _ in await gate.said(ROOM)] == [at("2026-03-03 07:00")]
    assert await gate.said(STRANGE) == []


# names, leaving


async def test_a_renamed_group_stays_where_it_was(gate: Gate) -> None:
    await gate.happens(joined(GatedChannel.me))
    moment = at("2026-03-02 19:00")
    await gate.happens(Renamed(room=ROOM, topic="金辉一家亲", before=GROUP_NAME, by=NEIGHBOUR, at=moment))
    assert [(room.topic, room.compound) for room in await gate.rooms()] == [("金辉一家亲", "金辉华府")]
    told = [text for _, text in await gate.said(SECRETARY.contact)]
    assert told == [replies.renamed(GROUP_NAME, "金辉一家亲", "金辉华府")]


async def test_a_group_that_was_heard_stays_known_when_it_is_renamed_behind_the_bot_s_back(
    gate: Gate,
) -> None:
    stage = gate.stage
    await stage.hear(stage.message("3栋2单元电梯坏了"))
    await stage.desk.drain()
    await stage.hear(stage.message("5栋楼道灯不亮", group="金辉一家亲"))
    assert [kept.inbound.text for kept in await stage.kept()] == ["5栋楼道灯不亮"]


async def test_being_removed_is_told_to_the_secretary(gate: Gate) -> None:
    await gate.happens(joined(GatedChannel.me))
    moment = at("2026-03-02 19:00")
    await gate.happens(Left(room=ROOM, members=(GatedChannel.me,), remover=NEIGHBOUR, at=moment))
    assert await gate.rooms() == []
    assert [text for _, text in await gate.said(SECRETARY.contact)] == [replies.removed(GROUP_NAME)]


async def test_a_neighbour_who_leaves_is_nobodys_business(gate: Gate) -> None:
    moment = at("2026-03-02 19:00")
    await gate.happens(Left(room=ROOM, members=(NEIGHBOUR,), remover=NEIGHBOUR, at=moment))
    assert await gate.said(SECRETARY.contact) == []


# bound by chat


async def bind(stage: Stage, by: str, name: str) -> list[str]:
    before = len(stage.channel.said)
    stage.clock.move_to(stage.clock.now() + timedelta(minutes=1))
    await stage.hear(stage.message(f"绑定小区 {name}", by=by, conversation="console:strange", group="同学群"))
    await stage.desk.drain()
    await stage.sender.drain()
    return [line.text for line in stage.channel.said[before:]]


async def test_a_strange_group_gets_silence_and_nothing_is_kept(gate: Gate) -> None:
    await gate.stage.hear(
        gate.stage.message("3栋2单元电梯坏了", conversation="console:strange", group="同学群")
    )
    assert await gate.stage.kept() == []


async def test_staff_bind_a_group_and_then_it_is_heard(gate: Gate) -> None:
    stage = gate.stage
    assert await bind(stage, "wangfang", "金辉华府") == [
        replies.bound("金辉华府"),
        replies.introduction("小格"),
    ]
    await stage.hear(stage.message("3栋2单元电梯坏了", conversation="console:strange", group="同学群"))
    assert len(await stage.kept()) == 1


@pytest.mark.parametrize("word", ["详情 1", "待办", "接单 1"])
async def test_other_orders_of_staff_are_not_heard_in_a_strange_group(gate: Gate, word: str) -> None:
    stage = gate.stage
    await stage.hear(stage.message(word, by="wangfang", conversation="console:strange", group="同学群"))
    assert await stage.kept() == []


async def test_a_code_that_is_said_in_a_strange_group_is_void_and_nobody_answers(gate: Gate) -> None:
    stage = gate.stage
    code = await stage.store.transact(lambda work: binding.invite(work, WANG, by="operator"))
    await stage.hear(stage.message(f"绑定 {code}", conversation="console:strange", group="同学群"))
    await stage.desk.drain()
    await stage.sender.drain()
    outcome = await stage.store.transact(lambda work: binding.redeem(work, OFFICE.staff, "console:x", code))
    assert outcome == Refusal(code=Why.BAD_CODE)
    assert stage.channel.said == []


async def test_a_resident_binds_nothing(gate: Gate) -> None:
    assert await bind(gate.stage, "liayi", "金辉华府") == []


async def test_a_compound_that_there_is_not_is_answered_with_those_there_are(gate: Gate) -> None:
    (answer,) = await bind(gate.stage, "wangfang", "银辉华府")
    assert answer.startswith("没有这个小区；请写：金辉华府")


async def test_what_was_bound_is_known_after_a_restart(gate: Gate) -> None:
    await bind(gate.stage, "wangfang", "金辉华府")
    OFFICE.community.rooms.clear()
    stage = gate.stage
    await Directory(
        store=stage.store, clock=stage.clock, office=OFFICE, channels={"console": stage.channel}
    ).refresh()
    assert OFFICE.community.rooms == {"console:strange": "金辉华府"}


async def test_the_watch_goes_on_after_a_fault(gate: Gate) -> None:
    gate.channel.invite("inv", WANG.contact, GROUP_NAME)
    del gate.channel._asked["inv"]  # it cannot be learnt any more
    gate.channel.happen(joined(GatedChannel.me))
    watching = asyncio.create_task(gate.keeper.watch(gate.channel))
    while not await gate.said(ROOM):
        await asyncio.sleep(0)
    watching.cancel()
    assert [text for _, text in await gate.said(ROOM)] == [replies.introduction("小格")]
