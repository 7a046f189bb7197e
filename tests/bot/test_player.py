"""Transcripts played through the whole bot."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.assets import demo_folder
from bot.rehearsal.cast import PlayError
from bot.rehearsal.played import Mismatch, Played
from bot.rehearsal.sketch import sketch
from bot.rehearsal.stage import stage
from bot.rehearsal.steps import Where
from bot.rehearsal.transcript import parse
from dispatch.cases import Case
from dispatch.clock import SHANGHAI
from dispatch.messages import Purpose
from intents.understand import Understanding
from tests.rewriting import rewritten

GROUP = Where(group="金辉华府业主群")
WANG = Where(person="王芳")
LIFT = """\
时间 2026-03-02 19:00
[金辉华府业主群]
陈伯: 今晚月亮真圆
李阿姨: 3栋2单元电梯又坏了
"""
TASK = "[私聊 王芳]\n机器人: 新工单 #1 …\n"


async def played(text: str, understanding: Understanding, folder: Path | None = None) -> Played:
    async with stage(parse(text, "t.txt", folder=folder), understanding=understanding) as player:
        return await player.play()


async def cases(text: str, understanding: Understanding) -> list[Case]:
    async with stage(parse(text, "t.txt"), understanding=understanding) as player:
        await player.play()
        return await player.app.store.read(lambda work: work.cases.find())


def at(clock: str, day: int = 2) -> datetime:
    return datetime.fromisoformat(f"2026-03-{day:02} {clock}").replace(tzinfo=SHANGHAI)


async def test_what_the_bot_says_is_told_with_time_place_and_purpose(understanding: Understanding) -> None:
    said = {line.where: line for line in (await played(LIFT, understanding)).said}
    assert set(said) == {GROUP, WANG}
    assert (said[GROUP].to, said[GROUP].mentions, said[GROUP].purpose) == (
        "李阿姨",
        ("李阿姨",),
        Purpose.RECEIPT,
    )
    assert (said[WANG].to, said[WANG].at, said[WANG].purpose) == ("王芳", at("19:00:04"), Purpose.TASK)


async def test_messages_that_were_nothing_for_the_bot_are_counted(understanding: Understanding) -> None:
    assert (await played(LIFT, understanding)).ignored == 1


async def test_they_are_counted_across_a_restart(understanding: Understanding) -> None:
    assert (await played(f"{LIFT}重启\n陈伯: 真圆啊\n", understanding)).ignored == 2


async def test_a_transcript_without_expectations_checks_nothing(understanding: Understanding) -> None:
    assert (await played(LIFT, understanding)).mismatches == ()


async def test_what_was_expected_and_said_is_no_mismatch(understanding: Understanding) -> None:
    assert (await played(f"{LIFT}机器人: @李阿姨 已登记 #1…\n{TASK}", understanding)).mismatches == ()


async def test_another_line_than_expected_is_a_mismatch(understanding: Understanding) -> None:
    (wrong,) = (await played(f"{LIFT}机器人: @李阿姨 已登记 #2…\n{TASK}", understanding)).mismatches
    assert (wrong.line, wrong.where, wrong.expected) == (5, GROUP, "@李阿姨 已登记 #2…")
    assert wrong.heard is not None
    assert wrong.heard.startswith("@李阿姨 已登记 #1")


async def test_a_line_that_nobody_expected_is_a_mismatch(understanding: Understanding) -> None:
    (wrong,) = (await played(f"{LIFT}机器人: @李阿姨 …\n", understanding)).mismatches
    assert (wrong.line, wrong.where, wrong.expected) == (4, WANG, None)


async def test_a_line_that_was_not_said_is_a_mismatch(understanding: Understanding) -> None:
    text = "[金辉华府业主群]\n陈伯: 今晚月亮真圆\n机器人: 是啊\n"
    (wrong,) = (await played(text, understanding)).mismatches
    assert wrong == Mismatch(line=3, where=GROUP, expected="是啊", heard=None)


async def test_silence_that_was_broken_is_a_mismatch(understanding: Understanding) -> None:
    found = (await played(f"{LIFT}（机器人不插话）\n{TASK}", understanding)).mismatches
    assert [(wrong.line, wrong.where, wrong.expected) for wrong in found] == [(4, GROUP, None)]


async def test_an_expected_line_may_take_half_a_minute(understanding: Understanding) -> None:
    text = "时间 2026-03-02 19:00\n[金辉华府业主群]\n李阿姨: 电梯坏了\n机器人: @李阿姨 电梯故障在几栋…\n"
    (question, *_) = (await played(text, understanding)).said
    assert question.at == at("19:00:22")


def test_a_mismatch_shows_where_and_two_lines() -> None:
    wrong = Mismatch(line=7, where=GROUP, expected="好的…", heard=None)
    assert str(wrong).splitlines() == [
        "line 7 [金辉华府业主群]",
        "  expected  机器人: 好的…",
        "  heard     机器人: （没有说话）",
    ]


async def test_spoken_lines_are_two_seconds_apart_and_times_move_the_clock(
    understanding: Understanding,
) -> None:
    text = f"{LIFT}21:30 陈伯: 早点睡\n陈伯: 晚安\n07:10 陈伯: 早\n过了 20分钟\n"
    async with stage(parse(text, "t.txt"), understanding=understanding) as player:
        await player.play()
        lines = player.console.lines("console:jinhui")
        assert [line.at for line in lines if line.sender_name == "陈伯"] == [
            at("19:00:02"),
            at("21:30:02"),
            at("21:30:04"),
            at("07:10:02", day=3),
        ]
        assert player.clock.now() == at("07:31:02", day=3)


async def test_the_same_time_of_day_again_is_the_same_minute(understanding: Understanding) -> None:
    text = f"{LIFT}21:30 陈伯: 早点睡\n21:30 陈伯: 晚安\n"
    async with stage(parse(text, "t.txt"), understanding=understanding) as player:
        await player.play()
        lines = player.console.lines("console:jinhui")
        assert [line.at for line in lines[-2:]] == [at("21:30:02"), at("21:30:04")]


async def test_what_is_due_on_the_way_happens_at_its_own_time(understanding: Understanding) -> None:
    said = (await played(f"{LIFT}过了 2小时\n", understanding)).said
    assert [line.at for line in said if line.purpose is Purpose.AGAIN] == [at("19:15:04")]


async def test_a_second_delivery_opens_no_second_case(understanding: Understanding) -> None:
    assert [case.number for case in await cases(f"{LIFT}重发上一条\n", understanding)] == [1]


async def test_a_line_can_be_taken_back(understanding: Understanding) -> None:
    found = await cases(f"{LIFT}李阿姨: <撤回>\n", understanding)
    assert [case.closed_how for case in found] == ["withdrawn"]


async def test_a_restart_keeps_what_was_committed(understanding: Understanding) -> None:
    found = await cases(f"{LIFT}重启\n[私聊 王芳]\n王芳: 接单\n", understanding)
    assert [(case.number, case.assignee, case.status.value) for case in found] == [
        (1, "wangfang", "accepted")
    ]


async def test_a_picture_is_sent_as_a_picture(understanding: Understanding) -> None:
    found = await cases(f"{LIFT}李阿姨: <图片 nowhere.jpg>\n", understanding)
    assert [len(case.pictures) for case in found] == [1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[同学群]\n陈伯: 早\n", "t.txt:2: there is no group 同学群 on the console"),
        ("[金辉华府业主群]\n陈伯: <撤回>\n", "t.txt:2: 陈伯 has nothing to take back"),
    ],
)
async def test_what_cannot_be_played_is_named_with_file_and_line(
    text: str, sentence: str, understanding: Understanding
) -> None:
    with pytest.raises(PlayError) as raised:
        await played(text, understanding)
    assert str(raised.value).startswith(sentence)


async def test_a_transcript_may_bring_its_own_configuration(
    understanding: Understanding, tmp_path: Path
) -> None:
    text = (demo_folder() / "community.yaml").read_text(encoding="utf-8")
    (tmp_path / "other.yaml").write_text(text.replace("金辉华府业主群", "一群"), encoding="utf-8")
    said = (await played("配置 other\n[一群]\n陈伯: 3栋2单元电梯又坏了\n", understanding, tmp_path)).said
    assert Where(group="一群") in {line.where for line in said}


def test_a_sketch_is_a_picture_of_its_name() -> None:
    with Image.open(BytesIO(sketch("leak.jpg"))) as picture:
        assert (picture.format, picture.size) == ("PNG", (64, 64))
    assert sketch("leak.jpg") == sketch("leak.jpg")
    assert sketch("leak.jpg") != sketch("lamp.jpg")


async def test_rewriting_leaves_what_fits_and_corrects_the_rest(understanding: Understanding) -> None:
    text = f"{LIFT}机器人: 好的\n陈伯: 又坏\n机器人: 是啊\n（机器人不插话）\n"
    transcript = parse(text, "t.txt")
    corrected = rewritten(text, transcript, await played(text, understanding))
    assert corrected.splitlines()[:6] == [
        *LIFT.splitlines(),
        "[私聊 王芳]",
        "机器人: 新工单 #1 电梯故障（2级）",
    ]
    assert "机器人: 好的" not in corrected
    assert "机器人: 是啊" not in corrected
    assert (await played(corrected, understanding)).mismatches == ()
