"""Frames are checked at the door: clean text, known types, all fields; nothing breaks the way out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.console import ConsoleChannel
from bot.web.frames import LONGEST_TEXT, FrameError, clean, dumps, line_fields, parse
from tests.web.fakes import GROUP


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("{", "不是 JSON"),
        ("[" * 100_000, "不是 JSON"),
        ("[]", "没有这种类型"),
        ('{"type": "dance"}', "没有这种类型"),
        ('{"type": ["say"]}', "没有这种类型"),
        ('{"type": "say", "conversation": "console:g1"}', "缺少 text"),
        ('{"type": "say", "conversation": 3, "text": []}', "缺少 conversation、text"),
        (
            json.dumps({"type": "say", "conversation": GROUP, "text": "长" * (LONGEST_TEXT + 1)}),
            "最多 4000 字",
        ),
    ],
)
def test_a_bad_frame_is_refused_with_a_sentence(raw: str, sentence: str) -> None:
    with pytest.raises(FrameError, match=sentence):
        parse(raw)


def test_a_good_frame_keeps_its_texts() -> None:
    frame = {"type": "say", "conversation": GROUP, "text": "灯坏了\n真的", "quote": "c1", "extra": 3}
    assert parse(json.dumps(frame)) == {k: v for k, v in frame.items() if k != "extra"}


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("\ud800坏\udfff", "\ufffd坏\ufffd"),
        ("a\x00\x07b", "a\ufffd\ufffdb"),
        ("一\r\n二\r三\t", "一\n二\n三\t"),
    ],
)
def test_lone_surrogates_and_control_characters_become_replacements(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@given(st.text(st.characters(exclude_categories=[]), max_size=50))
def test_clean_text_can_always_be_written_and_stays_clean(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned.encode().decode()) == cleaned


@given(st.text(st.characters(exclude_categories=[]), max_size=50))
def test_any_text_survives_the_way_out(text: str) -> None:
    assert json.loads(dumps({"text": text}).encode())["text"].encode(
        "utf-16", "surrogatepass"
    ) == text.encode("utf-16", "surrogatepass")


async def test_the_quote_of_a_recalled_line_no_longer_tells_what_it_said(console: ConsoleChannel) -> None:
    first = console.say("li", GROUP, "我的电话是 13812345678")
    reply = console.say("chen", GROUP, "收到", quote=first.id)
    before = line_fields(console, reply)["quote"]
    console.recall("li", first.id)
    after = line_fields(console, reply)["quote"]
    assert [before, after] == [
        {"name": "3-2-501李阿姨", "text": "我的电话是 13812345678"},
        {"name": "", "text": "引用内容已撤回"},
    ]
