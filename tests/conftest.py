"""Options and fixtures for all tests."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

from bot.assets import lexicon_folder
from intents.lexicon import Lexicon
from intents.understand import Understanding

# Every run tries the same examples, so that a red run is about the change and not about the dice;
# HYPOTHESIS_PROFILE=nightly rolls them anew, and rolls many more.
settings.register_profile("default", derandomize=True, deadline=None)
settings.register_profile("nightly", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


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
