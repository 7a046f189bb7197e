"""Which cases words name by place, type, thing or position: 3栋的, 门禁那个, 石凳修好了, 第二个."""

import re
from itertools import pairwise

from bot.replies.words import type_name
from dispatch.cases import Case
from intents.model import Context
from intents.numbers import NUMERAL, arabic
from intents.places import find_place

_VAGUE = frozenset(
    {"故障", "公共", "其他", "问题", "设施", "服务", "损坏", "纠纷"}
)  # parts of type names that many share
_IDLE = frozenset(  # characters that tell nothing of a thing
    "的了是在不有没我你您他她它们这那哪个件条单人就也都还又很太好吧啊呢吗嘛上下里外来去到说看要会能把给让被和跟大家"
    "一二三四五六七八九十两几半天日月年点分时候今明昨早晚现再已经过得着起为什么怎样处理修换弄办完成结解决"
)
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_POSITION = re.compile(rf"第({NUMERAL})[个条项]|(头一)[个条项]|(最后一)[个条项]")


def narrowed(words: str, cases: list[Case]) -> list[Case]:
    """The cases that the words name; all of them when they name none."""
    if len(cases) < 2:
        return cases
    if placed := _at_position(words, cases):
        return placed
    for fits in (_same_building, _same_unit, _same_type, _same_thing):
        fitting = [case for case in cases if fits(words, case)]
        cases = fitting or cases
    return cases


def _same_building(words: str, case: Case) -> bool:
    said = find_place(words, Context()).building
    return said is not None and said == case.place.building


def _same_unit(words: str, case: Case) -> bool:
    said = find_place(words, Context()).unit
    return said is not None and said == case.place.unit


def _same_type(words: str, case: Case) -> bool:
    """Whether two characters of its type or its spot stand in the words: 门禁那个, 井盖的."""
    names = (type_name(case.type), case.place.spot or "")
    return any(
        name[at : at + 2] in words
        for name in names
        for at in range(len(name) - 1)
        if name[at : at + 2] not in _VAGUE
    )


def _same_thing(words: str, case: Case) -> bool:
    """Whether the words share two characters in a row with the report, such as tell of a thing: 石凳, 水管."""
    return not _telling(words).isdisjoint(_telling(case.text))


def _telling(text: str) -> set[tuple[str, str]]:
    return {pair for run in _CHINESE.findall(text) for pair in pairwise(run) if _IDLE.isdisjoint(pair)}


def _at_position(words: str, cases: list[Case]) -> list[Case]:
    """The one at the position that the words name, by number: as every list shows them."""
    found = _POSITION.search(words)
    if found is None:
        return []
    place = -1 if found[3] else 0 if found[2] else int(arabic(found[1])) - 1
    return sorted(cases, key=lambda case: case.number)[place:][:1]
