"""Corrections are kept for one community until they are deleted, or their case is erased."""

from dataclasses import replace

from dispatch.clock import VirtualClock
from dispatch.corrections import Correction
from dispatch.store import Store, Work
from tests.dispatch.builders import at

RETYPED = Correction(
    at=at("2026-03-02 19:00"), text="3栋灯一直闪", was="power", is_="light", number=3, who="wangfang"
)
REJECTED = replace(RETYPED, text="谁家的狗这么可爱", was="pets", is_="", number=4)
MISSED = replace(RETYPED, text="光伏板掉下来了", was="", is_="", number=None)


def add(work: Work, *corrections: Correction) -> list[int]:
    return [work.corrections.add(each) for each in corrections]


async def test_corrections_come_back_as_they_were_added_the_oldest_first(store: Store) -> None:
    ids = await store.transact(lambda work: add(work, RETYPED, REJECTED, MISSED))
    expected = [replace(each, id=given) for each, given in zip((RETYPED, REJECTED, MISSED), ids, strict=True)]
    assert expected == await store.read(lambda work: work.corrections.all())
    assert expected[1:2] == await store.read(lambda work: work.corrections.of_case(4))


async def test_a_deleted_correction_is_gone_and_no_other(store: Store) -> None:
    first, second = await store.transact(lambda work: add(work, RETYPED, REJECTED))
    assert await store.transact(lambda work: work.corrections.delete(first))
    assert [second] == [each.id for each in await store.read(lambda work: work.corrections.all())]
    assert not await store.transact(lambda work: work.corrections.delete(first))


async def test_all_corrections_can_be_deleted_at_once(store: Store) -> None:
    await store.transact(lambda work: add(work, RETYPED, REJECTED, MISSED))
    assert await store.transact(lambda work: work.corrections.delete_all()) == 3
    assert await store.read(lambda work: work.corrections.all()) == []


async def test_with_its_case_a_correction_is_forgotten(store: Store) -> None:
    await store.transact(lambda work: add(work, RETYPED, REJECTED, MISSED))
    assert await store.transact(lambda work: work.corrections.forget_case(3)) == 1
    left = await store.read(lambda work: work.corrections.all())
    assert [REJECTED.text, MISSED.text] == [each.text for each in left]


async def test_a_community_neither_sees_nor_deletes_the_corrections_of_another(
    durable_url: str, community: str, clock: VirtualClock
) -> None:
    here = Store.open(durable_url, community=community, clock=clock)
    there = Store.open(durable_url, community=f"{community}-2", clock=clock)
    (given,) = await here.transact(lambda work: add(work, RETYPED))
    seen = await there.read(lambda work: work.corrections.all())
    deleted = await there.transact(lambda work: work.corrections.delete(given))
    gone = await there.transact(lambda work: work.corrections.delete_all())
    kept = await here.read(lambda work: work.corrections.all())
    here.close()
    there.close()
    assert (seen, deleted, gone) == ([], False, 0)
    assert [replace(RETYPED, id=given)] == kept


def test_only_a_text_of_which_the_bot_read_nothing_was_missed() -> None:
    assert (RETYPED.missed, REJECTED.missed, MISSED.missed) == (False, False, True)
