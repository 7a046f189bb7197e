"""The demo day: one believable Monday that the whole bot lives through."""

from collections import Counter

import pytest

from bot.assets import demo_folder
from bot.rehearsal.played import Played
from bot.rehearsal.stage import stage
from bot.rehearsal.steps import Speak, Transcript
from bot.rehearsal.transcript import read
from dispatch.cases import Case
from intents.understand import Understanding

NOT_FOUND, WHICH, NOT_NOW, NOT_UNDERSTOOD = "没有找到", "哪一件", "这一步做不了", "没看懂"

TYPES_IN_ORDER = [
    "lift",
    "sanitation",
    "light",
    "drainage",
    "fire_hazard",
    "manhole",
    "water",
    "access",
    "care",
    "noise",
    "falling_object",
    "light",
    "gas",
    "parking",
    "pest",
    "pets",
    "dispute",
    "light",
]


@pytest.fixture(scope="module")
def day() -> Transcript:
    return read(demo_folder() / "day.txt")


async def lived(day: Transcript, understanding: Understanding) -> tuple[Played, list[Case]]:
    async with stage(day, understanding=understanding) as player:
        played = await player.play()
        found = await player.app.store.read(lambda work: work.cases.find())
    return played, sorted(found, key=lambda case: case.number)


def group_messages(day: Transcript) -> list[Speak]:
    return [step for step in day.steps if isinstance(step, Speak) and step.where.group]


def test_most_of_the_day_is_talk_among_neighbours(day: Transcript) -> None:
    spoken = group_messages(day)
    assert len(spoken) >= 170
    assert len({step.who for step in spoken}) >= 20


async def test_the_day_goes_as_its_staff_type_it(day: Transcript, understanding: Understanding) -> None:
    played, cases = await lived(day, understanding)
    lost = (NOT_FOUND, WHICH, NOT_NOW, NOT_UNDERSTOOD)
    assert [case.type for case in cases] == TYPES_IN_ORDER
    assert [line.text for line in played.said if any(word in line.text for word in lost)] == []
    ends = Counter(case.closed_how for case in cases)
    assert ends == {"confirmed": 12, "withdrawn": 1, None: 5}
    assert [case.number for case in cases if case.reopened] == [1]
    assert [case.number for case in cases if case.supporters] == [1, 6, 7, 12, 13]
    assert max(case.level for case in cases if not case.reopened) >= 1


async def test_the_bot_says_less_than_one_line_for_four_messages(
    day: Transcript, understanding: Understanding
) -> None:
    played, _ = await lived(day, understanding)
    lines = [line for line in played.said if line.where.group]
    assert len(lines) * 4 < len(group_messages(day))
