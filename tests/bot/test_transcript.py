"""The notation of transcripts."""

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rehearsal.steps import Expect, Move, Pass, Redeliver, Restart, Silence, Speak, Where
from bot.rehearsal.transcript import TranscriptError, parse, read
from dispatch.clock import SHANGHAI
from dispatch.messages import Kind

GROUP = Where(group="金辉华府业主群")
HEAD = "[金辉华府业主群]\n"


def steps(text: str) -> list[object]:
    return list(parse(text, "t.txt").steps)


def speak(text: str) -> Speak:
    """The only line of a group."""
    (step,) = steps(HEAD + text)
    assert isinstance(step, Speak)
    return step


def test_the_first_comment_says_what_a_transcript_shows() -> None:
    assert parse("# A lamp is repaired.\n# more\n", "t.txt").about == "A lamp is repaired."


def test_a_transcript_plays_in_the_demo_community_unless_it_names_another() -> None:
    assert [parse(text, "t.txt").config for text in ("", "配置 demo", "配置 two-grids")] == [
        "demo",
        "demo",
        "two-grids",
    ]


def test_it_starts_at_its_first_moment() -> None:
    transcript = parse("时间 2026-03-02 19:00\n时间 2026-03-03 08:00", "t.txt")
    assert transcript.start == datetime(2026, 3, 2, 19, tzinfo=SHANGHAI)


@pytest.mark.parametrize("colon", [":", "：", " ： "])
def test_a_line_is_somebody_a_colon_and_words(colon: str) -> None:
    expected = Speak(line=2, end=2, where=GROUP, who="李阿姨", text="3栋漏水了: 快来")
    assert speak(f"李阿姨{colon}3栋漏水了: 快来") == expected


def test_an_indented_line_continues_the_one_above() -> None:
    expected = Speak(line=2, end=4, where=GROUP, who="依姆", text="#接龙\n1. 依姆\n2. 陈伯")
    assert speak("依姆: #接龙\n  1. 依姆\n  2. 陈伯") == expected


def test_a_time_before_a_line_moves_the_clock() -> None:
    assert steps(HEAD + "19:05 李阿姨: 好") == [
        Move(line=2, end=2, clock=time(19, 5)),
        Speak(line=2, end=2, where=GROUP, who="李阿姨", text="好"),
    ]


@pytest.mark.parametrize(
    ("mark", "kind", "picture"),
    [
        ("<图片 leak.jpg>", Kind.PICTURE, "leak.jpg"),
        ("<语音>", Kind.VOICE, None),
        ("<撤回>", Kind.RECALL, None),
        ("<入群>", Kind.JOIN, None),
    ],
)
def test_a_mark_stands_for_what_is_no_text(mark: str, kind: Kind, picture: str | None) -> None:
    assert speak(f"李阿姨: {mark}") == Speak(
        line=2, end=2, where=GROUP, who="李阿姨", kind=kind, picture=picture
    )


def test_a_quote_goes_before_its_words() -> None:
    expected = Speak(line=2, end=2, where=GROUP, who="陈伯", text="我家也是", quotes=True)
    assert speak("陈伯: <引用 上一条> 我家也是") == expected


def test_a_private_chat_belongs_to_whoever_speaks_in_it() -> None:
    found = steps("[私聊]\n李阿姨: 进度\n机器人: 没有\n陈伯: 进度\n机器人: 没有")
    people = [step.where.person for step in found if isinstance(step, Speak | Expect)]
    assert people == ["李阿姨", "李阿姨", "陈伯", "陈伯"]


def test_a_private_chat_may_name_its_person() -> None:
    assert steps("[私聊 王芳]\n机器人: 新工单 #1 …") == [
        Expect(line=2, end=2, where=Where(person="王芳"), text="新工单 #1 …")
    ]


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("过了 30分钟", timedelta(minutes=30)),
        ("过了30秒", timedelta(seconds=30)),
        ("过了 1小时30分钟", timedelta(minutes=90)),
        ("过了 2 天", timedelta(days=2)),
    ],
)
def test_time_passes(said: str, span: timedelta) -> None:
    assert steps(said) == [Pass(line=1, end=1, span=span)]


def test_a_restart_and_a_second_delivery_are_words_of_their_own() -> None:
    assert steps("重启\n重发上一条") == [Restart(line=1, end=1), Redeliver(line=2, end=2)]


@pytest.mark.parametrize("words", ["（机器人不插话）", "(机器人不插话)"])
def test_silence_is_asserted_where_the_conversation_is(words: str) -> None:
    assert steps(HEAD + words) == [Silence(line=2, end=2, where=GROUP)]


@pytest.mark.parametrize(
    ("expected", "said", "matches"),
    [
        ("已登记 #1…", "已登记 #1 电梯故障，今天19:30前回应。", True),
        ("…#1…", "新工单 #1\n3栋", True),
        ("已登记 #1", "已登记 #1 电梯故障", False),
        ("满意?", "满意。", False),
        ("没有", " 没有\n", True),
    ],
)
def test_an_expectation_matches_the_whole_line_and_dots_match_anything(
    expected: str, said: str, matches: bool
) -> None:
    assert Expect(line=1, end=1, where=GROUP, text=expected).matches(said) is matches


def test_only_a_transcript_that_expects_something_checks_anything() -> None:
    texts = ("陈伯: 早", "机器人: 早", "（机器人不插话）")
    assert [parse(HEAD + text, "t.txt").checks for text in texts] == [False, True, True]


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("李阿姨: 早", 1, "nobody knows where this is said"),
        (HEAD + "大家好", 2, "“大家好” is no notation"),
        (HEAD + "李阿姨: <视频 a.mp4>", 2, "“<视频 a.mp4>” is no notation"),
        (HEAD + "李阿姨: <图片>", 2, "“<图片>” is no notation"),
        (HEAD + "\n过了 一会儿", 3, "“过了 一会儿” names no length of time"),
        ("时间 明天", 1, "“明天” is no moment"),
        ("时间 2026-02-30 10:00", 1, "“2026-02-30 10:00” is no moment"),
        (HEAD + "25:10 李阿姨: 早", 2, "25:10 is no time of day"),
        ("[私聊]\n机器人: 早", 2, "[私聊] of whom?"),
        ("[私聊 王芳]\n李阿姨: 早", 2, "李阿姨 cannot speak in the private chat of 王芳"),
    ],
)
def test_what_is_no_notation_is_named_with_file_and_line(text: str, line: int, sentence: str) -> None:
    with pytest.raises(TranscriptError) as raised:
        parse(text, "t.txt")
    assert str(raised.value).startswith(f"t.txt:{line}: {sentence}")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "t.txt"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TranscriptError, match=r"t\.txt cannot be read"):
        read(file)


@given(st.text())
def test_any_text_is_a_transcript_or_a_transcript_error(text: str) -> None:
    try:
        found = parse(text, "t.txt").steps
    except TranscriptError:
        return
    assert all(1 <= step.line <= step.end for step in found)


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("时间 9999-12-31 23:59", "write a year from 2000 to 2099"),
        ("时间 0001-01-01 00:00", "write a year from 2000 to 2099"),
        ("过了 9999天", "let at most 366 days pass"),
    ],
)
def test_a_time_that_no_calendar_reaches_is_refused_with_the_way_out(text: str, way_out: str) -> None:
    with pytest.raises(TranscriptError, match=way_out):
        parse(f"[群]\n{text}\n", "a.txt")
