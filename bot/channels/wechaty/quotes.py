"""A message that quotes another, or takes one back, in the forms that WeChat clients write it."""

import re
from html import unescape
from xml.etree import ElementTree

LONGEST_XML = 100_000  # characters; a longer one is no message that people write
QUOTING = "57"  # the type of an appmsg that quotes
SHOWN_AS = {"3": "[图片]", "34": "[语音]", "43": "[视频]", "47": "[表情]"}  # quoted messages without words

_HEAD = re.compile(
    r"「(?:[^\n」]{0,40}?)[：:](?P<quote>[^」]*(?:」(?!\s*\n)[^」]*)*)」\s*\n\s*(?:-\s*){3,}\n?"
)
_ID = re.compile(r"<newmsgid>(\d+)</newmsgid>|<msgid>(\d+)</msgid>")


def without_quote(text: str) -> tuple[str, str | None]:
    """The words of a message without the quoted head, and what it quotes (None when it quotes nothing)."""
    if head := _HEAD.match(text):
        return text[head.end() :], head["quote"].strip()
    if "refermsg" in text:
        return _from_xml(text) or (text, None)
    return text, None


def recalled_id(text: str) -> str:
    """Which message a recall takes back: its id in the XML of clients, or the text itself."""
    if found := _ID.search(unescape(text)):
        return found[1] or found[2]
    return text.strip()


def _from_xml(text: str) -> tuple[str, str] | None:
    """Title and quoted content of an appmsg of type 57; None for XML that cannot be read."""
    root = _parsed(text if "<refermsg" in text else unescape(text))
    app = None if root is None else root.find(".//appmsg")
    if app is None or app.findtext("type") != QUOTING:
        return None
    quoted = app.findtext("refermsg/content") or ""
    kind = app.findtext("refermsg/type") or ""
    if kind == "49" and (inner := _parsed(unescape(quoted))) is not None:
        quoted = inner.findtext(".//title") or ""
    return app.findtext("title") or "", SHOWN_AS.get(kind, quoted)


def _parsed(text: str) -> ElementTree.Element | None:
    start, end = text.find("<msg"), text.rfind("</msg>")
    xml = text[start : end + len("</msg>")]
    if start < 0 or end < start or len(xml) > LONGEST_XML or "<!" in xml.replace("<![CDATA[", ""):
        return None  # no entities of their own: they could be made to grow without end
    try:
        return ElementTree.fromstring(xml)
    except ElementTree.ParseError:
        return None
