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
    ("楼道电表箱噼里啪啦冒蓝光", "power"),
)
WARNINGS = (  # what is feared, argued with or asked is a case of its own, but nobody is woken
    ("9栋门口堆满纸箱,怕着火", "fire_hazard"),
    ("过道堆满旧家具,真着火跑都跑不掉", "fire_hazard"),
    ("配电箱一股焦糊味,会不会着火啊", "power"),
    ("5栋1单元的电梯停在8楼不动了,有人管吗", "lift"),
)
STILL = (  # yesterday's leak and yesterday's missing child are not over; nor is a fire that goes on
    ("昨晚就闻到煤气味,今天更浓了", "gas"),
    ("昨天我爸走丢了还没找到", "security"),
    ("昨晚3栋着火了,现在又冒烟了", "fire"),
    ("电梯不动了,里面有人", "lift_trapped"),
    ("阿婆热得晕倒了", "medical"),
)
CALM = (
    "昨天我们那排楼着火了吓死人",
    "上礼拜对面楼起火,想想都后怕",
    "前天晚上4栋有人被困电梯,半小时才出来",
    "熬夜加班差点晕倒",
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


@pytest.mark.parametrize(("text", "code"), WARNINGS)
def test_an_alarm_word_that_is_only_feared_wakes_nobody(
    understanding: Understanding, text: str, code: str
) -> None:
    reading = understanding.read(Message(text=text, group="群"))
    assert isinstance(reading, Report)
    assert (reading.types[0], reading.urgent) == (code, False)


@pytest.mark.parametrize(("text", "code"), STILL)
def test_what_is_not_over_alarms(understanding: Understanding, text: str, code: str) -> None:
    reading = understanding.read(Message(text=text, group="群"))
    assert isinstance(reading, Report)
    assert (reading.types[0], reading.urgent) == (code, True)


@pytest.mark.parametrize("text", CALM)
def test_talk_about_emergencies_does_not_alarm(understanding: Understanding, text: str) -> None:
    reading = understanding.read(Message(text=text, group="群"))
    assert not (isinstance(reading, Report) and reading.urgent)


@pytest.mark.parametrize("text", ["接孩子去了", "下午3点去"])
def test_what_hardly_tells_of_danger_is_of_no_type_that_always_alarms(
    understanding: Understanding, text: str
) -> None:
    reading = understanding.read(Message(text=text, addressed=True))
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


@pytest.mark.parametrize("text", ["楼下好像着火了", "好像着火了 谁去看看", "有烟味 好像着火了"])
def test_what_seems_to_burn_alarms(understanding: Understanding, text: str) -> None:
    reading = understanding.read(Message(text=text, sender="李阿姨", group="业主群"))
    assert isinstance(reading, Report)
    assert (reading.types, reading.urgent) == (("fire",), True)
