"""Cleaning: what a message says once WeChat's, the keyboard's and the typist's noise is gone."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from opencc import OpenCC

from intents.automaton import finder

MAX_LENGTH = 2_000  # characters that are read; nobody describes a leak in more
_RAW_LENGTH = 3 * MAX_LENGTH  # a quoted head may stand before the reply

_NARROW = (("，", ","), ("！", "!"), ("？", "?"), ("：", ":"), ("（", "("), ("）", ")"), ("；", ";"))
_NEEDS_NFKC = re.compile(r"[^\n -~\u4e00-\u9fff。、《》【】]")
_DROPPED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff\ud800-\udfff]"
)
_QUOTE_HEAD = re.compile(r"^「([^」]*)」?\s*\n?(?:-\s?){3,}\n?", re.DOTALL)
_QUOTE_XML = re.compile(r"<refermsg>.*?<content>(.*?)</content>.*?</refermsg>", re.DOTALL)
_TITLE_XML = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_OFFICE_MENTION = re.compile(
    r"@(物业|网格[员圆长]|社区|居委会?|管家|客服|保安|业委会|书记|小格|所有人)(?:[ \u2005]|$)?"
)
_MENTION = re.compile(r"@([^\s@]{1,24})(?:\s|$)")
_MAY_REPEAT = re.compile(r"[!?,.。、~;:…+*=_^\] \t-][!?,.。、~;:…+*=_^\[ \t-]")
_REPEATED = re.compile(r"([!?,.。、~;:…+*=_^-])\1+|(\[[^\[\]\n]{1,8}\])\2+|([ \t])[ \t]+")

_BEHIND_NOTHING = r"(?:^|(?<=关于)|(?<=投诉)|(?<=咨询)|(?<=举报)|(?<=反映)|(?<=请求)|(?<=建议)|(?<=希望))"
_AUTHORITY = re.compile(  # 福清市音西街道 in front of a letter says nothing of what is wrong
    rf"{_BEHIND_NOTHING}(?:(?:[A-Z]\d{{0,2}}|[\u4e00-\u9fff]{{2,3}}?(?<![超城夜菜门]))[省市县](?![场民面区])"
    r"(?:(?:[A-Z]\d{0,2}|[\u4e00-\u9fff]{2}(?<![小社园片]))区)?|[A-Z]\d{1,2}区)"
)


class Cleaned(NamedTuple):
    """One message after cleaning: the sender's own words, what was quoted, who was mentioned."""

    text: str
    quote: str | None = None
    mentions: tuple[str, ...] = ()


class Cleaner:
    """Applies the cleaning steps in the one order that works; built once from the tables of the lexicon."""

    def __init__(
        self, *, typos: Mapping[str, str], guarded: Mapping[str, str], emoji: Mapping[str, str]
    ) -> None:
        """`typos` wrong → right anywhere, `guarded` not after a number (一楼到三楼), `emoji` code → token."""
        self._right = {**typos, **guarded}
        self._typos = _alternatives(typos, guarded)
        self._slips = finder(self._right)
        self._emoji_names = dict(emoji)
        self._emoji = re.compile(
            "|".join(re.escape(code) for code in sorted(emoji, key=len, reverse=True)) or r"(?!)"
        )
        self._simplify = OpenCC("t2s").convert
        self._traditional = _changed_by(self._simplify)
        self._noise = _noise(self._traditional)

    def normalise(self, text: str) -> Cleaned:
        """The message's own words, cleaned, at most `MAX_LENGTH` characters."""
        text = text[:_RAW_LENGTH]
        for wide, narrow in _NARROW:
            text = text.replace(wide, narrow)
        quote: str | None = None
        mentions: tuple[str, ...] = ()
        if self._noise.search(text):
            text, quote, mentions = self._own_words(text)
        text = text[:MAX_LENGTH]
        if _MAY_REPEAT.search(text):
            text = _REPEATED.sub(_once, text)
        if self._slips(text):
            text = self._typos.sub(self._corrected, text)
        if "市" in text or "县" in text or "区" in text or "省" in text:
            text = _AUTHORITY.sub("", text) or text
        return Cleaned(text.strip(), quote, mentions)

    def _own_words(self, text: str) -> Cleaned:
        """A text with more in it than plain words, without WeChat's part and in simplified characters."""
        text, quote = _without_quote(_printable(text))
        text, mentions = _without_mentions(text) if "@" in text else (text, ())
        text = text[:MAX_LENGTH]
        if not self._traditional.isdisjoint(text):
            text = self._simplify(text)
        return Cleaned(self._emoji.sub(self._emoji_token, text), quote, mentions)

    def _emoji_token(self, match: re.Match[str]) -> str:
        return self._emoji_names[match[0]]

    def _corrected(self, match: re.Match[str]) -> str:
        return self._right[match[0]]


def as_typed(raw: str, part: str) -> str:
    """The part of a cleaned text as it stands in the raw one, full-width signs and all; else as it is."""
    pairs = [(unicodedata.normalize("NFKC", sign), index) for index, sign in enumerate(raw[:_RAW_LENGTH])]
    plain = "".join(cleaned for cleaned, _ in pairs)
    origin = [index for cleaned, index in pairs for _ in cleaned]
    start = plain.rfind(part)
    return raw[origin[start] : origin[start + len(part) - 1] + 1] if part and start >= 0 else part


def _printable(text: str) -> str:
    if _NEEDS_NFKC.search(text):
        text = _DROPPED.sub("", unicodedata.normalize("NFKC", text))
    return text


def _without_quote(text: str) -> tuple[str, str | None]:
    """Cuts 「name：text」 with its dashes, or takes title and content out of a quoting message's XML (type 57)."""
    if text.startswith("「") and (head := _QUOTE_HEAD.match(text)):
        return text[head.end() :], head[1]
    if "<refermsg>" in text and (title := _TITLE_XML.search(text)):
        content = _QUOTE_XML.search(text)
        return title[1], content[1] if content else None
    return text, None


def _without_mentions(text: str) -> tuple[str, tuple[str, ...]]:
    mentions: list[str] = []

    def cut(match: re.Match[str]) -> str:
        mentions.append(match[1])
        return " "

    text = _MENTION.sub(cut, _OFFICE_MENTION.sub(cut, text))
    return text, tuple(mentions)


def _once(match: re.Match[str]) -> str:
    return match[match.lastindex or 0]


def _alternatives(typos: Mapping[str, str], guarded: Mapping[str, str]) -> re.Pattern[str]:
    """One expression for all typos; a guarded one looks behind itself, so that each keeps a literal beginning."""
    plain = [re.escape(wrong) for wrong in typos]
    behind = [rf"{re.escape(wrong)}(?<![0-9一二三四五六七八九十几两]{re.escape(wrong)})" for wrong in guarded]
    return re.compile("|".join(sorted(plain + behind, key=len, reverse=True)) or r"(?!)")


def _noise(traditional: Collection[str]) -> re.Pattern[str]:
    """Finds whatever a text of plain simplified characters and half-width signs does not have."""
    plain = "".join(chr(code) for code in range(0x4E00, 0xA000) if chr(code) not in traditional)
    return re.compile(rf"[^\n -;=?A-Z\\\]-~。、《》【】{plain}]")


def _changed_by(simplify: Callable[[str], str]) -> frozenset[str]:
    """The characters that the conversion changes: a text without them need not be converted."""
    ideographs = [chr(code) for code in range(0x4E00, 0xA000)]
    simplified = simplify("\n".join(ideographs)).split("\n")
    return frozenset(old for old, new in zip(ideographs, simplified, strict=True) if old != new)
