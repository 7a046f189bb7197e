"""A process killed in the middle of its transactions has lost nothing that it promised."""

import subprocess
import sys
from itertools import islice
from pathlib import Path

from sqlalchemy import text

from dispatch.clock import VirtualClock
from dispatch.history import replay
from dispatch.store import Store, Work
from dispatch.store.engines import parsed, writing_engine
from tests.dispatch.store.letters import GROUP

_ROOT = Path(__file__).parents[3]


async def test_a_killed_writer_keeps_every_promise(
    durable_url: str, community: str, clock: VirtualClock
) -> None:
    promised = _record_and_die(durable_url, community)
    store = Store.open(durable_url, community=community, clock=clock)
    following = await store.transact(lambda work: work.cases.next_number())  # waits for a last commit
    recorded = await store.read(_consistent)
    store.close()
    assert len(promised) > 100
    assert promised <= recorded
    assert set(range(1, following)) == recorded
    if durable_url.startswith("sqlite"):
        assert _integrity(durable_url) == ["ok"]


def _record_and_die(url: str, community: str) -> set[int]:
    """The numbers that the process said were durable before it was killed."""
    command = [sys.executable, "-m", "tests.dispatch.store.doomed", url, community]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        lines = list(islice(process.stdout, 150))
        process.kill()
        lines += [rest for rest in process.stdout if rest.endswith("\n")]
    return {int(number) for number in lines}


def _consistent(work: Work) -> set[int]:
    """The numbers of all cases, each found to agree with its history, its message and its lines."""
    cases = work.cases.find(limit=100_000)
    lines = work.outbox.waiting_in(GROUP)
    for case in cases:
        assert case == replay(work.cases.history(case.number))
        found = work.inbox.of_message("console", case.reporter_name)
        assert found
        assert case.number == found[1]
    assert sorted(2 * [case.number for case in cases]) == [line.number for line in lines]
    return {case.number for case in cases}


def _integrity(url: str) -> list[str]:
    engine = writing_engine(parsed(url))
    with engine.connect() as connection:
        found = list(connection.execute(text("PRAGMA integrity_check")).scalars())
    engine.dispose()
    return found
