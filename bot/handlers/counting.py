"""日报, 统计 and 热点: what came in, of a day, of a type, at a place."""

import re
from datetime import datetime, timedelta

from bot.dates import day_said
from bot.handlers.correcting import type_said
from bot.handlers.overview import grids_of
from bot.replies import tallies as replies
from bot.turn import Turn
from dispatch import tallies
from dispatch.cases import Case
from dispatch.policy import TYPES
from intents.model import Order

DAYS = 30  # when nobody says how many
MOST_DAYS = 366
MOST = 100_000
_DAYS_SAID = re.compile(r"(\d{1,3})\s*天")


def daily(turn: Turn) -> None:
    """日报 [昨天|3月2日]; today when no day is said."""
    assert isinstance(turn.reading, Order)
    now = turn.work.now
    day = _day(turn.reading, now)
    start, end = tallies.day_of(day)
    found = tallies.tally(_received(turn, start), start, end, now)
    turn.reply(replies.daily(_scope(turn), found, now))


def counted(turn: Turn) -> None:
    """统计 电梯 [30天]."""
    assert isinstance(turn.reading, Order)
    said = f"{turn.reading.argument} {turn.reading.on or ''}"
    days = _days(said)
    code = type_said(_DAYS_SAID.sub("", turn.reading.argument).strip())
    if code is None:
        turn.reply(replies.count_usage())
        return
    now = turn.work.now
    start = now - timedelta(days=days)
    cases = [case for case in _received(turn, start) if case.type == code]
    found = tallies.tally(cases, start, now + timedelta(seconds=1), now)
    turn.reply(replies.counted(TYPES[code].name, _scope(turn), days, found))


def hot(turn: Turn) -> None:
    """热点 [30天]."""
    assert isinstance(turn.reading, Order)
    days = _days(f"{turn.reading.argument} {turn.reading.on or ''}")
    cases = _received(turn, turn.work.now - timedelta(days=days))
    private = frozenset(code for code in TYPES if turn.office.policies.of(code).private)
    turn.reply(replies.hot(_scope(turn), days, tallies.hotspots(cases, private)))


def _received(turn: Turn, since: datetime) -> list[Case]:
    return turn.work.cases.find(grids=grids_of(turn), opened_since=since, limit=MOST)


def _scope(turn: Turn) -> str:
    grids = grids_of(turn)
    return grids[0] if len(grids) == 1 else turn.office.community.name


def _day(order: Order, now: datetime) -> datetime:
    said = f"{order.on or ''} {order.argument}"
    if "前天" in said:
        return now - timedelta(days=2)
    if "昨" in said:
        return now - timedelta(days=1)
    day = day_said(order.on, now) or now
    return day if day.date() <= now.date() else day.replace(year=day.year - 1)


def _days(said: str) -> int:
    found = _DAYS_SAID.search(said)
    return min(max(int(found[1]), 1), MOST_DAYS) if found else DAYS
