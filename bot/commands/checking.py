"""`linli check` and `linli migrate`."""

import argparse
import sys

from bot.assets import lexicon_folder
from bot.cautions import cautions
from bot.commands.folders import prepare
from bot.configuration import check as check_config
from bot.configuration import load
from dispatch.clock import SystemClock
from dispatch.store import upgrade
from intents.lexicon import check_lexicon

FINE, FINDINGS = 0, 1


def check(options: argparse.Namespace) -> int:
    """Every fault of the configuration and the lexicon, one a line: file, line, what is wrong, the way out.

    Without faults, what needs attention later is told on stderr.
    """
    faults = [*check_config(options.config), *check_lexicon(lexicon_folder())]
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} fault(s) found", file=sys.stderr)
        return FINDINGS
    for warning in cautions(load(options.config), SystemClock().now().date()):
        print(warning, file=sys.stderr)
    print(f"{options.config} and the lexicon are fine")
    return FINE


def migrate(options: argparse.Namespace) -> int:
    """Create the database, or bring it to this version's schema."""
    settings = load(options.config)
    prepare(settings.data)
    upgrade(settings.database)
    print("the database has this version's schema")
    return FINE
