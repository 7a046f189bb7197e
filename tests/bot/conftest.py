"""The stage of the bot's tests: a store in memory, a clock that stands still, the shipped lexicon."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dispatch.clock import VirtualClock
from dispatch.store import Store
from intents.understand import Understanding
from tests.bot.stage import START, Stage, build


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(START)


@pytest.fixture
def store(clock: VirtualClock) -> Iterator[Store]:
    opened = Store.open("sqlite://", community="demo", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def stage(store: Store, clock: VirtualClock, understanding: Understanding, tmp_path: Path) -> Stage:
    return build(store, clock, understanding, tmp_path / "pictures")
