"""Where the problem is: the place that a message names, the speaker's home, the sameness of two spots."""

import re
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz

from intents.addresses import choose, sift
from intents.building_names import lone_letters
from intents.houses import house_in_name, lane_in_name, may_name_house, read_houses
from intents.model import Context, Place
from intents.numbers import NUMERAL, arabic
from intents.place_patterns import BLANK, ROOM_NUMBER, STEMS, Kind, Part, mask, read_parts
from intents.spots import is_outside, plain_spot, spots_in, strip_spots

SAME_SPOT = 70.0  # Indel ratio: 凉亭那里 is still 凉亭边, but 篮球场 is no 网球场 (66.7)

_OURS = re.compile(r"(?:我们|咱们?|本|我)这?(?:一?[栋幢]|楼(?![上下道顶梯层]))|这一?[栋幢]")
_TELLING = re.compile(r"\d+|[东西南北A-H]")
_NUMERAL = re.compile(NUMERAL)
_A_NAME = re.compile("[\u4e00-\u9fff]{2}")
_NOWHERE = Place()
_NAMES = 1_000  # of those who spoke last, whose homes are remembered
_LEFT_OVER = re.compile(rf"[\s,。、;:{BLANK}]+")
_HOME_KINDS = frozenset(Kind) - {Kind.FLOOR, Kind.FLOORS, Kind.ZONE, Kind.STALL, Kind.BASEMENT}
_BELOW = (Kind.BASEMENT, Kind.ZONE, Kind.STALL)
_MAY_BE_HOME = re.compile(f"[0-9A-Ka-k{STEMS}一二三四五六七八九十]")
_CODE_IN_NAME = re.compile(rf"(?:[A-Fa-fT]|(?<![老小阿大姓])[{STEMS}])\d{{1,2}}(?![A-Za-z\d-])")
_LETTERS = f"ABCDEFGHIJKT{STEMS}"
_JOINED = re.compile(r"[·()（）]|(?<=[A-Za-z][A-Za-z])(?=\d)")
_ROOM_BEFORE_NAME = re.compile(  # in a name 周 and 张 count no days and sheets
    rf"(?<=[-—–#座栋幢楼元梯])0?{ROOM_NUMBER}(?![\d,])"
)
_LETTER_OF_ROOM = re.compile(
    rf"(?<![A-Za-z\d-])(?:[A-Ka-k]-?(?={ROOM_NUMBER}(?!\d))"
    rf"|(?:[A-K]|(?<![老小阿大姓])[{STEMS}])(?=\s?[1-9](?:梯|单元)))"
)


def find_place(text: str, context: Context, speaker: str = "") -> Place:
    """The place that a normalised message names; empty parts are not filled from anything but the text.

    Only 我们这栋 is looked up, in `context.default_building`. The name of the `speaker` tells what buildings are
    called here: B2 is a building for somebody from A6, 11号 a house for somebody from 竹篙弄9号.
    """
    masked = mask(text)
    parts = read_parts(masked)
    if parts or may_name_house(text):
        own = home_of(speaker, context)
        home = own.building or own.room
        houses = read_houses(text, home, lane_in_name(speaker))
        parts = sift(masked, _with_houses(parts, houses), context, home)
    building, unit, room, _ = choose(masked, parts, context.buildings)
    building = building or _named(text, context.buildings) or _our_building(text, context)
    spot, compound = _spot(masked, parts), _compound(text, context)
    if not (building or unit or room or spot or compound):
        return _NOWHERE
    return Place(compound=compound, building=building, unit=unit, room=room, spot=spot)


def with_home(place: Place, home: Place) -> Place:
    """The place filled up from the speaker's home by what it leaves open; what is out of doors stays as it is.

    Nothing said: all of the home. 2单元 said: its building. 501 or 三楼 said: its building and unit. 6栋 said by
    somebody from A6: A6.
    """
    if place.building and home.building in {f"{letter}{place.building}" for letter in _LETTERS}:
        return replace(place, building=home.building)
    if place.building or (place.spot and is_outside(place.spot)):
        return place
    if place.unit:
        return replace(place, building=home.building)
    if place.room or place.spot:
        return replace(place, building=home.building, unit=home.unit)
    return replace(home, compound=place.compound)


def strip_places(text: str) -> str:
    """The text without addresses, named spots and numbers that are no address, to judge what remains."""
    masked = mask(text)
    kept, end = [], 0
    for part in _with_houses(read_parts(masked), read_houses(text)):
        kept.append(masked[end : part.start])
        end = part.end
    kept.append(masked[end:])
    return _LEFT_OVER.sub(" ", strip_spots("".join(kept))).strip()


def home_of(alias: str, context: Context) -> Place:
    """The home that a name in the group carries: 3-2-501陈, 外卖小陈B2, 竹篙弄15号阿美, C605阿惠; mostly empty."""
    if not _MAY_BE_HOME.search(alias):
        return _NOWHERE
    told = context.buildings or context.talk is None
    return _home_in(alias, context.buildings, () if told else lone_letters(mask(_spaced(alias)), context))


@lru_cache(maxsize=_NAMES)  # who reports speaks again soon, and each report asks twice
def _home_in(alias: str, buildings: tuple[str, ...], letters: tuple[str, ...]) -> Place:
    """The home in a name, where the buildings are called so, or by single letters."""
    if house := house_in_name(alias):
        address = choose(alias, house, buildings)
        return Place(building=address.building, room=address.room)
    masked = mask(_spaced(alias))
    parts = tuple(part for part in read_parts(masked) if part.kind in _HOME_KINDS)
    if not parts and (code := _CODE_IN_NAME.search(masked)):
        parts = (Part(Kind.CODE, code[0], *code.span()),)
    address = choose(masked, parts, buildings or letters)
    building = address.building or _named(alias, buildings)
    return Place(building=building, unit=address.unit, room=address.room)


def _spaced(alias: str) -> str:
    """A name with its home set apart and in full: Leo10-2-1601, C605 and C-605 → C座605, 丁2单元 → 丁座2单元, 3-501周."""
    alias = _ROOM_BEFORE_NAME.sub(r"\g<0>,", _JOINED.sub(" ", alias))
    return _LETTER_OF_ROOM.sub(lambda match: f"{match[0][0].upper()}座", alias)


def _with_houses(parts: tuple[Part, ...], houses: tuple[Part, ...]) -> tuple[Part, ...]:
    """All parts in order, without what is inside a house's."""
    if not houses:
        return parts
    apart = (part for part in parts if not any(h.start < part.end and part.start < h.end for h in houses))
    return tuple(sorted((*apart, *houses), key=lambda part: part.start))


def same_spot(one: str, other: str) -> bool:
    """Whether two free-text spots are the same place: 小区东门口 and 东大门, 地库 and 负一层."""
    one, other = plain_spot(one), plain_spot(other)
    if one == other:
        return True
    marks, other_marks = set(_TELLING.findall(one)), set(_TELLING.findall(other))
    if not one or not other or (marks and other_marks and marks != other_marks):
        return False
    return bool(fuzz.ratio(one, other, score_cutoff=SAME_SPOT))


def _compound(text: str, context: Context) -> str | None:
    return max((name for name in context.compounds if name and name in text), key=len, default=None)


def _named(text: str, buildings: tuple[str, ...]) -> str | None:
    """The building that is called by a name, as 康宁楼, and is named in the text."""
    return next((name for name in _names(buildings) if name in text), None)


@lru_cache(maxsize=_NAMES)
def _names(buildings: tuple[str, ...]) -> tuple[str, ...]:
    """The buildings that have a name of their own, the longest first."""
    return tuple(sorted(filter(_A_NAME.search, buildings), key=len, reverse=True))


def _our_building(text: str, context: Context) -> str | None:
    return context.default_building if context.default_building and _OURS.search(text) else None


def _spot(masked: str, parts: tuple[Part, ...]) -> str | None:
    """The spot in one wording: 地下车库B2层C区, 5楼楼道, 东门口, 18楼; out of doors has no floor."""
    named = spots_in(masked)
    if not named and not parts:
        return None
    first = {part.kind: part for part in reversed(parts)}
    below = "".join(_level(first[kind]) for kind in _BELOW if kind in first)
    if "garage" in named or below:
        return named.get("garage", "") + below + ("" if "garage" in named else named.get("inside", ""))
    if "outside" in named:
        return named["outside"]
    floor = first.get(Kind.FLOORS) or first.get(Kind.FLOOR)
    wing = first[Kind.WING].text.upper() if Kind.WING in first else ""
    return wing + (_level(floor) if floor else "") + named.get("inside", "") or None


def _level(part: Part) -> str:
    """A level, zone or stall in one wording: 负一楼 → 负1层, b2 → B2层, 一到五楼 → 1-5楼."""
    match part.kind:
        case Kind.ZONE | Kind.STALL:
            return part.text.upper()
        case Kind.BASEMENT if part.text[0] in "Bb":
            return f"{part.text[:2].upper()}层"
        case Kind.BASEMENT:
            return f"负{arabic(part.text[1])}层"
    numbers = "-".join(arabic(numeral) for numeral in _NUMERAL.findall(part.text))
    return ("负" if part.text[0] == "负" else "") + numbers + "楼"
