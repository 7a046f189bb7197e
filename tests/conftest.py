"""Options and fixtures for all tests."""

import pytest

from bot.assets import lexicon_folder
from intents.lexicon import Lexicon
from intents.understand import Understanding


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-transcripts",
        action="store_true",
        help="write what the bot really says into tests/conversations/*.txt; read the diff before you keep it",
    )


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    """The shipped lexicon, loaded once."""
    return Understanding(Lexicon.load(lexicon_folder()))
