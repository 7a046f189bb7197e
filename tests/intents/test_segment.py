"""Word boundaries with the domain's words."""

import stat
from pathlib import Path

import pytest

from intents.segment import Segmenter


@pytest.fixture(scope="module")
def segmenter(tmp_path_factory: pytest.TempPathFactory) -> Segmenter:
    return Segmenter(("楼道灯", "煤气味"), cache=tmp_path_factory.mktemp("jieba"))


def test_a_domain_word_stays_whole(segmenter: Segmenter) -> None:
    assert segmenter.cut("楼道灯坏了") == ["楼道灯", "坏", "了"]


def test_the_words_joined_are_the_text(segmenter: Segmenter) -> None:
    text = "3栋2单元 煤气味很浓!?"
    assert "".join(segmenter.cut(text)) == text


def test_edges_are_where_words_begin_and_end(segmenter: Segmenter) -> None:
    assert segmenter.edges("楼道灯坏了") == frozenset({0, 3, 4, 5})


def test_the_default_cache_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    Segmenter()
    assert stat.S_IMODE((tmp_path / "linli").stat().st_mode) == 0o700
