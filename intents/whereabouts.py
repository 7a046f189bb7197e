"""Where a reported problem is: the message's own place first, then what else is known of the speaker."""

import re
from dataclasses import replace

from intents.model import Context, Place
from intents.places import find_place, home_of, with_home
from intents.spots import is_inside, is_outside

_OURS = re.compile(  # 我窗外, 我们这栋, 隔壁702: the house that the speaker lives in
    r"我(?:们?的)?(?:窗|床|阳台|瓦|门|后门|前门|客厅|卧室|厨房|天井|墙|卫生间|被子|头顶)|我家(?:门|窗|阳台|墙|楼|院墙|后门|门口)"
    r"|(?:我们|咱们?|本)(?:这|那)?一?(?:[栋幢]|楼(?!上)|单元)|这一?[栋幢]|隔壁(?:\d|那[间扇户家]|住户|邻居)"
)
_NEAR = re.compile(r"(?:我|我们|咱们?|俺)家|对门|楼上|隔壁(?![小村镇县店])|电梯|这部梯")
_ASKS = re.compile(
    r"请问|请教|想问|问[一下问]|报[名到]|证明|办理|手续|申请|补贴|志愿|帮我|帮忙|代[取办拿]|跑一下|行不行"
)
_LIFT = re.compile(r"电梯|轿厢|这部|[从按]负|送[我到]")


def whereabouts(text: str, sender: str, context: Context, *, home: str) -> Place:
    """From the clean text, the speaker's last fragments, the home in the alias or the group's one building.

    `home` says how much of the speaker's home counts: "none", which takes the building only when the words are about
    it, "unit" (building and unit, unless the place is out of doors) or "room" (the same and the room, and whoever asks
    for papers or a hand is to be found at home whatever place is named).
    """
    place = find_place(text, context, sender)
    for fragment in reversed(context.recent):
        place = _filled(place, find_place(fragment, context, sender))
    if home != "none" or _at_home(text, place):
        place = _with_home(place, home_of(sender, context), text, home)
    return _filled(place, Place(building=context.default_building)) if context.default_building else place


def _with_home(place: Place, own: Place, text: str, home: str) -> Place:
    """The place filled up from the home, of which the room counts only by its type."""
    own = replace(own, room=None) if own.room and home != "room" else own
    if place.spot and is_outside(place.spot) and _still_at_home(text, place.spot, home):
        return replace(with_home(replace(place, spot=None), own), spot=place.spot)
    return with_home(place, own)


def _still_at_home(text: str, spot: str, home: str) -> bool:
    """Whether a place out of doors is no other place: ours, asked about, or a level where the lift came by."""
    passed = spot.startswith(("负", "B")) and _LIFT.search(text)
    asked = home == "room" and _ASKS.search(text)
    return bool(passed or asked or _OURS.search(text))


def _at_home(text: str, place: Place) -> bool:
    """Whether a text speaks of the speaker's house: 我门口, 对门, 楼梯口."""
    return bool(_OURS.search(text) or _NEAR.search(text) or (place.spot and is_inside(place.spot)))


def _filled(place: Place, other: Place) -> Place:
    """The place, with the address of the other one where it says none, and its spot likewise."""
    if not other:
        return place
    if not (place.building or place.unit or place.room):
        place = replace(place, building=other.building, unit=other.unit, room=other.room)
    return replace(place, spot=place.spot or other.spot, compound=place.compound or other.compound)
