"""From a message, its speaker and what is known to the place of the problem."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.model import Context, Place
from intents.talk import Talk
from intents.whereabouts import whereabouts

NOWHERE = Context()
HOME = "3-2-501陈"


@pytest.mark.parametrize(
    ("text", "home", "place"),
    [
        ("没水", "unit", Place(building="3", unit="2")),
        ("没水", "room", Place(building="3", unit="2", room="501")),
        ("没水", "none", Place()),
        ("5栋没水", "room", Place(building="5")),
        ("滑梯裂了", "unit", Place(spot="滑梯")),
        ("幼儿园报名要什么", "room", Place(building="3", unit="2", room="501", spot="幼儿园")),
        ("广场的喇叭又开始了", "room", Place(spot="广场")),
        ("我们这栋垃圾房三天没收", "unit", Place(building="3", unit="2", spot="垃圾房")),
        ("地库进水", "unit", Place(spot="地库")),
        ("电梯从负二上来每层都停", "unit", Place(building="3", unit="2", spot="负2层")),
        ("楼梯口剖鱼卖", "none", Place(building="3", unit="2", spot="楼梯口")),
        ("我门口天天有人剁鸭子卖", "none", Place(building="3", unit="2")),
        ("大门口又摆摊", "none", Place(spot="大门口")),
        ("隔壁小区在放歌", "none", Place()),
        ("6栋谁的空调水滴我遮阳棚", "room", Place(building="3", unit="2", room="501")),
        ("5栋楼上水滴到我头上", "unit", Place(building="5")),
    ],
)
def test_the_home_counts_as_far_as_the_problem_is_at_home(text: str, home: str, place: Place) -> None:
    assert place == whereabouts(text, HOME, NOWHERE, home=home)


def test_what_was_said_just_before_names_the_place() -> None:
    context = Context(recent=("5栋2单元", "在吗"))
    assert Place(building="5", unit="2") == whereabouts("没水", HOME, context, home="unit")


def test_a_group_of_one_building_supplies_it() -> None:
    assert Place(building="7") == whereabouts(
        "没水", "静静的荷花", Context(default_building="7"), home="unit"
    )


@pytest.mark.parametrize(
    ("text", "speaker", "building", "spot"),
    [
        ("B2那边没水", "A6-2-301阿玉", "B2", None),
        ("B2那边没水", "3-2-501陈", None, "B2层"),
        ("B2那边没水", "静静的荷花", "B2", None),
        ("B2入口在进水", "静静的荷花", None, "B2层"),
        ("B1灯坏了", "1701", None, "B1层"),
        ("B2-117被人占了", "T1-1610雯雯", None, "B2-117"),
        ("T4后门那块圆盖", "T1-1008小鱼干", "T4", None),
        ("对面T3-32那个连廊", "T2-3201老葛", "T3", "连廊"),
        ("灶打不着 表上跳个E9", "静静的荷花", None, None),
        ("9栋没水", "29栋阿珍", "9", None),
    ],
)
def test_the_speakers_home_tells_what_buildings_are_called(
    text: str, speaker: str, building: str | None, spot: str | None
) -> None:
    assert Place(building=building, spot=spot) == whereabouts(text, speaker, NOWHERE, home="none")


def test_a_letter_left_out_is_the_speakers() -> None:
    assert Place(building="A6") == whereabouts("6栋没水", "A6-2-301阿玉", NOWHERE, home="unit")


@pytest.mark.parametrize(
    ("neighbour", "place"),
    [
        ("甲幢鱼档阿灿", Place(building="甲", unit="1")),
        ("丁2单元小汪", Place(building="甲", unit="1")),
        ("甲5-2-402蔡凤英", Place(building="甲1")),
        ("静静的荷花", Place(building="甲1")),
    ],
)
def test_neighbours_names_tell_a_stair_from_a_building(neighbour: str, place: Place) -> None:
    talk = Talk()
    talk.said("1", neighbour, "早", None)
    assert place == whereabouts("没水", "甲1-1104阿伟", Context(talk=talk), home="unit")


def test_the_compound_tells_a_stair_from_a_building() -> None:
    lettered, numbered = Context(buildings=("A", "B")), Context(buildings=("A1", "B1"))
    assert Place(building="A", unit="1") == whereabouts("没水", "侨兴A1-502小陈", lettered, home="unit")
    assert Place(building="A1") == whereabouts("没水", "侨兴A1-502小陈", numbered, home="unit")


def test_a_building_is_called_as_on_site() -> None:
    site = Context(buildings=("供销2", "粮食2"))
    assert Place(building="供销2", unit="1") == whereabouts("没水", "供销2-1-402小敏", site, home="unit")


@given(
    st.text(
        alphabet="0123456789ABTab甲丁-#栋幢号楼单元座门梯层负一二三巷弄街路厝我家隔壁在滴, 不是\ufffc",
        max_size=60,
    ),
    st.text(alphabet="0123456789ABTab甲丁-#·()栋幢号楼单元座梯巷弄街路老小阿周", max_size=20),
    st.sampled_from(["none", "unit", "room"]),
)
def test_any_mixture_of_signs_is_read_without_error(text: str, speaker: str, home: str) -> None:
    place = whereabouts(text, speaker, NOWHERE, home=home)
    assert all(part is None or part for part in (place.building, place.unit, place.room, place.spot))
