"""From the parts of an address to one address: which of the buildings named is the one that is meant."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from intents.building_names import as_built, building_name, on_site, split_dashed
from intents.model import Context
from intents.numbers import NUMERAL, arabic
from intents.place_patterns import Kind, Part

_DENIED = re.compile(r"(?:不是|不在|没在|不用去)\s?$")
_CORRECTION = re.compile(r"不对|说错|打错|发错|更正")
_NEIGHBOUR = re.compile(r"(?:楼上|楼下|隔壁|对门|对面|上面|顶上)[^,。!?\s]{0,3}$")
_ONTO_OURS = re.compile(  # 6幢的空调水滴我遮阳棚
    r"[^,。!?]{0,14}(?:[滴漏淋引灌泼砸冲][到在进向往给]?|在)"
    r"我(?:们?家|们这边|[^,。!?\s]?(?:墙|窗|遮阳棚|雨棚|床|阳台|厨房|天花))"
)
_LIVES = re.compile(r"(?:我家?住在?|我们住在?|家住|住在|我是|我们是|本人)\s?$")
_ON_A_FLOOR = re.compile(r"(?:卡在?|停在|[到从爬上下在往至和])\s?$|(?:我家?|我们)住?\s?$")
_OF_A_FLOOR = re.compile(
    r"\s?(?:楼道|楼梯|走廊|过道|阳台|窗|那户|那家|那个|转角|拐角|以上|以下|往|的|半|有|都|灯)"
)
_SCORE = re.compile(r"[赢输胜负球队局]|比分|进了")
_STAIR_BEFORE = re.compile(r"(?:在|家|住|是|我)\s?$")
_STAIR_AFTER = re.compile(
    rf"\s?(?:门口|又|[前后对]面|楼道|楼下|楼梯|楼上|电梯|大堂|这边|那边|的|{NUMERAL}楼)"
)
_ALONE_BEFORE = re.compile(r"(?:^|[,。!?;、\s])$")
_ALONE_AFTER = re.compile(r"[,。!?;、\s]|$")
_MOST_UNITS = 6  # a building with more stairs than that is rarer than a score
_LOW_FLOORS = 9  # a compound has buildings 1 to 9, and "5楼" there is a floor; "18楼" may be either

_HEAVY = frozenset({Kind.HOUSE, Kind.DASHED, Kind.DOOR, Kind.STAIR, Kind.BUILDING, Kind.CODE})
_ADDRESSED = _HEAVY | {Kind.UNIT, Kind.WING}  # after which a room is that address's room


class Address(NamedTuple):
    """One address in a message; `lives` when the speaker only says that this is home."""

    building: str | None = None
    unit: str | None = None
    room: str | None = None
    lives: bool = False


def sift(text: str, parts: tuple[Part, ...], context: Context, home: str | None = None) -> tuple[Part, ...]:
    """The parts that are meant as places: without those denied, corrected, neighbours' or scores.

    `home` is the building of the speaker: it tells what the buildings of the compound are called.
    """
    parts = tuple(_retyped(text, parts, context, home))
    parts = _after_correction(text, _without_neighbours(text, parts))
    return tuple(
        part for part in parts if not (_DENIED.search(text[: part.start][-5:]) or _comes_from(text, part))
    )


def choose(text: str, parts: tuple[Part, ...], buildings: tuple[str, ...] = ()) -> Address:
    """The address of the problem: the first building that is not just the speaker's home.

    `buildings` are the names on site, which decide between A1 and stair 1 of A, 供销2 and 2.
    """
    if not parts:
        return Address()
    addresses = _gathered(text, parts, buildings)
    loose = addresses[0] if addresses and addresses[0].building is None else Address()
    built = [address for address in addresses if address.building]
    meant = next((address for address in built if not address.lives), built[0] if built else loose)
    return meant._replace(unit=meant.unit or loose.unit, room=meant.room or loose.room)


def _retyped(text: str, parts: tuple[Part, ...], context: Context, home: str | None) -> Iterator[Part]:
    for at, part in enumerate(parts):
        follower = parts[at + 1] if at + 1 < len(parts) else None
        if part.kind is Kind.STAIR and not _is_stair(text, part, parts, context):
            continue
        if part.kind in (Kind.CODE, Kind.DOOR):
            if meant := as_built(text, part, context, home):
                yield meant
        elif part.kind is Kind.FLOOR and _names_building(text, part, follower, parts, context):
            yield part._replace(kind=Kind.BUILDING)
        else:
            yield part


def _is_stair(text: str, part: Part, parts: tuple[Part, ...], context: Context) -> bool:
    """9-2 is a building's stair only where other signs agree: else it is a score or a date."""
    building, unit = split_dashed(part)
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


def _comes_from(text: str, part: Part) -> bool:
    """Whether a building is where the trouble of the speaker's own house comes from: 6幢的空调水滴我遮阳棚."""
    return part.kind in _HEAVY and bool(_ONTO_OURS.match(text, part.end))


def _attached(parts: tuple[Part, ...], at: int) -> bool:
    before = parts[at - 1] if at else None
    return bool(before and before.kind in _ADDRESSED and parts[at].start - before.end <= 1)


def _gathered(text: str, parts: Iterable[Part], buildings: tuple[str, ...]) -> list[Address]:
    addresses: list[Address] = []
    for part in parts:
        if part.kind in _HEAVY or (part.kind is Kind.WING and not addresses):
            lives = bool(_LIVES.search(text[: part.start][-5:]))
            addresses.append(_named(_read(part), text[: part.start], buildings)._replace(lives=lives))
        elif part.kind in (Kind.UNIT, Kind.ROOM):
            last = addresses.pop() if addresses else Address()
            said = _read(part)
            addresses.append(last._replace(unit=last.unit or said.unit, room=last.room or said.room))
    return addresses


def _named(address: Address, before: str, buildings: tuple[str, ...]) -> Address:
    building, unit = on_site(address.building or "", before, buildings)
    return address._replace(building=building, unit=address.unit or unit)


def _read(part: Part) -> Address:
    match part.kind:
        case Kind.HOUSE:
            return Address(building=part.text)
        case Kind.UNIT:
            return Address(unit=building_name(part.text))
        case Kind.ROOM:
            return Address(room=part.text.rstrip("室房"))
        case Kind.DASHED | Kind.DOOR | Kind.STAIR:
            return _read_dashed(part)
        case _:
            return Address(building=building_name(part.text))


def _read_dashed(part: Part) -> Address:
    building, *rest = split_dashed(part)
    if part.kind is Kind.STAIR:
        return Address(building=building, unit=rest[0])
    unit = arabic(rest[0]).upper() if len(rest) > 1 else None
    return Address(building=building, unit=unit, room=rest[-1])
