"""Finding cues: pairs near each other, single characters only as words, denials respected."""

import pytest

from intents.cues import CueIndex
from intents.found import Found
from intents.lexicon import Cue, Lexicon, PairRule, Shelf
from intents.segment import Segmenter


def cue(text: str, shelf: Shelf = Shelf.PHRASE, owner: str = "water", **anchors: bool) -> Cue:
    return Cue(text=text, shelf=shelf, owner=owner, weight=3.0, **anchors)


def pair(first: str, second: str, *, ordered: bool = False) -> PairRule:
    return PairRule(
        owner="water",
        shelf=Shelf.PAIR,
        first=tuple(first.split()),
        second=tuple(second.split()),
        distance=6,
        weight=2.0,
        ordered=ordered,
    )


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


def index(
    segmenter: Segmenter,
    *,
    cues: tuple[Cue, ...] = (),
    pairs: tuple[PairRule, ...] = (),
    signs: tuple[str, ...] = (),
) -> CueIndex:
    lexicon = Lexicon(types={}, cues=cues, pairs=pairs, sets={"broken": ("坏了", "断了")}, frames={})
    return CueIndex(lexicon, segmenter.begins_word, signs)


def names(found: Found) -> list[str]:
    return [match.cue for match in found.topical] + [phrase.cue for phrase in found.speech]


def test_overlapping_cues_are_all_found(segmenter: Segmenter) -> None:
    cues = (cue("停水"), cue("停水了"))
    assert names(index(segmenter, cues=cues).find("又停水了")) == ["停水", "停水了"]


def test_a_pair_is_found_in_either_order_and_the_usual_one_weighs_more(segmenter: Segmenter) -> None:
    found = index(segmenter, pairs=(pair("水管", "$broken"),))
    forward, backward = found.find("水管坏了").topical[0], found.find("坏了水管").topical[0]
    assert (forward.cue, backward.cue) == ("水管…坏了", "水管…坏了")
    assert forward.weight > backward.weight


def test_an_ordered_pair_is_not_found_backwards(segmenter: Segmenter) -> None:
    assert names(index(segmenter, pairs=(pair("水管", "坏了", ordered=True),)).find("坏了水管")) == []


def test_words_far_apart_are_no_pair(segmenter: Segmenter) -> None:
    assert names(index(segmenter, pairs=(pair("水管", "坏了"),)).find("水管是新的可是我家的灯坏了")) == []


def test_a_pair_over_two_clauses_weighs_less(segmenter: Segmenter) -> None:
    found = index(segmenter, pairs=(pair("水管", "坏了"),))
    assert found.find("水管坏了").topical[0].weight > found.find("水管,坏了").topical[0].weight


def test_a_single_character_counts_only_as_a_word(segmenter: Segmenter) -> None:
    found = index(segmenter, pairs=(pair("水", "很小"),))
    assert names(found.find("家里水很小")) == ["水…很小"]
    assert names(found.find("薪水很小")) == []


@pytest.mark.parametrize("text", ["不是漏水", "没漏水", "没有漏水", "别漏水"])
def test_a_denied_cue_does_not_count(segmenter: Segmenter, text: str) -> None:
    assert names(index(segmenter, cues=(cue("漏水"),)).find(text)) == []


@pytest.mark.parametrize("text", ["万一漏水", "要是楼上又漏水", "如果哪天漏水了怎么办"])
def test_a_supposed_cue_does_not_count(segmenter: Segmenter, text: str) -> None:
    assert names(index(segmenter, cues=(cue("漏水"),)).find(text)) == []


def test_what_stands_in_another_clause_is_not_supposed(segmenter: Segmenter) -> None:
    text = "万一摔了怎么办,楼道漏水"
    assert names(index(segmenter, cues=(cue("漏水"),)).find(text)) == ["漏水"]


def test_a_question_is_no_denial(segmenter: Segmenter) -> None:
    assert names(index(segmenter, cues=(cue("漏水"),)).find("是不是漏水")) == ["漏水"]


def test_anchored_cues_stand_at_the_beginning_or_end(segmenter: Segmenter) -> None:
    cues = (
        cue("收到", Shelf.SPEECH, "reply", at_start=True, at_end=True),
        cue("顶", Shelf.SPEECH, "support", at_end=True),
    )
    found = index(segmenter, cues=cues)
    assert names(found.find("收到")) == ["收到"]
    assert names(found.find("收到一个快递")) == []
    assert names(found.find("我也顶")) == ["顶"]


def test_latin_letters_are_found_in_either_case(segmenter: Segmenter) -> None:
    assert names(index(segmenter, cues=(cue("KTV"),)).find("楼下ktv")) == ["KTV"]


def test_a_sign_is_told_whatever_else_it_means(segmenter: Segmenter) -> None:
    found = index(segmenter, cues=(cue("停水"),), signs=("撤单", "停水"))
    assert [found.glance(text).signed for text in ("撤单3", "又停水了", "今天下雨")] == [True, True, False]
