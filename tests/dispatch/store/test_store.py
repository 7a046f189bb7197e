"""The store's other door: reads beside the writer."""

import asyncio
from threading import Event

import pytest

from dispatch.clock import VirtualClock
from dispatch.store import Store, Work


async def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        await store.read(lambda work: work.marks.set("written", "by a reader"))
    await store.transact(lambda work: work.marks.set("written", "by the writer"))
    assert await store.read(lambda work: work.marks.get("written")) == "by the writer"


async def test_a_read_raises_what_its_function_raises(store: Store) -> None:
    people: dict[str, str] = {}
    with pytest.raises(KeyError, match="nobody"):
        await store.read(lambda work: people["nobody"])


async def test_a_read_sees_one_moment_while_others_write(
    durable_url: str, community: str, clock: VirtualClock
) -> None:
    store = Store.open(durable_url, community=community, clock=clock)
    begun, written = Event(), Event()

    def look_twice(work: Work) -> list[str | None]:
        first = work.marks.get("seen")
        begun.set()
        assert written.wait(10)
        return [first, work.marks.get("seen")]

    reading = asyncio.ensure_future(store.read(look_twice))
    await asyncio.to_thread(begun.wait, 10)
    await store.transact(lambda work: work.marks.set("seen", "later"))
    written.set()
    seen = [*await reading, await store.read(lambda work: work.marks.get("seen"))]
    store.close()
    assert seen == [None, None, "later"]


async def test_what_was_committed_is_there_after_a_restart(
    durable_url: str, community: str, clock: VirtualClock
) -> None:
    store = Store.open(durable_url, community=community, clock=clock)
    await store.transact(lambda work: work.marks.set("kept", "yes"))
    store.close()
    again = Store.open(durable_url, community=community, clock=clock)
    kept = await again.read(lambda work: work.marks.get("kept"))
    again.close()
    assert kept == "yes"
