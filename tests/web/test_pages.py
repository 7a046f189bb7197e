"""Plain HTTP: pictures in and out, cases as JSON, health, figures, the played day."""

from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.channels.console import ConsoleChannel
from bot.web.pages import LARGEST_PICTURE, STATIC
from dispatch.messages import Kind
from tests.web.conftest import Client
from tests.web.fakes import GROUP, FakeOffice

PNG = b"\x89PNG\r\n\x1a\n leak"
AS_LI = "/api/pictures?" + urlencode({"me": "li", "conversation": GROUP})


async def test_an_uploaded_picture_is_said_and_can_be_seen(client: Client, console: ConsoleChannel) -> None:
    answer = await client.post(AS_LI, data=PNG)
    (line,) = console.lines(GROUP)
    picture = await client.get(f"/pictures/{line.picture}")
    assert (answer.status, line.kind, await answer.json()) == (201, Kind.PICTURE, {"id": line.id})
    assert (picture.content_type, await picture.read()) == ("image/png", PNG)


async def test_bytes_that_are_no_picture_are_a_message_that_is_only_saved(
    client: Client, console: ConsoleChannel
) -> None:
    await client.post(AS_LI, data=b"<script>alert(1)</script>")
    (line,) = console.lines(GROUP)
    file = await client.get(f"/pictures/{line.id}")
    assert (file.content_type, file.headers["Content-Disposition"]) == (
        "application/octet-stream",
        "attachment",
    )


@pytest.mark.parametrize(("excess", "status"), [(0, 201), (1, 413)])
async def test_a_picture_may_have_20_mb_and_no_more(client: Client, excess: int, status: int) -> None:
    answer = await client.post(AS_LI, data=BytesIO(bytes(LARGEST_PICTURE + excess)))
    sentence = (await answer.json()).get("error")
    assert (answer.status, sentence) == (status, "图片超过 20 MB，请压缩后再发。" if excess else None)


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ({"me": "li", "conversation": "console:wangfang"}, PNG),
        ({"me": "nobody", "conversation": GROUP}, PNG),
        ({}, PNG),
        ({"me": "li", "conversation": GROUP}, b""),
    ],
)
async def test_a_picture_that_cannot_be_said_is_refused_with_a_sentence(
    client: Client, query: dict[str, str], body: bytes
) -> None:
    answer = await client.post(f"/api/pictures?{urlencode(query)}", data=body)
    assert (answer.status, bool((await answer.json())["error"])) == (400, True)


async def test_a_recalled_picture_is_gone(client: Client, console: ConsoleChannel) -> None:
    line = console.say("li", GROUP, picture=PNG)
    console.recall("li", line.id)
    assert (await client.get(f"/pictures/{line.id}")).status == 404


async def test_the_bots_pictures_come_from_the_pictures_folder(client: Client, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "week.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG)
    answers = [await client.get(f"/pictures/{name}") for name in ("week.png", "..%2Fsecret.png", "none.png")]
    assert [answer.status for answer in answers] == [200, 404, 404]


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"\xff\xd8\xff\xe0", "image/jpeg"), (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"), (b"GIF89a", "image/gif")],
)
async def test_pictures_are_known_by_their_first_bytes(
    client: Client, console: ConsoleChannel, content: bytes, kind: str
) -> None:
    line = console.say("li", GROUP, picture=content)
    assert (await client.get(f"/pictures/{line.id}")).content_type == kind


async def test_cases_and_the_history_of_one_are_json(client: Client, office: FakeOffice) -> None:
    number = office.open("电梯故障", "金辉华府3栋")
    office.note(number, "王芳", "接单")
    cases = await (await client.get("/api/cases")).json()
    one = await (await client.get(f"/api/cases/{number}")).json()
    assert [case["number"] for case in cases["cases"]] == [number]
    assert [line["action_name"] for line in one["history"]] == ["上报", "接单"]
    assert one["case"] == cases["cases"][0]


async def test_an_unknown_case_is_not_found(client: Client) -> None:
    answer = await client.get("/api/cases/99")
    assert (answer.status, await answer.json()) == (404, {"error": "没有 99 号工单"})


@pytest.mark.parametrize(("well", "status"), [(True, 200), (False, 503)])
async def test_health_is_what_the_office_says(
    client: Client, office: FakeOffice, well: bool, status: int
) -> None:
    office.well = well
    answer = await client.get("/healthz")
    assert (answer.status, (await answer.json())["ok"]) == (status, well)


async def test_every_number_of_the_offices_health_is_a_metric(client: Client, office: FakeOffice) -> None:
    office.open("电梯故障", "金辉华府3栋")
    text = await (await client.get("/metrics")).text()
    samples = [line for line in text.splitlines() if not line.startswith("#")]
    assert samples == [
        "linli_ok 1.0",
        "linli_messages_total 7.0",
        "linli_open_cases 1.0",
        'linli_account_signed_in{account="wechat"} 1.0',
        'linli_account_signed_in{account="other"} 0.0',
    ]


async def test_a_day_is_played_once_at_a_time(client: Client) -> None:
    first = await client.post("/api/play")
    second = await client.post("/api/play")
    assert [first.status, second.status] == [202, 409]
    assert (await second.json())["error"] == "演示正在进行，请等它结束再来一遍。"


def test_no_script_of_the_page_writes_markup_or_loads_from_elsewhere() -> None:
    texts = {path.name: path.read_text("utf-8") for path in STATIC.iterdir()}
    forbidden = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "https://",
        "//cdn",
    )
    assert {(name, word) for name, text in texts.items() for word in forbidden if word in text} == set()
