"""What buildings are called on site: 3, B2, 甲5, 供销2; and when A5 or B2 is a building at all."""

import re

from intents.model import Context
from intents.numbers import NUMERAL, arabic
from intents.place_patterns import ROOM_NUMBER, STEMS, Kind, Part

_NUMBER = re.compile(NUMERAL)
_BEFORE_ROOM = re.compile(r"\s?[-—–号]\s?|(?<=\d)(?=[A-Da-d])|(?<=\d[A-Da-d])(?=\d)")
_LEVELS = frozenset({"B1", "B2", "B3", "B4"})  # buildings where they have letters, elsewhere below ground
_BELOW = re.compile(
    r"\s?(?:坡道|杆|充电|车[位库]|停车|地[库下]|入口|出口|下坡|柱|桩|[的第那]?\d{2,3}|第.排)|[进积漏淹有]?水"
)
_ALIKE = {True: STEMS, False: "ABCDEFGHIJK"}  # where one is a building by itself, the others are
_LETTER_AND_DOOR = re.compile(rf"[A-K{STEMS}][1-9]-{ROOM_NUMBER}(?!\d)")
_LETTER_ALONE = re.compile(rf"(?<![A-Za-z老小阿])([A-K{STEMS}])(?:[幢栋座]|[1-9](?:单元|梯))")
_LETTER_WITH_NUMBER = re.compile(rf"[A-K{STEMS}]\d(?:-\d-|[楼幢栋座])")


def building_name(text: str) -> str:
    """A building as it is called on site: "三号楼" → "3", "b2栋" → "B2", "甲五楼" → "甲5"."""
    letter = text[0].upper() if text[0] in STEMS or (text[0].isascii() and text[0].isalpha()) else ""
    number = _NUMBER.search(text)
    return letter + (arabic(number[0]) if number else "")


def split_dashed(part: Part) -> list[str]:
    """The building's name and the rest of 3-2-501, 3号501 or 5A1401."""
    building, *rest = _BEFORE_ROOM.split(part.text)
    return [building_name(building), *rest]


def as_built(text: str, part: Part, context: Context, home: str | None) -> Part | None:
    """The part as it is meant: A5 and A5-501 stay, B2 and B2-117 may be a level and a stall, E9 on a meter nothing."""
    name = split_dashed(part)[0]
    if not ("A" <= name[0] <= "Z") or _is_building(text, part, name, context, home):
        return part
    if name not in _LEVELS:
        return None
    return part._replace(kind=Kind.BASEMENT if part.kind is Kind.CODE else Kind.STALL)


def lone_letters(name: str, context: Context) -> tuple[str, ...]:
    """The letters when they are buildings by themselves: then 甲1-1104 is stair 1 of 甲, otherwise building 甲1.

    The names of those who spoke last tell it: 甲幢阿灿, 丁2单元小汪; 甲5-2-402 tells the contrary.
    """
    if context.talk is None or not _LETTER_AND_DOOR.search(name):
        return ()
    said = {line.sender for line in context.talk.lines if not line.staff}
    names = " ".join(said.union(*(thread.speakers for thread in context.talk.threads)))
    if _LETTER_WITH_NUMBER.search(names):
        return ()
    return tuple({letter for found in _LETTER_ALONE.findall(names) for letter in _ALIKE[found in STEMS]})


def on_site(name: str, before: str, buildings: tuple[str, ...]) -> tuple[str, str | None]:
    """The building as it is called, and the stair: 供销 before 2 makes 供销2, A1 is stair 1 where there is only A."""
    if not buildings or name in buildings:
        return name, None
    if len(name) == 2 and name[0] in buildings and name[1].isdecimal():
        return name[0], name[1]
    for known in buildings:
        called = known.rstrip("号栋幢座")
        if called.endswith(name) and before.endswith(called.removesuffix(name)):
            return known, None
    return name, None


def _is_building(text: str, part: Part, name: str, context: Context, home: str | None) -> bool:
    """Whether the compound has it, or the speaker lives in one of that sort."""
    if context.buildings:
        return name in context.buildings or (name[0] in context.buildings and len(name) == 2)
    if home:
        return name[0] in ("T", home[0]) or (home[0] in "ABCD" and name[0] in "ABCD" and len(home) > 1)
    if name in _LEVELS:
        return not _BELOW.match(text, part.end)
    return name[0] not in "EF"  # E9 on a meter, pillar F8
