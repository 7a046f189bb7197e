"""The documentation says what the program has: commands, options, sections, types, metrics, files, make targets."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.board import Board
from bot.cli import _parser
from bot.configuration.model import ConfigFile
from dispatch.catalogue import TYPES
from tests.bench.running import bot
from tests.docs.pages import DOCS, PAGES

ROOT = Path(__file__).parents[1]
PAGES_READ = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))
LINKING = (*PAGES_READ, ROOT / "CONTRIBUTING.md", *sorted((DOCS / "adr").glob("*.md")))
WRITTEN = "\n".join(page.read_text(encoding="utf-8") for page in PAGES_READ)

_LINK = re.compile(r"\]\((?!https?://)([^)#\s]+)")
_FILE = re.compile(r"`((?:bot|dispatch|intents|data|tests|docs)/[\w./-]*\w\.(?:py|md|txt|yaml|toml))`")


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name]()


def _commands() -> dict[str, argparse.ArgumentParser]:
    actions = _parser()._actions
    found = next(action for action in actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def _options() -> Iterator[str]:
    for command in _commands().values():
        for action in command._actions:
            yield from (option for option in action.option_strings if option.startswith("--"))


def test_every_command_is_documented() -> None:
    assert [name for name in _commands() if not re.search(rf"`{name}|linli {name}\b", WRITTEN)] == []


def test_every_option_is_documented() -> None:
    assert [option for option in dict.fromkeys(_options()) if not _said(option)] == []


def test_every_section_of_the_configuration_is_documented() -> None:
    assert [section for section in ConfigFile.model_fields if f"`{section}`" not in WRITTEN] == []


def test_every_request_type_is_documented() -> None:
    assert [code for code in TYPES if f"`{code}`" not in WRITTEN] == []


async def test_every_metric_is_documented() -> None:
    async with bot(1, durable=False) as running:
        health = Board(running.app, None).health()
    metrics = [f"linli_{name}" for name, value in health.items() if isinstance(value, int | float)]
    assert [metric for metric in metrics if f"`{metric}`" not in WRITTEN] == []


@pytest.mark.parametrize("page", LINKING, ids=lambda page: page.name)
def test_every_link_and_file_of_a_page_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = [link for link in _LINK.findall(text) if not (page.parent / link).exists()]
    assert missing + [file for file in _FILE.findall(text) if not (ROOT / file).exists()] == []


def test_the_make_commands_of_the_readme_exist() -> None:
    assert _made_in_readme() - _named("Makefile", r"^([a-z]+):") == set()


def test_ci_runs_the_tests_as_the_readme_says() -> None:
    assert "test" in _made_in_readme() & _named(".ci/run", r"^make ([a-z]+)")


def _made_in_readme() -> set[str]:
    return _named("README.md", r"(?:^|`)make ([a-z]+)")


def _named(file: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE))


def _said(option: str) -> bool:
    return re.search(rf"{option}(?![\w-])", WRITTEN) is not None
