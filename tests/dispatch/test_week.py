"""The week of a summary, and the words that mean it."""

from datetime import date, timedelta

import pytest

from dispatch.week import Week
from tests.dispatch.builders import at

WEEK = Week(monday=date(2026, 3, 9))
NOW = at("2026-03-12 10:00")


def test_a_week_holds_monday_midnight_and_not_the_next() -> None:
    moments = ("2026-03-08 23:59", "2026-03-09 00:00", "2026-03-15 23:59", "2026-03-16 00:00")
    assert [WEEK.holds(at(moment)) for moment in moments] == [False, True, True, False]
    assert WEEK.holds(None) is False


def test_a_week_ends_where_the_next_begins() -> None:
    assert (WEEK.before().end, WEEK.end - WEEK.start, WEEK.sunday) == (
        WEEK.start,
        timedelta(days=7),
        date(2026, 3, 15),
    )


@pytest.mark.parametrize("moment", ["2026-03-09 00:00", "2026-03-12 10:00", "2026-03-15 23:59"])
def test_every_moment_lies_in_its_week(moment: str) -> None:
    assert Week.of(at(moment)) == WEEK


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("本周", WEEK),
        ("上周", WEEK.before()),
        (" 2026-03-15 ", WEEK),
        ("2026-03-09", WEEK),
        ("2026-13-01", None),
        ("大前天", None),
        ("", None),
    ],
)
def test_words_and_dates_mean_a_week_or_nothing(words: str, expected: Week | None) -> None:
    assert Week.parse(words, NOW) == expected


def test_a_week_begins_on_a_monday() -> None:
    with pytest.raises(ValueError, match="no Monday"):
        Week(monday=date(2026, 3, 10))
