"""Clocks: always aware, in Shanghai, and never going back."""

from datetime import UTC, datetime, timedelta

import pytest

from dispatch.clock import SHANGHAI, ShiftedClock, SystemClock, VirtualClock, aware
from tests.dispatch.builders import at

NOON = at("2026-03-02 12:00")


def test_a_moment_of_another_zone_becomes_shanghai_time() -> None:
    moment = aware(datetime(2026, 3, 2, 4, 0, tzinfo=UTC))
    assert (moment, moment.tzinfo, moment.hour) == (NOON, SHANGHAI, 12)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        aware(NOON.replace(tzinfo=None))


def test_the_system_clock_tells_the_time_of_shanghai() -> None:
    before = datetime.now(UTC)
    told = SystemClock().now()
    assert (told.tzinfo, before <= told <= datetime.now(UTC)) == (SHANGHAI, True)


def test_a_virtual_clock_stands_still_and_never_goes_back() -> None:
    clock = VirtualClock(NOON)
    seen = [clock.now()]
    for moment in (NOON + timedelta(hours=1), NOON):
        clock.move_to(moment)
        seen.append(clock.now())
    assert seen == [NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=1)]


def test_a_shifted_clock_runs_on_from_where_it_was_moved_and_never_goes_back() -> None:
    base = VirtualClock(NOON)
    clock = ShiftedClock(base)
    clock.move_to(NOON + timedelta(hours=2))
    clock.move_to(NOON + timedelta(hours=1))
    base.move_to(NOON + timedelta(minutes=5))
    assert clock.now() == NOON + timedelta(hours=2, minutes=5)
