"""docs/types.md from dispatch/catalogue.py."""

from collections.abc import Mapping
from datetime import timedelta

from dispatch.catalogue import TYPES, Scope, Span, TypePolicy
from tests.docs.markdown import table

HEAD = (
    "code",
    "名称",
    "P",
    "accept",
    "first",
    "resolve",
    "joins within",
    "same",
    "place",
    "photo",
    "handled by",
)
SCOPES: Mapping[Scope, str] = {
    Scope.COMPOUND: "小区",
    Scope.BUILDING: "楼栋",
    Scope.UNIT: "单元",
    Scope.SPOT: "点位",
    Scope.ROOM: "户",
    Scope.TEXT: "same words",
    Scope.PERSON: "same person",
}
INTRODUCTION = """\
# The 32 request types 诉求类型

Generated from `dispatch/catalogue.py` by `python -m tests.docs`; a test fails when the two differ. Priority and
clocks of a type can be changed under `types` in `config.yaml`, in the notation of this table.

- **P** priority: 1 emergency, 2 urgent, 3 normal, 4 routine. The clocks of 1 and 2 run day and night, those of 3 and
  4 in working time 工作时间, where every full 24 h is one working day.
- **accept** 接单, **first** first reply or visit 首次答复, **resolve** 办结: min and h; wd working days 工作日;
  — the event or an appointment decides.
- **joins within**: so long a second report of the same problem joins the open case as a supporter 附议. **same**:
  how near it must be.
- **place**: a report without building or spot is asked for it. **photo**: 办结 needs an after-photo (or 无照片 and the reason).
- 私 after the name: private, in a group only "网格员会私下联系您".
"""


def page() -> str:
    """The whole page."""
    return f"{INTRODUCTION}\n{table(HEAD, map(_row, TYPES.values()))}\n"


def _row(policy: TypePolicy) -> tuple[str, ...]:
    return (
        f"`{policy.code}`",
        policy.name + (" 私" if policy.private else ""),
        str(policy.priority),
        _span(policy.accept),
        _span(policy.first),
        _span(policy.resolve),
        _length(policy.window),
        SCOPES[policy.scope],
        "✓" if policy.needs_place else "",
        "✓" if policy.photo else "",
        policy.handled_by,
    )


def _span(span: Span | None) -> str:
    """As config.yaml writes it: 30 min, 24 h, 3 wd, now, same day."""
    if span is None:
        return "—"
    if span.same_day:
        return "same day"
    if span.workdays:
        return f"{span.workdays} wd"
    return _minutes(span.minutes) if span.minutes else "now"


def _minutes(count: int) -> str:
    hours, rest = divmod(count, 60)
    return f"{count} min" if rest else f"{hours} h"


def _length(length: timedelta) -> str:
    hours = length // timedelta(hours=1)
    return f"{length.days} d" if hours > 72 else f"{hours} h"
