"""The staff's card: every word on it is read as what stands beside it."""

import re
from pathlib import Path

import pytest

from bot.handlers import OPEN_ORDERS, STAFF_ORDERS
from intents.model import Context, Role
from intents.orders import read_order

CARD = Path(__file__).parent.parent / "docs" / "staff-card.zh-CN.md"
COLLEAGUES = Context(colleagues=("李强", "王芳"))
MEANT = {  # the first word of an example and the verb that it has to be read as
    "接单": "accept", "收到": "accept", "3号接单": "accept", "到场": "arrive", "我到了": "arrive",
    "办结": "resolve", "转办": "transfer", "退回": "return", "延期": "extend", "挂账": "park", "恢复": "resume",
    "改类": "retype", "并": "merge", "目标": "goal", "标准": "criterion", "拆": "split",
    "议题": "agenda", "撤议题": "untable", "定": "decide", "属实": "verify", "不属实": "refute", "备注": "remark", "是": "confirm",
    "不是": "reject", "漏报": "missed", "我的": "mine", "详情": "detail", "值班": "duty", "值班表": "roster",
    "换班": "swap", "请假": "leave", "顶班": "cover", "同意": "agree", "不同意": "disagree", "周报": "weekly",
    "日报": "daily", "待办": "todo", "超期": "overdue", "热点": "hot", "统计": "stats", "催办": "nudge",
    "督办": "supervise", "查岗": "roster_check", "进群": "admit", "不进群": "decline",
    "绑定小区": "bind_room", "绑定": "bind", "帮助": "help",
    "3-5全接": "accept", "都接了": "accept", "3栋的我去看看": "accept", "3办结": "resolve", "门禁那个弄好了": "resolve",
    "三号那个我已经到了": "arrive", "麻烦把3转给李强": "transfer",
}  # fmt: skip
EXAMPLES = [
    said
    for said in re.findall(r"`([^`]+)`", CARD.read_text(encoding="utf-8"))
    if not re.fullmatch(r"#?[\d三]+号?单?", said)
]


@pytest.mark.parametrize("said", EXAMPLES)
def test_a_word_on_the_card_is_read_as_what_it_says(said: str) -> None:
    order = read_order(said, Role.STAFF, COLLEAGUES, True)
    verb = "parked" if said == "挂账" else MEANT[said.split()[0]]
    assert order is not None
    assert order.verb == verb


@pytest.mark.parametrize("said", [each for each in EXAMPLES if re.search(r" 3\b| 3$", each)])
def test_the_case_on_the_card_is_case_three(said: str) -> None:
    order = read_order(said, Role.STAFF, COLLEAGUES, True)
    assert order is not None
    assert 3 in order.numbers


def test_the_card_names_every_word_that_staff_have() -> None:
    named = {MEANT[said.split()[0]] for said in EXAMPLES} | {"parked"}
    assert STAFF_ORDERS.keys() - named == set()
    assert named - STAFF_ORDERS.keys() <= OPEN_ORDERS.keys()
