"""Cleaning: each kind of noise goes, the words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.text import MAX_LENGTH, Cleaner, as_typed

NOISY = (  # as typed, as read
    ("电梯坏了！！！", "电梯坏了!"),
    ("３栋２单元", "3栋2单元"),
    ("電梯壞了", "电梯坏了"),
    ("楼到灯不亮", "楼道灯不亮"),
    ("从一楼到三楼都脏", "从一楼到三楼都脏"),
    ("wy来看看", "物业来看看"),
    ("好臭[Sob][Sob][Sob]", "好臭[流泪]"),
    ("好臭😭", "好臭[大哭]"),
    ("灯\u200b不\ufe0f亮\u0007", "灯不亮"),
    ("漏水\ud800了", "漏水了"),
    ("3栋   灯坏", "3栋 灯坏"),
)


@pytest.mark.parametrize(("typed", "read"), NOISY)
def test_noise_goes_and_the_words_stay(cleaner: Cleaner, typed: str, read: str) -> None:
    assert cleaner.normalise(typed).text == read


def test_a_quoted_head_is_context_and_only_the_reply_is_text(cleaner: Cleaner) -> None:
    cleaned = cleaner.normalise("「林姐：电梯又停了」\n- - - - - - - - -\n我也碰到")
    assert (cleaned.text, cleaned.quote) == ("我也碰到", "林姐:电梯又停了")


def test_a_quoting_message_in_xml_gives_reply_and_quote(cleaner: Cleaner) -> None:
    xml = "<msg><title>我家也是</title><type>57</type><refermsg><content>没水了</content></refermsg></msg>"
    cleaned = cleaner.normalise(xml)
    assert (cleaned.text, cleaned.quote) == ("我家也是", "没水了")


def test_a_mention_is_cut_out_and_remembered(cleaner: Cleaner) -> None:
    cleaned = cleaner.normalise("@清风物业小李\u2005门口的灯不亮")
    assert (cleaned.text, cleaned.mentions) == ("门口的灯不亮", ("清风物业小李",))


def test_an_office_mentioned_without_a_blank_does_not_swallow_the_text(cleaner: Cleaner) -> None:
    assert cleaner.normalise("@物业门口的灯不亮").text == "门口的灯不亮"


def test_a_very_long_text_is_capped(cleaner: Cleaner) -> None:
    assert len(cleaner.normalise("水管漏" * 100_000).text) == MAX_LENGTH


@given(st.text(max_size=200))
def test_cleaning_is_settled_after_one_pass_for_plain_words(cleaner: Cleaner, text: str) -> None:
    cleaned = cleaner.normalise(text).text
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert cleaned == cleaned.strip()


def test_a_part_is_found_as_it_was_typed() -> None:
    assert as_typed("退回３ 机房在施工，要街道协调！", "机房在施工,要街道协调!") == "机房在施工，要街道协调！"
    assert as_typed("办结 3 换了主板", "不在里面") == "不在里面"
