"""Houses that have a number instead of a building."""

import pytest

from intents.houses import house_in_name, lane_in_name, read_houses
from intents.model import Context, Place
from intents.places import find_place, home_of, strip_places

NOWHERE = Context()


@pytest.mark.parametrize(
    ("alias", "building", "room"),
    [
        ("竹篙弄15号阿美车衣", "竹篙弄15号", None),
        ("下井巷31丽丽", "下井巷31号", None),
        ("米粉依姆-打铁弄9号", "打铁弄9号", None),
        ("裁缝桂英打铁弄26", "打铁弄26号", None),
        ("林老师观音巷23", "观音巷23号", None),
        ("古街53阿凤服装", "古街53号", None),
        ("加里曼丹街22号阿美", "加里曼丹街22号", None),
        ("后田8号阿朵", "后田8号", None),
        ("后田12号302小贾", "后田12号", "302"),
        ("前厝路26号301小曹", "前厝路26号", "301"),
        ("老洪-一排6号", "一排6号", None),
        ("下洋里27号202", "下洋里27号", "202"),
        ("池边20号5楼小陈", "池边20号", None),
        ("阿兰姆18号", "18", None),
        ("约堡阿明(27号)", "27", None),
        ("通辽老高1号楼", "1", None),
        ("老街2号楼阿芳", "2", None),
        ("街坊3栋阿芳", "3", None),
        ("商铺12号沙县阿标", None, None),
        ("21号铺奶茶小方", None, None),
        ("冰厂阿健", None, None),
    ],
)
def test_a_name_tells_the_house(alias: str, building: str | None, room: str | None) -> None:
    assert Place(building=building, room=room) == home_of(alias, NOWHERE)


@pytest.mark.parametrize(
    ("alias", "lane"),
    [("竹篙弄15号阿美", "竹篙弄"), ("29号阿珍", ""), ("3-2-501陈", None), ("梅花香自苦寒来", None)],
)
def test_the_lane_of_a_name(alias: str, lane: str | None) -> None:
    assert lane == lane_in_name(alias)


@pytest.mark.parametrize(
    ("text", "speaker", "building"),
    [
        ("奶奶一个人住打铁弄13 前晚吓到了", "", "打铁弄13号"),
        ("楚江东路807号店外经营", "", "楚江东路807号"),
        ("县黄甲街18号后面的楼板", "", "黄甲街18号"),
        ("11号屋顶又长高一层", "竹篙弄9号秀枝", "竹篙弄11号"),
        ("隔壁24号阿妹婆两天没出来", "盐埕巷22号阿嫂", "盐埕巷24号"),
        ("9号那棵龙眼压到我瓦上了", "29号阿珍", "9"),
        ("33号顶楼的摄像头坏了", "二房东彪哥", "33"),
        ("水在往36号门槛爬", "36-302小申", "36"),
        ("隔壁27号在我家墙上打洞", "裁缝桂英打铁弄26", None),
        ("24号停水", "竹篙弄9号秀枝", None),
        ("12月3号的事", "竹篙弄9号秀枝", None),
        ("月饼3号截止", "竹篙弄9号秀枝", None),
        ("4号门那根杆", "竹篙弄9号秀枝", None),
        ("充电的3号桩坏了", "竹篙弄9号秀枝", None),
        ("到社区一楼3号窗口", "竹篙弄9号秀枝", None),
        ("11号没电", "3-2-501陈", None),
        ("走路10分钟", "", None),
        ("中山路5号线", "", None),
    ],
)
def test_a_number_is_a_house_where_houses_are_numbered(text: str, speaker: str, building: str | None) -> None:
    assert building == find_place(text, NOWHERE, speaker).building


def test_a_house_by_itself_leaves_nothing_over() -> None:
    rest = strip_places("竹篙弄15号")
    assert not rest


def test_a_house_has_rooms() -> None:
    assert Place(building="后田12号", room="302") == find_place("后田12号302漏水", NOWHERE)


def test_a_text_without_houses_has_no_parts() -> None:
    assert () == read_houses("楼道灯坏了") == house_in_name("梅花香自苦寒来")
