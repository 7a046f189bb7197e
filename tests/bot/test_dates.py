"""Days as staff type them, on Monday 2026-03-02 in the evening."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import day_said
from tests.dispatch.builders import at

NOW = at("2026-03-02 19:00")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("今天", "2026-03-02"),
        ("明天下午", "2026-03-03"),
        ("后天", "2026-03-04"),
        ("大后天", "2026-03-05"),
        ("周五", "2026-03-06"),
        ("本周日", "2026-03-08"),
        ("礼拜天", "2026-03-08"),
        ("下周一", "2026-03-09"),
        ("下下周日", "2026-03-22"),
        ("3天", "2026-03-05"),
        ("1-2天", "2026-03-04"),
        ("两周", "2026-03-16"),
        ("十五天", "2026-03-17"),
        ("二十一天后", "2026-03-23"),
        ("三个星期", "2026-03-23"),
        ("1个月", "2026-04-01"),
        ("3月5号", "2026-03-05"),
        ("四月一号", "2026-04-01"),
        ("十二月三十一日", "2026-12-31"),
        ("到四月一日之前", "2026-04-01"),
        ("15号", "2026-03-15"),
        ("1号", "2026-04-01"),
        ("31日", "2026-03-31"),
        ("10日内", "2026-03-12"),
        ("12.31", "2026-12-31"),
        ("3月1日", "2027-03-01"),
        ("2026年4月1日", "2026-04-01"),
        ("2026/4/1", "2026-04-01"),
        ("2026-04-01", "2026-04-01"),
    ],
)
def test_a_day_as_typed_is_the_end_of_that_office_day(words: str, day: str) -> None:
    assert at(f"{day} 17:30") == day_said(words, NOW)


@pytest.mark.parametrize("words", [None, "", "等配件", "2月30日", "13月1日", "2026-02-29", "0000-01-01"])
def test_what_is_no_day_is_none(words: str | None) -> None:
    assert day_said(words, NOW) is None


def test_a_weekday_that_has_passed_is_next_week() -> None:
    assert at("2026-03-09 17:30") == day_said("周一", at("2026-03-03 09:00"))


def test_a_leap_day_said_in_its_year_is_understood() -> None:
    assert at("2028-02-29 17:30") == day_said("2月29日", at("2028-02-01 09:00"))


@given(st.text(alphabet="0123456789年月日号天周-/. 一二十两下个明后大星期", max_size=14))
def test_any_words_are_a_day_at_half_past_five_or_none(words: str) -> None:
    day = day_said(words, NOW)

    assert day is None or day.time() == time(17, 30)
