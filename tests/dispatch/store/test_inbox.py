"""The inbox keeps a message once, hands it out when it is ready, and forgets what it is told to."""

import asyncio
from datetime import timedelta
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch.messages import Inbound, Kept
from dispatch.store import Store, Work
from tests.dispatch.store.letters import GROUP, LI, MINUTE, NOW, SECOND, WINDOW, heard, picture
from tests.profiles import few


def keep(work: Work, *messages: Inbound, ready_in: timedelta = timedelta()) -> list[Kept | None]:
    return [work.inbox.keep(message, NOW + ready_in, same_text_within=WINDOW) for message in messages]


def kept_ids(kept: list[Kept]) -> list[str]:
    return [each.inbound.message_id for each in kept]


async def test_a_kept_message_comes_back_as_it_was_heard(store: Store) -> None:
    message = heard(quote="昨天的通知", addressed=True, recalled="m0", picture="p.jpg", group=None)
    [kept] = await store.transact(lambda work: keep(work, message))
    ready = await store.read(lambda work: work.inbox.ready(NOW))
    assert [kept] == ready
    assert message == ready[0].inbound


async def test_the_same_message_id_is_kept_once_per_account(store: Store) -> None:
    again = heard("m1", "别的话")
    elsewhere = heard("m1", "又一句", account="wechaty")
    kept = await store.transact(lambda work: keep(work, heard("m1"), again, elsewhere))
    assert [each is not None for each in kept] == [True, False, True]


async def test_the_same_text_again_within_the_span_is_not_kept(store: Store) -> None:
    messages = [heard("m1"), heard("m2", at=NOW + WINDOW), heard("m3", at=NOW - WINDOW)]
    kept = await store.transact(lambda work: keep(work, *messages))
    assert [each is not None for each in kept] == [True, False, False]


async def test_the_same_text_is_kept_later_elsewhere_and_from_others(store: Store) -> None:
    later = heard("m2", at=NOW + WINDOW + SECOND)
    elsewhere = heard("m3", conversation="console:other")
    from_another = heard("m4", sender="console:chen")
    kept = await store.transact(lambda work: keep(work, heard("m1"), later, elsewhere, from_another))
    assert all(kept)


async def test_pictures_are_never_the_same_text(store: Store) -> None:
    assert all(await store.transact(lambda work: keep(work, picture("m1"), picture("m2"))))


async def test_messages_become_ready_at_their_moment_in_the_order_kept(store: Store) -> None:
    await store.transact(lambda work: keep(work, heard("m1"), ready_in=20 * SECOND))
    await store.transact(lambda work: keep(work, picture("m2"), picture("m3")))
    assert kept_ids(await store.read(lambda work: work.inbox.ready(NOW))) == ["m2", "m3"]
    assert kept_ids(await store.read(lambda work: work.inbox.ready(NOW + MINUTE, limit=2))) == ["m1", "m2"]


async def test_a_postponed_message_waits_longer(store: Store) -> None:
    def postpone(work: Work) -> None:
        [kept] = keep(work, heard())
        assert kept
        work.inbox.postpone([kept.id], NOW + MINUTE)

    await store.transact(postpone)
    assert await store.read(lambda work: work.upcoming().inbox) == NOW + MINUTE
    assert await store.read(lambda work: work.inbox.ready(NOW)) == []


async def test_what_a_sender_said_waits_until_it_is_done(store: Store) -> None:
    first, *_ = await store.transact(
        lambda work: keep(work, heard("m1"), picture("m2"), picture("m3", sender="console:chen"))
    )
    assert first
    assert kept_ids(await store.read(lambda work: work.inbox.waiting_of(GROUP, LI))) == ["m1", "m2"]
    await store.transact(lambda work: work.inbox.done([first.id], 1))
    assert kept_ids(await store.read(lambda work: work.inbox.waiting_of(GROUP, LI))) == ["m2"]
    assert kept_ids(await store.read(lambda work: work.inbox.ready(NOW))) == ["m2", "m3"]


async def test_a_done_message_is_found_with_its_case(store: Store) -> None:
    [kept] = await store.transact(lambda work: keep(work, heard()))
    assert kept
    await store.transact(lambda work: work.inbox.done([kept.id], 7))
    assert (kept, 7) == await store.read(lambda work: work.inbox.of_message("console", "m1"))
    assert None is await store.read(lambda work: work.inbox.of_message("console", "m2"))
    assert None is await store.read(lambda work: work.upcoming().inbox)


async def test_recent_messages_are_those_handled_since_newest_last(store: Store) -> None:
    def handle(work: Work) -> None:
        old, second, first, forgotten, _ = keep(
            work,
            picture("old", at=NOW - MINUTE),
            picture("second", at=NOW + SECOND),
            picture("first"),
            picture("forgotten"),
            picture("waiting"),
        )
        assert old
        assert second
        assert first
        assert forgotten
        work.inbox.done([old.id, second.id], 4)
        work.inbox.done([first.id])
        work.inbox.forget([forgotten.id])

    await store.transact(handle)
    recent = await store.read(lambda work: work.inbox.recent_of(GROUP, LI, NOW))
    assert [(kept.inbound.message_id, number) for kept, number in recent] == [("first", None), ("second", 4)]


async def test_the_groups_of_an_account_are_those_in_which_something_was_kept_since(store: Store) -> None:
    group = {"group": "金辉华府业主群", "account": "wechat"}
    messages = [
        heard("m1", "一", conversation="wechat:r2", **group),
        heard("m2", "二", conversation="wechat:r1", **group),
        heard("m3", "三", conversation="wechat:r1", **group),
        heard("m4", "四", conversation="wechat:r3", at=NOW - MINUTE, **group),
        heard("m5", "五", conversation="wechat:li", group=None, account="wechat"),
        heard("m6", "六", conversation="other:r1", group="金辉华府业主群", account="other"),
    ]
    await store.transact(lambda work: keep(work, *messages))
    assert await store.read(lambda work: work.inbox.groups_of("wechat", NOW)) == ["wechat:r1", "wechat:r2"]


async def test_a_forgotten_message_is_erased_but_still_recognised(store: Store) -> None:
    message = heard(quote="引用", picture="p.jpg")
    [kept] = await store.transact(lambda work: keep(work, message))
    assert kept
    await store.transact(lambda work: work.inbox.forget([kept.id]))
    found = await store.read(lambda work: work.inbox.of_message("console", "m1"))
    assert found
    inbound = found[0].inbound
    assert (inbound.text, inbound.sender_name, inbound.quote, inbound.picture) == ("", "", None, None)
    assert await store.transact(lambda work: keep(work, message)) == [None]


async def test_text_that_no_database_takes_is_mended(store: Store) -> None:
    message = heard(text="漏\0水\ud83d了😀", sender_name="李\udc00", quote="\0")
    [kept] = await store.transact(lambda work: keep(work, message))
    assert kept
    assert (
        kept.inbound.text,
        kept.inbound.sender_name,
        kept.inbound.quote,
    ) == ("漏\ufffd水\ufffd了😀", "李\ufffd", "\ufffd")
    assert [kept] == await store.read(lambda work: work.inbox.ready(NOW))


@settings(max_examples=few(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(delivered=st.lists(st.integers(0, 4), max_size=12), handled=st.sets(st.integers(0, 4)))
async def test_any_interleaving_with_duplicates_keeps_each_message_once(
    store: Store, delivered: list[int], handled: set[int]
) -> None:
    example = await store.transact(lambda work: work.cases.next_number())

    def deliver(work: Work, which: int) -> bool:
        [kept] = keep(work, heard(f"{example}-{which}", f"{example}: {which}"))
        if kept and which in handled:
            work.inbox.done([kept.id])
        return kept is not None

    units = [store.transact(partial(deliver, which=which)) for which in delivered]
    taken = await asyncio.gather(*units)
    assert list(dict.fromkeys(delivered)) == [
        which for which, new in zip(delivered, taken, strict=True) if new
    ]
