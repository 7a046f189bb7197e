"""Codes and bindings over several processes, on every database."""

import asyncio

from dispatch import binding
from dispatch.clock import VirtualClock
from dispatch.contacts import Deed
from dispatch.people import Person
from dispatch.store import Store
from tests.dispatch.builders import STAFF, WANG

RACES = 10


async def test_a_code_that_two_processes_are_told_at_once_binds_one_contact(
    durable_url: str, community: str, clock: VirtualClock
) -> None:
    stores = [Store.open(durable_url, community=community, clock=clock) for _ in range(2)]
    try:
        for race in range(RACES):
            code = await stores[0].transact(lambda work: binding.invite(work, WANG, by="operator"))
            outcomes = await asyncio.gather(
                *(_redeemed(store, f"wechat:{race}-{number}", code) for number, store in enumerate(stores))
            )
            assert [isinstance(outcome, Person) for outcome in outcomes].count(True) == 1
            clock.move_to(clock.now() + binding.WAIT)
    finally:
        for store in stores:
            store.close()


async def _redeemed(store: Store, contact: str, code: str) -> object:
    return await store.transact(lambda work: binding.redeem(work, STAFF, contact, code))


async def test_rooms_and_bindings_are_found_again(
    durable_url: str, community: str, clock: VirtualClock
) -> None:
    store = Store.open(durable_url, community=community, clock=clock)
    try:
        code = await store.transact(lambda work: binding.invite(work, WANG, by="operator"))
        await _redeemed(store, "wechat:wang", code)
        found = await store.read(lambda work: work.bindings.all())
        trail = await store.read(lambda work: work.bindings.traces())
        assert [(each.contact, each.person, each.at) for each in found] == [
            ("wechat:wang", "wang", clock.now())
        ]
        assert [trace.deed for trace in trail] == [Deed.INVITED, Deed.BOUND]
    finally:
        store.close()
