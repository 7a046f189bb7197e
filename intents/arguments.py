"""What stands beside a command word: days and durations (明天, 周五到周日, 3天), colleagues (李强, 小林)."""

import re
from collections.abc import Iterable

from intents.numbers import CHINESE_NUMERAL

_SPOKEN = rf"{CHINESE_NUMERAL}月\s?(?:{CHINESE_NUMERAL}[日号]?)"  # 四月一号, as it is dictated
_COUNT = r"(?:\d{1,3}|[一两二三四五六七八九十半]+)"
_DAY = (
    rf"(?:{_SPOKEN}|"
    r"\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}[日号]?|\d{1,2}月\s?\d{1,2}[日号]?|\d{1,2}月[初中底]"
    r"|(?:[上下]+|本|这)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天末](?!\d)|大?[前后]天|[今明昨][天日晚早]"
    r"|(?<![\d-])\d{1,2}[-/.]\d{1,2}(?![\d-])|(?<![#\d])\d{1,2}[日号](?!楼)|月底|年底|元旦|春节|国庆|中秋|端午|清明|五一|十一"
    r"|[上下本这]+(?:个)?(?:周|星期|礼拜|月|季度))(?:上午|下午|晚上|白天|夜班|晚班|早班|中班|早上|中午)?"
)
_RANGE = rf"{_DAY}(?:\s?(?:到|至|-|~|—)\s?(?:{_DAY}|\d{{1,2}}[日号]?))?"
_DURATION = rf"{_COUNT}\s?(?:个)?(?:工作日|天|周|星期|礼拜|月|小时|钟头|日)(?:[半内后])?"
_DATE = re.compile(rf"(?:[到至从]\s?)?({_RANGE}|{_DURATION})(?:之?前|起)?")
_DAY_OF_MONTH = re.compile(r"(?<!\d)\d{1,2}[日号]$")
_TO = re.compile(r"^(?:转?给|派给|到|由|和|跟)\s?")
_LITTLE = re.compile(r"[小老]([\u4e00-\u9fff])|([\u4e00-\u9fff])(?:姐|哥|师傅|主任|工)")
_EDGES = re.compile(r"^[\s,.。:;、!~]+|[\s,。:;、!~]+$")


def take_date(text: str) -> tuple[str | None, str]:
    """The first day, range of days or duration as typed, and the text without it; (None, text) when there is none."""
    match = _DATE.search(text)
    if match is None:
        return None, text
    rest = _EDGES.sub("", text[: match.start()]) + " " + _EDGES.sub("", text[match.end() :])
    return match[1], rest.strip()


def day_at_the_end(text: str, at: int) -> int | None:
    """Where the day begins that stands just before offset `at` (延期 3 15号), when no other day follows; else None."""
    day = _DAY_OF_MONTH.search(text, 0, at)
    return day.start() if day and take_date(text[at:])[0] is None else None


def take_person(text: str, colleagues: Iterable[str]) -> tuple[str | None, str]:
    """The colleague named, in full or, when only one fits, as 小林; and the text without the full name."""
    names = sorted(filter(None, colleagues), key=len, reverse=True)
    for name in names:
        if name in text:
            return name, _TO.sub("", text.replace(name, "", 1)).strip(" ,。:、")
    for little in _LITTLE.finditer(text):
        fitting = [name for name in names if name.startswith(little[1] or little[2])]
        if len(fitting) == 1:
            return fitting[0], text
    return None, _TO.sub("", text)
