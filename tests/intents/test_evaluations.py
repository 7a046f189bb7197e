"""What reporters say after "is it solved?": a labelled table, half of it written before the rules were."""

import csv
from pathlib import Path

import pytest

from intents.lexicon import Lexicon
from intents.model import Answer, Context, Message, Question
from intents.understand import Understanding

_LINES = Path(__file__).with_name("evaluations.tsv").read_text(encoding="utf-8").splitlines()
ROWS = tuple(csv.DictReader((line for line in _LINES if not line.startswith("# ")), delimiter="\t"))
NAMES = {"satisfied": "good", "mostly": "fair", "unsolved": "bad", "unsure": "ask"}
ENOUGH = (
    0.97  # of the table; the first readings, before the rules had seen a line, stand in docs/understanding.md
)


@pytest.fixture(scope="module")
def understanding(lexicon: Lexicon) -> Understanding:
    return Understanding(lexicon)


def _heard(understanding: Understanding, row: dict[str, str]) -> str:
    context = Context(
        question=Question.EVALUATION,
        lately=row["when"] == "now",
        compound="金辉华府",
        compounds=("金辉华府",),
        buildings=tuple(map(str, range(1, 12))),
    )
    reading = understanding.read(Message(text=row["text"], sender="李阿姨", group="g"), context)
    return NAMES[reading.value] if isinstance(reading, Answer) else "none"


def test_most_free_words_are_heard_as_they_were_meant(understanding: Understanding) -> None:
    wrong = [
        (row["text"], row["verdict"], heard)
        for row in ROWS
        if (heard := _heard(understanding, row)) != row["verdict"]
    ]
    assert len(wrong) <= (1 - ENOUGH) * len(ROWS), wrong


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row["verdict"] in ("bad", "ask", "none")],
    ids=lambda row: f"{row['when']}-{row['text']}",
)
def test_what_does_not_say_that_it_is_solved_never_closes_a_case(
    row: dict[str, str], understanding: Understanding
) -> None:
    assert _heard(understanding, row) not in ("good", "fair")


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row["verdict"] == "none"],
    ids=lambda row: f"{row['when']}-{row['text']}",
)
def test_what_is_no_evaluation_stays_unheard(row: dict[str, str], understanding: Understanding) -> None:
    assert _heard(understanding, row) == "none"
