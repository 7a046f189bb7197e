"""The escalation guide: its settings load, and the first of them are what ships."""

import re
from pathlib import Path

import pytest

from bot.configuration import FaultyConfigError, load
from dispatch.escalation import ESCALATION, LADDER, Climb
from tests.bot.test_roster_guide import AROUND

GUIDE = (Path(__file__).parents[2] / "docs" / "escalation.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[0]
ROSTER = "roster: {玉融一网格: {a: wangfang}}\n"


def test_the_settings_in_the_guide_are_what_ships_and_change_what_they_name(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(AROUND + ROSTER + EXAMPLE, encoding="utf-8")
    policies = load(file).policies
    assert policies.escalation == ESCALATION
    assert policies.ladder_of("lift") == LADDER
    assert policies.ladder_of("water") == (Climb(level=2, share=0.5), Climb(level=3, share=1))
    assert [policies.of(code).verify for code in ("noise", "power", "lift")] == [True, False, None]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("{a: 100%, b: 50%, secretary: 200%}", "The ladder does not rise"),
        ("{a: 50%, secretary: 50%}", "The ladder does not rise"),
        ("{a: half, secretary: 200%}", "a share of a clock is written like 50% or 150%"),
        ("{a: 0%, secretary: 200%}", "a share of a clock is written like 50% or 150%"),
        ("{a: 50%}", "secretary"),
    ],
)
@pytest.mark.parametrize("where", ["escalation: {accept: %s}\n", "types: {lift: {ladder: %s}}\n"])
def test_a_ladder_that_does_not_rise_or_does_not_reach_the_secretary_is_a_fault_with_its_line(
    tmp_path: Path, where: str, said: str, fault: str
) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(AROUND + ROSTER + where % said, encoding="utf-8")
    with pytest.raises(FaultyConfigError, match=fault) as faults:
        load(file)
    line = len((AROUND + ROSTER).splitlines()) + 1
    assert f":{line}" in str(faults.value)
