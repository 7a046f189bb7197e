"""The residents' page: every word on it is heard as what stands beside it."""

import re
from pathlib import Path

import pytest

from bot.assets import lexicon_folder
from bot.handlers import OPEN_ORDERS
from dispatch.office import Follow
from intents.lexicon import Lexicon
from intents.model import Answer, AnyReading, Context, Message, Order, Question, Report, Support
from intents.understand import Understanding

PAGE = (Path(__file__).parent.parent / "docs" / "residents.zh-CN.md").read_text(encoding="utf-8")
TALK, AFTERWARDS = PAGE.split("## 办好以后")
ROWS = re.findall(r"^\| ([^|]+) \| (.*`.*) \|$", PAGE, re.MULTILINE)
SAID = [(meaning.strip(), said) for meaning, words in ROWS for said in re.findall(r"`([^`]+)`", words)]
ORDERS = {
    "看办到哪一步": {"progress", "my_records"},
    "补一句": {"supplement"},
    "催一下（两小时内只转告一次）": {"urge"},
    "不用办了": {"withdraw"},
    "今天谁值班": {"duty"},
    "怎么用、怎么保密": {"help", "privacy"},
}
VERDICTS = {"满意": "satisfied", "基本满意": "mostly", "没解决": "unsolved", "还没看": "unsure"}


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding(Lexicon.load(lexicon_folder()))


@pytest.mark.parametrize(("meaning", "said"), SAID, ids=[said for _, said in SAID])
def test_a_word_on_the_page_is_heard_as_what_it_says(
    meaning: str, said: str, understanding: Understanding
) -> None:
    question = Question.EVALUATION if f"`{said}`" in AFTERWARDS else None
    context = Context(question=question, compound="金辉华府", open_case=True)
    reading = understanding.read(Message(text=said, group="g", addressed=meaning in ORDERS), context)
    assert _as_meant(meaning, reading)


def _as_meant(meaning: str, reading: AnyReading) -> bool:
    if meaning.startswith("报一件事"):
        return isinstance(reading, Report)
    if meaning.startswith("我家也一样"):
        return isinstance(reading, Support)
    if meaning in ORDERS:
        return isinstance(reading, Order) and reading.verb in ORDERS[meaning] & OPEN_ORDERS.keys()
    return isinstance(reading, Answer) and reading.value == VERDICTS[meaning.split("，")[0]]


@pytest.mark.parametrize(("said", "value"), [("满意 3", "satisfied"), ("没解决 3", "unsolved")])
def test_a_number_says_which_case_is_judged(said: str, value: str, understanding: Understanding) -> None:
    assert f"`{said}`" in AFTERWARDS
    reading = understanding.read(Message(text=said, group="g"), Context(question=Question.EVALUATION))
    assert isinstance(reading, Answer)
    assert (value, 3) == (reading.value, reading.number)


def test_the_times_and_numbers_on_the_page_are_the_defaults() -> None:
    follow = Follow()
    assert f"{follow.reopen_within.days}天内" in AFTERWARDS
    assert f"满{follow.supporters_to_head}户附议，网格长" in AFTERWARDS
    assert f"满{follow.supporters_to_secretary}户，书记" in AFTERWARDS
    assert tuple(
        span.total_seconds() / 3600 for span in (follow.urge_every, follow.remind_after, follow.silent_after)
    ) == (2, 24, 48)
