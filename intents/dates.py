"""Days and durations as people type them, cut out of a command: 明天, 3月2日, 周五到周日, 3天."""

import re

_COUNT = r"(?:\d{1,3}|[一两二三四五六七八九十半]+)"
_DAY = (
    r"(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}[日号]?|\d{1,2}月\s?\d{1,2}[日号]?|\d{1,2}月[初中底]"
    r"|(?:[上下]+|本|这)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天末](?!\d)|大?[前后]天|[今明昨][天日晚早]"
    r"|(?<![\d-])\d{1,2}[-/.]\d{1,2}(?![\d-])|(?<![#\d])\d{1,2}[日号](?!楼)|月底|年底|元旦|春节|国庆|中秋|端午|清明|五一|十一"
    r"|[上下本这]+(?:个)?(?:周|星期|礼拜|月|季度))(?:上午|下午|晚上|白天|夜班|晚班|早班|中班|早上|中午)?"
)
_RANGE = rf"{_DAY}(?:\s?(?:到|至|-|~|—)\s?(?:{_DAY}|\d{{1,2}}[日号]?))?"
_DURATION = rf"{_COUNT}\s?(?:个)?(?:工作日|天|周|星期|礼拜|月|小时|钟头|日)(?:[半内后])?"
_DATE = re.compile(rf"{_RANGE}|{_DURATION}")
_EDGES = re.compile(r"^[\s,.。:;、!~]+|[\s,。:;、!~]+$")


def take_date(text: str) -> tuple[str | None, str]:
    """The first day, range of days or duration as typed, and the text without it; (None, text) when there is none."""
    match = _DATE.search(text)
    if match is None:
        return None, text
    rest = _EDGES.sub("", text[: match.start()]) + " " + _EDGES.sub("", text[match.end() :])
    return match[0], rest.strip()
