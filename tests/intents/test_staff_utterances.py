"""What staff type and dictate with cold thumbs, hand-worded: the verb and the numbers that are read."""

import csv
from pathlib import Path

import pytest

from intents.model import Context, Role
from intents.orders import read_order
from intents.text import Cleaner

with Path(__file__).with_name("staff_utterances.tsv").open(encoding="utf-8") as file:
    ROWS = tuple(csv.DictReader(file, delimiter="\t"))
COLLEAGUES = Context(colleagues=("李强", "王芳"))


@pytest.mark.parametrize("row", ROWS, ids=[row["utterance"] for row in ROWS])
def test_staff_are_read_as_they_meant(row: dict[str, str], cleaner: Cleaner) -> None:
    text = cleaner.normalise(row["utterance"]).text
    order = read_order(text, Role.STAFF, COLLEAGUES, row["where"] == "private")
    read = (order.verb, order.numbers) if order else ("", ())
    assert read == (row["verb"], tuple(map(int, row["numbers"].split())))


@pytest.mark.parametrize("text", ["3号修好了吗", "3号修好了没有", "五号办好了没", "3和5都办好了吗"])
def test_a_question_whether_it_is_done_closes_nothing(text: str, cleaner: Cleaner) -> None:
    order = read_order(cleaner.normalise(text).text, Role.STAFF, COLLEAGUES, True)
    assert order is None or order.verb != "resolve"
