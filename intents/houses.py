"""Houses that have a number instead of a building: 下井巷17号, 打铁弄13, 后田8号, and 11号 said by a neighbour."""

import re
from collections.abc import Iterator

from intents.place_patterns import MEASURE, ROOM_NUMBER, Kind, Part

_HAN = "\u4e00-\u9fff"
# where the name of a lane begins after: 奶奶住|打铁弄, 林老师|观音巷
_NO_NAME = "住居县市镇区乡在到从去往给的是跟和与这那我你他她它们有个了师姨婆伯嫂姐哥叔"
_LANE = rf"(?:(?![{_NO_NAME}])[{_HAN}]){{1,4}}[巷弄街路坊田厝坂埕排]"
_LANE_IN_NAME = (
    rf"(?:(?![{_NO_NAME}])[{_HAN}]){{1,4}}[巷弄街路坊田厝坂埕排里边]"  # 家里12号 is said of something else
)
_ROOM = rf"(?:\s?(?P<room>{ROOM_NUMBER})(?!\d))?"
_NOT_A_HOUSE = (  # 4号门, 2号线, 3号晚上: a gate, a line, a day
    r"(?!楼|院|线|门(?![口槛前])|口|梯|桩|柜|格|桌|台|窗|位|车|铺|店|档|摊|机|泵|闸|码|场|充|球|电池|道|单"
    r"|[早晚夜]|上午|中午|下午|之?[前后](?![面墙门院窗])|停|开始|截止|那天|到|的(?!门|墙|屋|房|灯)|\d)"
)
_NO_DAY = r"(?<![\d月第#.A-Za-z-])(?<!每月)(?<!商铺)(?<!店铺)(?<!摊位)"
_CALLED = re.compile(rf"(?P<lane>{_LANE})\s?(?P<number>\d{{1,3}})号(?!楼|线){_ROOM}")
_SHORT = re.compile(
    rf"(?P<lane>{_LANE}(?<=[巷弄]))\s?(?P<number>\d{{1,3}})(?![\d:.%#栋幢座楼-])(?!\s?{MEASURE})"
)
_CALLED_IN_NAME = re.compile(rf"(?P<lane>{_LANE_IN_NAME})\s?(?P<number>\d{{1,3}})号(?!楼|线){_ROOM}")
_SHORT_NAME = re.compile(rf"(?P<lane>{_LANE})\s?(?P<number>\d{{1,3}})(?![\d-])(?!号楼|\s?[栋幢座#单])")
_NUMBERED = re.compile(rf"{_NO_DAY}(?P<number>\d{{1,3}})号{_NOT_A_HOUSE}{_ROOM}")
_AS_A_HOUSE = re.compile(r"顶楼|屋顶|[一二三四五]楼|门槛|那[户家]|阿[婆嬷公姆]|整栋|后墙|天井|隔壁")
_MAY_BE_HOUSE = re.compile(r"[巷弄街路坊田厝坂埕排]\s?\d|\d号")
_HAN_SIGN = re.compile(f"[{_HAN}]")
_LANE_OF = re.compile(r"(\D*)\d+号")


def may_name_house(text: str) -> bool:
    """Whether it is worth reading the houses of a text: most have none."""
    return bool(_MAY_BE_HOUSE.search(text))


def read_houses(text: str, home: str | None = None, lane: str | None = None) -> tuple[Part, ...]:
    """The houses of a text as parts of an address; a part's text is the house's name: 打铁弄13 → 打铁弄13号.

    `home` is the building of the speaker, `lane` that of a speaker who lives in a house ("" when it has none): a
    neighbour's 11号 is in the same lane.
    """
    if not may_name_house(text):
        return ()
    return tuple(_houses(text, home, lane))


def house_in_name(alias: str) -> tuple[Part, ...]:
    """The house that a name in the group carries: 竹篙弄15号阿美, 古街53阿凤, 阿兰姆18号 (which is "18")."""
    if not may_name_house(alias):
        return ()
    match = _CALLED_IN_NAME.search(alias) or _SHORT_NAME.search(alias) or _NUMBERED.search(alias)
    return tuple(_parts(match, None)) if match else ()


def lane_in_name(alias: str) -> str | None:
    """The lane of the house in a name, "" for a house without one, None without a house."""
    house = house_in_name(alias)
    if not house:
        return None
    lane = _LANE_OF.match(house[0].text)
    return lane[1] if lane else ""


def _houses(text: str, home: str | None, lane: str | None) -> Iterator[Part]:
    found = [*_CALLED.finditer(text), *_SHORT.finditer(text)]
    taken = {match.end("number") for match in found}
    for match in found:
        yield from _parts(match, lane)
    for match in _NUMBERED.finditer(text):
        if match.end("number") not in taken and _is_house(text, match, home, lane):
            yield from _parts(match, lane)


def _is_house(text: str, match: re.Match[str], home: str | None, lane: str | None) -> bool:
    """Whether 11号 is a house and no day: the speaker lives in one, has that number, or it has what houses have."""
    return (
        lane is not None or match["number"] == home or bool(_AS_A_HOUSE.match(text, match.end("number") + 1))
    )


def _parts(match: re.Match[str], lane: str | None) -> Iterator[Part]:
    called = _lane_called(match)
    if lane and (not called or called.endswith(lane)):
        called = lane
    name = f"{called}{match['number']}号" if called else match["number"]
    room = match.groupdict().get("room")
    yield Part(Kind.HOUSE, name, match.start(), match.start("room") if room else match.end())
    if room:
        yield Part(Kind.ROOM, room, *match.span("room"))


def _lane_called(match: re.Match[str]) -> str:
    """The lane's name as far as it can be told from what stands before it: 桂英打铁弄 → 打铁弄."""
    called = match.groupdict().get("lane") or ""
    before = match.string[: match.start()][-1:]
    return called[-3:] if _HAN_SIGN.match(before) and before not in _NO_NAME else called
