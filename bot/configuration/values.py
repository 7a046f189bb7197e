"""How values are written in config.yaml: times of day, lengths of time, clocks of a type, days, names."""

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated

from pydantic import BeforeValidator, InstanceOf

from dispatch.catalogue import Span
from dispatch.clock import SHANGHAI

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_LENGTH = re.compile(r"(\d{1,5}) ?(s|min|h|wd|d)")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]([01]?\d|2[0-3]):([0-5]\d)(?::00)?")
_DAY_OF_YEAR = re.compile(r"(\d\d)-(\d\d)")
_SHARE = re.compile(r"(\d{1,4}) ?%")
MOST_PERCENT = 2000
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400}
_MINUTES = {"min": 1, "h": 60, "d": 1440}
_NAMED_SPANS = {"now": Span(), "same day": Span(same_day=True)}


def time_of_day(value: object) -> time:
    """22:00 (a time of day; 7:00 is as good as 07:00)."""
    match = _TIME.fullmatch(str(value).strip())
    if match is None:
        raise ValueError("a time of day is written like 22:00, from 00:00 to 23:59")
    return time(int(match[1]), int(match[2]))


def length_of_time(value: object) -> timedelta:
    """20 s, 10 min, 24 h, 7 d."""
    match = _LENGTH.fullmatch(str(value).strip())
    if match is None or match[2] not in _SECONDS:
        raise ValueError("a length of time is written like 20 s, 10 min, 24 h or 7 d")
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def clock_span(value: object) -> Span:
    """5 min, 24 h, 3 wd (working days 工作日), now, same day."""
    said = str(value).strip()
    if said in _NAMED_SPANS:
        return _NAMED_SPANS[said]
    match = _LENGTH.fullmatch(said)
    if match is None or match[2] == "s":
        raise ValueError("a clock is written like 5 min, 24 h, 2 d, 3 wd (working days), now or same day")
    count = int(match[1])
    return Span(workdays=count) if match[2] == "wd" else Span(minutes=count * _MINUTES[match[2]])


def share(value: object) -> float:
    """50%, a part of a clock or, above 100%, more than all of it; as a fraction."""
    match = _SHARE.fullmatch(str(value).strip())
    if match is None or not 1 <= int(match[1]) <= MOST_PERCENT:
        raise ValueError(f"a share of a clock is written like 50% or 150%, from 1% to {MOST_PERCENT}%")
    return int(match[1]) / 100


def calendar_day(value: object) -> date:
    """2027-02-06, with or without quotes."""
    if type(value) is date:
        return value
    said = str(value).strip()
    if not _DAY.fullmatch(said):
        raise ValueError("a day is written like 2027-02-06")
    return date.fromisoformat(said)


def day_of_year(value: object) -> tuple[int, int]:
    """05-01, the first of May of every year, as (month, day)."""
    match = _DAY_OF_YEAR.fullmatch(str(value).strip())
    if match is None:
        raise ValueError("a day of every year is written like 05-01")
    day = date(2024, int(match[1]), int(match[2]))  # a leap year has them all
    return day.month, day.day


def moment(value: object) -> datetime:
    """2026-07-20 08:00, Asia/Shanghai."""
    match = _MOMENT.fullmatch(str(value).strip())
    if match is None:
        raise ValueError("a moment is written like 2026-07-20 08:00")
    day = date.fromisoformat(match[1])
    return datetime(day.year, day.month, day.day, int(match[2]), int(match[3]), tzinfo=SHANGHAI)


def building_label(value: object) -> object:
    """A building may be written as a bare number: 3 is "3"."""
    return str(value) if type(value) is int else value


TimeOfDay = Annotated[InstanceOf[time], BeforeValidator(time_of_day)]
Length = Annotated[InstanceOf[timedelta], BeforeValidator(length_of_time)]
ClockSpan = Annotated[InstanceOf[Span], BeforeValidator(clock_span)]
Day = Annotated[InstanceOf[date], BeforeValidator(calendar_day)]
DayOfYear = Annotated[tuple[int, int], BeforeValidator(day_of_year)]
Moment = Annotated[InstanceOf[datetime], BeforeValidator(moment)]
Share = Annotated[float, BeforeValidator(share)]
Label = Annotated[str, BeforeValidator(building_label)]
