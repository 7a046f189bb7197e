"""The stage on which the tests of the domain's rules act."""

from collections.abc import Iterator

import pytest

from tests.dispatch.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.close()
