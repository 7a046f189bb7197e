"""Word boundaries: a jieba tokenizer of our own with the domain's words (only here)."""

import logging
import os
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from math import log
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba's old string escapes are not our users' concern
    import jieba

_DOMAIN_FREQUENCY = 100_000  # above every single character that would split a domain word
_WINDOW = 5  # characters around a place that decide where words begin there


class Segmenter:
    """Cuts text into words; built once, dictionary loaded at construction, HMM off."""

    def __init__(self, words: Iterable[str] = (), *, cache: Path | None = None) -> None:
        """`words` are domain words that must stay whole; `cache` is a folder that only this user can write."""
        logging.getLogger("jieba").setLevel(logging.ERROR)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.tmp_dir = str(cache or private_folder())
        self._tokenizer.initialize()
        for word in words:
            self._tokenizer.add_word(word, _DOMAIN_FREQUENCY)
        self._total = log(self._tokenizer.total)

    def cut(self, text: str) -> list[str]:
        """The words of a text, in order; joined they are the text again."""
        return list(self._tokenizer.cut(text, HMM=False))

    def begins_word(self, text: str, at: int) -> bool:
        """Whether a word begins at an offset of the text, by the few characters around it."""
        begin = max(0, at - _WINDOW)
        window = text[begin : at + 1 + _WINDOW]
        at -= begin
        return not self._spanned(window, at) or at in self._beginnings(window)

    def _spanned(self, text: str, at: int) -> bool:
        """Whether any word of the dictionary reaches over an offset; mostly none does, then nothing need be cut."""
        known = self._tokenizer.FREQ  # holds each word's beginnings too, with frequency 0
        for begin in range(at):
            end = begin + 1
            while end <= len(text) and (frequency := known.get(text[begin:end])) is not None:
                if frequency and end > at:
                    return True
                end += 1
        return text[at].isascii() and at > 0

    def _beginnings(self, text: str) -> Iterator[int]:
        """The offsets at which the words of the likeliest cut begin: jieba's own, without its detours."""
        ends = self._likeliest(text)
        at = 0
        while at < len(text):
            yield at
            at = ends[at]

    def _likeliest(self, text: str) -> list[int]:
        """For each offset where the word that begins there ends, from the back; on a tie the longer word."""
        known, total = self._tokenizer.FREQ, self._total
        scores, ends = [0.0] * (len(text) + 1), list(range(1, len(text) + 1))
        for begin in range(len(text) - 1, -1, -1):
            best, end = float("-inf"), begin + 1
            while end <= len(text) and (frequency := known.get(text[begin:end])) is not None:
                if frequency and (score := log(frequency) - total + scores[end]) >= best:
                    best, ends[begin] = score, end
                end += 1
            scores[begin] = best if best > float("-inf") else scores[begin + 1] - total
        return ends


def private_folder() -> Path:
    """Where jieba may keep its binary dictionary: never the shared /tmp, whose files it would trust."""
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = (Path(base) if base else Path.home() / ".cache") / "linli"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):
        return Path(tempfile.mkdtemp(prefix="linli-"))
    return folder
