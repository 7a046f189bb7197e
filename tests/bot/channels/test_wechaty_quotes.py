"""Quotes and recalls in the forms that WeChat clients write them."""

import pytest

from bot.channels.wechaty.quotes import LONGEST_XML, recalled_id, without_quote

DASHES = "- - - - - - - - - - - - - - -"


def appmsg(title: str, refer: str, kind: str = "57", head: str = "") -> str:
    inner = f"<refermsg>{refer}</refermsg>"
    return f"{head}<msg><appmsg><title>{title}</title><type>{kind}</type>{inner}</appmsg></msg>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电梯坏了", ("电梯坏了", None)),
        (f"「李阿姨：电梯坏了」\n{DASHES}\n我也是", ("我也是", "电梯坏了")),
        (f"「3-2-501陈: 看「电梯」」\n{DASHES}\n同问", ("同问", "看「电梯」")),
        (f"「李阿姨：第一行\n第二行」\n{DASHES}\n收到\n马上", ("收到\n马上", "第一行\n第二行")),
        (f"「李阿姨：电梯坏了」\n{DASHES}\n", ("", "电梯坏了")),
        ("「平安」小区：你好", ("「平安」小区：你好", None)),
    ],
)
def test_a_quoted_head_is_cut_from_the_words(text: str, expected: tuple[str, str | None]) -> None:
    assert expected == without_quote(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(appmsg("我也是", "<content>电梯坏了</content>"), ("我也是", "电梯坏了"), id="plain"),
        pytest.param(
            appmsg("我也是", "<content>电梯坏了</content>", head='<?xml version="1.0"?>\n'),
            ("我也是", "电梯坏了"),
            id="with a declaration",
        ),
        pytest.param(
            appmsg("我也是", "<content>电梯坏了</content>", head="wxid_li:\n"),
            ("我也是", "电梯坏了"),
            id="behind the speaker's id",
        ),
        pytest.param(
            appmsg("哪里漏", "<type>3</type><content>&lt;msg&gt;&lt;img/&gt;&lt;/msg&gt;</content>"),
            ("哪里漏", "[图片]"),
            id="of a picture",
        ),
        pytest.param(
            appmsg(
                "同意",
                "<type>49</type><content>&lt;msg&gt;&lt;appmsg&gt;&lt;title&gt;电梯坏了&lt;/title&gt;"
                "&lt;/appmsg&gt;&lt;/msg&gt;</content>",
            ),
            ("同意", "电梯坏了"),
            id="of a quoting message",
        ),
    ],
)
def test_a_quoting_card_is_its_title_and_what_it_refers_to(text: str, expected: tuple[str, str]) -> None:
    assert expected == without_quote(text)


def test_a_quoting_card_may_come_escaped() -> None:
    escaped = appmsg("我也是", "<content>电梯坏了</content>").replace("<", "&lt;").replace(">", "&gt;")
    assert without_quote(escaped) == ("我也是", "电梯坏了")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<msg><appmsg><refermsg>", id="broken"),
        pytest.param(appmsg("分享", "<content>x</content>", kind="5"), id="another card"),
        pytest.param("<!DOCTYPE x [<!ENTITY a 'b'>]>" + appmsg("x", "<content>&a;</content>"), id="entities"),
        pytest.param(appmsg("长" * LONGEST_XML, "<content>x</content>"), id="endless"),
        pytest.param("说说 refermsg 是什么", id="the word itself"),
    ],
)
def test_what_is_no_quoting_card_stays_as_it_is(text: str) -> None:
    assert without_quote(text) == (text, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("m17", "m17"),
        ("<sysmsg><revokemsg><msgid>12</msgid><newmsgid>345</newmsgid></revokemsg></sysmsg>", "12"),
        ("<sysmsg><revokemsg><newmsgid>345</newmsgid></revokemsg></sysmsg>", "345"),
    ],
)
def test_a_recall_names_a_message(text: str, expected: str) -> None:
    assert expected == recalled_id(text)
