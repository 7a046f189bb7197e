"""How a message is said decides whether it is a request."""

import pytest

from intents.cues import CueIndex
from intents.lexicon import Lexicon
from intents.segment import Segmenter
from intents.speech import Speech, Ways

KINDS = (  # text, the frame that explains it
    ("【通知】本周四上午检修线路", "notice"),
    ("修好了,谢谢师傅", "resolved"),
    ("辛苦了[玫瑰]", "thanks"),
    ("万一电梯坏了要爬多少层", "hypothetical"),
    ("我老家那边天天停电", "elsewhere"),
    ("听说东边的工厂着火", "hearsay"),
    ("捡到一把伞,放门卫", "lostfound"),
    ("转让婴儿床,九成新,自提", "trade"),
    ("专业疏通管道,随叫随到", "ad"),
    ("明天消防演练", "drill"),
    ("谁有修空调的师傅推荐一下", "neighbours"),
    ("#接龙\n1. 小王 两份", "solitaire"),
    ("哈哈笑死", "joke"),
)


@pytest.fixture(scope="module")
def index(lexicon: Lexicon) -> CueIndex:
    return CueIndex(lexicon, Segmenter(lexicon.words).begins_word)


def said(index: CueIndex, lexicon: Lexicon, text: str) -> Speech:
    return Ways(lexicon.frames).speech(index.find(text).speech, text)


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_each_way_of_speaking_is_known(index: CueIndex, lexicon: Lexicon, text: str, kind: str) -> None:
    assert said(index, lexicon, text).kind == kind


@pytest.mark.parametrize("text", ["麻烦来修一下", "能不能派人处理", "有没有人管"])
def test_asking_speaks_for_a_request(index: CueIndex, lexicon: Lexicon, text: str) -> None:
    assert said(index, lexicon, text).weight > 0


def test_not_yet_solved_is_not_solved(index: CueIndex, lexicon: Lexicon) -> None:
    assert "resolved" not in said(index, lexicon, "昨天说修好了,今天又坏了").frames


def test_asking_and_complaining_is_limited(index: CueIndex, lexicon: Lexicon) -> None:
    text = "麻烦物业快来处理一下,好几天了,急死,救命,我们单元每天受不了"
    assert said(index, lexicon, text).weight == 2.0


def test_nothing_special_is_chat(index: CueIndex, lexicon: Lexicon) -> None:
    assert said(index, lexicon, "云").kind == "chat"
