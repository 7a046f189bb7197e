"""Where the shipped content is found."""

from pathlib import Path

import pytest
from PIL import Image

from bot.assets import AssetError, data_folder, demo_folder, lexicon_folder

MOST_BYTES = 20_000


@pytest.mark.parametrize("name", ["data", "linli_data"])
def test_the_data_folder_lies_beside_the_packages(name: str, tmp_path: Path) -> None:
    (tmp_path / name / "lexicon").mkdir(parents=True)
    assert data_folder(tmp_path) == tmp_path / name


def test_somebody_elses_data_folder_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "linli_data" / "lexicon").mkdir(parents=True)
    assert data_folder(tmp_path) == tmp_path / "linli_data"


def test_a_missing_data_folder_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"no data folder at .*linli_data; install the program again"):
        data_folder(tmp_path)


def test_the_shipped_content_is_found() -> None:
    assert (lexicon_folder().is_dir(), (demo_folder() / "day.txt").is_file()) == (True, True)


def test_the_demo_pictures_are_small() -> None:
    pictures = sorted((demo_folder() / "pictures").glob("*.jpg"))
    assert len(pictures) >= 2
    for file in pictures:
        assert file.stat().st_size < MOST_BYTES
        with Image.open(file) as picture:
            assert picture.format == "JPEG"
