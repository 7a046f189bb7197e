"""Named public places and parts of a building (点位): the table, and finding them in a text."""

import re

from intents.numbers import NUMERAL, arabic

GARAGES = ("地下车库", "地下停车场", "地库", "车库", "地下室")
OUTSIDE = (  # belong to the compound, not to a building: a speaker's home says nothing about them
    "大门口", "大门", "正门", "门卫室", "门卫", "岗亭", "保安亭", "传达室", "消防通道", "小铁门", "垃圾房", "垃圾站", "垃圾屋", "垃圾亭",
    "垃圾分类亭", "垃圾投放点", "篮球场", "羽毛球场", "网球场", "乒乓球台", "健身区", "健身器材", "滑梯", "儿童乐园", "儿童游乐区",
    "儿童游乐场", "游乐区", "游乐场", "沙坑", "广场(?!舞)", "凉亭", "花园", "中庭", "花坛", "绿化带", "草坪", "喷泉", "水池", "人工湖",
    "泳池(?!味)", "游泳池(?!味)", "停车场", "道闸", "快递柜", "丰巢", "快递驿站", "驿站", "菜鸟", "充电棚", "电动车棚", "自行车棚",
    "单车棚", "车棚", "锅炉房", "水泵房", "泵房", "配电房", "老饭堂", "食堂", "幼儿园", "菜市场", "菜市", "后坡", "后山", "围墙", "小路",
    "路口", "路中间", "路边", "人行道", "骑楼", "巷口", "弄口", "村口", "桥头", "湖边", "河边", "溪边", "操场", "球场", "门球场", "亭子",
    "秋千", "公园", "祠堂", "礼堂", "活动室", "校门口", "公告栏", "公示栏", "宣传栏", "物业办公室", "物业中心", "居委会", "党群服务中心",
    "公厕", "会所",
)  # fmt: skip
INSIDE = (  # parts of a building
    "电梯厅", "电梯间", "电梯口", "电梯井", "货梯", "客梯", "消防梯", "楼道", "楼梯间", "楼梯口", "楼梯", "走廊", "过道", "连廊",
    "架空层", "大堂", "大厅", "门厅", "单元门口", "单元门", "楼顶", "顶楼", "屋顶", "天台", "露台", "外墙", "台阶", "坡道", "信报箱",
    "信箱", "电表间", "电井", "水井间", "管井", "配电间", "设备间",
)  # fmt: skip

SAME = {  # what people call the same place, by its first name in the table
    "地下停车场": "地下车库", "地库": "地下车库", "车库": "地下车库", "地下室": "地下车库",
    "大门口": "大门", "正门": "大门", "门卫室": "岗亭", "门卫": "岗亭", "保安亭": "岗亭", "传达室": "岗亭",
    "垃圾站": "垃圾房", "垃圾屋": "垃圾房", "垃圾亭": "垃圾房", "垃圾分类亭": "垃圾房", "垃圾投放点": "垃圾房",
    "儿童游乐区": "儿童乐园", "儿童游乐场": "儿童乐园", "游乐区": "儿童乐园", "游乐场": "儿童乐园", "滑梯": "儿童乐园",
    "丰巢": "快递柜", "菜鸟": "快递驿站", "驿站": "快递驿站", "健身器材": "健身区",
    "电动车棚": "充电棚", "自行车棚": "车棚", "单车棚": "车棚", "菜市": "菜市场", "水泵房": "泵房",
    "电梯间": "电梯厅", "电梯口": "电梯厅", "楼梯间": "楼道", "楼梯口": "楼道", "楼梯": "楼道", "走廊": "楼道", "过道": "楼道",
    "大厅": "大堂", "门厅": "大堂", "单元门": "单元门口", "信箱": "信报箱",
    "顶楼": "楼顶", "屋顶": "楼顶", "天台": "楼顶", "露台": "楼顶", "电表间": "配电间", "公示栏": "公告栏", "宣传栏": "公告栏",
    "游泳池": "泳池",
}  # fmt: skip

_GATE = r"[东西南北前后侧](?<![0-9一二三四五六七八九十].)[南北]?大?门(?![铃禁牌槛缝])口?"
_BESIDE = r"(?:旁边?|入口|出口|门口)?"


def _either(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_OUTSIDE = rf"(?:{_GATE}|{_either(OUTSIDE)}){_BESIDE}"
_FIRST = "".join(sorted({word[0] for word in (*OUTSIDE, *GARAGES, *INSIDE)} | set("东西南北前后侧")))
_SPOT = re.compile(
    rf"(?=[{_FIRST}])(?:(?P<outside>{_OUTSIDE})|(?P<garage>{_either(GARAGES)})|(?P<inside>{_either(INSIDE)}))"
)
_IS_OUTSIDE = re.compile(rf"{_OUTSIDE}|{_either(GARAGES)}|^负|^[Bb]\d层|区$|车位$")
_IS_INSIDE = re.compile(rf"{_either(INSIDE)}|[楼层]$")
_BEFORE = re.compile(r"^(?:我们|咱们?)?(?:小区|本小区)?(?:里|的)?|\s")
_BEHIND = re.compile(r"(?<=..)(?:(?<=门)口|旁边?|附近|入口|出口|里面?|那里|那边|这边|那个|上面?|下面?)+$")
_SAME = re.compile(_either(tuple(SAME)))
_LEVEL = re.compile(rf"(?:地下车库)?(?:负|地下|[Bb])({NUMERAL})(?:层|楼)?")


def spots_in(text: str) -> dict[str, str]:
    """The first spot of each sort that the text names, by sort: "outside", "garage", "inside"."""
    spots: dict[str, str] = {}
    for match in _SPOT.finditer(text):
        spots.setdefault(match.lastgroup or "", match[0].removeprefix("小区").replace("旁边", "旁"))
    return spots


def is_outside(spot: str) -> bool:
    """Whether the spot belongs to the compound (东门, 地库) rather than to a building (楼道, 5楼)."""
    return bool(_IS_OUTSIDE.search(spot))


def is_inside(spot: str) -> bool:
    """Whether every building has such a place (楼道, 电梯厅, 5楼), so that it says nothing without the building."""
    return not is_outside(spot) and _IS_INSIDE.search(spot) is not None


def strip_spots(text: str) -> str:
    """The text without its named places."""
    return _SPOT.sub("", text)


def plain_spot(spot: str) -> str:
    """One name for a place that has many: 小区东大门口 → 东门, 地库 → 地下车库, 负二楼 → 地下车库2层."""
    spot = _BEHIND.sub("", _BEFORE.sub("", spot))
    spot = re.sub(r"([东西南北前后侧])大门", r"\1门", spot)
    spot = _SAME.sub(lambda match: SAME[match[0]], spot)
    return _LEVEL.sub(_garage_level, spot)


def _garage_level(match: re.Match[str]) -> str:
    """The first level below ground is what people mean by the garage without a level."""
    level = arabic(match[1])
    return "地下车库" if level == "1" else f"地下车库{level}层"
