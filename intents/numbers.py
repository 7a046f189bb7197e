"""Numbers as neighbours write them: 3, 三, 二十一; case numbers as staff type them: #3, 3号, 007, 3和5."""

import re

CHINESE_NUMERAL = r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
NUMERAL = rf"(?:[1-9]\d?|{CHINESE_NUMERAL})"

_NO_CASE = (  # what makes a number no case number
    r"(?!\d|\s?(?:天|日|月|年|点|个|次|栋|幢|座|号楼|单元|楼|层|人|块|元|斤|小时|分|周|星期|岁|度|%|[-/.:]\d))"
)
_CASE = re.compile(
    rf"(?:[A-Za-z]{{2,4}}-?\d{{8}}-|#|№|第|工单号?|单号|编号)?\s?0*(\d{{1,6}}){_NO_CASE}(?:号单?|单|件|条)?"
    rf"|第?({NUMERAL})号单?(?!楼)|({NUMERAL})$"
)
_BEFORE = re.compile(r"[\s,.。:;、!?~…-]*")
_BETWEEN = re.compile(r"\s?[,、和跟及&+到]?\s?")
_NAMED_CASE = re.compile(r"(?:#|[A-Za-z]{2,4}-\d{8}-)0*(\d{1,6})(?!\d)|(?<![\d-])0*(\d{1,6})号(?!楼|院)")

_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def arabic(numeral: str) -> str:
    """The numeral in Arabic digits without leading zeros: "二十一" → "21", "03" → "3".

    Chinese numerals are understood up to 99; what is no numeral comes back as it is.
    """
    if numeral.isdecimal():
        return str(int(numeral))
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return str(_DIGITS.get(numeral, numeral))
    return str(_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0))


def case_numbers(text: str, at: int) -> tuple[tuple[int, ...], int]:
    """The case numbers that stand at offset `at` of the text (3 · #3 · 3号 · 007 · 3和5 · 三号), and where they end."""
    numbers: list[int] = []
    separator = _BEFORE.match(text, at)
    while separator and (case := _CASE.match(text, separator.end())):
        numbers.append(int(arabic(next(group for group in case.groups() if group))))
        at = case.end()
        separator = _BETWEEN.match(text, at)
    return tuple(numbers), at


def named_cases(text: str) -> tuple[int, ...]:
    """The numbers anywhere in the text that call themselves case numbers: #3, FQ-20261123-007, 3号."""
    return tuple(int(one or other) for one, other in _NAMED_CASE.findall(text))
