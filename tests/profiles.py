"""How many examples a slow property is tried with; the profiles themselves are registered in conftest.py."""

from hypothesis import settings

ORDINARY = 100  # what Hypothesis tries by itself


def few(count: int) -> int:
    """So many in an ordinary run, and as many as the profile says in a nightly one."""
    assert settings.default is not None
    asked = settings.default.max_examples
    return asked if asked > ORDINARY else count
