"""Numbers as neighbours write them: 3, 三, 十二, 二十一."""

NUMERAL = r"(?:[1-9]\d?|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"

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
