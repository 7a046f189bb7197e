"""The small parts under a WeChat account: its queue, what it remembers, its moments, its mentions."""

import asyncio
from datetime import timedelta

import pytest

from bot.channels.wechaty.queue import ClosableQueue
from bot.channels.wechaty.remembered import Remembered
from bot.channels.wechaty.speaking import BLANK, with_mentions
from bot.channels.wechaty.times import moment
from dispatch.clock import VirtualClock
from tests.dispatch.builders import at

NOW = at("2026-03-02 19:00")


# the queue


async def test_a_full_queue_lets_nobody_put_until_somebody_takes() -> None:
    queue: ClosableQueue[int] = ClosableQueue(2)
    putting = asyncio.create_task(_put(queue, 5))
    for _ in range(10):
        await asyncio.sleep(0)
    waiting = len(queue)
    taken = [await queue.take() for _ in range(5)]
    await putting
    assert (waiting, taken) == (2, [0, 1, 2, 3, 4])


async def test_a_closed_queue_gives_nothing_more_even_to_who_waits() -> None:
    queue: ClosableQueue[int] = ClosableQueue(2)
    taking = asyncio.create_task(queue.take())
    await asyncio.sleep(0)
    queue.close()
    await queue.put(1)
    assert (await taking, await queue.take(), queue.take_nowait()) == (None, None, None)


async def _put(queue: ClosableQueue[int], count: int) -> None:
    for number in range(count):
        await queue.put(number)


# what is remembered


class Asked:
    """Answers with the key doubled; `asked` are the questions."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.clock = VirtualClock(NOW)
        self.names = Remembered(self.answer, limit=3, lifetime=timedelta(hours=1), clock=self.clock)

    async def answer(self, key: str) -> str:
        self.asked.append(key)
        await asyncio.sleep(0)
        if key == "bad":
            raise LookupError(key)
        return key * 2


async def test_several_who_ask_at_once_ask_once() -> None:
    asked = Asked()
    answers = await asyncio.gather(*(asked.names.get("a") for _ in range(5)))
    assert (answers, asked.asked) == (["aa"] * 5, ["a"])


async def test_an_answer_lasts_for_its_lifetime() -> None:
    asked = Asked()
    await asked.names.get("a")
    asked.clock.move_to(NOW + timedelta(minutes=59))
    await asked.names.get("a")
    asked.clock.move_to(NOW + timedelta(hours=1))
    await asked.names.get("a")
    assert asked.asked == ["a", "a"]


async def test_only_the_last_answers_are_kept() -> None:
    asked = Asked()
    for key in "abcad":
        await asked.names.get(key)
    assert len(asked.names) == 3
    for key in "acdb":
        await asked.names.get(key)
    assert asked.asked == ["a", "b", "c", "d", "b"]


async def test_a_failure_is_told_to_all_who_ask_and_not_kept() -> None:
    asked = Asked()
    answers = await asyncio.gather(*(asked.names.get("bad") for _ in range(2)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [LookupError, LookupError]
    assert (len(asked.names), asked.asked) == (0, ["bad"])


async def test_what_is_forgotten_while_it_is_asked_for_is_asked_for_again() -> None:
    asked = Asked()
    asking = asyncio.create_task(asked.names.get("a"))
    while not asked.asked:
        await asyncio.sleep(0)
    asked.names.forget("a")
    await asyncio.gather(asking, asked.names.get("a"))
    assert (asked.asked, len(asked.names)) == (["a", "a"], 1)


# moments


@pytest.mark.parametrize("stamp", [0, -5, None, "1772449200", [], float("nan"), 10**30, True])
def test_what_is_no_moment_is_now(stamp: object) -> None:
    assert moment(stamp, NOW) == NOW


@pytest.mark.parametrize("stamp", [NOW.timestamp() - 60, (NOW.timestamp() - 60) * 1000])
def test_a_moment_is_in_seconds_or_milliseconds(stamp: float) -> None:
    assert moment(stamp, NOW) == NOW - timedelta(minutes=1)


# mentions


@pytest.mark.parametrize(
    ("text", "names", "shown"),
    [
        ("@陈伯 已登记", ["3-1-302陈伯"], f"@3-1-302陈伯{BLANK}已登记"),
        ("@陈伯 @李阿姨 好", ["甲", "乙"], f"@甲{BLANK}@乙{BLANK}好"),
        ("@陈伯 @李阿姨 好", ["甲"], f"@甲{BLANK}@李阿姨 好"),
        ("已登记", ["甲"], f"@甲{BLANK}已登记"),
        ("@陈伯 好", ["甲", "乙"], f"@乙{BLANK}@甲{BLANK}好"),
        ("@陈伯 好", [], "@陈伯 好"),
        (r"@陈伯 好", [r"\1"], f"@\\1{BLANK}好"),
    ],
)
def test_names_take_the_place_of_the_first_calls(text: str, names: list[str], shown: str) -> None:
    assert shown == with_mentions(text, names)
