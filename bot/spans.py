"""Spans of days as staff type them: 3月5日到7日, 周五到周日, 明天起3天, 下周, 周六晚上. Half-open."""

import re
from datetime import date, datetime, time, timedelta
from unicodedata import normalize

from bot.dates import day_said
from dispatch.clock import SHANGHAI
from intents.numbers import CHINESE_NUMERAL, arabic

ONE_DAY = timedelta(days=1)
LONGEST = timedelta(days=366)
LONGEST_WRAP = timedelta(days=14)  # 30日到2日 goes into the next month, 5日到3日 is a slip

_WEEK = r"(?:周|星期|礼拜)"
_DAY = re.compile(
    rf"(?P<day>\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?|\d{{1,2}}月\d{{1,2}}[日号]?|\d{{1,2}}[/.]\d{{1,2}}(?!\d)"
    rf"|大后天|[今明后]天|(?:下下|下|这|本)?个?{_WEEK}[一二三四五六日天])"
    rf"|(?P<night>[今明]晚)"
    rf"|(?P<weekend>下?个?周末)"
    rf"|(?P<week>(?:下下|下|这|本)个?{_WEEK})"
    rf"|(?P<of_month>\d{{1,2}})[日号]"
)
_LAST = re.compile(r"\s*(?:到|至|-|~|—|–)\s*(?:(?P<bare>\d{1,2})[日号]?(?![\d月./年-]))?")
_LENGTH = re.compile(rf"(\d{{1,3}}|两|{CHINESE_NUMERAL})\s*(天|周|个?星期|个?礼拜)")
_PARTS = {  # hours from the midnight before
    "上午": (0, 12),
    "下午": (12, 18),
    "晚上": (18, 24),
    "白天": (8, 18),
    "白班": (8, 18),
    "夜班": (18, 32),
    "晚班": (18, 32),
}
_WEEKS = {"下": 1, "下下": 2}

Days = tuple[date, date]  # the first day, and the day after the last


def span_said(words: str, now: datetime) -> tuple[datetime, datetime] | None:
    """The span [start, end) that is meant, in the future where a year is left out; None when it is no day.

    At most a year long; whole days unless a part of one day is named (上午, 下午, 晚上, 白天, 夜班).
    """
    text = normalize("NFKC", words)
    try:
        days = _days(text, now)
        span = _hours(text, days) if days else None
    except (ValueError, OverflowError):  # 2月30日, or a year that no calendar has
        return None
    return span if span and span[0] < span[1] <= span[0] + LONGEST else None


def _days(text: str, now: datetime) -> Days | None:
    said = _DAY.search(text)
    if said is None:
        length = _LENGTH.search(text)
        return (now.date(), now.date() + _length(length)) if length else None
    first = _meant(said, now)
    if first is None:
        return None
    begins, ends = first
    to = _LAST.match(text, said.end())
    if to:
        last = _last(text, to, begins)
        return (begins, last) if last else None
    length = _LENGTH.search(text, said.end())
    return (begins, begins + _length(length)) if length else (begins, ends)


def _last(text: str, to: re.Match[str], begins: date) -> date | None:
    """The day after the last one of a range, counted from its first day."""
    if to["bare"]:
        last = _of_month(int(to["bare"]), begins)
        return last + ONE_DAY if last - begins <= LONGEST_WRAP or last.month == begins.month else None
    said = _DAY.match(text, to.end())
    meant = _meant(said, datetime.combine(begins, time(), SHANGHAI)) if said else None
    return meant[1] if meant else None


def _meant(said: re.Match[str], now: datetime) -> Days | None:
    today = now.date()
    if said["of_month"]:
        return _one(_of_month(int(said["of_month"]), today))
    if said["night"]:
        return _one(today + ONE_DAY * (said["night"][0] == "明"))
    if said["weekend"]:
        monday = today + timedelta(days=-today.weekday(), weeks=said["weekend"][0] == "下")
        return max(monday + timedelta(days=5), today), monday + timedelta(days=7)
    if said["week"]:
        weeks = _WEEKS.get(said["week"].rstrip("周星期礼拜个"), 0)
        monday = today + timedelta(days=-today.weekday(), weeks=weeks)
        return max(monday, today), monday + timedelta(days=7)
    day = day_said(said["day"], now)
    return _one(day.date()) if day else None


def _one(day: date) -> Days:
    return day, day + ONE_DAY


def _of_month(number: int, since: date) -> date:
    """The next such day of a month; ValueError when neither this nor the next month has it."""
    if number >= since.day:
        return since.replace(day=number)
    return (since.replace(day=1) + timedelta(days=31)).replace(day=number)


def _length(said: re.Match[str]) -> timedelta:
    return timedelta(days=int(arabic(said[1])) * (1 if said[2] == "天" else 7))


def _hours(text: str, days: Days) -> tuple[datetime, datetime]:
    midnight = datetime.combine(days[0], time(), SHANGHAI)
    part = next((hours for word, hours in _PARTS.items() if word in text), None)
    if part is None and re.search(r"[今明]晚", text):
        part = _PARTS["晚上"]
    if part and days[1] == days[0] + ONE_DAY:
        return midnight + timedelta(hours=part[0]), midnight + timedelta(hours=part[1])
    return midnight, datetime.combine(days[1], time(), SHANGHAI)
