"""Dangers and near misses that no weight was fitted from: how many alarm."""

from pathlib import Path

import pytest

from intents.examples import Example, read_examples
from intents.model import Report
from intents.understand import Understanding

FOUND, FALSE = 62, 3  # of 78 and of 152; better figures belong here and in docs/understanding.md


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return read_examples(Path(__file__).with_name("emergencies.tsv"))


def _alarms(understanding: Understanding, examples: list[Example], *, urgent: bool) -> int:
    readings = [understanding.read(one.message) for one in examples if one.truth.urgent == urgent]
    return sum(isinstance(reading, Report) and reading.urgent for reading in readings)


def test_most_dangers_alarm_that_were_never_seen(
    understanding: Understanding, examples: list[Example]
) -> None:
    assert _alarms(understanding, examples, urgent=True) >= FOUND


def test_few_near_misses_alarm(understanding: Understanding, examples: list[Example]) -> None:
    assert _alarms(understanding, examples, urgent=False) <= FALSE
