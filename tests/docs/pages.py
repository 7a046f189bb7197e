"""Which pages are generated, and by what."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.docs import lifecycle, types

DOCS = Path(__file__).parents[2] / "docs"
PAGES: Mapping[str, Callable[[], str]] = {"types.md": types.page, "lifecycle.md": lifecycle.page}
