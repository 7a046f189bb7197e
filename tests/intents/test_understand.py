"""The room's one door: requests, several problems, support, places, chatter, and any text at all."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.model import (
    Answer,
    Chatter,
    Context,
    Message,
    Order,
    Place,
    Question,
    Report,
    Role,
    Support,
    Unclear,
)
from intents.talk import Talk
from intents.understand import Understanding
from tests.profiles import few

REQUESTS = (
    ("3栋2单元电梯按了没反应", "lift"),
    ("北门的路灯两盏不亮", "light"),
    ("化粪池满了往外冒", "drainage"),
    ("垃圾堆了四天没人收", "sanitation"),
    ("东门井盖不见了", "manhole"),
    ("单元门关不上,谁都能进来", "access"),
    ("消防通道又被面包车堵了", "fire_hazard"),
    ("楼上半夜拖椅子,没法睡", "noise"),
    ("楼上漏水漏到我家,敲门不开", "dispute"),
    ("有人遛大狗不拴绳", "pets"),
    ("车位被占了,打电话不接", "parking"),
    ("楼上又往下扔酒瓶", "falling_object"),
    ("一楼把绿地围起来盖房", "illegal_build"),
    ("滑梯裂了会割手", "facility"),
    ("楼下饭店油烟味太大不敢开窗", "air"),
    ("人行道被水果摊占了", "street_trade"),
    ("物业费涨价也不公示", "property"),
    ("隔壁阿婆三天没出门,敲门不应", "care"),
    ("我骨折下不了楼,能帮买药吗", "errand"),
    ("居住证怎么办理,要带什么", "consult"),
    ("建议在球场边装个饮水机", "suggest"),
    ("党员组织关系怎么转到社区", "party"),
    ("地下室老鼠成群", "pest"),
    ("树枝伸进我家窗户了,麻烦剪一下", "greenery"),
    ("隔壁5栋2单元的王伯一个人住,三天没看到他出门了,帮忙去看看", "care"),
    ("9栋那只德牧天天不拴绳在楼下跑", "pets"),
    ("小电梯门一开一关夹了我妈的包", "lift"),
    ("家家户户都黑的,就我们这栋", "power"),
    ("新种的那批桂花快渴死了", "greenery"),
    ("电动车电池让人撬走了", "security"),
)
CHATTER = (
    "早上好,今天好凉快",
    "电梯修好了,谢谢师傅",
    "谁家有梯子借一下",
    "电梯里那首广告歌好洗脑",
    "专业防水补漏,免费上门",
    "隔壁小区又停水了",
    "要是停电了就去商场吹空调",
    "没停水,我家有",
    "这个月薪水又少了",
    "江边雾大得看不见桥",
    "像拍恐怖片",
    "找电梯报销去",
    "又发广告,群主管一管",
    "装修时间不是规定两点以后才可以吗",
    "是白蚁,木头要看一看",
    "抱娃下楼差点踩空",
    "我家水管坏了,叫师傅修了两百块",
    "麻烦帮我收个快递,顺便帮我看看,万一停电了怎么办",
    "明早八点停水洗水箱,大家记得接点水",
)
ONE_TYPE = (  # a second problem must rest on words of its own
    ("电梯又停了,卡在一楼门都不开", ("lift",)),
    ("垃圾桶满出来了,鸡骨头掉一地", ("sanitation",)),
    ("消防通道又被车堵死了", ("fire_hazard",)),
)


def read(understanding: Understanding, text: str, **known: object) -> object:
    return understanding.read(Message(text=text, group="群"), Context(**known))  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "code"), REQUESTS)
def test_a_request_is_a_report_of_its_type(understanding: Understanding, text: str, code: str) -> None:
    reading = read(understanding, text)
    assert isinstance(reading, Report)
    assert reading.types[0] == code


@pytest.mark.parametrize("text", CHATTER)
def test_talk_opens_nothing(understanding: Understanding, text: str) -> None:
    assert isinstance(read(understanding, text), Chatter)


def test_several_problems_are_several_types(understanding: Understanding) -> None:
    reading = read(understanding, "楼道灯坏了,还有垃圾三天没人收")
    assert isinstance(reading, Report)
    assert set(reading.types) == {"light", "sanitation"}


@pytest.mark.parametrize(("text", "types"), ONE_TYPE)
def test_one_problem_is_one_type(understanding: Understanding, text: str, types: tuple[str, ...]) -> None:
    reading = read(understanding, text)
    assert isinstance(reading, Report)
    assert reading.types == types


def test_the_reasons_are_largest_first(understanding: Understanding) -> None:
    reading = read(understanding, "3栋电梯又坏了,麻烦来看一下")
    assert isinstance(reading, Report)
    weights = [abs(evidence.weight) for evidence in reading.why]
    assert weights == sorted(weights, reverse=True)


def test_a_place_in_the_text_wins(understanding: Understanding) -> None:
    message = Message(text="5栋1单元楼道灯坏了", sender="3-2-501陈", group="群")
    reading = understanding.read(message)
    assert isinstance(reading, Report)
    assert (reading.place.building, reading.place.unit) == ("5", "1")


def test_a_place_is_taken_from_the_fragments_before(understanding: Understanding) -> None:
    reading = read(understanding, "楼道灯坏了", recent=("8栋2单元",))
    assert isinstance(reading, Report)
    assert (reading.place.building, reading.place.unit) == ("8", "2")


def test_the_alias_names_the_building_but_not_the_room_of_a_shared_problem(
    understanding: Understanding,
) -> None:
    reading = understanding.read(Message(text="电梯按了没反应", sender="3-2-501陈", group="群"))
    assert isinstance(reading, Report)
    assert (reading.place.building, reading.place.unit, reading.place.room) == ("3", "2", None)


def test_the_alias_names_the_room_of_a_problem_at_home(understanding: Understanding) -> None:
    reading = understanding.read(Message(text="楼上漏水漏到我家了", sender="3-2-501陈", group="群"))
    assert isinstance(reading, Report)
    assert reading.place.room == "501"


def test_a_one_building_group_supplies_the_building(understanding: Understanding) -> None:
    reading = read(understanding, "楼道灯坏了", default_building="6")
    assert isinstance(reading, Report)
    assert reading.place.building == "6"


@pytest.mark.parametrize("text", ["+1", "同问", "我家也是", "我家也是,一滴都没", "我们栋也是,全黑了"])
def test_a_short_agreement_is_support(understanding: Understanding, text: str) -> None:
    assert isinstance(read(understanding, text, open_case=True), Support)


def test_an_agreement_with_danger_in_it_is_a_report(understanding: Understanding) -> None:
    reading = read(understanding, "我家也是,一股煤气味好重", open_case=True)
    assert isinstance(reading, Report)
    assert (reading.types[0], reading.urgent) == ("gas", True)


def test_a_supposed_problem_after_a_request_opens_nothing(understanding: Understanding) -> None:
    reading = read(understanding, "万一停电了怎么办", recent=("出门了,顺便帮我看看门口的花",))
    assert isinstance(reading, Chatter)


@pytest.mark.parametrize("text", ["坏了", "又来了,管不管啊", "老问题,还是那个地方"])
def test_trouble_without_a_name_is_unclear(understanding: Understanding, text: str) -> None:
    reading = read(understanding, text)
    assert isinstance(reading, Unclear)
    assert reading.missing == "problem"


def test_what_staff_say_in_a_group_opens_nothing(understanding: Understanding) -> None:
    message = Message(text="3栋电梯坏了,维保在路上", role=Role.PROPERTY, group="群")
    assert understanding.read(message) == Chatter(kind="staff")


def test_an_order_of_staff_is_an_order(understanding: Understanding) -> None:
    assert isinstance(understanding.read(Message(text="接单 3", role=Role.STAFF)), Order)


def test_only_the_reply_to_a_quotation_is_read(understanding: Understanding) -> None:
    quoting = "「陈：电梯坏了」\n- - - - - - -\n哈哈"
    assert isinstance(read(understanding, quoting), Chatter)


def test_an_answer_to_an_open_question_is_an_answer(understanding: Understanding) -> None:
    reading = read(understanding, "3栋2单元", question=Question.PLACE)
    assert isinstance(reading, Answer)
    assert (reading.place.building, reading.place.unit) == ("3", "2")


def test_an_emergency_is_a_report_even_when_a_question_is_open(understanding: Understanding) -> None:
    reading = read(understanding, "楼道着火了", question=Question.PROBLEM)
    assert isinstance(reading, Report)
    assert reading.urgent


def test_a_bare_place_is_chatter_with_the_place(understanding: Understanding) -> None:
    reading = read(understanding, "3栋2单元")
    assert isinstance(reading, Chatter)
    assert reading.place == Place(building="3", unit="2")


def test_nothing_at_all_is_empty_chatter(understanding: Understanding) -> None:
    assert read(understanding, " \u200b\n") == Chatter(kind="empty")


def test_the_thresholds_can_be_moved(understanding: Understanding) -> None:
    reading = read(understanding, "3栋电梯坏了")
    assert isinstance(reading, Report)
    assert 0.5 < reading.score <= 1.0


@given(st.text(alphabet=st.characters(), max_size=300), st.sampled_from(list(Role)), st.booleans())
def test_no_text_makes_reading_fail(
    understanding: Understanding, text: str, role: Role, addressed: bool
) -> None:
    understanding.read(Message(text=text, role=role, group="群", addressed=addressed))


@settings(max_examples=few(20), deadline=None)
@given(
    st.text(alphabet="水电灯坏了不没3栋 ,。\ud800\x00[捂脸]@「」-…", min_size=1, max_size=12),
    st.sampled_from(Question),
)
def test_no_length_makes_reading_fail(understanding: Understanding, piece: str, question: Question) -> None:
    text = piece * (100_000 // len(piece))
    understanding.read(Message(text=text, group="群"), Context(question=question, recent=(text[:500],)))


_SPEAKERS = ("3-2-501陈", "李阿姨", "物业小翁")
_WORDS = st.text(alphabet="电梯又坏了没水3栋2单元也是好谢灯,?!+1", max_size=14)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(_SPEAKERS), _WORDS), max_size=12), st.randoms(use_true_random=False)
)
def test_what_the_talk_added_stands_for_the_talk(
    understanding: Understanding, lines: list[tuple[str, str]], chance: Random
) -> None:
    talk = Talk()
    for key, (sender, text) in enumerate(lines):
        message = Message(text=text, sender=sender, group="群")
        heard = understanding.read(message, Context(talk=talk, open_case=True))
        again = understanding.read(message, Context(bearing=heard.bearing, open_case=True))
        if heard.bearing is not None:
            assert type(heard) is type(again)
            assert heard.score == again.score
        if isinstance(heard, Report):
            talk.opened(str(key), sender, heard.types, text, None, heard.place.building)
        else:
            talk.said(str(key), sender, text, None, about=chance.choice([None, "0", "1"]))
