"""How fast an account may speak, in moments that a test names."""

import random
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pacing import GENTLE, MINUTE, REMEMBERED, Pace, Pacing
from tests.dispatch.builders import at

NOW = at("2026-03-02 19:00")
SECOND = timedelta(seconds=1)


def said_in_turn(pacing: Pacing, rooms: list[str]) -> list[timedelta]:
    """Says one line after the other, each as early as it may be; when, from the start."""
    now, moments = NOW, []
    for room in rooms:
        now = pacing.free_at(room, now)
        pacing.book(room, now)
        moments.append(now - NOW)
    return moments


def test_without_a_pace_nothing_waits() -> None:
    assert said_in_turn(Pacing(pace=Pace()), ["a"] * 100) == [timedelta()] * 100


def test_between_two_lines_lies_a_gap_that_varies() -> None:
    pace = Pace(gap_from=SECOND, gap_to=3 * SECOND)
    moments = said_in_turn(Pacing(pace=pace, chance=random.Random(1)), ["a", "b"] * 50)
    gaps = {later - sooner for sooner, later in pairwise(moments)}
    assert (min(gaps) >= SECOND, max(gaps) <= 3 * SECOND, len(gaps) > 90) == (True, True, True)


def test_two_lines_in_one_conversation_keep_their_own_gap() -> None:
    pacing = Pacing(pace=Pace(room_gap=5 * SECOND))
    assert said_in_turn(pacing, ["a", "b", "a", "b"]) == [timedelta()] * 2 + [5 * SECOND] * 2


@pytest.mark.parametrize(
    ("pace", "rooms", "eleventh"),
    [
        pytest.param(Pace(room_per_minute=10), ["a"] * 11, MINUTE, id="one room"),
        pytest.param(Pace(room_per_minute=10), ["a"] * 10 + ["b"], timedelta(), id="another room"),
        pytest.param(Pace(account_per_minute=10), list("abcdefghijk"), MINUTE, id="the account"),
    ],
)
def test_a_minute_holds_so_many_lines(pace: Pace, rooms: list[str], eleventh: timedelta) -> None:
    assert said_in_turn(Pacing(pace=pace), rooms) == [timedelta()] * 10 + [eleventh]


def test_what_is_beyond_the_days_budget_waits_for_midnight() -> None:
    pacing = Pacing(pace=Pace(per_day=2))
    assert said_in_turn(pacing, ["a", "b", "c", "d", "e"]) == [
        timedelta(),
        timedelta(),
        timedelta(hours=5),
        timedelta(hours=5),
        timedelta(hours=29),
    ]


def test_what_did_not_keep_the_pace_counts_all_the_same() -> None:
    pacing = Pacing(pace=Pace(room_per_minute=3))
    for _ in range(5):
        pacing.book("a", NOW)
    assert pacing.free_at("a", NOW + SECOND) == NOW + MINUTE


def test_what_was_not_said_after_all_does_not_count() -> None:
    pacing = Pacing(pace=Pace(room_per_minute=1, account_per_minute=1, per_day=1))
    pacing.book("a", NOW)
    pacing.unbook("a", NOW)
    assert pacing.free_at("a", NOW) == NOW


def test_what_was_said_before_the_start_counts() -> None:
    pacing = Pacing(pace=Pace(account_per_minute=2, per_day=3))
    pacing.remember([("a", NOW - 3 * MINUTE), ("a", NOW - 20 * SECOND), ("b", NOW - 10 * SECOND)])
    assert pacing.free_at("c", NOW) == at("2026-03-03 00:00")


def test_conversations_that_fell_silent_are_forgotten() -> None:
    pacing = Pacing(pace=GENTLE)
    for number in range(REMEMBERED + 10):
        pacing.book(str(number), NOW)
    assert len(pacing._rooms) == REMEMBERED


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 90)), max_size=80), st.integers())
def test_however_lines_come_no_limit_is_ever_passed(lines: list[tuple[str, int]], seed: int) -> None:
    pace = Pace(gap_from=SECOND, gap_to=3 * SECOND, room_per_minute=4, account_per_minute=6, per_day=30)
    pacing, now, said = Pacing(pace=pace, chance=random.Random(seed)), NOW, []
    for room, pause in lines:
        now = pacing.free_at(room, now + pause * SECOND)
        pacing.book(room, now)
        said.append((now, room))
    for moment, room in said:
        minute = [(other, where) for other, where in said if moment <= other < moment + MINUTE]
        assert len(minute) <= 6
        assert sum(where == room for _, where in minute) <= 4
        assert sum(other.date() == moment.date() for other, _ in said) <= 30
