"""What the tests of the understanding room share."""

import pytest

from bot.assets import lexicon_folder
from intents.lexicon import Lexicon
from intents.text import Cleaner


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return Lexicon.load(lexicon_folder())


@pytest.fixture(scope="session")
def cleaner(lexicon: Lexicon) -> Cleaner:
    """A cleaner with the shipped tables."""
    return Cleaner(typos=lexicon.typos, guarded=lexicon.guarded_typos, emoji=lexicon.emoji)
