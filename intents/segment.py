"""Word boundaries: a jieba tokenizer of our own with the domain's words, cut by rjieba where it is installed (only here)."""

import logging
import marshal
import os
import re
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from importlib import import_module
from math import log
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba's old string escapes are not our users' concern
    import jieba

_DOMAIN_FREQUENCY = 100_000  # above every single character that would split a domain word
_CACHE = "jieba.cache"  # as jieba names that of its own dictionary
_WINDOW = 5  # characters around a place that decide where words begin there
_TIE = re.compile(r"(.)\1\1")  # 谢谢谢: cut one way is as likely as the other, and the two libraries differ

Cut = Callable[[str], list[str]]


class Segmenter:
    """Cuts text into words; built once, dictionary loaded at construction, HMM off."""

    def __init__(self, words: Iterable[str] = (), *, cache: Path | None = None, drop_in: bool = True) -> None:
        """`words` are domain words that must stay whole; `cache` is a folder that only this user can write.

        Without `drop_in` rjieba is not used even where it is installed; the words are the same.
        """
        words = tuple(words)
        logging.getLogger("jieba").setLevel(logging.ERROR)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.tmp_dir = folder = str(cache or private_folder())
        if not _recalled(self._tokenizer, Path(folder) / _CACHE):
            self._tokenizer.initialize()
        for word in words:
            self._tokenizer.add_word(word, _DOMAIN_FREQUENCY)
        self._total = log(self._tokenizer.total)
        self._words, self._drop_in = words, drop_in

    @cached_property
    def _quick(self) -> Cut | None:
        return _quick(self._words) if self._drop_in else None

    def cut(self, text: str) -> list[str]:
        """The words of a text, in order; joined they are the text again."""
        if self._quick is not None and not _TIE.search(text):
            return self._quick(text)
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


def _recalled(tokenizer: jieba.Tokenizer, cache: Path) -> bool:
    """Whether the dictionary was read from jieba's own cache: in one piece, three times as fast as jieba does it."""
    try:
        tokenizer.FREQ, tokenizer.total = marshal.loads(cache.read_bytes())
    except (OSError, EOFError, TypeError, ValueError):
        return False
    tokenizer.initialized = True
    return True


def _quick(words: Iterable[str]) -> Cut | None:
    """The cut of rjieba, several times as fast; None where it is not installed."""
    try:
        cutter = import_module("rjieba").Jieba()
    except ImportError:
        return None
    for word in words:
        cutter.add_word(word, _DOMAIN_FREQUENCY, "n")
    return lambda text: list(cutter.cut(text, False))


def private_folder() -> Path:
    """Where jieba may keep its binary dictionary: never the shared /tmp, whose files it would trust."""
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = (Path(base) if base else Path.home() / ".cache") / "linli"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):
        return Path(tempfile.mkdtemp(prefix="linli-"))
    return folder
