"""Marks keep the last value under a key, for one community."""

from dispatch.clock import VirtualClock
from dispatch.store import Store


async def test_a_mark_holds_the_value_set_last(store: Store) -> None:
    assert None is await store.read(lambda work: work.marks.get("weekly"))
    await store.transact(lambda work: work.marks.set("weekly", "2026-W09"))
    await store.transact(lambda work: work.marks.set("weekly", "2026-W10"))
    assert await store.read(lambda work: work.marks.get("weekly")) == "2026-W10"


async def test_several_marks_are_read_at_once_and_unset_ones_left_out(store: Store) -> None:
    await store.transact(lambda work: work.marks.set("weekly", "2026-W09"))
    await store.transact(lambda work: work.marks.set("agenda", "2026-03-05"))
    seen = await store.read(lambda work: work.marks.several("agenda", "next_shift", "weekly"))
    assert seen == {"agenda": "2026-03-05", "weekly": "2026-W09"}


async def test_communities_in_one_database_do_not_see_each_other(
    durable_url: str, community: str, clock: VirtualClock
) -> None:
    here = Store.open(durable_url, community=community, clock=clock)
    there = Store.open(durable_url, community=f"{community}-2", clock=clock)
    await here.transact(lambda work: work.marks.set("weekly", "2026-W10"))
    seen = await there.read(lambda work: work.marks.get("weekly"))
    numbers = [await store.transact(lambda work: work.cases.next_number()) for store in (here, here, there)]
    here.close()
    there.close()
    assert None is seen
    assert numbers == [1, 2, 1]
