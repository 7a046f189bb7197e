"""The lexicon: the shipped one is sound, a broken one names every fault with file and line."""

import shutil
from pathlib import Path

import pytest

from bot.assets import lexicon_folder
from intents.lexicon import Lexicon, LexiconError, Shelf, check_lexicon
from intents.lexicon_files import TYPE_CODES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped lexicon that a test may spoil."""
    return Path(shutil.copytree(lexicon_folder(), tmp_path / "lexicon"))


def spoil(folder: Path, name: str, old: str, new: str) -> int:
    """Replaces a text once and tells the line where the new text begins."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults(folder: Path) -> list[tuple[str, int, str]]:
    return [(Path(fault.file).name, fault.line, fault.what) for fault in check_lexicon(folder)]


def test_the_shipped_lexicon_is_sound() -> None:
    assert check_lexicon(lexicon_folder()) == []


def test_every_request_type_has_its_file(lexicon: Lexicon) -> None:
    assert set(lexicon.types) == set(TYPE_CODES)


def test_every_type_can_be_recognised(lexicon: Lexicon) -> None:
    known = {cue.owner for cue in lexicon.cues if cue.shelf is not Shelf.SPEECH}
    assert known >= set(TYPE_CODES)


def test_an_unknown_key_is_named_with_its_line(folder: Path) -> None:
    line = spoil(folder, "lift.yaml", "phrases: |", "frases: |")
    assert faults(folder) == [("lift.yaml", line, "`frases` is not a known key.")]


def test_an_unknown_type_is_named(folder: Path) -> None:
    spoil(folder, "lift_trapped.yaml", "absorbs: [lift,", "absorbs: [elevator,")
    assert [what for _, _, what in faults(folder)] == ["`elevator` is no request type."]


def test_a_word_that_stands_for_two_types_is_named_with_its_line(folder: Path) -> None:
    line = spoil(folder, "noise.yaml", "phrases: |\n", "phrases: |\n  电梯困人\n")
    assert faults(folder) == [("noise.yaml", line + 1, "`电梯困人` stands in lift_trapped.yaml too.")]


def test_an_empty_list_is_a_fault(folder: Path) -> None:
    line = spoil(folder, "fire.yaml", "hints: |\n  ", "hints: |\n  # ")
    assert [(name, at) for name, at, _ in faults(folder)] == [("fire.yaml", line)]


def test_a_word_of_one_very_common_character_is_a_fault(folder: Path) -> None:
    spoil(folder, "water.yaml", "  - objects: |\n", "  - objects: |\n      的\n")
    assert [what for _, _, what in faults(folder)] == ["`的` is too common to mean anything."]


def test_an_unknown_shared_list_is_a_fault(folder: Path) -> None:
    spoil(folder, "lift.yaml", "$broken", "$brokn")
    assert [what for _, _, what in faults(folder)] == ["`$brokn` is no list of sets.yaml."]


def test_a_half_written_pair_is_a_fault(folder: Path) -> None:
    spoil(folder, "suggest.yaml", "scenes: |\n", "scenes: |\n  …多好\n")
    assert len(faults(folder)) == 1


def test_a_stray_file_is_a_fault(folder: Path) -> None:
    (folder / "elevator.yaml").write_text("type: lift\n", encoding="utf-8")
    assert faults(folder) == [("elevator.yaml", 1, "`elevator.yaml` is no file of the lexicon.")]


def test_faults_of_several_files_are_told_together(folder: Path) -> None:
    spoil(folder, "lift.yaml", "phrases: |", "frases: |")
    (folder / "typos.yaml").unlink()
    with pytest.raises(LexiconError) as caught:
        Lexicon.load(folder)
    assert {Path(fault.file).name for fault in caught.value.faults} == {"lift.yaml", "typos.yaml"}


def test_an_unknown_frame_under_passing_is_named(folder: Path) -> None:
    spoil(folder, "emergencies.yaml", "passing: {earlier:", "passing: {sooner:")
    assert [what for _, _, what in faults(folder)] == ["`sooner` is no speech frame."]


def test_an_own_object_knows_all_defects_of_its_type(lexicon: Lexicon) -> None:
    crossed = [pair for pair in lexicon.pairs if pair.owner == "pets" and "德牧" in pair.first]
    assert any("不拴绳" in pair.second for pair in crossed)
