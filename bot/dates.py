"""Days as staff type them: 明天, 下周一, 3天, 3月2日, 2026-04-01."""

import re
from contextlib import suppress
from datetime import datetime, timedelta

from intents.numbers import CHINESE_NUMERAL, arabic

_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH_DAY = re.compile(r"(\d{1,2})[月/.-](\d{1,2})(?!\d|\s*[天周个])")  # 1-2天 is a span
_SPOKEN = re.compile(rf"({CHINESE_NUMERAL})月\s?({CHINESE_NUMERAL})(?=[日号]|$|\D)")  # 四月一号
_OF_MONTH = re.compile(r"(?<!\d)(\d{1,2})[号日](?![内后])")
_IN_DAYS = re.compile(rf"(\d{{1,3}}|两|{CHINESE_NUMERAL})\s*(天|日|周|个?星期|个?礼拜|个?月)")
_WEEKDAY = re.compile(r"(下下|下|这|本)?(?:周|星期|礼拜)([一二三四五六日天])")
_NEAR = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3}
_SPANS = {"天": 1, "日": 1, "周": 7, "期": 7, "拜": 7, "月": 30}  # by the last character of the unit


def day_said(words: str | None, now: datetime) -> datetime | None:
    """The end of the office day that is meant, in the future where a year is left out; None when it is no day."""
    text = _SPOKEN.sub(lambda said: f"{arabic(said[1])}月{arabic(said[2])}", (words or "").strip())
    try:
        day = _calendar_day(text, now) or _relative_day(text, now)
    except (ValueError, OverflowError):  # 2月30日, or a year that no calendar has
        return None
    return day.replace(hour=17, minute=30, second=0, microsecond=0) if day else None


def _calendar_day(text: str, now: datetime) -> datetime | None:
    if found := _ISO.search(text):
        year, month, day = map(int, found.groups())
        return now.replace(year=year, month=month, day=day)
    if found := _MONTH_DAY.search(text):
        month, day = map(int, found.groups())
        said = now.replace(month=month, day=day)
        return said if said.date() >= now.date() else said.replace(year=now.year + 1)
    return _day_of_month(int(found[1]), now) if (found := _OF_MONTH.search(text)) else None


def _day_of_month(day: int, now: datetime) -> datetime | None:
    """15号: of this month, or of the next one that has it when it has passed."""
    first = now.replace(day=1)
    months = (first + timedelta(days=31 * count) for count in range(4))
    for month in months:
        with suppress(ValueError):  # 2月30日
            said = month.replace(day=day)
            if said.date() >= now.date():
                return said
    return None


def _relative_day(text: str, now: datetime) -> datetime | None:
    near = max((word for word in _NEAR if word in text), key=len, default=None)
    if near:
        return now + timedelta(days=_NEAR[near])
    if found := _WEEKDAY.search(text):
        weeks = {"下": 1, "下下": 2}.get(found[1] or "", 0)
        weekday = "一二三四五六日".find(found[2].replace("天", "日"))
        day = now + timedelta(days=weekday - now.weekday(), weeks=weeks)
        return day if day.date() >= now.date() else day + timedelta(weeks=1)
    if found := _IN_DAYS.search(text):
        return now + timedelta(days=int(arabic(found[1])) * _SPANS[found[2][-1]])
    return None
