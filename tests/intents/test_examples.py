"""The labelled messages are whole: known types, known reasons, and what joins a case joins one that was opened."""

import json
from pathlib import Path

import pytest

from dispatch.policy import TYPES

EXAMPLES = sorted((Path(__file__).parents[2] / "data" / "examples").glob("*.jsonl"))
KEYS = {"id", "at", "group", "from", "role", "kind", "text", "quote", "mentions", "truth"}


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 10


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_label_is_known_and_every_join_has_its_case(file: Path) -> None:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    opened = {row["id"] for row in rows if "opens" in row["truth"]}
    assert [row["id"] for row in rows if set(row) != KEYS] == []
    assert [row["id"] for row in rows if not _known(row["truth"], opened)] == []


def _known(truth: dict[str, object], opened: set[int]) -> bool:
    if "opens" in truth:
        also = truth["also"]
        return isinstance(also, list) and {truth["opens"], *also} <= TYPES.keys()
    return truth.get("joins") in opened or bool(truth.get("none"))
