"""What an address looks like: the masks for numbers that are none, and the parts of those that are."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from intents.numbers import CHINESE_NUMERAL, NUMERAL

BLANK = "\ufffc"  # a masked character: neither digit, letter nor space, so nothing matches across it

MEASURE = (  # what may follow a count; 天花板, 次卧 and 路由器 follow a room instead
    r"(?:天(?![花台井然])|次(?!卧)|路(?![由灯])|日|号(?!楼|院|\d|[一二三四五六1-6]单元)|周|个|人|年|月|点|分|秒|岁|块|元|毛|斤|公斤|度|米|平|寸|倍|瓦"
    r"|只|条|张|箱|包|份|台|辆|盏|部|步|万|千|百|级|件|袋|瓶|套|小时|刻钟|公里|厘米|[wWvVkK%￥$+])"
)

MASKS: tuple[tuple[str, str], ...] = (
    ("link", r"https?://\S+"),
    ("case number", r"[A-Z]{2,4}-\d{8}-\d{1,6}"),
    ("identity number", r"(?<!\d)\d{17}[\dXx](?!\d)"),
    ("phone", r"(?<!\d)1[3-9]\d[-\s]?[\dxX*]{4}[-\s]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)"),
    ("long number", r"(?<![\d-])\d{5,}"),
    ("plate", r"[闽粤浙苏沪京赣皖湘鄂鲁豫津渝川][A-Za-z][·.\s]?[A-Za-z\d]{0,6}"),
    ("date", r"\d{4}\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2})?[日号]?|\d{4}年"),
    ("day of a month", r"(?<!\d)\d{1,2}月(?:\d{1,2}[日号]?)?"),
    ("day", r"(?<![\d-])\d{1,2}/\d{1,2}(?!\d)"),
    ("time", r"\d{1,2}:\d{2}(?::\d{2})?|(?<!\d)\d{1,2}点(?:半|钟|\d{1,2}分?)?"),
    ("score", r"(?<!\d)\d{1,3}(?::|比)\d{1,3}(?!\d)"),
    ("decimal", r"(?<![\d.])\d+\.\d+"),
    ("count", rf"(?<![A-Za-z\d-])\d+(?:\s?[-~到至—]\s?\d+)?\s?{MEASURE}(?!楼|栋|幢)"),
    ("span", r"(?<!\d)\d{3,}[-~到至—]\d{3,}(?!\d)"),
    ("percentage", r"(?<!\d)\d+%"),
    ("ordinal", r"第\d+"),
)

_FREE = r"(?<![A-Za-z\d.#-])"  # nothing before it that would make the digits part of something else
_NUMBER = rf"(?:(?<![\d.-])[1-9]\d?|{CHINESE_NUMERAL})"
_DASH = r"\s?[-—–]\s?"
STEMS = "甲乙丙丁戊己"
_STEM = f"(?<![老小阿大姓自])[{STEMS}]"  # 老丁 is somebody, 自己 oneself
_LETTER = f"(?:[A-Za-z]|{_STEM})"
_WING = f"(?:[A-Ka-k]|{_STEM})"
ROOM_NUMBER = r"(?:[1-9]|[1-3]\d)(?:0[1-9]|1\d|20)"  # floors 1 to 39, doors 01 to 20
_NO_ROOM = r"(?:1[12]\d|520|1314|(?:19|20)\d\d)(?!\d|室|房)"  # emergency numbers, love in digits, years
_NO_BUILDING = (
    r"(?<![这那哪每整几另同上第加零百千多])(?!一[栋幢层]楼(?![下道顶梯上前后门]))"  # 这一栋, 一栋楼
)
_NO_CODE = r"(?![A-Za-z\d%.]|-(?!\d\d(?!\d))|航站|纸|照|证|驾|级|片|类|面|股|超|[到至]\d)"  # A4纸, C1驾照
_BUILT = r"(?:(?<=[栋幢座楼#])|(?<=[栋幢座楼#]\s))"  # right after a building


class Kind(StrEnum):
    """What one part of an address says."""

    HOUSE = "house"  # 下井巷17号, read in houses.py
    STALL = "stall"  # C018车位
    DASHED = "dashed"  # 3-2-501
    DOOR = "door"  # 3-501 G-1102
    STAIR = "stair"  # B3-2, and 9-2 where other signs agree
    BUILDING = "building"  # 3栋 三号楼 8#
    WING = "wing"  # B座
    UNIT = "unit"  # 2单元, right after a building also 2门 and 1梯
    BASEMENT = "basement"  # 负一楼 B2层
    ZONE = "zone"  # C区
    FLOORS = "floors"  # 一到五楼
    FLOOR = "floor"  # 9楼
    CODE = "code"  # A5 by itself
    ROOM = "room"  # 501 by itself


PARTS: dict[Kind, tuple[str, ...]] = {  # tried in this order at each position
    Kind.STALL: (
        rf"{_FREE}[A-Ha-h]-?\d{{3}}号?车位",
        rf"{_FREE}[A-H](?:-\d|0)\d\d(?!\d)",
        r"(?<=[1-4]-)[A-H]\d{3}(?!\d)(?:号?车位)?",
    ),
    Kind.DASHED: (
        rf"{_FREE}{_LETTER}?\d{{1,2}}{_DASH}\d{{1,2}}{_DASH}\d{{3,4}}(?!\d)",
        rf"{_FREE}[1-9]\d?[A-Da-d](?:{_DASH})?{ROOM_NUMBER}(?![\d-])",  # 5A1401 6B-2704
    ),
    Kind.DOOR: (
        rf"{_FREE}{_LETTER}?\d{{1,2}}(?:{_DASH}|号\s?)0?{ROOM_NUMBER}(?![\d-])",
        rf"{_FREE}{_WING}-[1-3]\d(?:0[1-9]|1\d|20)(?![\d-])",  # G-1102; A-302 is rather a stall
    ),
    Kind.STAIR: (rf"{_FREE}{_LETTER}?\d{{1,2}}[-—–][1-9](?![\d-])(?!号?楼|栋|幢|层|单元)",),
    Kind.BUILDING: (
        rf"{_FREE}{_NO_BUILDING}(?:{_LETTER}?\d{{1,2}}|{NUMERAL}|{_WING})\s?(?:栋|幢|号楼)",
        rf"{_FREE}{_LETTER}?\d{{1,2}}(?:#|座(?!的?车|商务|[sSmM]))",
        rf"{_FREE}(?<![月第天])(?:\d{{1,2}}|{NUMERAL})号(?=[一二三四五六1-6]单元)",
    ),
    Kind.WING: (rf"(?<![A-Za-z]){_WING}座",),
    Kind.UNIT: (rf"{_NUMBER}\s?号?单元", rf"{_BUILT}{NUMERAL}(?:门|梯)(?!口)"),
    Kind.BASEMENT: (
        r"(?:负|(?<!\d)-)[一二三四1-4](?:楼|层)|负[一二三四1-4](?![\d到至])|[Bb][1-4]层",
        r"(?<![A-Za-z\d])[Bb][1-4](?=\s?-?\s?[A-Ha-h](?:区|\d{3})|\s?(?:地库|车库|停车|车位))",
        r"(?:(?<=[库场])|(?<=[库场]\s))[Bb][1-4](?!\d|栋|幢|座)",
    ),
    Kind.ZONE: (r"(?<![A-Za-z\d])[A-Ha-h]区",),
    Kind.FLOORS: (rf"(?:负|(?<!\d)){NUMERAL}(?:楼|层)?\s?(?:到|至|-|~)\s?{NUMERAL}(?:楼|层)",),
    Kind.FLOOR: (rf"{_NO_BUILDING}{_NUMBER}(?:楼(?![主长])|层)",),
    Kind.CODE: (
        rf"{_FREE}(?<!维生素)[A-Fa-fT]\d{{1,2}}{_NO_CODE}",
        rf"{_STEM}(?:[1-9]|[一二三四五六七八九](?=楼|[东西南北][侧边面]|[门顶前后]))(?:楼(?![上下道顶梯层])|(?!\d))",
    ),
    Kind.ROOM: (
        rf"(?:{_FREE}|(?<=\d#))(?!{_NO_ROOM}){ROOM_NUMBER}(?:室|房)?(?![A-Za-z\d.:%-])(?!{MEASURE})",
    ),
}

_KINDS = {str(kind): kind for kind in Kind}
_WORTH_READING = re.compile(
    rf"\d|[一二三四五六七八九十负A-Ka-k{STEMS}][号栋幢座楼层区单门梯到至一二三四五十]"
)
_DIGIT = re.compile(r"\d")
_MASK = re.compile(  # what any of them begins with comes first: it spares trying each at every character
    rf"(?=[0-9hA-Z第闽粤浙苏沪京赣皖湘鄂鲁豫津渝川])(?:{'|'.join(pattern for _, pattern in MASKS)})"
)
_PART = re.compile(
    f"(?=[0-9A-Za-z一二三四五六七八九十负{STEMS}-])(?:"
    + "|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in PARTS.items())
    + ")"
)


class Part(NamedTuple):
    """One part of an address as it stands in the masked text."""

    kind: Kind
    text: str
    start: int
    end: int


def mask(text: str) -> str:
    """The text with all digits blanked, length kept, that are no address: dates, phones, sums."""
    return _MASK.sub(_blank, text) if _DIGIT.search(text) else text


def read_parts(masked: str) -> tuple[Part, ...]:
    """The address parts of a masked text in the order said; empty for most messages, quickly."""
    if not _WORTH_READING.search(masked):
        return ()
    return tuple(_parts(masked))


def _parts(masked: str) -> Iterator[Part]:
    for match in _PART.finditer(masked):
        if match.lastgroup:
            yield Part(_KINDS[match.lastgroup], match[0], *match.span())


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match[0])
