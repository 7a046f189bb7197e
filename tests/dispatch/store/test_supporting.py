"""Many supporters at once: whoever hears of them hears once, on a real database."""

import asyncio
from functools import partial

from dispatch import supporting
from dispatch.store import Store, Work
from tests.dispatch.builders import HEAD
from tests.dispatch.changes import reported
from tests.dispatch.stage import OFFICE


def _support(work: Work, contact: str) -> list[str]:
    case = supporting.support(work, 1, contact, contact, "+1", "console:group")
    return [person.id for person in supporting.newly_many(OFFICE, work, case)]


async def test_of_supporters_who_come_in_one_batch_the_grid_head_hears_once(store: Store) -> None:
    await store.transact(lambda work: work.cases.record(reported(work.cases.next_number())))
    coming = [store.transact(partial(_support, contact=f"console:n{count}")) for count in range(5)]
    told = await asyncio.gather(*coming)
    assert [person for each in told for person in each] == [HEAD.id]
    where = await store.read(lambda work: work.cases.get(1))
    assert where is not None
    assert {each.conversation for each in where.supporters} == {"console:group"}
