"""`linli roster check`: 查岗 in the terminal."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime

from bot.commands.database import in_store
from bot.configuration import load
from bot.configuration.settings import Settings
from bot.replies.duty import checked
from dispatch.clock import SystemClock
from dispatch.coverage import DAYS, Coverage, covered
from dispatch.errors import StoreError
from dispatch.overrides import Override

FINE, FINDINGS = 0, 1


def roster_check(options: argparse.Namespace) -> int:
    """Gaps, overloaded people and leaves of the next 14 days; exit code 1 when there is a gap."""
    settings, clock = load(options.config), SystemClock()
    try:
        arranged, bindings = in_store(
            settings, lambda work: (work.overrides.holding(clock.now()), work.bindings.all())
        )
        settings.staff.bind({each.contact: each.person for each in bindings})
    except StoreError as error:
        print(f"linli: only the configuration was looked at: {error}", file=sys.stderr)
        arranged = []
    text, found = outcome(settings, arranged, clock.now())
    print(text)
    return FINDINGS if found.gaps else FINE


def outcome(settings: Settings, arranged: Sequence[Override], now: datetime) -> tuple[str, Coverage]:
    """What 查岗 says of the whole community, and what it is about."""
    grids = [grid.name for grid in settings.community.grids]
    found = covered(settings.office.plan(arranged), grids, now.date())
    names = {person.id: person.name for person in settings.staff.people}
    return checked(found, DAYS, names, now), found
