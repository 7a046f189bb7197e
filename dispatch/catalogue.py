"""The 32 request types 诉求类型 with their clocks: the shipped defaults, one literal table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from dispatch.escalation import Ladder


class Scope(StrEnum):
    """How far a second report may be away and still be the same problem."""

    COMPOUND = "compound"  # 小区
    BUILDING = "building"  # 楼栋
    UNIT = "unit"  # 单元
    SPOT = "spot"  # 点位: a named place
    ROOM = "room"  # 户: one household
    TEXT = "text"  # the same words of the same reporter
    PERSON = "person"  # the same reporter


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A length of a clock: minutes and working days, or until midnight of the same day."""

    minutes: int = 0
    workdays: int = 0
    same_day: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TypePolicy:
    """What holds for one type of request; `resolve` is None when the event or an appointment decides."""

    code: str
    name: str
    priority: int  # 1 emergency … 4 routine
    accept: Span
    first: Span
    resolve: Span | None
    window: timedelta  # how long a second report may join
    scope: Scope
    handled_by: str
    private: bool = False  # never spoken of in a group
    needs_place: bool = True  # a report without building or spot is incomplete
    ladder: Ladder | None = None  # its own; None for the general one
    verify: bool | None = None  # 核查 before a silent closure; None: by priority, and after a reopening
    photo: bool = False  # 办结 needs an after-photo: something visible was removed, closed or covered


def minutes(count: int) -> Span:
    return Span(minutes=count)


def hours(count: int) -> Span:
    return Span(minutes=60 * count)


def workdays(count: int) -> Span:
    return Span(workdays=count)


NOW = Span()
SAME_DAY = Span(same_day=True)
EVENT = None  # as long as the event lasts
APPOINTMENT = None  # as agreed with the resident

_2H, _6H, _24H, _72H = (timedelta(hours=count) for count in (2, 6, 24, 72))
_7D = timedelta(days=7)
_B, _U, _S, _C = Scope.BUILDING, Scope.UNIT, Scope.SPOT, Scope.COMPOUND

# fmt: off
_ROWS = (
    # code, name, P, accept, first, resolve, window, scope, usually handled by
    ("fire", "火情", 1, minutes(5), NOW, EVENT, _2H, _B, "119 → 网格长+物业"),
    ("gas", "燃气泄漏", 1, minutes(5), minutes(30), EVENT, _2H, _B, "燃气抢修/119 → 网格长"),
    ("medical", "人员伤病", 1, minutes(5), NOW, EVENT, _2H, _U, "120 → 网格员"),
    ("lift_trapped", "电梯困人", 1, minutes(5), minutes(30), SAME_DAY, _2H, _U, "物业+维保/119"),
    ("security", "治安", 2, minutes(10), minutes(30), hours(24), _6H, _S, "110, 社区民警"),
    ("flood", "内涝险情", 2, minutes(10), hours(1), EVENT, _6H, _S, "网格长, 应急"),
    ("falling_object", "高空抛物", 2, minutes(15), hours(1), hours(24), _24H, _B, "物业, 社区民警"),
    ("manhole", "井盖", 2, minutes(15), hours(1), hours(24), _24H, _S, "城管/供水/通信"),
    ("power", "用电故障", 2, minutes(30), hours(2), hours(24), _24H, _B, "供电, 物业"),
    ("water", "供水", 2, minutes(30), hours(2), hours(24), _24H, _C, "供水, 物业"),
    ("lift", "电梯故障", 2, minutes(30), hours(2), hours(72), _6H, _U, "物业 → 维保"),
    ("drainage", "排水漏水", 2, hours(1), hours(4), workdays(2), _24H, _B, "物业/环卫"),
    ("fire_hazard", "消防隐患", 2, hours(1), hours(4), workdays(3), _24H, _B, "网格员劝导 → 物业/消防"),
    ("access", "门禁道闸", 3, hours(4), hours(24), workdays(3), _24H, _U, "物业"),
    ("light", "公共照明", 3, hours(4), hours(24), workdays(3), _24H, _S, "物业/市政"),
    ("sanitation", "垃圾保洁", 3, hours(4), hours(24), workdays(2), _24H, _S, "物业/环卫"),
    ("pest", "四害白蚁", 3, hours(4), hours(24), workdays(3), _72H, _B, "物业/消杀"),
    ("greenery", "绿化", 3, workdays(1), workdays(2), workdays(7), _72H, _S, "物业/园林"),
    ("illegal_build", "违建私搭", 3, workdays(1), workdays(2), workdays(7), _7D, _B, "城管"),
    ("parking", "停车", 3, hours(2), hours(24), workdays(5), _6H, _S, "物业/交警"),
    ("noise", "噪声", 3, hours(2), hours(24), workdays(5), _6H, _B, "物业/民警/城管"),
    ("pets", "犬只宠物", 3, hours(2), hours(24), workdays(5), _24H, _S, "物业/民警"),
    ("dispute", "邻里纠纷", 3, hours(4), hours(24), workdays(7), _24H, Scope.ROOM, "网格员+调解员"),
    ("facility", "公共设施", 3, hours(4), hours(24), workdays(5), _72H, _S, "物业/社区"),
    ("air", "油烟异味", 3, hours(4), hours(24), workdays(5), _24H, _S, "城管/生态环境"),
    ("street_trade", "占道经营", 3, hours(4), hours(24), workdays(5), _72H, _S, "城管"),
    ("property", "物业服务", 4, workdays(1), workdays(2), workdays(15), _7D, _C, "网格长 → 物业/街道"),
    ("care", "关爱帮扶", 3, minutes(30), hours(2), workdays(1), _24H, Scope.ROOM, "网格员"),
    # 代办: the call that fixes the appointment accepts it and is its first reply
    ("errand", "代办服务", 4, hours(4), hours(4), APPOINTMENT, _24H, Scope.ROOM, "网格员/志愿者"),
    ("consult", "办事咨询", 4, workdays(1), workdays(1), workdays(1), _24H, Scope.TEXT, "知识库 / 网格员"),
    ("suggest", "意见建议", 4, workdays(2), workdays(5), workdays(15), _7D, Scope.TEXT, "书记/说事会"),
    ("party", "党群事务", 4, workdays(1), workdays(2), workdays(5), _24H, Scope.PERSON, "社区党委"),
)
# fmt: on

_PRIVATE = frozenset({"medical", "dispute", "care"})
_PLACELESS = frozenset({"property", "consult", "suggest", "party"})
_VISIBLE = frozenset(
    {"manhole", "fire_hazard", "sanitation", "greenery", "illegal_build", "facility", "street_trade"}
)

TYPES: Mapping[str, TypePolicy] = {
    code: TypePolicy(
        code=code,
        name=name,
        priority=priority,
        accept=accept,
        first=first,
        resolve=resolve,
        window=window,
        scope=scope,
        handled_by=handled_by,
        private=code in _PRIVATE,
        needs_place=code not in _PLACELESS,
        photo=code in _VISIBLE,
    )
    for code, name, priority, accept, first, resolve, window, scope, handled_by in _ROWS
}
