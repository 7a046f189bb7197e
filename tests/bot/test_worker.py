"""A worker works when woken, once more when woken meanwhile, and rests in between."""

import asyncio

import pytest

from bot.worker import Worker, side_by_side


class Work:
    """Counts how often it is done; `pause` holds it up, `wrong` is raised once."""

    def __init__(self) -> None:
        self.done = 0
        self.pause = asyncio.Event()
        self.pause.set()
        self.wrong: Exception | None = None

    async def __call__(self) -> None:
        await self.pause.wait()
        self.done += 1
        if self.wrong:
            wrong, self.wrong = self.wrong, None
            raise wrong


async def test_it_rests_until_woken() -> None:
    work = Work()
    worker = Worker(work)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(worker.run())
        await worker.rest()
        assert work.done == 0
        worker.wake()
        worker.wake()
        await worker.rest()
        running.cancel()
    assert work.done == 1


async def test_woken_during_its_work_it_works_once_more_before_it_rests() -> None:
    work = Work()
    worker = Worker(work)
    work.pause.clear()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(worker.run())
        worker.wake()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        worker.wake()
        work.pause.set()
        await worker.rest()
        running.cancel()
    assert work.done == 2


async def test_after_a_fault_it_still_works(caplog: pytest.LogCaptureFixture) -> None:
    work = Work()
    worker = Worker(work)
    work.wrong = OSError("no channel")
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(worker.run())
        for _ in range(2):
            worker.wake()
            await worker.rest()
        running.cancel()
    assert work.done == 2
    assert "no channel" in caplog.text


async def test_works_are_done_side_by_side_and_a_fault_of_one_is_raised() -> None:
    met = asyncio.Barrier(2)

    async def meet(fault: Exception | None = None) -> None:
        async with asyncio.timeout(5):
            await met.wait()
        if fault:
            raise fault

    await side_by_side([])
    await side_by_side([meet(), meet()])
    with pytest.raises(OSError, match="away"):
        await side_by_side([meet(), meet(OSError("away"))])
    with pytest.raises(OSError, match="alone"):
        await side_by_side([_fail(OSError("alone"))])


async def _fail(fault: Exception) -> None:
    raise fault
