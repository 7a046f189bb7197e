"""What must not be repeated in a group: phones, identity numbers, rooms; and how a neighbour is called there."""

import re

_IDENTITY = re.compile(r"(?<!\d)(\d{4})\d{10}(\d{3}[\dXx])(?!\d)")
_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})-?\d{3,4}(\d{4})(?!\d)")
_ROOM_CHAIN = re.compile(r"(?<![\dA-Za-z])([A-Za-z]?\d{1,2}-\d{1,2})-\d{3,4}(?!\d)")
_ROOM_PAIR = re.compile(r"(?<![\dA-Za-z-])([A-Za-z]?\d{1,2})-\d{3,4}(?![\d-])")
_ROOM_WORD = re.compile(r"(?<!\d)\d{3,4}\s*(?:室|房|号房)")
_ROOM_TAIL = re.compile(r"(?:(?<=[元栋幢座楼梯号])|(?<=\d#))\s*\d{3,4}(?![\d年个元块])")
_HOME_IN_ALIAS = re.compile(r"[A-Za-z]?\d[\d\-－#号栋幢座单元室楼梯 ]*")
_LOOSE = " -_—·()（）/|,，.。@"


def masked(text: str) -> str:
    """The text without what identifies a person or a home: 138****5678, 3-2-501 → 3-2, 501室 → 某室."""
    text = _IDENTITY.sub(r"\1**********\2", text)
    text = _PHONE.sub(r"\1****\2", text)
    text = _LANDLINE.sub(r"\1****\2", text)
    text = _ROOM_CHAIN.sub(r"\1", text)
    text = _ROOM_PAIR.sub(r"\1栋", text)
    text = _ROOM_WORD.sub("某室", text)
    return _ROOM_TAIL.sub("", text)


def call_name(alias: str) -> str:
    """How a neighbour is addressed: the alias without the home in it (3-2-501陈姐 → 陈姐), or 邻居."""
    name = _HOME_IN_ALIAS.sub("", alias).strip(_LOOSE)
    return name[:12] or "邻居"
