"""From the parts of an address to one address: which of the buildings named is the one that is meant."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from intents.model import Context
from intents.numbers import NUMERAL, arabic
from intents.place_patterns import Kind, Part

_DENIED = re.compile(r"(?:不是|不在|没在|不用去)\s?$")
_CORRECTION = re.compile(r"不对|说错|打错|发错|更正")
_NEIGHBOUR = re.compile(r"(?:楼上|楼下|隔壁|对门|对面|上面|顶上)[^,。!?\s]{0,3}$")
_LIVES = re.compile(r"(?:我家?住在?|我们住在?|家住|住在|我是|我们是|本人)\s?$")
_ON_A_FLOOR = re.compile(r"(?:卡在?|停在|[到从爬上下在往至和])\s?$|(?:我家?|我们)住?\s?$")
_OF_A_FLOOR = re.compile(
    r"\s?(?:楼道|楼梯|走廊|过道|阳台|窗|那户|那家|那个|转角|拐角|以上|以下|往|的|半|有|都|灯)"
)
_SCORE = re.compile(r"[赢输胜负球队局]|比分|进了")
_STAIR_BEFORE = re.compile(r"(?:在|家|住|是|我)\s?$")
_STAIR_AFTER = re.compile(rf"\s?(?:门口|楼道|楼下|楼梯|楼上|电梯|大堂|这边|那边|的|{NUMERAL}楼)")
_ALONE_BEFORE = re.compile(r"(?:^|[,。!?;、\s])$")
_ALONE_AFTER = re.compile(r"[,。!?;、\s]|$")
_MOST_UNITS = 6  # a building with more stairs than that is rarer than a score
_LOW_FLOORS = 9  # a compound has buildings 1 to 9, and "5楼" there is a floor; "18楼" may be either

_HEAVY = frozenset({Kind.DASHED, Kind.DOOR, Kind.STAIR, Kind.BUILDING, Kind.CODE})
_ADDRESSED = _HEAVY | {Kind.UNIT, Kind.WING}  # after which a room is that address's room
_NUMBER = re.compile(NUMERAL)


class Address(NamedTuple):
    """One address in a message; `lives` when the speaker only says that this is home."""

    building: str | None = None
    unit: str | None = None
    room: str | None = None
    lives: bool = False


def sift(text: str, parts: tuple[Part, ...], context: Context) -> tuple[Part, ...]:
    """The parts that are meant as places: without those denied, corrected, neighbours' or scores."""
    parts = tuple(_retyped(text, parts, context))
    parts = _after_correction(text, _without_neighbours(text, parts))
    return tuple(part for part in parts if not _DENIED.search(text[: part.start][-5:]))


def choose(text: str, parts: tuple[Part, ...]) -> Address:
    """The address of the problem: the first building that is not just the speaker's home."""
    if not parts:
        return Address()
    addresses = _gathered(text, parts)
    loose = addresses[0] if addresses and addresses[0].building is None else Address()
    built = [address for address in addresses if address.building]
    meant = next((address for address in built if not address.lives), built[0] if built else loose)
    return meant._replace(unit=meant.unit or loose.unit, room=meant.room or loose.room)


def building_name(text: str) -> str:
    """A building as it is called on site: "三号楼" → "3", "b2栋" → "B2"."""
    letter = text[0].upper() if text[0].isascii() and text[0].isalpha() else ""
    number = _NUMBER.search(text)
    return letter + (arabic(number[0]) if number else "")


def _retyped(text: str, parts: tuple[Part, ...], context: Context) -> Iterator[Part]:
    for at, part in enumerate(parts):
        follower = parts[at + 1] if at + 1 < len(parts) else None
        if part.kind is Kind.STAIR and not _is_stair(text, part, parts, context):
            continue
        if part.kind is Kind.CODE and context.buildings and building_name(part.text) not in context.buildings:
            if part.text.upper() in ("B1", "B2", "B3", "B4"):
                yield part._replace(kind=Kind.BASEMENT)
        elif part.kind is Kind.FLOOR and _names_building(text, part, follower, parts, context):
            yield part._replace(kind=Kind.BUILDING)
        else:
            yield part


def _is_stair(text: str, part: Part, parts: tuple[Part, ...], context: Context) -> bool:
    """9-2 is a building's stair only where other signs agree: else it is a score or a date."""
    building, unit = _split(part)
    if part.text[0].isalpha():
        return True
    if (
        int(unit) > _MOST_UNITS
        or _SCORE.search(text)
        or any(p.kind in _HEAVY for p in parts if p is not part)
    ):
        return False
    if context.buildings and building not in context.buildings:
        return False
    before, after = text[: part.start][-2:], text[part.end : part.end + 4]
    if _STAIR_BEFORE.search(before) or _STAIR_AFTER.match(after):
        return True
    alone = _ALONE_BEFORE.search(before) and _ALONE_AFTER.match(after)
    return bool(alone) and len(text) > len(part.text)


def _names_building(
    text: str, part: Part, follower: Part | None, parts: tuple[Part, ...], context: Context
) -> bool:
    """Whether 18楼 means building 18: a unit or another floor's room follows, or only the compound knows it."""
    number = building_name(part.text)
    if part.text.endswith("层") or any(p.kind in _HEAVY for p in parts):
        return False
    if follower and follower.start - part.end <= 1 and follower.kind in (Kind.UNIT, Kind.ROOM):
        return follower.kind is Kind.UNIT or not follower.text.startswith(number)
    if not part.text[0].isdecimal() or int(number) <= _LOW_FLOORS or number not in context.buildings:
        return False
    return not (
        len(parts) > 1 or _ON_A_FLOOR.search(text[: part.start][-4:]) or _OF_A_FLOOR.match(text[part.end :])
    )


def _after_correction(text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """不对: what is said again after it replaces what was said before it."""
    if not _CORRECTION.search(text):
        return parts
    corrections = [match.start() for match in _CORRECTION.finditer(text)]
    again = {part.kind for part in parts if part.start > corrections[-1]}
    return tuple(part for part in parts if part.start > corrections[-1] or part.kind not in again)


def _without_neighbours(text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """楼上402 is where the trouble comes from, not where it is: then no lone room is the place."""
    lone = [part for at, part in enumerate(parts) if part.kind is Kind.ROOM and not _attached(parts, at)]
    if any(_NEIGHBOUR.search(text[max(part.start - 6, 0) : part.start]) for part in lone):
        return tuple(part for part in parts if part not in lone)
    return parts


def _attached(parts: tuple[Part, ...], at: int) -> bool:
    before = parts[at - 1] if at else None
    return bool(before and before.kind in _ADDRESSED and parts[at].start - before.end <= 1)


def _gathered(text: str, parts: Iterable[Part]) -> list[Address]:
    addresses: list[Address] = []
    for part in parts:
        if part.kind in _HEAVY or (part.kind is Kind.WING and not addresses):
            lives = bool(_LIVES.search(text[: part.start][-5:]))
            addresses.append(_read(part)._replace(lives=lives))
        elif part.kind in (Kind.UNIT, Kind.ROOM):
            last = addresses.pop() if addresses else Address()
            said = _read(part)
            addresses.append(last._replace(unit=last.unit or said.unit, room=last.room or said.room))
    return addresses


def _read(part: Part) -> Address:
    match part.kind:
        case Kind.UNIT:
            return Address(unit=building_name(part.text))
        case Kind.ROOM:
            return Address(room=part.text.rstrip("室房"))
        case Kind.DASHED | Kind.DOOR | Kind.STAIR:
            return _read_dashed(part)
        case _:
            return Address(building=building_name(part.text))


def _read_dashed(part: Part) -> Address:
    building, *rest = _split(part)
    if part.kind is Kind.STAIR:
        return Address(building=building, unit=rest[0])
    unit = arabic(rest[0]) if len(rest) > 1 else None
    return Address(building=building, unit=unit, room=rest[-1])


def _split(part: Part) -> list[str]:
    building, *rest = re.split(r"\s?[-—–号]\s?", part.text)
    return [building_name(building), *rest]
