"""Emergencies alarm whatever the segmentation says; past, drill, 如果, elsewhere and news do not."""

import pytest

from intents.model import Message, Report
from intents.understand import Understanding

ALARMS = (
    ("5栋车棚冒黑烟了", "fire"),
    ("楼下电表箱起火,快来人", "fire"),
    ("厨房着火了!!", "fire"),
    ("二单元楼道煤气味很浓", "gas"),
    ("谁家燃气漏了,整层都闻得到", "gas"),
    ("我被困在电梯里出不来", "lift_trapped"),
    ("电梯停在半空,里面有人拍门", "lift_trapped"),
    ("门卫大叔晕倒了,谁懂急救", "medical"),
    ("小孩从滑梯摔下来,头上流血", "medical"),
    ("我家孩子走丢了,三岁,红衣服", "security"),
    ("后山挡土墙裂开,石头往下掉", "flood"),
)
CALM = (
    "明天上午消防演练,会冒烟,大家别慌",
    "如果着火了应该走哪个楼梯",
    "万一电梯困人怎么办",
    "听说城西有家店起火了",
    "隔壁小区昨晚电梯困人",
    "去年车棚起火那次真吓人",
    "我以为煤气漏了,结果是臭豆腐",
    "这剧里女主困在电梯里",
    "没着火,是在烧烤",
    "那家烧烤店生意像着火了一样的红火",
)


@pytest.mark.parametrize(("text", "code"), ALARMS)
def test_an_emergency_alarms(understanding: Understanding, text: str, code: str) -> None:
    reading = understanding.read(Message(text=text, group="群"))
    assert isinstance(reading, Report)
    assert (reading.types[0], reading.urgent) == (code, True)


@pytest.mark.parametrize("text", CALM)
def test_talk_about_emergencies_does_not_alarm(understanding: Understanding, text: str) -> None:
    reading = understanding.read(Message(text=text, group="群"))
    assert not (isinstance(reading, Report) and reading.urgent)


@pytest.mark.parametrize(
    ("text", "code"),
    [("7栋没水", "water"), ("整栋停电", "power"), ("2单元进不去", "access"), ("又停电了", "power")],
)
def test_a_short_outage_with_a_building_is_a_report(
    understanding: Understanding, text: str, code: str
) -> None:
    reading = understanding.read(Message(text=text, group="群"))
    assert isinstance(reading, Report)
    assert (reading.types, reading.urgent) == ((code,), False)
