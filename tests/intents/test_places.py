"""Addresses as neighbours write them, and the numbers that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.model import Context, Place
from intents.places import find_place, home_of, same_spot, strip_places, with_home

NOWHERE = Context()
NUMBERED = Context(
    buildings=tuple(str(number) for number in range(1, 21)), compounds=("金辉华府", "金辉", "清荣花园")
)
LETTERED = Context(buildings=("A1", "A2", "A5", "A6", "B1", "B2", "B3"))

ADDRESSES = (  # text, building, unit, room, spot
    ("3#2单元501", "3", "2", "501", None),
    ("3-2-501", "3", "2", "501", None),
    ("3 - 2 - 501 漏水", "3", "2", "501", None),
    ("3—2—501", "3", "2", "501", None),
    ("3-501", "3", None, "501", None),
    ("3-501天花板漏水", "3", None, "501", None),
    ("3号501没电", "3", None, "501", None),
    ("2-1-1803反映电梯不平层", "2", "1", "1803", None),
    ("三号楼2门", "3", "2", None, None),
    ("三号楼2门 5楼楼道灯", "3", "2", None, "5楼楼道"),
    ("12栋B座", "12", None, None, "B座"),
    ("B座电梯坏了", "B", None, None, "B座"),
    ("12幢1梯802", "12", "1", "802", None),
    ("8#", "8", None, None, None),
    ("5座", "5", None, None, None),
    ("A2栋没水", "A2", None, None, None),
    ("a2栋没水", "A2", None, None, None),
    ("五号楼", "5", None, None, None),
    ("二十一号楼", "21", None, None, None),
    ("03栋", "3", None, None, None),
    ("9栋二单元", "9", "2", None, None),
    ("十二栋三单元", "12", "3", None, None),
    ("6栋口", "6", None, None, None),
    ("3栋楼下台阶", "3", None, None, "台阶"),
    ("3栋 2单元 501", "3", "2", "501", None),
    ("8栋一单元201那个依姆", "8", "1", "201", None),
    ("9栋601", "9", None, "601", None),
    ("9号楼805", "9", None, "805", None),
    ("2单元不亮", None, "2", None, None),
    ("二单元的梯", None, "2", None, None),
    ("402空调水", None, None, "402", None),
    ("501室", None, None, "501", None),
    ("501家里漏水", None, None, "501", None),
    ("402天花板漏水", None, None, "402", None),
    ("1101室没电", None, None, "1101", None),
    ("8#一到五楼", "8", None, None, "1-5楼"),
    ("负一到一楼的灯", None, None, None, "负1-1楼"),
    ("3栋5楼楼道灯", "3", None, None, "5楼楼道"),
    ("五楼楼道", None, None, None, "5楼楼道"),
    ("十八楼", None, None, None, "18楼"),
    ("电梯卡在9楼", None, None, None, "9楼"),
    ("3楼2单元漏水", "3", "2", None, None),
    ("18楼502漏水", "18", None, "502", None),
    ("5楼501漏水", None, None, "501", "5楼"),
    ("5号楼货梯", "5", None, None, "货梯"),
    ("地下车库B2 C区", None, None, None, "地下车库B2层C区"),
    ("地下车库B2层C区", None, None, None, "地下车库B2层C区"),
    ("B2 C区", None, None, None, "B2层C区"),
    ("B2-C018车位", None, None, None, "B2层C018车位"),
    ("C018", None, None, None, "C018"),
    ("地库C区灯", None, None, None, "地库C区"),
    ("负一楼", None, None, None, "负1层"),
    ("负一楼电梯厅", None, None, None, "负1层电梯厅"),
    ("-2层灯坏", None, None, None, "负2层"),
    ("北门路灯", None, None, None, "北门"),
    ("小区东大门口", None, None, None, "东大门口"),
    ("大门口又摆摊", None, None, None, "大门口"),
    ("垃圾房旁边那个井盖", None, None, None, "垃圾房旁"),
    ("篮球场灯坏", None, None, None, "篮球场"),
    ("滑梯裂了", None, None, None, "滑梯"),
    ("儿童乐园", None, None, None, "儿童乐园"),
    ("架空层", None, None, None, "架空层"),
    ("楼顶漏水", None, None, None, "楼顶"),
    ("快递柜黑屏", None, None, None, "快递柜"),
    ("充电棚没电", None, None, None, "充电棚"),
    ("我住3栋,5栋那边的路灯不亮", "5", None, None, None),
    ("我家住3栋2单元 5栋门口井盖没了", "5", None, None, None),
    ("我住3栋2单元,没水", "3", "2", None, None),
    ("六号楼跟七号楼中间那个井盖", "6", None, None, None),
    ("不是3栋,是5栋", "5", None, None, None),
    ("是2单元不是1单元", None, "2", None, None),
    ("3栋,不对,5栋", "5", None, None, None),
    ("2单元,3栋的", "3", "2", None, None),
    ("我卫生间滴水,楼上四楼401泡脚", None, None, None, None),
    ("楼上402 不对,是401洗地", None, None, None, None),
    ("A6-1 谁打个电话", "A6", "1", None, None),
    ("A1-2七楼跳闸", "A1", "2", None, "7楼"),
    ("B3-2-402", "B3", "2", "402", None),
    ("b3-2-402", "B3", "2", "402", None),
    ("A5刷卡没反应", "A5", None, None, None),
    ("我妈关在梯里了,9-2,按铃没人应", "9", "2", None, None),
    ("砸在3-1门口花盆里", "3", "1", None, None),
    ("T1大堂没人", "T1", None, None, "大堂"),
    ("丁幢半拉西瓜从天而降", "丁", None, None, None),
    ("甲五楼后面那条暗沟", "甲5", None, None, None),
    ("甲2顶层新起玻璃房", "甲2", None, None, None),
    ("K座后面", "K", None, None, "K座"),
    ("12-1又推电瓶车上楼", "12", "1", None, None),
    ("坡道上横着一辆三轮", None, None, None, "坡道"),
    ("FQ-20261123-007 3栋没水", "3", None, None, None),
)

NO_ADDRESS = (
    "3-5",
    "3-5号",
    "3-5天",
    "12月3号停水",
    "2026-03-02",
    "2026/3/2 下午",
    "9/22截止",
    "昨晚3-1赢了",
    "3:1",
    "21比19",
    "早上7:30",
    "8点到12点",
    "13812345678",
    "138 1234 5678",
    "138xxxx0257",
    "0591-85211234",
    "闽A12345",
    "粤B 8K",
    "350181199001011234",
    "200块",
    "300一个月",
    "80%",
    "3.5折",
    "打120了",
    "119来了",
    "520快乐",
    "2026年",
    "2人",
    "100-130都是盆地",
    "等了30分钟",
    "5个",
    "吓坏一栋楼",
    "这一栋都没",
    "整栋楼停电",
    "我家楼上",
    "隔壁单元",
    "前三楼主",
    "A4纸",
    "C1驾照",
    "热水器显示E1",
    "维生素B6",
    "T3航站楼见",
    "猫眼甲68元",
    "甲醛超标",
    "水有股游泳池味",
    "7座的车",
    "跳广场舞的",
    "电话96777",
    "1. 王 2板\n2. 李 1板",
    "第3次了",
    "8折",
    "39度",
    "",
)


@pytest.mark.parametrize(("text", "building", "unit", "room", "spot"), ADDRESSES)
def test_an_address_is_read_as_it_is_said(
    text: str, building: str | None, unit: str | None, room: str | None, spot: str | None
) -> None:
    assert Place(building=building, unit=unit, room=room, spot=spot) == find_place(text, NOWHERE)


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_a_number_that_is_no_address_names_no_place(text: str) -> None:
    assert Place() == find_place(text, NOWHERE)


@pytest.mark.parametrize(
    ("text", "context", "place"),
    [
        ("B2那边下楼要练杂技", LETTERED, Place(building="B2")),
        ("B2那边下楼要练杂技", NUMBERED, Place(spot="B2层")),
        ("B2 C区", LETTERED, Place(spot="B2层C区")),
        ("地库B2", LETTERED, Place(spot="地库B2层")),
        ("A4刷卡没反应", LETTERED, Place()),
        ("18楼漏水", NUMBERED, Place(building="18")),
        ("18楼漏水", NOWHERE, Place(spot="18楼")),
        ("电梯卡在18楼", NUMBERED, Place(spot="18楼")),
        ("3栋18楼漏水", NUMBERED, Place(building="3", spot="18楼")),
        ("十八楼漏水", NUMBERED, Place(spot="18楼")),
        ("5楼漏水", NUMBERED, Place(spot="5楼")),
        ("金辉华府3栋", NUMBERED, Place(compound="金辉华府", building="3")),
        ("就我们这栋没水", Context(default_building="7"), Place(building="7")),
        ("就我们这栋没水", NOWHERE, Place()),
        ("21-2,按铃没人应", NUMBERED, Place()),
    ],
)
def test_what_is_known_of_the_compound_decides_between_two_meanings(
    text: str, context: Context, place: Place
) -> None:
    assert place == find_place(text, context)


@pytest.mark.parametrize(
    ("alias", "place"),
    [
        ("3-2-501陈", Place(building="3", unit="2", room="501")),
        ("B2-3-401", Place(building="B2", unit="3", room="401")),
        ("9-2-1101薛老师", Place(building="9", unit="2", room="1101")),
        ("财神爷的小舅子7-1-1103", Place(building="7", unit="1", room="1103")),
        ("6-1-401阿芳光饼店", Place(building="6", unit="1", room="401")),
        ("5-1-602小邱(租)", Place(building="5", unit="1", room="602")),
        ("8-1-902 Lucy", Place(building="8", unit="1", room="902")),
        ("3-501陈女士", Place(building="3", room="501")),
        ("外卖小陈B2", Place(building="B2")),
        ("阿土伯 A1", Place(building="A1")),
        ("小玲-A5", Place(building="A5")),
        ("Leo10-2-1601", Place(building="10", unit="2", room="1601")),
        ("2-1-601月娥", Place(building="2", unit="1", room="601")),
        ("8-405毛坯躺平", Place(building="8", room="405")),
        ("7#412小武", Place(building="7", room="412")),
        ("T2-1604夜班阿雯", Place(building="T2", room="1604")),
        ("许哥T1-0702", Place(building="T1", room="0702")),
        ("顺风车老马T3", Place(building="T3")),
        ("C605阿惠", Place(building="C", room="605")),
        ("G-1102陈太", Place(building="G", room="1102")),
        ("5A1401小郝", Place(building="5", unit="A", room="1401")),
        ("6b-2704老范", Place(building="6", unit="B", room="2704")),
        ("A-302王姐", Place(building="A", room="302")),
        ("己1-304老陈", Place(building="己1", room="304")),
        ("安置楼C1501", Place(building="C", room="1501")),
        ("阿彬嫂 A1梯203", Place(building="A", unit="1", room="203")),
        ("J座701阿珍", Place(building="J", room="701")),
        ("B2-601", Place(building="B2", room="601")),
        ("甲幢鱼档阿灿", Place(building="甲")),
        ("老陶·甲3楼", Place(building="甲3")),
        ("甲4·2单元·502·游工", Place(building="甲4", unit="2", room="502")),
        ("丁2单元五金小汪", Place(building="丁", unit="2")),
        ("钳工老丁5-2-302", Place(building="5", unit="2", room="302")),
        ("6栋一梯阿坤", Place(building="6", unit="1")),
        ("十二幢1梯201", Place(building="12", unit="1", room="201")),
        ("B5赖师傅修车", Place(building="B5")),
        ("3栋刘师傅", Place(building="3")),
        ("6栋2单元小王", Place(building="6", unit="2")),
        ("501陈", Place(room="501")),
        ("静静的荷花", Place()),
        ("吴建设", Place()),
        ("A礼饼阿姐", Place()),
        ("用户8839", Place()),
        ("一层秋雨一层凉", Place()),
        ("水电老何13812345678", Place()),
        ("小李520", Place()),
        ("", Place()),
    ],
)
def test_a_name_in_the_group_tells_the_home(alias: str, place: Place) -> None:
    assert place == home_of(alias, NOWHERE)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (Place(), Place(building="3", unit="2", room="501")),
        (Place(spot="3楼"), Place(building="3", unit="2", spot="3楼")),
        (Place(room="601"), Place(building="3", unit="2", room="601")),
        (Place(unit="1"), Place(building="3", unit="1")),
        (Place(building="5"), Place(building="5")),
        (Place(building="3", spot="台阶"), Place(building="3", spot="台阶")),
        (Place(spot="东门"), Place(spot="东门")),
        (Place(spot="地库C区"), Place(spot="地库C区")),
    ],
)
def test_the_home_fills_only_what_it_can_know(said: Place, place: Place) -> None:
    assert place == with_home(said, Place(building="3", unit="2", room="501"))


def test_a_building_said_without_its_letter_is_the_one_the_speaker_lives_in() -> None:
    assert Place(building="A6", unit="2") == with_home(
        Place(building="6", unit="2"), Place(building="A6", unit="2")
    )


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("3栋2单元501", ""),
        ("3栋2单元楼道", ""),
        ("3#2单元电梯又停了", "电梯又停了"),
        ("北门路灯坏了", "路灯坏了"),
        ("打13812345678找我", "打 找我"),
        ("在5楼", "在"),
        ("没水", "没水"),
        ("", ""),
    ],
)
def test_what_remains_without_the_address(text: str, rest: str) -> None:
    assert rest == strip_places(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("东门", "东大门"),
        ("东门", "小区东门口"),
        ("大门口", "正门"),
        ("地库", "地下车库"),
        ("地库", "负一层"),
        ("地下车库B2层", "负二楼"),
        ("地库C区", "地下车库C区"),
        ("垃圾房", "垃圾房旁边"),
        ("垃圾房旁", "垃圾站"),
        ("顶楼", "楼顶"),
        ("5楼楼道", "5楼走廊"),
        ("丰巢", "快递柜"),
        ("门卫室", "岗亭"),
        ("凉亭那里", "凉亭"),
        ("小卖部门口", "小卖部旁边"),
        ("那棵大榕树下面", "大榕树下"),
    ],
)
def test_one_place_has_many_names(one: str, other: str) -> None:
    assert same_spot(one, other)
    assert same_spot(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("东门", "西门"),
        ("东门", "北门"),
        ("5楼楼道", "6楼楼道"),
        ("地库B2层", "地库B3层"),
        ("地库A区", "地库C区"),
        ("篮球场", "网球场"),
        ("东门", "垃圾房"),
        ("架空层", "楼顶"),
        ("", "东门"),
        ("货梯", "客梯"),
    ],
)
def test_two_places_stay_two(one: str, other: str) -> None:
    assert not same_spot(one, other)
    assert not same_spot(other, one)


@given(st.text(alphabet="0123456789ABb-#栋幢号楼单元座门梯层区负一二三十到, 不是我住室\ufffc", max_size=60))
def test_any_mixture_of_address_signs_is_read_without_error(text: str) -> None:
    place = find_place(text, LETTERED)
    assert all(part is None or part for part in (place.building, place.unit, place.room, place.spot))
    assert len(strip_places(text)) <= len(text)


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_read_without_error(text: str, one: str, other: str) -> None:
    find_place(text, NUMBERED)
    home_of(one, NUMBERED)
    assert same_spot(one, other) == same_spot(other, one)


def test_a_building_with_a_name_of_its_own_is_found_where_the_compound_has_it() -> None:
    here = Context(buildings=("1", "2", "康宁楼"))
    assert find_place("康宁楼大厅漏水", here) == Place(building="康宁楼", spot="大厅")
    assert home_of("康宁楼1203小林", here) == Place(building="康宁楼", room="1203")
    assert find_place("康宁楼大厅漏水", Context()) == Place(spot="大厅")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("七号一单元井盖没了", Place(building="7", unit="1")),
        ("6号3单元没水", Place(building="6", unit="3")),
        ("明天6号1单元停电", Place(unit="1")),
        ("11月6号1单元停水", Place(unit="1")),
    ],
)
def test_a_number_before_a_unit_is_a_building_and_no_day(text: str, place: Place) -> None:
    assert find_place(text, Context()) == place
