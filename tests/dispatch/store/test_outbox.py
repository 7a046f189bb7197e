"""The outbox hands each line to one sender, in the order of urgency, and knows how far it got."""

import asyncio
from datetime import datetime
from functools import partial

from dispatch.clock import VirtualClock
from dispatch.messages import Outbound, Purpose, Urgency
from dispatch.store import Store, Work
from tests.dispatch.store.letters import GROUP, LI, MINUTE, NOW, SECOND, line


def say(work: Work, *lines: Outbound) -> list[int]:
    return [work.outbox.say(each) for each in lines]


def texts(lines: list[Outbound]) -> list[str]:
    return [each.text for each in lines]


async def claim(store: Store, limit: int = 100) -> list[Outbound]:
    return await store.transact(lambda work: work.outbox.claim(NOW, limit))


async def test_a_claimed_line_is_what_was_said_with_its_id(store: Store) -> None:
    said = line(mentions=(LI, "console:chen"), picture="a.png", number=1, brief="#1 漏水", attempts=2)
    [row_id] = await store.transact(lambda work: say(work, said))
    [claimed] = await claim(store)
    assert row_id == claimed.id
    assert said == Outbound(**{**{name: getattr(claimed, name) for name in Outbound.__slots__}, "id": 0})


async def test_lines_are_claimed_by_urgency_then_due_time_then_id(store: Store) -> None:
    lines = [
        line("reply"),
        line("second task", urgency=Urgency.TASK),
        line("first task", urgency=Urgency.TASK, due_at=NOW - SECOND),
        line("third task", urgency=Urgency.TASK),
        line("alarm", urgency=Urgency.ALARM),
        line("later", urgency=Urgency.ALARM, due_at=NOW + SECOND),
    ]
    await store.transact(lambda work: say(work, *lines))
    assert texts(await claim(store, limit=2)) == ["alarm", "first task"]
    assert texts(await claim(store)) == ["second task", "third task", "reply"]


async def test_a_line_is_claimed_once(store: Store) -> None:
    await store.transact(lambda work: say(work, *[line(str(n)) for n in range(20)]))
    claims = await asyncio.gather(*[claim(store, limit=7) for _ in range(4)])
    assert [str(n) for n in range(20)] == [text for lines in claims for text in texts(lines)]


async def test_two_processes_never_claim_the_same_line(
    durable_url: str, community: str, clock: VirtualClock
) -> None:
    stores = [Store.open(durable_url, community=community, clock=clock) for _ in range(2)]
    await stores[0].transact(lambda work: say(work, *[line(str(n)) for n in range(40)]))
    claims = await asyncio.gather(*[claim(store, limit=10) for _ in range(4) for store in stores])
    for store in stores:
        store.close()
    assert sorted(map(str, range(40))) == sorted(text for lines in claims for text in texts(lines))


async def test_a_line_that_was_sending_when_the_process_died_waits_once_more(store: Store) -> None:
    await store.transact(lambda work: say(work, line("cut off"), line("sent")))
    [_, sent] = await claim(store)
    await store.transact(lambda work: work.outbox.sent([sent.id], NOW))
    assert await store.transact(lambda work: work.outbox.recover()) == 1
    assert texts(await claim(store)) == ["cut off"]


async def test_sent_dropped_and_failed_lines_are_not_claimed_again(store: Store) -> None:
    await store.transact(lambda work: say(work, line("a"), line("b"), line("c")))
    ids = [each.id for each in await claim(store)]

    def settle(work: Work) -> None:
        work.outbox.sent(ids[:1], NOW)
        work.outbox.dropped(ids[1:2])
        work.outbox.failed(ids[2:])

    await store.transact(settle)
    assert await store.transact(lambda work: work.outbox.recover()) == 0
    assert await claim(store) == []


async def test_a_retried_line_waits_with_one_more_attempt_a_postponed_one_without(store: Store) -> None:
    await store.transact(lambda work: say(work, line("retried"), line("postponed")))
    retried, postponed = await claim(store)

    def put_back(work: Work) -> None:
        work.outbox.retry(retried.id, NOW + MINUTE)
        work.outbox.postpone([postponed.id], NOW + SECOND)

    await store.transact(put_back)
    assert await store.read(lambda work: work.upcoming().outbox) == NOW + SECOND
    waiting = await store.read(lambda work: work.outbox.waiting_in(GROUP))
    assert [(each.text, each.attempts, each.due_at) for each in waiting] == [
        ("retried", 1, NOW + MINUTE),
        ("postponed", 0, NOW + SECOND),
    ]


async def test_what_was_said_counts_but_for_alarms_and_safety_texts(store: Store) -> None:
    lines = [
        line("too early"),
        line("receipt"),
        line("alarm", purpose=Purpose.ALARM),
        line("safety", purpose=Purpose.SAFETY),
        line("elsewhere", conversation="console:other"),
        line("waiting"),
    ]
    ids = await store.transact(lambda work: say(work, *lines))

    def send(work: Work) -> None:
        work.outbox.sent(ids[:1], NOW - SECOND)
        work.outbox.sent(ids[1:5], NOW + SECOND)

    await store.transact(send)
    assert await store.read(lambda work: work.outbox.said_since(GROUP, NOW)) == [NOW + SECOND]


async def test_lines_wait_in_their_own_conversation_until_claimed(store: Store) -> None:
    lines = [
        line("claimed"),
        line("elsewhere", conversation="console:other"),
        line("due later", due_at=NOW + MINUTE),
    ]
    await store.transact(lambda work: say(work, *lines))
    await claim(store)
    assert texts(await store.read(lambda work: work.outbox.waiting_in(GROUP))) == ["due later"]


async def test_an_empty_outbox_has_nothing_due(store: Store) -> None:
    assert None is await store.read(lambda work: work.upcoming().outbox)


async def test_an_account_claims_its_own_lines_only(store: Store) -> None:
    lines = [
        line("a", conversation="wx_1:room"),
        line("b", conversation="wxx1:room"),
        line("c", conversation="wx_1:other", due_at=NOW + SECOND),
    ]
    await store.transact(lambda work: say(work, *lines))
    due = await store.read(lambda work: [work.outbox.next_due(each) for each in ("wx_1", "wxx1", "wx")])
    accounts = await store.read(lambda work: work.outbox.accounts_due(NOW))
    claimed = await store.transact(lambda work: work.outbox.claim(NOW, account="wx_1"))
    assert (due, accounts, texts(claimed)) == ([NOW, NOW, None], {"wx_1", "wxx1"}, ["a"])


def _sent(work: Work, row_id: int, at: datetime) -> None:
    work.outbox.sent([row_id], at)


async def test_what_an_account_said_is_known_with_its_moments(store: Store) -> None:
    lines = [line(str(n), conversation=f"wechat:{n}") for n in range(3)]
    ids = await store.transact(lambda work: say(work, *lines, line("other")))
    for number, each in enumerate(ids):
        await store.transact(partial(_sent, row_id=each, at=NOW + number * MINUTE))
    said = await store.read(lambda work: work.outbox.said_by("wechat", NOW + MINUTE))
    assert said == [("wechat:1", NOW + MINUTE), ("wechat:2", NOW + 2 * MINUTE)]


async def test_an_account_on_hold_says_emergencies_only(store: Store) -> None:
    lines = [
        line("due", conversation="wechat:a"),
        line("later", conversation="wechat:a", due_at=NOW + 2 * MINUTE),
        line("fire", conversation="wechat:a", urgency=Urgency.ALARM, purpose=Purpose.ALARM),
        line("119", conversation="wechat:a", purpose=Purpose.SAFETY),
        line("other"),
    ]
    await store.transact(lambda work: say(work, *lines))
    held = await store.transact(lambda work: work.outbox.hold("wechat", NOW + MINUTE))
    now = texts(await claim(store))
    after = await store.transact(lambda work: work.outbox.claim(NOW + MINUTE))
    assert (held, sorted(now), texts(after)) == (1, ["119", "fire", "other"], ["due"])
