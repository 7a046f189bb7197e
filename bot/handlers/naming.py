"""Which cases words name by place or type: 门禁那个, 3栋的."""

from bot.replies.words import type_name
from dispatch.cases import Case
from intents.model import Context
from intents.places import find_place

_VAGUE = frozenset(
    {"故障", "公共", "其他", "问题", "设施", "服务", "损坏", "纠纷"}
)  # parts of type names that many share


def narrowed(words: str, cases: list[Case]) -> list[Case]:
    """The cases whose building or type the words name; all of them when they name none."""
    if len(cases) < 2:
        return cases
    for fits in (_same_building, _same_unit, _same_type):
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
