"""Broken files, hostile messages and unusable folders: a sentence or silence, never a crash, nothing lost."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.cli import run
from bot.commands.lexicon import load_lexicon
from bot.masking import call_name, masked, quoted
from bot.web.server import create_web
from dispatch.clock import VirtualClock
from dispatch.errors import LinliError
from dispatch.messages import Outbound
from dispatch.store import Store
from intents.understand import Understanding
from tests.bot.stage import GROUP, START, Stage, build
from tests.web.fakes import FakeOffice, create_console

REPORT = "3栋2单元电梯又坏了"
Hear = Callable[[bytes], None]

NOT_A_MESSAGE = [
    b"\xff\xfe\x00\x80garbage",
    b"[" * 200_000,
    b'{"text":' + b"[" * 100_000,
    b"NaN",
    b"1" * 10_000,
    b'{"text": NaN}',
    b'{"text": 5}',
]
STRANGE_MESSAGES = [
    b'{"text": "\\ud800"}',
    b'{"text": "hello", "from": ["a"], "group": {"x": 1}, "role": [1], "quote": 7, "at": 5}',
    b'{"text": "a", "group": "g", "from": "a", "at": "2026-03-02T09:00:00"}',
    b'{"text": "b", "group": "g", "from": "a", "at": "2026-03-02T09:00:10+08:00"}',
    b'{"text": "[/] [bold] {number} %s \\u001b[31m"}',
    b'{"text": "' + b"x" * 300_000 + b'"}',
]


# --- the commands ------------------------------------------------------------------------------------


@pytest.fixture
def hear(monkeypatch: pytest.MonkeyPatch) -> Hear:
    """Puts bytes where the commands read what people say."""
    return lambda said: monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(said), encoding="utf-8"))


def errors(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines that a command which found something wrong prints as errors."""
    assert run(arguments) == 1
    return capsys.readouterr().err.splitlines()


def test_classify_answers_every_line_in_order(hear: Hear, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [*NOT_A_MESSAGE, *STRANGE_MESSAGES, json.dumps({"text": REPORT}).encode()]
    hear(b"\n".join(lines))
    code = run(["classify", "--jsonl"])
    readings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    refused = [reading["why"][0].startswith("no message") for reading in readings[: len(NOT_A_MESSAGE)]]
    assert (code, len(readings), refused) == (0, len(lines), [True] * len(NOT_A_MESSAGE))
    assert (readings[-1]["text"], readings[-1]["type"]) == (REPORT, "lift")


def test_what_classify_explains_cannot_steer_the_terminal(
    hear: Hear, capsys: pytest.CaptureFixture[str]
) -> None:
    hear(b"\n".join(STRANGE_MESSAGES))
    code = run(["classify", "--jsonl", "--explain"])
    out = capsys.readouterr().out
    assert (code, "\x1b" in out, "[/] [bold] {number} %s" in out) == (0, False, True)


def test_a_replayed_conversation_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "talk.txt"
    file.write_text(
        f"[金辉华府业主群]\n陈…{{}}%s: {REPORT} [/red] \x1b]0;evil\x07\n"
        "[私聊 王芳]\n王芳: 接单\n王芳: 办结 {x} %s [/bold] 换了主板\n",
        encoding="utf-8",
    )
    code = run(["replay", str(file)])
    out = capsys.readouterr().out
    assert (code, "\x1b" in out, "陈…{}%s: 3栋2单元电梯又坏了 [/red]" in out) == (0, False, True)


@pytest.mark.parametrize(
    "row",
    [
        '{"text": 5, "truth": {}}',
        '{"text": ["x"], "truth": {}}',
        '{"text": "x", "truth": "opens"}',
        '{"text": "x"}',
        "5",
        "not json",
        "[" * 100_000,
    ],
)
def test_a_row_without_a_label_is_named_with_its_line(
    row: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "log.jsonl"
    file.write_text(f'{{"text": "x", "truth": {{"none": 1}}}}\n{row}\n', encoding="utf-8")
    (sentence,) = errors(["eval", str(file)], capsys)
    assert sentence.startswith(f"linli: {file}:2: no labelled message: ")


def test_eval_measures_any_text_that_has_a_label(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, log = tmp_path / "phrases.tsv", tmp_path / "log.jsonl"
    table.write_text(
        f"\ufefftext\tlabel\n[/]好[bold]\u2028\x1b[31m\tlift\n{'长' * 200_000}\tlift\n", encoding="utf-8"
    )
    log.write_text(
        '{"text": "\\ud800", "from": [1], "group": {}, "truth": {"opens": "lift"}}', encoding="utf-8"
    )
    code = run(["eval", str(table), str(log)])
    out = capsys.readouterr().out
    assert (code, out.split(":")[0]) == (0, "3 messages, 3 requests")
    assert ("\x1b" in out, "[/]好[bold]" in out) == (False, True)


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        ("[" * 1500, 1, "nested too deeply"),
        ("- " * 50_000, 1, "nested too deeply"),
        (
            "a0: &a0 [1]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 12)),
            1,
            "200000 values",
        ),
        ("community: {}\n? [a, b]\n: 1\n", 2, "cannot be a key"),
        ("\nstaff: !!python/object:os.system x\n", 2, "could not determine a constructor"),
    ],
)
def test_a_configuration_that_is_no_plain_yaml_is_a_list_of_faults(
    content: str, line: int, what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(content, encoding="utf-8")
    code = run(["check", "--config", str(file)])
    faults = capsys.readouterr().out.splitlines()
    named = [fault for fault in faults if fault.startswith(f"{file}:{line}: ") and what in fault]
    assert (code, len(named)) == (1, 1)
    assert [fault for fault in faults if not fault.startswith(f"{file}:")] == []


def test_a_broken_lexicon_is_a_list_of_faults_of_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "lift.yaml").write_text("type: lift\nhints: [\n", encoding="utf-8")
    with pytest.raises(LinliError, match=re.escape(f"{tmp_path}/lift.yaml:3: This is not YAML")):
        load_lexicon(tmp_path)


@pytest.mark.parametrize("inside", ["", "/deeper"])
def test_a_data_folder_that_is_a_file_is_refused_in_one_sentence(
    inside: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.touch()
    (sentence,) = errors(["demo", "--no-browser", "--port", "0", "--data", f"{file}{inside}"], capsys)
    assert sentence.startswith(f"linli: the data folder {file}{inside} cannot be used (")


def test_a_database_of_a_newer_program_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(tmp_path / "linli.db") as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    database.close()
    (sentence,) = errors(["demo", "--no-browser", "--port", "0", "--data", str(tmp_path)], capsys)
    assert sentence.startswith("linli: The database was written by a newer Linli")


@pytest.mark.parametrize("name", ["a" * 5000, "%00", "..%2f..%2fconfig.yaml", "%2e"])
async def test_a_picture_that_cannot_exist_is_not_found(name: str, tmp_path: Path) -> None:
    office = FakeOffice()
    app = create_web(console=create_console(office), office=office, title="", data=tmp_path)
    async with TestClient(TestServer(app)) as client:
        answer = await client.get(f"/pictures/{name}")
    assert answer.status == 404


# --- the conversation --------------------------------------------------------------------------------


@pytest.fixture
def stage(understanding: Understanding, tmp_path: Path) -> Iterator[Stage]:
    clock = VirtualClock(START)
    store = Store.open("sqlite://", community="demo", clock=clock)
    yield build(store, clock, understanding, tmp_path / "pictures")
    store.close()


async def answers(stage: Stage, text: str, by: str = "liayi", **parts: object) -> list[Outbound]:
    """What the bot says to one message and in the half minute after it."""
    before = len(stage.channel.said)
    await stage.hear(stage.message(text, by, **parts))  # type: ignore[arg-type]  # fields of the message
    stage.later(seconds=30)
    await stage.desk.drain()
    await stage.sender.drain()
    return stage.channel.said[before:]


def in_group(lines: list[Outbound]) -> list[str]:
    return [line.text for line in lines if line.conversation == GROUP]


async def test_hostile_texts_are_outlived_and_the_next_report_is_registered(stage: Stage) -> None:
    for text in (
        "\x00\x07",
        "\ud800\udfff",
        "😀" * 3000,
        "A" * 100_000,
        "(" * 100_000,
        "「" * 50_000,
        "\u202e",
    ):
        await answers(stage, text)
    (receipt,) = in_group(await answers(stage, f"\u202e{REPORT}\x00\ud83d"))
    assert receipt.startswith("@李阿姨 已登记 #1 电梯故障")


@pytest.mark.parametrize("more", ["我电话13812345678", "13812345678", "身份证350102199001011234"])
async def test_a_report_that_ends_with_a_number_of_the_reporter_is_no_advertisement(
    more: str, stage: Stage
) -> None:
    (receipt,) = in_group(await answers(stage, f"{REPORT}，{more}"))
    assert receipt == "@李阿姨 已登记 #1 电梯故障，王芳(网格员)会在今天19:30前回应。"


@pytest.mark.parametrize("order", ["接单 1", "督办 1 快点", "办结 1 修好了", "转办 1 李强", "周报"])
async def test_a_resident_with_a_grid_members_name_gives_no_orders(order: str, stage: Stage) -> None:
    await answers(stage, REPORT)
    said = await answers(stage, order, by="impostor", sender_name="王芳")
    assert in_group(said) == ["这个口令我不能执行；发 帮助 看能做的。"]


@pytest.mark.parametrize("order", ["满意 1", "没解决 1", "进度 1"])
async def test_somebody_elses_case_is_unknown(order: str, stage: Stage) -> None:
    await answers(stage, REPORT)
    said = await answers(stage, order, by="chenbo")
    assert in_group(said) == ["没有找到您的 #1；发 进度 可看您自己的诉求。"]


async def test_what_is_in_a_grid_members_hands_is_never_listed_before_residents(stage: Stage) -> None:
    await answers(stage, "独居老人没人照顾，在3栋2单元", by="chenbo")
    said = await answers(stage, "我的", by="wangfang", addressed=True)
    assert [line.conversation for line in said] == ["console:wangfang"]


@pytest.mark.parametrize("order", ["热点 李强 13812345678", "日报 明天 我家3-2-501漏水"])
async def test_an_order_that_is_not_there_yet_is_not_echoed_before_residents(
    order: str, stage: Stage
) -> None:
    said = await answers(stage, order, by="wangfang")
    assert ([line.conversation for line in said], in_group(said)) == (["console:wangfang"], [])


async def test_a_group_hears_of_a_solution_in_one_short_masked_line(stage: Stage) -> None:
    await answers(stage, REPORT)
    await answers(stage, "接单 1", by="wangfang", conversation="console:wangfang")
    solution = "换了501的主板\n电话13812345678 {number} %s" + "长" * 3000
    said = await answers(stage, f"办结 1 {solution}", by="wangfang", conversation="console:wangfang")
    (question,) = in_group(said)
    assert question.startswith("@李阿姨 #1 电梯故障 已办结：换了某室的主板 电话138****5678 {number} %s")
    assert ("\n" in question, len(question) < 150) == (False, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("１３８１２３４５６７８", "138****5678"),
        ("8613812345678", "86138****5678"),
        ("138.1234.5678", "138****5678"),
        ("1 3 8 1 2 3 4 5 6 7 8", "138****5678"),
        ("138\u200b12345678", "138****5678"),
        ("一三八一二三四五六七八", "***"),
        ("0591 8765 4321", "0591****4321"),
        ("87654321", "****4321"),
        ("350102 19900101 1234", "3501**********1234"),
        ("3－2－501", "3-2"),
        ("3.2.501", "3.2"),
        ("3/2/501", "3/2"),
        ("三栋五零一", "三栋某室"),
        ("501的老陈", "某室的老陈"),
        ("501、502两户", "某室、某室两户"),
        ("B1203漏水", "某室漏水"),
        ("２栋５０１室", "2栋某室"),
    ],
)
def test_no_spelling_of_a_phone_an_identity_number_or_a_room_gets_through(text: str, expected: str) -> None:
    assert (masked(text), masked(masked(text))) == (expected, expected)


@pytest.mark.parametrize(
    "text",
    [
        "用时120分钟",
        "花了1202元",
        "110已到场",
        "共510户",
        "第101条",
        "压力0.510",
        "二零二六年",
        "一百零三户",
        "10:15到",
    ],
)
def test_quantities_hotlines_and_moments_are_no_rooms(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("alias", "expected"),
    [("\u202e陈姐", "陈姐"), ("\u200b", "邻居"), ("陈\n姐", "陈 姐"), ("五零一陈", "陈")],
)
def test_a_name_can_neither_turn_a_line_around_nor_break_it(alias: str, expected: str) -> None:
    assert call_name(alias) == expected


def test_what_somebody_wrote_is_quoted_in_at_most_60_characters() -> None:
    assert quoted("长" * 61) == "长" * 60 + "…"
