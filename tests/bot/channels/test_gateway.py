"""Facts of the npm gateway, as the bare stub sees them; what it got is read from the gateway's own records."""

import asyncio
import hashlib
import random
from collections.abc import AsyncIterator

import pytest
from grpclib.const import Status
from grpclib.exceptions import GRPCError, StreamTerminatedError
from wechaty_grpc.wechaty.puppet import EventType

from tests.bot.channels.conftest import ROOM, TOPIC
from tests.bot.channels.gateway import BOT, FILE, PICTURE, RECALLED, TEXT, VOICE, Gateway
from tests.bot.channels.gateway_client import Client, client_at

HEARTBEAT, MESSAGE, POST, ERROR, INVITE, JOIN, LEAVE, RENAME = 1, 2, 4, 16, 18, 19, 20, 21
SCAN, READY, LOGIN, LOGOUT, DIRTY = 22, 23, 25, 26, 27
MEBIBYTE = 1024 * 1024


@pytest.fixture
async def client(gateway: Gateway) -> AsyncIterator[Client]:
    """Attached, the only one."""
    async with client_at(gateway) as client:
        await client.attach()
        yield client


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


# events


async def test_the_first_events_are_a_heartbeat_then_who_is_signed_in_then_ready(client: Client) -> None:
    await client.event(READY)
    assert [number for number, _ in client.events] == [HEARTBEAT, LOGIN, READY]
    assert await client.event(LOGIN) == {"contactId": BOT}


async def test_a_message_is_named_by_its_id_only(gateway: Gateway, client: Client) -> None:
    message_id = await gateway.say("li", "3栋电梯又坏了", room=ROOM)
    assert await client.event(MESSAGE) == {"messageId": message_id}


async def test_a_message_in_a_room(gateway: Gateway, client: Client) -> None:
    message_id = await gateway.say("li", "@小格 帮助", room=ROOM, mentions=[BOT], at=1_772_450_000_123)
    said = await client.stub.message_payload(id=message_id)
    assert (said.from_id, said.room_id, said.to_id) == ("li", ROOM, "")
    assert (said.text, said.mention_ids) == ("@小格 帮助", [BOT])
    assert said.timestamp == 1_772_450_000_123


async def test_a_message_in_private(gateway: Gateway, client: Client) -> None:
    said = await client.stub.message_payload(id=await gateway.say("wang", "接单"))
    assert (said.from_id, said.room_id, said.to_id, said.mention_ids) == ("wang", "", BOT, [])


@pytest.mark.parametrize("number", [FILE, VOICE, PICTURE, TEXT, RECALLED, 16, 99])
async def test_the_type_of_a_message_is_typescripts_number(
    gateway: Gateway, client: Client, number: int
) -> None:
    message_id = await gateway.say("li", "…", room=ROOM, type=number)
    assert int((await client.stub.message_payload(id=message_id)).type) == number


async def test_a_recall_is_a_message_whose_text_is_the_id(gateway: Gateway, client: Client) -> None:
    message_id = await gateway.say("li", "说错了", room=ROOM)
    recall = await gateway.do("recall", sender="li", room=ROOM, id=message_id)
    said = await client.stub.message_payload(id=recall)
    assert (int(said.type), said.text, said.from_id) == (RECALLED, message_id, "li")


async def test_people_come_and_go_and_rename_the_room(gateway: Gateway, client: Client) -> None:
    await gateway.do("join", room=ROOM, members=["wang"], inviter="li")
    await gateway.do("leave", room=ROOM, members=["wang"], remover="chen")
    await gateway.do("rename", room=ROOM, topic="金辉华府一期", changer="li")
    joined, left, renamed = await client.event(JOIN), await client.event(LEAVE), await client.event(RENAME)
    assert joined | {"timestamp": 0} == {
        "roomId": ROOM,
        "inviteeIdList": ["wang"],
        "inviterId": "li",
        "timestamp": 0,
    }
    assert (left["removeeIdList"], left["removerId"]) == (["wang"], "chen")
    assert (renamed["oldTopic"], renamed["newTopic"], renamed["changerId"]) == (TOPIC, "金辉华府一期", "li")
    assert (await client.stub.room_payload(id=ROOM)).topic == "金辉华府一期"


async def test_moments_of_room_events_are_milliseconds(gateway: Gateway, client: Client) -> None:
    await gateway.do("rename", room=ROOM, topic="金辉华府一期", changer="li")
    assert (await client.event(RENAME))["timestamp"] > 10**12


async def test_another_alias_shows_as_a_dirty_room(gateway: Gateway, client: Client) -> None:
    await gateway.do("alias", room=ROOM, member="li", alias="1-1-101李")
    assert await client.event(DIRTY) == {"payloadType": 4, "payloadId": ROOM}
    shown = await client.stub.room_member_payload(id=ROOM, member_id="li")
    assert (shown.name, shown.room_alias) == ("李阿姨", "1-1-101李")


async def test_signing_out_scanning_and_signing_in(gateway: Gateway, client: Client) -> None:
    await gateway.do("logout", reason="signed in elsewhere")
    await gateway.do("scan", qrcode="https://login.example/1")
    assert await client.event(LOGOUT) == {"contactId": BOT, "data": "signed in elsewhere"}
    assert await client.event(SCAN) == {"qrcode": "https://login.example/1", "status": 2}
    await gateway.do("login")
    assert await client.event(LOGIN, count=2) == {"contactId": BOT}


async def test_who_attaches_while_signed_out_is_shown_the_code_again(gateway: Gateway) -> None:
    async with client_at(gateway) as first:
        await first.attach()
        await gateway.do("logout", reason="")
        await gateway.do("scan", qrcode="https://login.example/2")
        await first.event(SCAN)
    async with client_at(gateway) as second:
        await second.attach()
        assert (await second.event(SCAN))["qrcode"] == "https://login.example/2"
        assert LOGIN not in [number for number, _ in second.events]


async def test_an_error_of_the_puppet_is_an_event(gateway: Gateway, client: Client) -> None:
    await gateway.do("emit", event="error", payload={"data": "the phone is off"})
    assert "the phone is off" in (await client.event(ERROR))["gerror"]
    await gateway.say("li", "还在", room=ROOM)
    await client.event(MESSAGE)


# what a client may ask


async def test_the_members_of_a_room(client: Client) -> None:
    listed = await client.stub.room_member_list(id=ROOM)
    shown = await client.stub.room_member_payload(id=ROOM, member_id="chen")
    assert listed.member_ids == [BOT, "li", "chen"]
    assert (shown.name, shown.room_alias) == ("陈伯", "3-1-302陈伯")


async def test_what_the_gateway_does_not_know_is_an_error_of_status_unknown(client: Client) -> None:
    with pytest.raises(GRPCError, match="no payload found") as caught:
        await client.stub.message_payload(id="nobody said it")
    assert caught.value.status is Status.UNKNOWN


# files


@pytest.mark.parametrize("size", [5_000, MEBIBYTE, 8 * MEBIBYTE])
async def test_files_come_whole(gateway: Gateway, client: Client, size: int) -> None:
    content = noise(size)
    message_id = await gateway.say("li", room=ROOM, content=content)
    assert await client.file(message_id) == content


async def test_a_file_that_is_not_there_is_never_answered(gateway: Gateway, client: Client) -> None:
    message_id = await gateway.say("li", "只有字", room=ROOM)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.file(message_id), 1)
    assert (await client.stub.version()).version


async def test_a_file_of_two_mebibytes_goes_out(gateway: Gateway, client: Client) -> None:
    content = noise(2 * MEBIBYTE)
    message_id = await client.send_file(ROOM, content)
    assert (await gateway.records())["said"] == [
        {
            "id": message_id,
            "conversation": ROOM,
            "name": "photo.jpg",
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    ]


async def test_three_mebibytes_are_too_many(gateway: Gateway, client: Client) -> None:
    with pytest.raises(GRPCError) as caught:
        await client.send_file(ROOM, noise(3 * MEBIBYTE))
    assert caught.value.status is Status.RESOURCE_EXHAUSTED
    assert (await gateway.records())["said"] == []
    assert await client.send_file(ROOM, noise(3_000_000))


# what a client may say


async def test_a_text_with_mentions(gateway: Gateway, client: Client) -> None:
    text = "@李阿姨\u2005 已登记"
    sent = await client.stub.message_send_text(conversation_id=ROOM, text=text, mentonal_ids=["li"])
    said = {"id": sent.id, "conversation": ROOM, "text": text, "mentions": ["li"]}
    assert (await gateway.records())["said"] == [said]


async def test_what_the_account_said_comes_back(client: Client) -> None:
    sent = await client.stub.message_send_text(conversation_id="wang", text="请接单")
    assert await client.event(MESSAGE) == {"messageId": sent.id}
    assert (await client.stub.message_payload(id=sent.id)).from_id == BOT


async def test_an_unknown_conversation_and_a_signed_out_account_are_refused(
    gateway: Gateway, client: Client
) -> None:
    with pytest.raises(GRPCError, match="no conversation"):
        await client.stub.message_send_text(conversation_id="nobody", text="在吗")
    await gateway.do("logout", reason="")
    with pytest.raises(GRPCError, match="not logged in"):
        await client.stub.message_send_text(conversation_id=ROOM, text="在吗")
    assert (await gateway.records())["said"] == []


async def test_a_line_is_taken_back(gateway: Gateway, client: Client) -> None:
    sent = await client.stub.message_send_text(conversation_id=ROOM, text="说错了")
    assert (await client.stub.message_recall(id=sent.id)).success
    assert (await gateway.records())["recalled"] == [sent.id]


async def test_an_invitation_is_accepted(gateway: Gateway, client: Client) -> None:
    await gateway.do("room", id="20002@chatroom", topic="金辉华府二期", members=["wang"])
    invitation = await gateway.do("invite", inviter="wang", room="20002@chatroom")
    assert await client.event(INVITE) == {"roomInvitationId": invitation}
    found = await client.stub.room_invitation_payload(id=invitation)
    assert (found.inviter_id, found.topic, found.member_count) == ("wang", "金辉华府二期", 1)
    await client.stub.room_invitation_accept(id=invitation)
    assert (await client.event(JOIN))["inviteeIdList"] == [BOT]
    assert (await gateway.records())["accepted"] == [invitation]
    assert BOT in (await client.stub.room_member_list(id="20002@chatroom")).member_ids


# several clients, and none


async def test_a_second_client_is_turned_away_and_the_first_stays(gateway: Gateway, client: Client) -> None:
    async with client_at(gateway) as second:
        await second.stub.start()
        with pytest.raises(GRPCError) as caught:
            await anext(second.stub.event())
    assert caught.value.status is Status.ALREADY_EXISTS
    await gateway.say("li", "还在", room=ROOM)
    await client.event(MESSAGE)


async def test_stop_ends_the_events_of_the_first_client(gateway: Gateway, client: Client) -> None:
    async with client_at(gateway) as second:
        await second.stub.stop()
        assert client.reading
        await asyncio.wait_for(client.reading, 5)  # ends without a fault
        await second.attach()
        await gateway.say("li", "换人了", room=ROOM)
        await second.event(MESSAGE)


async def test_what_is_said_while_nobody_listens_is_lost(gateway: Gateway) -> None:
    async with client_at(gateway) as first:
        await first.attach()
    lost = await gateway.say("li", "有人吗", room=ROOM)
    async with client_at(gateway) as second:
        await second.attach()
        await second.event(READY)
        assert MESSAGE not in [number for number, _ in second.events]
        assert (await second.stub.message_payload(id=lost)).text == "有人吗"


async def test_a_wrong_token_is_refused(gateway: Gateway) -> None:
    async with client_at(gateway, token="wrong") as stranger:
        with pytest.raises(GRPCError, match="Invalid Wechaty TOKEN") as caught:
            await stranger.stub.start()
        assert caught.value.status is Status.UNAUTHENTICATED
        with pytest.raises(GRPCError, match="Invalid Wechaty TOKEN"):
            await anext(stranger.stub.event())


async def test_behind_tls_the_token_travels_in_the_metadata(tls_gateway: Gateway) -> None:
    async with client_at(tls_gateway) as client:
        await client.attach()
        assert await client.event(LOGIN) == {"contactId": BOT}
    async with client_at(tls_gateway, token="wrong") as stranger:
        with pytest.raises(GRPCError, match="Invalid Wechaty TOKEN"):
            await stranger.stub.start()


# many rooms


async def test_a_room_among_ten_thousand_is_asked_for_by_itself(gateway: Gateway, client: Client) -> None:
    await gateway.do("rooms", count=10_000, size=500)
    await gateway.say("member-1", "在吗", room="room-9999")
    await client.event(MESSAGE)
    assert len((await client.stub.room_list()).ids) == 10_001
    assert (await client.stub.room_payload(id="room-9999")).topic == "小区 9999"


# faults


async def test_a_message_may_be_told_again_and_later_than_the_next(gateway: Gateway, client: Client) -> None:
    first = await gateway.say("li", "一", room=ROOM, told=False)
    second = await gateway.say("li", "二", room=ROOM)
    await gateway.do("tell", id=first)
    await gateway.do("tell", id=first)
    await client.event(MESSAGE, count=3)
    named = [payload["messageId"] for number, payload in client.events if number == MESSAGE]
    assert named == [second, first, first]


@pytest.mark.parametrize("payload", ["broken", None, {}, [1], {"messageId": "nobody said it"}])
async def test_a_broken_payload_is_json_all_the_same(
    gateway: Gateway, client: Client, payload: object
) -> None:
    await gateway.do("emit", event="message", payload=payload)
    assert await client.event(MESSAGE) == payload


async def test_a_post_is_an_event_of_a_type_that_the_stub_does_not_know(
    gateway: Gateway, client: Client
) -> None:
    await gateway.do("emit", event="post", payload={"postId": "1"})
    assert await client.event(POST) == {"postId": "1"}
    assert POST not in list(EventType)


async def test_calls_fail_and_are_slow_when_ordered(gateway: Gateway, client: Client) -> None:
    await gateway.do("fail", call="messageSendText", times=1)
    with pytest.raises(GRPCError, match="fails as ordered"):
        await client.stub.message_send_text(conversation_id=ROOM, text="一")
    await client.stub.message_send_text(conversation_id=ROOM, text="二")
    assert await gateway.texts(ROOM) == ["二"]
    await gateway.do("slow", seconds=30)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.stub.room_member_list(id=ROOM), 0.5)


async def test_a_frozen_gateway_says_nothing_and_goes_on_where_it_was(
    gateway: Gateway, client: Client
) -> None:
    gateway.freeze()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.stub.version(), 0.5)
    gateway.thaw()
    await gateway.say("li", "又好了", room=ROOM)
    await client.event(MESSAGE)


async def test_a_killed_gateway_is_noticed_and_comes_back_on_its_port(
    gateway: Gateway, client: Client
) -> None:
    port = gateway.port
    gateway.kill()
    assert client.reading
    with pytest.raises(StreamTerminatedError):
        await asyncio.wait_for(asyncio.shield(client.reading), 5)
    await gateway.start()
    assert gateway.port == port
    async with client_at(gateway) as second:
        await second.attach()
        assert (await second.stub.room_payload(id=ROOM)).topic == TOPIC


async def test_ten_thousand_events_reach_a_client_in_order(gateway: Gateway, client: Client) -> None:
    said = await gateway.do("burst", count=10_000, sender="li", room=ROOM, text="接龙")
    await client.event(MESSAGE, count=len(said))
    assert [payload["messageId"] for number, payload in client.events if number == MESSAGE] == said
