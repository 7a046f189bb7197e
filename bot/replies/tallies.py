"""日报, 统计 and 热点 as one screen of text."""

from collections.abc import Sequence
from datetime import datetime

from bot.replies.answers import list_line
from bot.replies.words import WEEKDAYS, type_name
from dispatch.places import Place
from dispatch.tallies import Hotspot, Tally

LISTED = 8  # cases or places of one answer


def daily(name: str, found: Tally, now: datetime) -> str:
    day = f"{found.start.month}月{found.start.day}日（周{WEEKDAYS[found.start.weekday()]}）"
    return "\n".join((f"【日报】{name} {day}", *_counts(found), *_urgent(found, now)))


def counted(what: str, name: str, days: int, found: Tally) -> str:
    return "\n".join((f"【统计】{name} {what} 近{days}天", *_counts(found)))


def hot(name: str, days: int, spots: Sequence[Hotspot]) -> str:
    head = f"【热点】{name} 近{days}天"
    if not spots:
        return f"{head}：没有重复反映的地方。"
    lines = [_spot(spot) for spot in spots[:LISTED]]
    more = [f"……还有{len(spots) - LISTED}处"] if len(spots) > LISTED else []
    return "\n".join((head, *lines, *more))


def count_usage() -> str:
    return "请写类别和天数，例如：统计 电梯 30天"


def _counts(found: Tally) -> list[str]:
    if not found.received:
        return ["没有新诉求。"]
    return [
        f"受理{found.received}，附议{found.supporters}",
        f"已办结{found.resolved}（居民确认{found.confirmed}，静默{found.silent}），未办结{found.unsolved}",
        f"超时{found.overdue}，重开{found.reopened}",
    ]


def _urgent(found: Tally, now: datetime) -> list[str]:
    if not found.urgent:
        return []
    lines = [list_line(case, now, "") for case in found.urgent[:LISTED]]
    more = [f"……还有{len(found.urgent) - LISTED}件"] if len(found.urgent) > LISTED else []
    return ["紧急和急件：", *lines, *more]


def _spot(spot: Hotspot) -> str:
    place = Place(compound=spot.compound, building=spot.building).public()
    joined = f"，附议{spot.supporters}户" if spot.supporters else ""
    still = f"，未办结{spot.unsolved}" if spot.unsolved else ""
    return f"{place} {type_name(spot.type)}：{spot.cases}件{joined}{still}"
