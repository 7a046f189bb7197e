"""Corrections lead to proposed cues whose effect is counted by really reading with them; a small lexicon of two types."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pytest

from intents.candidates import NEAR, beside
from intents.examples import Example, Truth
from intents.lexicon import WEIGHTS, Cue, Lexicon, PairRule, Shelf, TypeInfo
from intents.model import Message, Role
from intents.suggesting import ALIKE, Proposal, corrected, guess, suggest
from intents.understand import Understanding

LEXICON = Lexicon(
    types={code: TypeInfo(code=code, name=code) for code in ("facility", "light")},
    cues=(Cue(text="路灯不亮", shelf=Shelf.PHRASE, owner="light", weight=WEIGHTS[Shelf.PHRASE]),),
    pairs=(),
    sets={},
    frames={},
)
MISSED = corrected("顶上光伏板掉下来了", ["facility"])


def said(text: str, *types: str, joins: str | None = None) -> Example:
    """A neighbour's line with its label."""
    message = Message(text=text, sender="李阿姨", group="群")
    return Example(voice="v", key="1", message=message, truth=Truth(types=types, joins=joins))


@cache
def reader() -> Understanding:
    """The small lexicon, read; its word boundaries take a second to load."""
    return Understanding(LEXICON)


def proposed(
    examples: Iterable[Example], corrections: Iterable[Example], lexicon: Lexicon = LEXICON
) -> list[Proposal]:
    return suggest(reader().with_cues(lexicon), lexicon, examples, corrections)


def found(
    examples: Iterable[Example], *corrections: Example, lexicon: Lexicon = LEXICON
) -> dict[str, Proposal]:
    """Proposals by how the cue is written."""
    return {each.candidate.text: each for each in proposed(examples, corrections, lexicon)}


def test_a_missed_text_proposes_its_unknown_object_with_what_it_would_open() -> None:
    examples = [
        said("光伏板掉下来半块", "facility"),
        said("光伏板碎了一地", "facility"),
        said("光伏板今年真便宜"),
        said("吃了吗"),
    ]
    word = found(examples, MISSED)["光伏板"]
    assert (word.candidate.type, word.candidate.shelf) == ("facility", Shelf.PHRASE)
    assert (word.own, word.elsewhere) == (3, 1)
    assert (word.opens_right, word.opens_wrong, word.benefit) == (3, 1, 2)
    assert word.changed == tuple(each.message.text for each in (*examples[:3], MISSED))


def test_object_and_defect_near_each_other_are_proposed_as_a_pair() -> None:
    pair = found([said("光伏板今年真便宜"), said("光伏那边掉下来一块", "facility")], MISSED)["光伏…掉下来"]
    assert (pair.candidate.shelf, pair.own, pair.elsewhere) == (Shelf.PAIR, 2, 0)
    assert (pair.opens_right, pair.opens_wrong) == (2, 0)


def test_a_word_of_much_small_talk_is_shown_last_with_its_harm() -> None:
    chatter = [said(f"今天掉下来{count}次") for count in range(5)]
    proposals = proposed(chatter, [MISSED])
    last = proposals[-1]
    assert (last.candidate.text, last.elsewhere, last.opens_right, last.opens_wrong, last.benefit) == (
        "掉下来",
        5,
        1,
        5,
        -4,
    )
    assert [each.benefit for each in proposals] == sorted((each.benefit for each in proposals), reverse=True)


def test_words_of_what_is_no_request_are_proposed_against_its_type() -> None:
    examples = [
        said("路灯不亮", "light"),
        said("路灯不亮这出话剧好看"),
        said("这出话剧讲三栋路灯不亮", "light"),
    ]
    word = found(examples, corrected("昨晚话剧路灯不亮", []))["话剧"]
    assert (word.candidate.type, word.candidate.shelf) == ("light", Shelf.AGAINST)
    assert (word.own, word.elsewhere) == (1, 2)
    assert (word.silent_right, word.silent_wrong, word.benefit) == (2, 1, 1)


def test_a_wrong_type_is_put_right_and_one_that_turns_wrong_is_counted() -> None:
    lexicon = replace(
        LEXICON,
        cues=(
            *LEXICON.cues,
            Cue(text="灯箱", shelf=Shelf.SCENE, owner="light", weight=WEIGHTS[Shelf.SCENE]),
        ),
    )
    examples = [said("招牌灯箱不亮", "light")]
    word = found(examples, corrected("招牌灯箱歪了", ["facility"]), lexicon=lexicon)["招牌"]
    assert (word.types_right, word.types_wrong, word.opens_right, word.benefit) == (1, 1, 0, 0)


def test_what_opens_with_a_wrong_type_is_no_benefit() -> None:
    word = found([said("光伏板照到我家", "light")], MISSED)["光伏板"]
    assert (word.opens_right, word.types_wrong, word.benefit) == (2, 1, 1)


def test_what_the_type_has_already_is_not_proposed_again() -> None:
    rule = PairRule(
        owner="facility", shelf=Shelf.PAIR, first=("光伏",), second=("掉下来",), distance=0, weight=0.1
    )
    hint = Cue(text="光伏板", shelf=Shelf.HINT, owner="facility", weight=0.1)
    known = replace(LEXICON, cues=(*LEXICON.cues, hint), pairs=(rule,))
    assert {"光伏板", "光伏", "掉下来", "光伏…掉下来"} & found([], MISSED, lexicon=known).keys() == set()
    assert "光伏板" in found([], MISSED, lexicon=replace(known, cues=LEXICON.cues))


@pytest.mark.parametrize(
    "lesson", [corrected("路灯不亮", ["light"]), corrected("吃了吗", []), corrected("", ["light"])]
)
def test_what_is_read_rightly_or_says_nothing_proposes_nothing(lesson: Example) -> None:
    assert proposed([], [lesson]) == []


def test_of_several_corrections_of_one_text_the_last_counts() -> None:
    again = corrected(MISSED.message.text, ["light"])
    assert {each.candidate.type for each in proposed([], [MISSED, again])} == {"light"}


def test_staff_pictures_and_what_joins_a_case_are_not_counted() -> None:
    line = said("光伏板掉下来了")
    outside = [
        replace(line, picture=True),
        replace(line, message=replace(line.message, role=Role.STAFF)),
        said("光伏板掉下来了", joins="7"),
    ]
    word = found(outside, MISSED)["光伏板"]
    assert (word.own, word.elsewhere, word.opens_right, word.opens_wrong) == (1, 0, 1, 0)


def test_of_proposals_that_change_the_same_messages_only_a_few_are_shown() -> None:
    proposals = proposed([], [corrected("顶上光伏板掉下来半截砸坏花盆遮雨棚", ["facility"])])
    assert Counter(each.candidate.shelf for each in proposals) == {Shelf.PHRASE: ALIKE, Shelf.PAIR: ALIKE}


def test_the_same_corrections_give_the_same_proposals() -> None:
    examples = [said("光伏板今年真便宜"), said("光伏那边掉下来一块", "facility")]
    assert proposed(examples, [MISSED]) == proposed(examples, [MISSED])


def test_trying_a_cue_reads_as_a_new_understanding_with_it_would() -> None:
    cue = Cue(text="光伏板", shelf=Shelf.PHRASE, owner="facility", weight=WEIGHTS[Shelf.PHRASE])
    more = replace(LEXICON, cues=(*LEXICON.cues, cue))
    tried, built = reader().with_cues(more), Understanding(more)
    assert tried.read(MISSED.message) == built.read(MISSED.message) != reader().read(MISSED.message)


def test_an_unnamed_type_is_guessed_and_never_left_open() -> None:
    assert list(guess(LEXICON, ["路灯不亮", "吃了吗", ""])) == ["light", "facility", "facility"]


@pytest.mark.parametrize(
    ("second", "expected"),
    [((2, 4), True), ((2 + NEAR, 12), True), ((3 + NEAR, 13), False), ((1, 3), False)],
)
def test_near_is_counted_between_the_words(second: tuple[int, int], expected: bool) -> None:
    assert beside([(0, 2)], [second]) == expected
    assert beside([second], [(0, 2)]) == expected
