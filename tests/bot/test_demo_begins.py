"""When the clock of a demo begins: its tour must work at any hour of the year."""

from datetime import datetime

import pytest

from bot.assets import demo_folder
from bot.commands.serving import demo_begins
from bot.configuration import load
from dispatch.clock import SHANGHAI


@pytest.mark.parametrize(
    ("started", "begins"),
    [
        ("2026-11-27 14:00", "2026-11-27 14:00"),  # a Friday
        ("2026-11-27 06:59", "2026-11-27 07:00"),
        ("2026-11-27 22:45", "2026-11-30 07:00"),  # Friday night: not on Saturday
        ("2026-11-28 07:00", "2026-11-30 07:00"),
        ("2026-11-29 12:00", "2026-11-30 07:00"),
        ("2026-09-20 12:00", "2026-09-20 12:00"),  # a Sunday that is worked, 调休
        ("2026-09-30 23:00", "2026-10-08 07:00"),  # the eve of 国庆
    ],
)
def test_a_demo_begins_when_people_work(started: str, begins: str) -> None:
    settings = load(demo_folder() / "community.yaml")
    now = datetime.fromisoformat(started).replace(tzinfo=SHANGHAI)
    assert demo_begins(settings, now) == datetime.fromisoformat(begins).replace(tzinfo=SHANGHAI)
