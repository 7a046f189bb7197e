"""Despair and violence in the family are heard, and jokes about dying are not."""

import pytest

from intents.crisis import crisis
from intents.model import Message, Report
from intents.understand import Understanding


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("不想活了 活着没意思", "self_harm"),
        ("这日子过不下去 死了算了", "self_harm"),
        ("我撑不下去了 药都准备好了", "self_harm"),
        ("我老公打我", "violence"),
        ("隔壁天天打老婆 叫得好惨", "violence"),
        ("隔壁在打小孩 哭得好惨 7栋1单元", "violence"),
        ("我妈那个保姆虐待老人", "violence"),
    ],
)
def test_a_crisis_is_an_urgent_report_for_private_ears(
    understanding: Understanding, text: str, kind: str
) -> None:
    reading = understanding.read(Message(text=text, group="业主群"))
    assert isinstance(reading, Report)
    assert (reading.types, reading.urgent, reading.crisis) == (("care",), True, kind)


@pytest.mark.parametrize("text", ["有人在5栋楼顶要跳楼", "小姑娘站在28楼天台围栏外面"])
def test_somebody_who_is_about_to_jump_is_a_public_danger(understanding: Understanding, text: str) -> None:
    reading = understanding.read(Message(text=text, group="业主群"))
    assert isinstance(reading, Report)
    assert (reading.types, reading.urgent, reading.crisis) == (("security",), True, None)


@pytest.mark.parametrize(
    "text",
    [
        "加班加到不想活了",
        "哈哈哈 不想活了",
        "孩子打电话回来了",
        "打孩子疫苗在哪里打",
        "听说隔壁小区有人家暴",
        "如果他打我 我就报警",
        "站在楼顶边上修太阳能的师傅下来喝茶",
        "这部剧女主一出场就割腕 换台看小品去了",
        "刷到一个博主 说租的房子隔壁打老婆",
        "谁打老婆 我们厂都是老婆打人",
    ],
)
def test_jokes_stories_and_everyday_words_are_no_crisis(text: str) -> None:
    assert crisis(text) is None
