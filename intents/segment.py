"""Word boundaries: a jieba tokenizer of our own with the domain's words (only here)."""

import logging
import os
import tempfile
import warnings
from collections.abc import Iterable
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba's old string escapes are not our users' concern
    import jieba

_DOMAIN_FREQUENCY = 100_000  # above every single character that would split a domain word


class Segmenter:
    """Cuts text into words; built once, dictionary loaded at construction, HMM off."""

    def __init__(self, words: Iterable[str] = (), *, cache: Path | None = None) -> None:
        """`words` are domain words that must stay whole; `cache` is a folder that only this user can write."""
        logging.getLogger("jieba").setLevel(logging.ERROR)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.tmp_dir = str(cache or _private_folder())
        self._tokenizer.initialize()
        for word in words:
            self._tokenizer.add_word(word, _DOMAIN_FREQUENCY)

    def cut(self, text: str) -> list[str]:
        """The words of a text, in order; joined they are the text again."""
        return list(self._tokenizer.cut(text, HMM=False))

    def edges(self, text: str) -> frozenset[int]:
        """The character offsets at which a word begins or ends, 0 and the text's length included."""
        offsets, position = [0], 0
        for word in self._tokenizer.cut(text, HMM=False):
            position += len(word)
            offsets.append(position)
        return frozenset(offsets)


def _private_folder() -> Path:
    """Where jieba may keep its binary dictionary: never the shared /tmp, whose files it would trust."""
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = (Path(base) if base else Path.home() / ".cache") / "linli"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):
        return Path(tempfile.mkdtemp(prefix="linli-"))
    return folder
