"""The roster guide: each of its examples is a configuration that loads and covers the next days."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.configuration import load
from dispatch.coverage import gaps

GUIDE = Path(__file__).parents[2] / "docs" / "roster.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)

AROUND = """\
community:
  id: guide
  street: 玉屏街道
  name: 玉融社区
  grids: [{name: 玉融一网格, compounds: [{name: 金辉华府}]}]
staff:
  - {id: wangfang, name: 王芳, role: grid_member, contact: "console:wangfang", grids: [玉融一网格]}
  - {id: liqiang, name: 李强, role: grid_member, contact: "console:liqiang", grids: [玉融一网格]}
  - {id: zhaomin, name: 赵敏, role: grid_member, contact: "console:zhaomin", grids: [玉融一网格]}
  - {id: chenjie, name: 陈杰, role: grid_head, contact: "console:chenjie", grids: [玉融一网格]}
  - {id: linshuji, name: 林书记, role: secretary, contact: "console:linshuji"}
"""


def test_the_guide_has_an_example_of_every_key_of_a_roster() -> None:
    keys = ("alternate", "week", "rota", "night", "holiday", "holidays", "emergency", "handover", "seasons")
    assert [key for key in keys if not any(f"{key}:" in example for example in EXAMPLES)] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_loads_and_leaves_no_gap(example: str, tmp_path: Path) -> None:
    roster = "" if "roster:" in example else "roster: {玉融一网格: {a: wangfang}}\n"
    file = tmp_path / "config.yaml"
    file.write_text(AROUND + roster + example, encoding="utf-8")
    settings = load(file)
    assert gaps(settings.office.plan(()), ["玉融一网格"], date(2026, 7, 13), 14) == []
