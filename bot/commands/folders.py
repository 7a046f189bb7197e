"""The folders that commands write to: the data folder, and one for what can be made again."""

import os
from pathlib import Path

from dispatch.errors import LinliError
from intents.segment import private_folder

cache_folder = private_folder


class FolderError(LinliError):
    """The data folder cannot be used."""


def prepare(data: Path) -> Path:
    """Make the data folder with its pictures and return the latter; FolderError when they cannot be written."""
    pictures = data / "pictures"
    try:
        pictures.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(data, error.strerror or str(error)) from error
    if not (os.access(data, os.W_OK) and os.access(pictures, os.W_OK)):
        raise _unusable(data, "not writable")
    return pictures


def _unusable(data: Path, why: str) -> FolderError:
    return FolderError(f"the data folder {data} cannot be used ({why}): name a folder that Linli can write")
