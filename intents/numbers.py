"""Numbers as neighbours write them: 3, 三, 二十一; case numbers as staff type them: #3, 3号, 007, 3和5."""

import re

CHINESE_NUMERAL = r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
NUMERAL = rf"(?:[1-9]\d?|{CHINESE_NUMERAL})"

_NO_CASE = (  # what makes a number no case number
    r"(?!\d|\s?(?:天|日|月|年|点|个|次|栋|幢|座|号楼|单元|楼|层|人|块|元|斤|小时|分|周|星期|岁|度|%|[-/.:]\d)"
    r"|号?(?:门|电梯|线|岗|机|车)|[米户家盏根套瓶台遍趟秒万千百两箱张])"
)
_CASE = re.compile(
    rf"(?:[A-Za-z]{{2,4}}-?\d{{8}}-|#|№|[Nn][Oo]\.?|第|工?单号?:?|编号:?)?\s?0*(\d{{1,6}}){_NO_CASE}(?:号?工?单|号|件|条)?"
    rf"|第?({NUMERAL})号单?(?!楼|院|门|电梯|线|岗)|第({NUMERAL})[单件]|({NUMERAL})$"
)
_ALONE = re.compile(  # 3-5全接, 3到5号, 3/5接单: numbers that would be a day or a home beside other words
    r"[\s#]?(\d{1,4})号?\s?([-~—到至/])\s?#?(\d{1,4})(?:号单?|单)?(?=\s|$|[都全我接收办转退催挂,;])"
)
_LONGEST_RANGE = 20
_HOTLINES = frozenset({110, 119, 120, 122, 12319, 12345, 12350})  # beside a case number they are text
_BEFORE = re.compile(r"[\s,.。:;、!?~…()\"“”【】《》-]*")
_BETWEEN = re.compile(r"\s?[,、和跟与及&+到]?\s?#?")
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
    if separator and (alone := _range(text, separator.end())):
        return alone
    while separator and (case := _CASE.match(text, separator.end())):
        number = int(arabic(next(group for group in case.groups() if group)))
        if numbers and number in _HOTLINES:
            break
        numbers.append(number)
        at = case.end()
        separator = _BETWEEN.match(text, at)
    return tuple(dict.fromkeys(numbers)), at


def _range(text: str, at: int) -> tuple[tuple[int, ...], int] | None:
    """The numbers of 3-5 or 3/5 at that offset, and where they end."""
    alone = _ALONE.match(text, at)
    if alone is None:
        return None
    first, sign, last = int(alone[1]), alone[2], int(alone[3])
    if sign == "/":
        return (first, last), alone.end()
    if not first < last < first + _LONGEST_RANGE:
        return None
    return tuple(range(first, last + 1)), alone.end()


def named_cases(text: str) -> tuple[int, ...]:
    """The numbers anywhere in the text that call themselves case numbers: #3, FQ-20261123-007, 3号."""
    return tuple(int(one or other) for one, other in _NAMED_CASE.findall(text))
