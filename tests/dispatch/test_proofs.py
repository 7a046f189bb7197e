"""What proves that something was done: telling sentences, new photos, and both by type."""

import pytest

from dispatch import closing, handling
from dispatch.errors import Refusal, Why
from dispatch.proofs import ALIKE, Proof, tells, used_before, without_photo
from tests.dispatch.builders import LI, WANG
from tests.dispatch.stage import CHEN_BO, LI_AYI, Stage, done


def photo(look: int, name: str = "a") -> str:
    return f"{name}-{look:032x}.jpg"


FLAT = "b.jpg"
ONE, OTHER = photo(0x1234_5678_9ABC_DEF0), photo((1 << 128) - 1)


@pytest.mark.parametrize("solution", ["换了主板", "挪走了", "和业主谈好了", "已疏通", "已经把灯换好了"])
def test_a_sentence_tells_what_was_done(solution: str) -> None:
    assert tells(solution)


@pytest.mark.parametrize(
    "solution", ["", "已处理", "处理好了！", "弄好了哦", "已经全部解决完毕。", "ok", "3", "可以了，谢谢"]
)
def test_some_sentences_say_nothing(solution: str) -> None:
    assert not tells(solution)


@pytest.mark.parametrize("said", ["无照片 家里没人", "没照片", "换好了，拍不了，天黑了", "住户不让拍"])
def test_that_there_is_no_photo_is_said_in_many_ways(said: str) -> None:
    assert without_photo(said)


@pytest.mark.parametrize("said", ["换了灯泡", "没有问题了", "照片稍后发"])
def test_other_words_are_no_excuse(said: str) -> None:
    assert not without_photo(said)


def test_a_photo_is_known_again_when_few_bits_differ() -> None:
    earlier = [Proof(picture=ONE, number=7)]
    again, new = (
        photo(int(ONE[2:34], 16) ^ ((1 << ALIKE) - 1)),
        photo(int(ONE[2:34], 16) ^ ((2 << ALIKE) - 1)),
    )
    assert used_before([OTHER, again], earlier) == earlier[0]
    assert used_before([OTHER, new], earlier) is None


def test_a_picture_without_a_look_is_like_no_other() -> None:
    assert used_before([FLAT], [Proof(picture=FLAT, number=7)]) is None


def test_a_type_that_shows_needs_a_photo(stage: Stage) -> None:
    stage.accepted("sanitation")
    refusal = Refusal(code=Why.NEEDS_PHOTO, number=1)
    assert stage.do(handling.resolve, WANG, 1, "环卫车拉走了") == refusal
    assert done(stage.do(handling.resolve, WANG, 1, "环卫车拉走了", (ONE,))).proof == (ONE,)


def test_a_photo_that_came_before_the_word_is_enough(stage: Stage) -> None:
    stage.accepted("sanitation")
    stage.do(handling.attach, WANG, 1, (ONE,))
    assert done(stage.do(handling.resolve, WANG, 1, "环卫车拉走了")).proof == (ONE,)


def test_the_photo_of_the_work_may_be_sent_once_more_with_the_word(stage: Stage) -> None:
    stage.accepted("sanitation")
    stage.do(handling.attach, WANG, 1, (ONE,))
    stage.wait(minutes=5)
    done(stage.do(handling.resolve, WANG, 1, "环卫车拉走了", (ONE,)))


def test_the_photo_of_another_case_is_refused(stage: Stage) -> None:
    stage.accepted("sanitation")
    done(stage.do(handling.resolve, WANG, 1, "环卫车拉走了", (ONE,)))
    stage.wait(days=30)
    stage.do(handling.accept, LI, stage.opened("greenery", reporter=CHEN_BO).number)
    refusal = Refusal(code=Why.OLD_PHOTO, number=2, detail="1")
    assert stage.do(handling.resolve, LI, 2, "锯了树枝", (ONE,)) == refusal
    assert stage.do(handling.attach, LI, 2, (ONE,)) == refusal
    done(stage.do(handling.resolve, LI, 2, "锯了树枝", (OTHER,)))


def test_the_photo_from_before_the_reopening_is_refused(stage: Stage) -> None:
    stage.accepted("sanitation")
    done(stage.do(handling.resolve, WANG, 1, "环卫车拉走了", (ONE,)))
    done(stage.do(closing.reopen, LI_AYI, 1))
    stage.wait(hours=1)
    refusal = Refusal(code=Why.OLD_PHOTO, number=1, detail="1")
    assert stage.do(handling.resolve, WANG, 1, "又拉了一车", (ONE,)) == refusal


def test_the_reporters_photo_proves_nothing(stage: Stage) -> None:
    stage.accepted("sanitation", pictures=(ONE,))
    refusal = Refusal(code=Why.OLD_PHOTO, number=1, detail="1")
    assert stage.do(handling.resolve, WANG, 1, "环卫车拉走了", (ONE,)) == refusal


def test_one_photo_may_show_two_cases_at_once(stage: Stage) -> None:
    stage.accepted("sanitation")
    stage.do(handling.accept, WANG, stage.opened("greenery", reporter=CHEN_BO).number)
    done(stage.do(handling.resolve, WANG, 1, "都清了", (ONE,)))
    done(stage.do(handling.resolve, WANG, 2, "都清了", (ONE,)))
