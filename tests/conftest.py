"""Options and fixtures for all tests."""

import os
from collections.abc import Generator

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With LINLI_NO_SKIP set, where every optional peer is installed, a skipped test is a failed one."""
    report = yield
    if report.skipped and os.environ.get("LINLI_NO_SKIP"):
        report.outcome = "failed"
    return report
