"""Where the problem is: the place that a message names, the speaker's home, the sameness of two spots."""

import re
from dataclasses import replace

from rapidfuzz import fuzz

from intents.addresses import choose, sift
from intents.model import Context, Place
from intents.numbers import NUMERAL, arabic
from intents.place_patterns import BLANK, Kind, Part, mask, read_parts
from intents.spots import is_outside, plain_spot, spots_in, strip_spots

SAME_SPOT = 70.0  # Indel ratio: 凉亭那里 is still 凉亭边, but 篮球场 is no 网球场 (66.7)

_OURS = re.compile(r"(?:我们|咱们?|本|我)这?(?:一?[栋幢]|楼(?![上下道顶梯层]))|这一?[栋幢]")
_TELLING = re.compile(r"\d+|[东西南北A-H]")
_NUMERAL = re.compile(NUMERAL)
_NOWHERE = Place()
_LEFT_OVER = re.compile(rf"[\s,。、;:{BLANK}]+")
_HOME_KINDS = frozenset(Kind) - {Kind.FLOOR, Kind.FLOORS, Kind.ZONE, Kind.STALL, Kind.BASEMENT}
_BELOW = (Kind.BASEMENT, Kind.ZONE, Kind.STALL)
_MAY_BE_HOME = re.compile("[0-9A-Ha-h一二三四五六七八九十]")
_CODE_IN_NAME = re.compile(r"[A-Fa-f]\d{1,2}(?![A-Za-z\d-])")


def find_place(text: str, context: Context) -> Place:
    """The place that a normalised message names; empty parts are not filled from anything but the text.

    Only 我们这栋 is looked up, in `context.default_building`.
    """
    masked = mask(text)
    parts = read_parts(masked)
    if parts:
        parts = sift(masked, parts, context)
    building, unit, room, _ = choose(masked, parts)
    building = building or _our_building(text, context)
    spot, compound = _spot(masked, parts), _compound(text, context)
    if not (building or unit or room or spot or compound):
        return _NOWHERE
    return Place(compound=compound, building=building, unit=unit, room=room, spot=spot)


def with_home(place: Place, home: Place) -> Place:
    """The place filled up from the speaker's home by what it leaves open; what is out of doors stays as it is.

    Nothing said: all of the home. 2单元 said: its building. 501 or 三楼 said: its building and unit. 6栋 said by
    somebody from A6: A6.
    """
    if place.building and home.building and home.building[1:] == place.building:
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
    for part in read_parts(masked):
        kept.append(masked[end : part.start])
        end = part.end
    kept.append(masked[end:])
    return _LEFT_OVER.sub(" ", strip_spots("".join(kept))).strip()


def home_of(alias: str, context: Context) -> Place:
    """The home that a name in the group carries: 3-2-501陈, 外卖小陈B2, 3栋刘师傅; mostly empty."""
    if not _MAY_BE_HOME.search(alias):
        return _NOWHERE
    masked = mask(alias)
    parts = tuple(part for part in read_parts(masked) if part.kind in _HOME_KINDS)
    if not parts and (code := _CODE_IN_NAME.search(masked)):
        parts = (Part(Kind.CODE, code[0], *code.span()),)
    address = choose(masked, parts)
    return Place(building=address.building, unit=address.unit, room=address.room)


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
