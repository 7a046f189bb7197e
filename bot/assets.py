"""Finds the content that ships with the program: the lexicon and the demo community."""

from pathlib import Path

from dispatch.errors import LinliError

PACKAGES = Path(__file__).resolve().parent.parent
NAMES = ("data", "linli_data")  # in a checkout, in an installed wheel


class AssetError(LinliError):
    """The data folder of Linli is missing; install the program again."""


def data_folder(packages: Path = PACKAGES) -> Path:
    """The folder with lexicon/ and demo/: beside the packages in a checkout, linli_data/ in site-packages.

    Raises AssetError when it is in neither place.
    """
    places = [packages / name for name in NAMES]
    found = next((place for place in places if (place / "lexicon").is_dir()), None)
    if found is None:
        looked = " or ".join(map(str, places))
        raise AssetError(f"no data folder at {looked}; install the program again")
    return found


def lexicon_folder() -> Path:
    """Where the cues and weights of `intents` lie."""
    return data_folder() / "lexicon"


def demo_folder() -> Path:
    """Where the demo community, its day and its pictures lie."""
    return data_folder() / "demo"
