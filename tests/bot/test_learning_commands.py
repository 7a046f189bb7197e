"""`linli lexicon corrections` and `suggest`: listed, deleted and turned into proposals; nothing is written."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.assets import lexicon_folder
from bot.cli import run
from bot.commands.lexicon import examples_folder, labelled, load_lexicon
from bot.commands.suggesting import SHOWN
from dispatch.clock import VirtualClock
from dispatch.corrections import Correction
from dispatch.store import Store, upgrade
from intents.candidates import SHELVES
from intents.suggesting import guess
from tests.bot.stage import START

EXAMPLE = Path(__file__).parents[2] / "config.yaml"
MISSED = Correction(at=START, text="那根会发光的柱子罢工了", was="", is_="light", who="wangfang")
UNNAMED = replace(MISSED, text="顶上光伏板掉下来半截", is_="")
REJECTED = replace(MISSED, text="门口石凳歪着看话剧", was="facility", is_="", number=3)
Linli = Callable[..., str]


@pytest.fixture
def linli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Linli:
    """Runs `linli lexicon` in a community with three corrections; what it prints."""
    config, url = tmp_path / "config.yaml", f"sqlite:///{tmp_path / 'linli.db'}"
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("data:", "database:"))]
    config.write_text("\n".join((*kept, f"data: {tmp_path}", f"database: {url}", "")), encoding="utf-8")
    upgrade(url)
    store = Store.open(url, community="yurong", clock=VirtualClock(START))
    for each in (MISSED, UNNAMED, REJECTED):
        asyncio.run(store.transact(lambda work, each=each: work.corrections.add(each)))  # type: ignore[misc]
    store.close()

    def print_of(*arguments: str, code: int = 0) -> str:
        assert run(["lexicon", *arguments, "--config", str(config)]) == code
        printed = capsys.readouterr()
        return printed.err if code else printed.out

    return print_of


def listed(linli: Linli) -> Any:
    return json.loads(linli("corrections", "--json"))


def test_corrections_are_listed_with_what_was_read_and_what_staff_say(linli: Linli) -> None:
    assert [
        (each["id"], each["text"], each["was"], each["is_"], each["number"]) for each in listed(linli)
    ] == [
        (1, MISSED.text, "", "light", None),
        (2, UNNAMED.text, "", "", None),
        (3, REJECTED.text, "facility", "", 3),
    ]
    table = linli("corrections")
    assert all(said in table for said in ("nothing", "公共照明", "a request", "no request", "#3", "wangfang"))


def test_one_correction_is_deleted_by_its_id_and_all_by_one_word(linli: Linli) -> None:
    assert linli("corrections", "--delete", "2") == "1 correction(s) deleted\n"
    assert [each["id"] for each in listed(linli)] == [1, 3]
    assert linli("corrections", "--delete", "all") == "2 correction(s) deleted\n"
    assert linli("corrections") == "no corrections\n"
    assert linli("corrections", "--delete", "all") == "0 correction(s) deleted\n"
    assert linli("suggest").startswith("no corrections yet")


@pytest.mark.parametrize("which", ["9", "-1", "x", "٣", "9" * 30])
def test_deleting_what_is_not_there_is_refused_in_one_sentence(linli: Linli, which: str) -> None:
    sentence = f"linli: there is no correction {which}; `linli lexicon corrections` lists them\n"
    assert linli("corrections", f"--delete={which}", code=1) == sentence
    assert len(listed(linli)) == 3


@pytest.mark.timeout(300)  # it measures every cue over all examples
def test_suggest_measures_the_communitys_corrections_and_writes_nothing(linli: Linli) -> None:
    before = {path: path.read_bytes() for path in lexicon_folder().iterdir()}
    facts = json.loads(linli("suggest", "--json"))
    (guessed,) = guess(load_lexicon(), [UNNAMED.text])
    assert facts["corrections"] == [
        {"text": MISSED.text, "types": ["light"]},
        {"text": UNNAMED.text, "types": [guessed]},
        {"text": REJECTED.text, "types": []},
    ]
    assert facts["messages"] == len(labelled(examples_folder()))
    benefits = [each["benefit"] for each in facts["proposals"]]
    assert (benefits, len(benefits) <= SHOWN) == (sorted(benefits, reverse=True), True)
    assert all(each["shelf"] in SHELVES.values() and each["changed"] for each in facts["proposals"])
    assert {path: path.read_bytes() for path in lexicon_folder().iterdir()} == before
    assert len(listed(linli)) == 3


@pytest.mark.timeout(300)  # it measures every cue over all examples
def test_suggest_takes_corrections_from_a_file_without_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.tsv"
    file.write_text("顶上光伏板掉下来半截\tlight\n吃了吗\tnone\n", encoding="utf-8")
    assert run(["lexicon", "suggest", "--examples", str(file)]) == 0
    first, *table = capsys.readouterr().out.splitlines()
    assert first.startswith("2 corrections, measured on them and on ")
    assert "光伏板" in "\n".join(table)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lexicon", "suggest", "--examples", str(tmp_path / "none.tsv")]) == 1
    assert "none.tsv cannot be read" in capsys.readouterr().err
