"""The talk of a room: what is open, who spoke of it, what goes on with it."""

from datetime import timedelta

import pytest

from intents.lexicon import Lexicon
from intents.model import AnyReading, Context, Message, Report, Support
from intents.talk import LIVELY, Bearing, Talk, pairs_of
from intents.understand import Understanding
from tests.dispatch.builders import at

NOON = at("2026-03-02 12:00")
MINUTE = timedelta(minutes=1)


def opened(key: str = "1", sender: str = "李阿姨", types: tuple[str, ...] = ("lift",)) -> Talk:
    talk = Talk()
    talk.opened(key, sender, types, "3栋电梯不动了", NOON, "3")
    return talk


def said(
    understanding: Understanding, text: str, talk: Talk, sender: str = "李阿姨", quote: str | None = None
) -> AnyReading:
    message = Message(text=text, sender=sender, group="群", at=NOON + MINUTE, quote=quote)
    return understanding.read(message, Context(talk=talk, open_case=True))


def test_a_line_about_a_problem_belongs_to_it() -> None:
    talk = opened()
    talk.said("2", "陈伯", "我也等了十分钟", NOON + MINUTE, about="1")
    (thread,) = talk.threads
    assert sorted(thread.speakers) == ["李阿姨", "陈伯"]
    assert (sorted(thread.messages), thread.last) == (["1", "2"], 1)


def test_a_problem_fades_when_nobody_speaks_of_it() -> None:
    talk = opened()
    assert [len(talk.lively(NOON + LIVELY)), len(talk.lively(NOON + LIVELY + MINUTE))] == [1, 0]


def test_no_words_of_small_talk_are_kept() -> None:
    talk = opened()
    talk.said("2", "陈伯", "今天鱼丸真好吃", NOON)
    assert "鱼丸" not in repr(talk)


def test_small_words_say_nothing_about_sameness() -> None:
    assert pairs_of("我的楼道灯,在坏") == {"楼道", "道灯"}


def test_the_reporters_next_words_are_more_of_the_same(understanding: Understanding) -> None:
    reading = said(understanding, "停在5楼不动,等了十分钟", opened())
    assert isinstance(reading, Support)
    assert reading.about == "1"


def test_what_quotes_the_report_is_about_it(understanding: Understanding) -> None:
    talk = opened("1")
    talk.opened("2", "陈伯", ("light",), "楼道灯不亮", NOON, "5")
    reading = said(understanding, "昨天就这样了", talk, sender="阿伟", quote="1")
    assert isinstance(reading, Support)
    assert reading.about == "1"


@pytest.mark.parametrize("text", ["7栋电梯坏了没人修", "东门井盖不见了"])
def test_another_building_and_another_kind_are_another_problem(
    understanding: Understanding, text: str
) -> None:
    assert isinstance(said(understanding, text, opened(), sender="陈伯"), Report)


def test_what_was_heard_is_read_the_same_when_the_talk_has_moved_on(understanding: Understanding) -> None:
    first = said(understanding, "停在5楼不动,等了十分钟", opened())
    message = Message(text="停在5楼不动,等了十分钟", sender="李阿姨", group="群", at=NOON + MINUTE)
    again = understanding.read(message, Context(bearing=first.bearing))
    assert isinstance(first, Support)
    assert isinstance(again, Support)
    assert again.about == first.about


def test_without_fitted_weights_nothing_is_continued(lexicon: Lexicon, understanding: Understanding) -> None:
    message = Message(text="等了十分钟", sender="李阿姨", group="群", at=NOON + MINUTE)
    reading = understanding.read(message, Context(bearing=Bearing()))
    assert not isinstance(reading, Support)
