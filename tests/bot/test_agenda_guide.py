"""The agenda guide: its example is what ships, and each command in it is read as what it says."""

import re
from pathlib import Path

import pytest

from bot.configuration import load
from dispatch.agenda import AgendaRules
from intents.decisions import SaidDecision, read_decision
from intents.model import Context, Role
from intents.orders import read_order
from tests.bot.test_roster_guide import AROUND

GUIDE = (Path(__file__).parents[2] / "docs" / "agenda.md").read_text(encoding="utf-8")
VERBS = {"议题": "agenda", "撤议题": "untable", "定": "decide", "拆": "split"}
COMMANDS = [said for said in re.findall(r"`([^`\n]+)`", GUIDE) if said.split()[0] in VERBS]


def test_the_example_is_what_ships(tmp_path: Path) -> None:
    example = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[0]
    file = tmp_path / "config.yaml"
    file.write_text(f"{AROUND}roster: {{玉融一网格: {{a: wangfang}}}}\n{example}", encoding="utf-8")
    assert load(file).agenda == AgendaRules()


@pytest.mark.parametrize("said", COMMANDS)
def test_a_command_in_the_guide_is_read_as_what_it_says(said: str) -> None:
    order = read_order(said, Role.STAFF, Context(), True) or read_order(
        f"{said} 3", Role.STAFF, Context(), True
    )
    assert order is not None
    assert order.verb == VERBS[said.split()[0]]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "目标 换新水泵 期限 4月1日 标准 水压够 承办 李强",
            SaidDecision(goal="换新水泵", deadline="4月1日", criterion="水压够", holder="李强"),
        ),
        (
            "换新水泵，承办：李强；期限：下周五",
            SaidDecision(goal="换新水泵", deadline="下周五", holder="李强"),
        ),
        ("期限3天 标准化停车 目标划线", SaidDecision(goal="划线", deadline="3天 标准化停车")),
        ("换水泵", SaidDecision(goal="换水泵")),
        ("目标 换水泵 目标 修阀门", SaidDecision(goal="换水泵，修阀门")),
        ("", SaidDecision()),
    ],
)
def test_a_decision_is_read_by_its_labels(said: str, expected: SaidDecision) -> None:
    assert expected == read_decision(said)
