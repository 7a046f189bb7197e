"""Accounts that are away and back: who is told what, when, and that flapping and restarts say nothing twice."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.channels.status import State
from bot.manners import Manners
from bot.presence import Presence
from dispatch.clock import VirtualClock
from dispatch.messages import Inbound
from dispatch.people import Staff
from dispatch.store import Store, Work
from tests.bot.fakes import FakeAccount, FakeChannel
from tests.bot.stage import HEAD, OFFICE, SECRETARY, WANG
from tests.dispatch.builders import at

ROOM, OTHER_ROOM = "wechat:r1", "wechat:r2"
MORNING = at("2026-03-02 10:00")  # a Monday
STEP = timedelta(seconds=15)


class Watch:
    """An account, a second one that is always there, and who looks after them; the clock goes on by `until` only."""

    def __init__(self, clock: VirtualClock, store: Store) -> None:
        self.clock, self.store = clock, store
        self.restart()

    def restart(self) -> None:
        """The process begins anew: the account is not signed in yet, and only the store remembers."""
        self.account, self.second = FakeAccount(self.clock), FakeAccount(self.clock, "second")
        self.second.board.move(State.SIGNED_IN)
        self.look_with(OFFICE.staff)

    def look_with(self, staff: Staff) -> None:
        self.presence = Presence(
            store=self.store,
            clock=self.clock,
            office=replace(OFFICE, staff=staff),
            channels={each.account: each for each in (FakeChannel(), self.account, self.second)},
            manners=Manners(),
            answer_within=timedelta(minutes=10),
        )

    async def until(self, moment: datetime | str) -> None:
        """Look every quarter of a minute; a signed-in account gives a sign of life each time."""
        end = at(f"2026-03-02 {moment}") if isinstance(moment, str) else moment
        while self.clock.now() < end:
            self.clock.move_to(min(self.clock.now() + STEP, end))
            self.account.board.alive()
            self.second.board.alive()
            await self.presence.look()

    async def move(self, moment: str, state: State) -> None:
        await self.until(moment)
        self.account.board.move(state)

    async def told(self, conversation: str) -> list[str]:
        lines = await self.store.read(lambda work: work.outbox.waiting_in(conversation))
        return [line.text for line in lines]


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(MORNING)


@pytest.fixture
def watch(clock: VirtualClock, store: Store) -> Watch:
    """Signed in at ten; two groups, of which only the first said something lately."""
    watch = Watch(clock, store)
    watch.account.board.move(State.SIGNED_IN)
    return watch


@pytest.fixture(autouse=True)
async def groups(store: Store) -> None:
    said = Inbound(
        account="wechat",
        message_id="m1",
        conversation=ROOM,
        group="金辉华府业主群",
        sender="wechat:li",
        sender_name="李阿姨",
        at=MORNING - timedelta(days=2),
        text="灯坏了",
    )
    long_ago = replace(said, message_id="m2", conversation=OTHER_ROOM, at=MORNING - timedelta(days=30))
    private = replace(said, message_id="m3", conversation="wechat:li", group=None)
    elsewhere = replace(said, message_id="m4", account="other", conversation="other:r1")

    def keep(work: Work) -> None:
        for each in (said, long_ago, private, elsewhere):
            work.inbox.keep(each, MORNING, same_text_within=timedelta())

    await store.transact(keep)


async def test_the_leads_hear_on_another_channel_of_an_account_that_is_away_and_of_its_return(
    watch: Watch,
) -> None:
    await watch.move("10:05", State.LOST)
    await watch.until("10:05:45")
    early = await watch.told(SECRETARY.contact)
    await watch.move("11:40", State.SIGNED_IN)
    await watch.until("11:45")
    expected = [
        "聊天账号 wechat 今天10:05起收不到消息：连不上网关。请看网关程序是否在运行；恢复前群里的诉求请靠电话和走访。",
        "聊天账号 wechat 恢复了，10:05–11:40没有收到消息。",
    ]
    assert (early, await watch.told(SECRETARY.contact)) == ([], expected)
    assert (await watch.told(HEAD.contact), await watch.told(WANG.contact)) == (expected, [])


@pytest.mark.parametrize(
    ("state", "part"),
    [
        (State.SIGNED_OUT, "已退出登录"),
        (State.QR, "等待扫码登录"),
        (State.CONNECTING, "没有登录"),
        (State.FROZEN, "网关没有响应"),
        (State.TAKEN_OVER, "被别的程序占用"),
        (State.WRONG_TOKEN, "网关口令不对"),
    ],
)
async def test_each_trouble_has_its_own_message(watch: Watch, state: State, part: str) -> None:
    await watch.move("10:05", state)
    await watch.until("10:30")
    (told,) = await watch.told(SECRETARY.contact)
    assert part in told


async def test_another_trouble_is_told_when_it_lasts_and_a_code_after_a_sign_out_is_none(
    watch: Watch,
) -> None:
    await watch.move("10:05", State.LOST)
    await watch.move("10:10", State.CONNECTING)
    await watch.move("10:10:30", State.SIGNED_OUT)
    await watch.move("10:12", State.QR)
    await watch.until("10:30")
    told = await watch.told(SECRETARY.contact)
    assert [text.partition("：")[2].partition("。")[0] for text in told] == ["连不上网关", "已退出登录"]


async def test_a_gateway_that_flaps_is_told_once_away_and_once_back(watch: Watch) -> None:
    for minute in range(5, 25):
        await watch.move(f"10:{minute:02}", State.LOST)
        await watch.move(f"10:{minute:02}:15", State.FROZEN)
        await watch.move(f"10:{minute:02}:30", State.CONNECTING)
        await watch.move(f"10:{minute:02}:45", State.SIGNED_IN)
    await watch.until("10:40")
    away, back = await watch.told(SECRETARY.contact)
    assert ("收不到消息" in away, back) == (True, "聊天账号 wechat 恢复了，10:05–10:24没有收到消息。")
    assert await watch.told(ROOM) == ["我刚才离线 10:05–10:24，期间的诉求请再发一次。"]


async def test_a_short_break_is_told_to_nobody(watch: Watch) -> None:
    await watch.move("10:05", State.LOST)
    await watch.move("10:05:45", State.SIGNED_IN)
    await watch.until("10:30")
    assert (await watch.told(SECRETARY.contact), await watch.told(ROOM)) == ([], [])


async def test_active_groups_of_the_account_hear_once_of_an_outage_of_minutes(watch: Watch) -> None:
    await watch.move("10:05", State.TAKEN_OVER)
    await watch.move("10:08", State.SIGNED_IN)
    await watch.until("10:20")
    after_three_minutes = await watch.told(ROOM)
    await watch.move("10:30", State.SIGNED_OUT)
    await watch.move("10:36", State.SIGNED_IN)
    await watch.until("12:00")
    assert (after_three_minutes, await watch.told(ROOM)) == (
        [],
        ["我刚才离线 10:30–10:36，期间的诉求请再发一次。"],
    )
    for nobody in (OTHER_ROOM, "wechat:li", "other:r1"):
        assert await watch.told(nobody) == []


async def test_outages_of_the_night_are_told_in_one_line_in_the_morning(watch: Watch) -> None:
    await watch.move("21:50", State.LOST)
    await watch.move("22:30", State.SIGNED_IN)
    await watch.move("23:00", State.FROZEN)
    await watch.move("23:30", State.SIGNED_IN)
    await watch.until(at("2026-03-03 06:59"))
    assert (await watch.told(ROOM), len(await watch.told(SECRETARY.contact))) == ([], 4)
    watch.restart()
    watch.account.board.move(State.SIGNED_IN)
    await watch.until(at("2026-03-03 09:00"))
    assert await watch.told(ROOM) == ["我离线过 昨天21:50–22:30、昨天23:00–23:30，期间的诉求请再发一次。"]


async def test_a_process_that_was_down_has_been_offline(watch: Watch, clock: VirtualClock) -> None:
    await watch.until("10:30")
    clock.move_to(at("2026-03-02 11:40"))
    watch.restart()
    watch.account.board.move(State.SIGNED_IN)
    await watch.until("11:50")
    assert await watch.told(ROOM) == ["我刚才离线 10:30–11:40，期间的诉求请再发一次。"]
    assert sorted(await watch.told(HEAD.contact)) == [
        "聊天账号 second 恢复了，10:30–11:40没有收到消息。",
        "聊天账号 wechat 恢复了，10:30–11:40没有收到消息。",
    ]


async def test_a_restart_during_an_outage_neither_repeats_nor_forgets_it(watch: Watch) -> None:
    await watch.move("10:05", State.WRONG_TOKEN)
    await watch.until("10:30")
    watch.restart()
    await watch.move("10:30:30", State.WRONG_TOKEN)
    await watch.move("11:00", State.SIGNED_IN)
    await watch.until("11:10")
    away, back = await watch.told(SECRETARY.contact)
    assert ("网关口令不对" in away, back) == (True, "聊天账号 wechat 恢复了，10:05–11:00没有收到消息。")


async def test_a_new_account_owes_nothing_for_the_time_before_its_first_sign_in(watch: Watch) -> None:
    watch.restart()
    await watch.move("10:20", State.QR)
    await watch.move("10:40", State.SIGNED_IN)
    await watch.until("10:50")
    away, back = await watch.told(SECRETARY.contact)
    assert ("没有登录" in away, back) == (True, "聊天账号 wechat 恢复了。")
    assert await watch.told(ROOM) == []


async def test_who_can_only_be_reached_on_the_account_itself_hears_of_it_afterwards(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    boss = replace(SECRETARY, contact="wechat:lin")
    watch.look_with(Staff(people=(boss,)))
    await watch.move("10:05", State.LOST)
    await watch.until("10:30")
    while_away = await watch.told(boss.contact)
    await watch.move("10:40", State.SIGNED_IN)
    await watch.until("10:50")
    assert (while_away, await watch.told(boss.contact)) == (
        [],
        ["聊天账号 wechat 恢复了，10:05–10:40没有收到消息。"],
    )
    assert "neither the secretary nor a grid head can be told" in caplog.text


async def test_one_account_tells_of_the_other_and_is_not_away_itself(watch: Watch) -> None:
    boss = replace(SECRETARY, contact="second:lin")
    watch.look_with(Staff(people=(boss,)))
    await watch.move("10:05", State.FROZEN)
    await watch.move("10:40", State.SIGNED_IN)
    await watch.until("10:50")
    assert [text.split()[1] for text in await watch.told(boss.contact)] == ["wechat", "wechat"]
    assert (await watch.told(ROOM), await watch.told("second:r1")) == (
        ["我刚才离线 10:05–10:40，期间的诉求请再发一次。"],
        [],
    )
