"""What a text says by denying it, supposing it or fearing it is not so."""

import re
from collections.abc import Sequence

from intents.found import Match
from intents.lexicon import Shelf

_NEGATORS = ("不是", "没有", "没", "不会", "不用", "不", "别", "未", "非", "不要", "不算", "不怕")
_QUESTIONS = ("是不是", "有没有", "会不会", "能不能", "要不要", "可不可以", "该不该", "有没")
_REACH = 12  # characters before a word that may deny or suppose it
_SUPPOSING = re.compile("万一|如果|要是|假如|假设|倘若|一旦")
_SUPPOSED = re.compile(rf"(?:{_SUPPOSING.pattern})[^,.。!?;、\s]{{0,6}}$")
_FEARED = re.compile(  # or only says how bad something is: 臭得喘不上气
    r"(?:[熏臭吵笑烦][得的](?:我|人|都|要|快|孩子)?|(?:怕|担心|小心|会不会|容易|防止|避免|预防|以免|免得|引起|引发|导致|造成|差点|差一点|迟早|早晚)(?:要|会|又|再|就|它)?)$"
)
_WHAT_THEN = re.compile(
    r"了?(?:的话|起来)?[,\s]?(?:跑|逃|怎么|往哪|谁|都|也|只能|那|就|消防)"
)  # 真着火跑都跑不掉
_ASKS = re.compile(r"有人(?:管|吗|来|修|处理|知道|在吗)")
_ALARMS = frozenset({"fire", "gas", "medical", "lift_trapped"})
_DENIABLE = frozenset(Shelf) - {Shelf.SPEECH, Shelf.HINT, Shelf.MENTION, Shelf.AGAINST, Shelf.NEED}


def standing(matches: Sequence[Match], text: str) -> tuple[Match, ...]:
    """The matches that nothing before them denies (没坏, 不是漏水), supposes (万一停电) or fears (怕着火)."""
    if not matches:
        return ()
    supposing = _SUPPOSING.search(text) is not None
    return tuple(
        [
            match
            for match in matches
            if match.key == 0
            or match.shelf not in _DENIABLE
            or _stands(match, text[max(0, match.key - _REACH) : match.key], text, supposing=supposing)
        ]
    )


def _stands(match: Match, before: str, text: str, *, supposing: bool) -> bool:
    if match.owner in _ALARMS and _only_feared(before, text, match.end):
        return False
    if before.endswith(_NEGATORS):
        return before.endswith(_QUESTIONS)
    return not (supposing and _SUPPOSED.search(before))


def _only_feared(before: str, text: str, end: int) -> bool:
    """Whether an alarm word is what somebody fears, argues with (真着火跑都跑不掉) or asks (不动了,有人管吗)."""
    if _ASKS.match(text, max(0, end - 2)):
        return True
    return bool(_FEARED.search(before) or (before[-1] in "真要" and _WHAT_THEN.match(text, end)))
