"""What must not be repeated in a group: phones, identity numbers, rooms; and how a neighbour is called there."""

import re

LONGEST_QUOTED = 60  # characters

_PLAIN = {
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    **dict.fromkeys((0xFF0D, 0x2010, 0x2011, 0x2013), "-"),
}
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

_IDENTITY = re.compile(r"(?<!\d)(\d{4})\d\d[ -]?\d{8}[ -]?(\d{3}[\dXx])(?!\d)")
_PHONE = re.compile(r"(?<!\d)((?:86[ -]?)?1[ .-]?[3-9][ .-]?\d)(?:[ .-]?\d){4}((?:[ .-]?\d){4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})[ -]?\d{3,4}[ -]?(\d{4})(?!\d)")
_LOCAL = re.compile(r"(?<![\d*])[3-8]\d{3}-?(\d{4})(?!\d)")
_SPOKEN_NUMBER = re.compile(r"[零〇一二三四五六七八九幺两]{7,}")
_ROOM_CHAIN = re.compile(r"(?<![\dA-Za-z])([A-Za-z]?\d{1,2}[-/._—]\d{1,2})[-/._—]\d{3,4}(?!\d)")
_ROOM_PAIR = re.compile(r"(?<![\dA-Za-z-])([A-Za-z]?\d{1,2})-\d{3,4}(?![\d-])")
_ROOM_WORD = re.compile(
    r"(?<!\d)(?:\d{3,4}|[一二三四五六七八九]{1,2}[零〇一二][零〇一二三四五六七八九])\s*(?:号?房间?|室)"
)
_ROOM_TAIL = re.compile(r"(?:(?<=[元栋幢座楼梯号])|(?<=\d#))\s*\d{3,4}(?![\d年个元块])")
_ROOM_SPOKEN = re.compile(
    r"(?<![一二三四五六七八九])[一二三四五六七八九]{1,2}[零〇][一二三四五六七八九](?![零〇一二三四五六七八九年])"
)
# Floor and door alone, 501 or 1203: no hotline, no number of a case, no quantity.
_ROOM_BARE = re.compile(
    r"(?<![\dA-Za-z#.:：*￥¥第])[A-Da-d]?(?!(?:11[0249]|12[02])(?!\d))(?:[1-9]|[1-5]\d)(?:0[1-9]|1\d|20)"
    r"(?![\dA-Za-z*%.:：℃]|\s*[年个元块只盏天米度瓦分秒小时号线次件台根条套桶斤公升毫平人户岁吨页份张箱盘袋型])"
)
_HOME_IN_ALIAS = re.compile(r"[A-Za-z]?\d[\d\-－#号栋幢座单元室楼梯 ]*")
_LOOSE = " -_—·()（）/|,，.。@"


def masked(text: str) -> str:
    """The text without what identifies a person or a home: 138****5678, 3-2-501 → 3-2, 501室 → 某室."""
    text = _UNSEEN.sub("", text).translate(_PLAIN)
    text = _IDENTITY.sub(r"\1**********\2", text)
    text = _PHONE.sub(_half_hidden, text)
    text = _LANDLINE.sub(r"\1****\2", text)
    text = _LOCAL.sub(r"****\1", text)
    text = _SPOKEN_NUMBER.sub("***", text)
    text = _ROOM_CHAIN.sub(r"\1", text)
    text = _ROOM_PAIR.sub(r"\1栋", text)
    text = _ROOM_WORD.sub("某室", text)
    text = _ROOM_SPOKEN.sub("某室", text)
    text = _ROOM_TAIL.sub("", text)
    return _ROOM_BARE.sub("某室", text)


def quoted(text: str) -> str:
    """What somebody wrote as a part of one short line in a group: masked, at most LONGEST_QUOTED characters."""
    line = " ".join(masked(text).split())
    return line if len(line) <= LONGEST_QUOTED else f"{line[:LONGEST_QUOTED]}…"


def call_name(alias: str) -> str:
    """How a neighbour is addressed: the alias without the home in it (3-2-501陈姐 → 陈姐), or 邻居."""
    seen = _ROOM_SPOKEN.sub("", _UNSEEN.sub("", alias).translate(_PLAIN))
    name = _HOME_IN_ALIAS.sub("", seen).strip(_LOOSE)
    return " ".join(name[:12].split()) or "邻居"


def _half_hidden(phone: re.Match[str]) -> str:
    head, tail = (re.sub(r"[ .-]", "", part) for part in phone.groups())
    return f"{head}****{tail}"
