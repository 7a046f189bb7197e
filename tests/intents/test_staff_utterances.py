"""What staff type and dictate with cold thumbs, hand-worded: the verb and the numbers that are read.

Two orders in one message are written with a semicolon: `resolve;transfer` of `3;5`.
"""

import csv
from pathlib import Path

import pytest

from intents.model import Context, Role
from intents.orders import read_order
from intents.text import Cleaner

with Path(__file__).with_name("staff_utterances.tsv").open(encoding="utf-8") as file:
    ROWS = tuple(csv.DictReader(file, delimiter="\t"))
MISSED = tuple(row for row in ROWS if row["note"])  # known misses
READ = tuple(row for row in ROWS if not row["note"])
COLLEAGUES = Context(colleagues=("李强", "王芳", "林燕", "陈建国", "小陈", "老郑", "城管", "物业"))


def _read(utterance: str, where: str, cleaner: Cleaner) -> tuple[str, str]:
    text = cleaner.normalise(utterance.replace("\\n", "\n")).text
    order = read_order(text, Role.STAFF, COLLEAGUES, where == "private")
    orders = (order, *order.then) if order else ()
    numbers = ";".join(" ".join(map(str, one.numbers)) for one in orders)
    return ";".join(one.verb for one in orders), numbers


@pytest.mark.parametrize("row", READ, ids=[row["utterance"] for row in READ])
def test_staff_are_read_as_they_meant(row: dict[str, str], cleaner: Cleaner) -> None:
    read = _read(row["utterance"], row["where"], cleaner)
    assert read == (row["verb"], row["numbers"])


@pytest.mark.parametrize("text", ["3号修好了吗", "3号修好了没有", "五号办好了没", "3和5都办好了吗"])
def test_a_question_whether_it_is_done_closes_nothing(text: str, cleaner: Cleaner) -> None:
    order = read_order(cleaner.normalise(text).text, Role.STAFF, COLLEAGUES, True)
    assert order is None or order.verb != "resolve"


def test_the_known_misses_are_still_one(cleaner: Cleaner) -> None:
    missed = [
        row
        for row in MISSED
        if _read(row["utterance"], row["where"], cleaner) != (row["verb"], row["numbers"])
    ]
    assert (len(missed), len(MISSED)) == (1, 1)


def test_there_are_enough_utterances_to_trust_the_grammar() -> None:
    assert len(ROWS) >= 300


@pytest.mark.parametrize("text", ["都接了", "全接", "全部我来", "这些我都接了"])
def test_everything_is_taken_with_one_word(text: str, cleaner: Cleaner) -> None:
    order = read_order(cleaner.normalise(text).text, Role.STAFF, COLLEAGUES, True)
    assert order is not None
    assert (order.verb, order.numbers, order.everything) == ("accept", (), True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("办结 1 119已扑灭", "119已扑灭"),
        ("办结 1 已打12345", "已打12345"),
        ("那个三单的门禁我给它换了主板了好了", "门禁换了主板了"),
        ("辛苦了 3已经弄好了 换的灯泡", "换的灯泡"),
        ("三号那个好了", ""),
    ],
)
def test_what_was_done_is_kept_and_the_order_is_not(text: str, said: str, cleaner: Cleaner) -> None:
    order = read_order(cleaner.normalise(text).text, Role.STAFF, COLLEAGUES, True)
    assert order is not None
    assert (order.verb, order.argument) == ("resolve", said)
