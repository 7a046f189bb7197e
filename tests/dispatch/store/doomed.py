"""A process that records cases as fast as it can and prints each number once it is durable."""

import asyncio
import sys
from functools import partial
from itertools import count

from dispatch.clock import SystemClock
from dispatch.store import Store, Work
from tests.dispatch.changes import assigned, reported
from tests.dispatch.store.letters import WINDOW, line, picture


def handle(work: Work, message_id: str) -> int:
    """Keep a message, record two changes, say two lines: all or nothing."""
    kept = work.inbox.keep(picture(message_id), work.now, same_text_within=WINDOW)
    number = work.cases.next_number()
    work.cases.record(reported(number, reporter_name=message_id))
    work.cases.record(assigned(number))
    work.outbox.say(line(f"已登记 #{number}", number=number))
    work.outbox.say(line(f"新工单 #{number}", number=number))
    work.inbox.done([kept.id] if kept else [], number)
    return number


async def record_for_ever(store: Store) -> None:
    ids = count(1)

    async def record() -> None:
        for each in ids:
            print(await store.transact(partial(handle, message_id=str(each))), flush=True)

    await asyncio.gather(*[record() for _ in range(20)])


if __name__ == "__main__":
    url, community = sys.argv[1:]
    asyncio.run(record_for_ever(Store.open(url, community=community, clock=SystemClock())))
