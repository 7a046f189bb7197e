"""Word boundaries with the domain's words."""

import stat
from itertools import accumulate
from math import isclose, log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.lexicon import examples_folder
from intents.examples import read_folder
from intents.lexicon import Lexicon
from intents.segment import Segmenter


@pytest.fixture(scope="module")
def segmenter(tmp_path_factory: pytest.TempPathFactory) -> Segmenter:
    return Segmenter(("楼道灯", "煤气味"), cache=tmp_path_factory.mktemp("jieba"))


def test_a_domain_word_stays_whole(segmenter: Segmenter) -> None:
    assert segmenter.cut("楼道灯坏了") == ["楼道灯", "坏", "了"]


def test_the_words_joined_are_the_text(segmenter: Segmenter) -> None:
    text = "3栋2单元 煤气味很浓!?"
    assert "".join(segmenter.cut(text)) == text


def test_words_begin_where_the_cut_says(segmenter: Segmenter) -> None:
    text = "楼道灯坏了"
    assert [at for at in range(len(text)) if segmenter.begins_word(text, at)] == [0, 3, 4]


@given(st.text(alphabet="楼道灯煤气味停水薪水坏了漏不亮,。3", min_size=1, max_size=6))
def test_a_short_text_has_its_words_where_the_cut_has_them(segmenter: Segmenter, text: str) -> None:
    begins = accumulate((len(word) for word in segmenter.cut(text)), initial=0)
    expected = {at for at in begins if at < len(text) and not text[at].isascii()}
    assert {
        at for at, sign in enumerate(text) if segmenter.begins_word(text, at) and not sign.isascii()
    } == expected


def test_rjieba_cuts_every_example_as_jieba_does(lexicon: Lexicon, tmp_path: Path) -> None:
    pytest.importorskip("rjieba", reason="the optional drop-in is not installed: pip install 'linli[rjieba]'")
    ours, theirs = (Segmenter(lexicon.words, cache=tmp_path, drop_in=quick) for quick in (False, True))
    texts = {example.message.text for example in read_folder(examples_folder())}
    assert len(texts) > 25_000
    other = [(ours.cut(text), theirs.cut(text)) for text in texts if ours.cut(text) != theirs.cut(text)]
    assert [pair for pair in other if not equally_likely(ours, *pair)] == []
    assert len(other) <= len(texts) // 20_000  # 刷漆 刷 or 刷 漆刷


def equally_likely(segmenter: Segmenter, one: list[str], another: list[str]) -> bool:
    """Whether two cuts of a text have the same probability by the dictionary, so that either may be chosen."""
    known = segmenter._tokenizer.FREQ
    likely = (sum(log(known.get(word) or 1) for word in cut) for cut in (one, another))
    return len(one) == len(another) and isclose(*likely)


@pytest.mark.parametrize("damaged", [b"", b"no cache", None], ids=["empty", "no cache", "whole"])
def test_a_cache_is_read_or_made_anew(damaged: bytes | None, tmp_path: Path) -> None:
    expected = Segmenter(cache=tmp_path).cut("楼道灯坏了")
    cache = tmp_path / "jieba.cache"
    assert cache.stat().st_size > 1_000_000
    if damaged is not None:
        cache.write_bytes(damaged)
    assert Segmenter(cache=tmp_path).cut("楼道灯坏了") == expected
    assert cache.stat().st_size > 1_000_000


def test_the_default_cache_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    Segmenter()
    assert stat.S_IMODE((tmp_path / "linli").stat().st_mode) == 0o700
