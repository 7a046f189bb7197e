"""YAML files: every fault at once, each with its line."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from intents.yaml_file import load, read


class Lamp(BaseModel):
    """A model to read files into."""

    model_config = ConfigDict(extra="forbid")
    name: str
    watts: int = 5


class Street(BaseModel):
    """A model with a list of models."""

    model_config = ConfigDict(extra="forbid")
    lamps: list[Lamp]


def write(folder: Path, text: str) -> Path:
    path = folder / "street.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sound_file_becomes_the_model(tmp_path: Path) -> None:
    street, faults = load(write(tmp_path, "lamps:\n  - name: 北门\n    watts: 9\n"), Street)
    assert (street, faults) == (Street(lamps=[Lamp(name="北门", watts=9)]), [])


def test_all_faults_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    text = "lamps:\n  - name: 北门\n    wats: 9\n  - watts: viel\n"
    street, faults = load(write(tmp_path, text), Street)
    assert street is None
    assert [(fault.line, fault.what) for fault in faults] == [
        (3, "`lamps.0.wats` is not a known key."),
        (4, "`lamps.1.name` is missing."),
        (
            4,
            "`lamps.1.watts`: Input should be a valid integer, unable to parse string as an integer "
            "(it says 'viel').",
        ),
    ]
    assert faults[0].way_out == "Did you mean `watts`?"


def test_a_key_written_twice_is_a_fault(tmp_path: Path) -> None:
    _, faults = load(write(tmp_path, "lamps: []\nlamps: []\n"), Street)
    assert [(fault.line, fault.what) for fault in faults] == [(2, "`lamps` is written twice.")]


def test_a_broken_file_names_the_line(tmp_path: Path) -> None:
    _, faults = load(write(tmp_path, "lamps:\n  - name: [北门\nx: 1\n"), Street)
    assert len(faults) == 1
    assert faults[0].what.startswith("This is not YAML:")
    assert faults[0].line == 3


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    _, faults = load(tmp_path / "none.yaml", Street)
    assert [fault.what for fault in faults] == ["The file does not exist."]


def test_an_alias_that_contains_itself_is_a_fault(tmp_path: Path) -> None:
    _, faults = read(write(tmp_path, "lamps: &a\n  - *a\n"))
    assert [fault.what for fault in faults] == ["This alias contains itself."]


def test_a_check_of_ones_own_can_point_at_a_key(tmp_path: Path) -> None:
    document, _ = read(write(tmp_path, "lamps:\n  - name: 北门\n  - name: 南门\n"))
    assert document is not None
    assert document.line_of(("lamps", 1, "name")) == 3
    assert document.line_of(("lamps", 1, "unwritten")) == 3
    assert str(document.fault(("lamps",), "Too dark.", "Add lamps.")).endswith(
        "street.yaml:1: Too dark. Add lamps."
    )
