"""docs/lifecycle.md from dispatch/cases.LIFECYCLE."""

from collections import defaultdict
from collections.abc import Mapping

from bot.replies.words import ACTION_NAMES, STATUS_NAMES
from dispatch.cases import LIFECYCLE, Action, Rule, Status, Who
from tests.docs.markdown import table

HEAD = ("action", "from → to", "who may")
PARTS: Mapping[Who, str] = {
    Who.REPORTER: "反映人",
    Who.RESIDENT: "居民",
    Who.ASSIGNEE: "承办人",
    Who.MEMBER: "网格员",
    Who.PARTNER: "协办",
    Who.HEAD: "网格长",
    Who.SECRETARY: "书记",
    Who.STREET: "街道",
    Who.SYSTEM: "系统",
}
INTRODUCTION = """\
# The lifecycle of a case 工单

Generated from `LIFECYCLE` in `dispatch/cases.py` by `python -m tests.docs`; a test fails when the two differ. What
the table does not name is refused, with a sentence that says why. Escalation level 上报级别, deadlines 时限 and the
delivery of messages are not statuses: they change beside it.

The picture shows the actions that change the status.
"""
BETWEEN = """\
Every action is one line of the case's history, and the history replays to the case. An action that leads from a
status to itself leaves the status alone and changes something else: a supporter, a deadline, a remark, the level.
"""


def page() -> str:
    """The whole page."""
    picture = f"```mermaid\n{diagram()}\n```"
    rows = table(HEAD, (_row(action, rule) for action, rule in LIFECYCLE.items()))
    return "\n".join((INTRODUCTION, picture, "", BETWEEN, rows, ""))


def diagram() -> str:
    """A Mermaid state diagram; actions between the same two statuses share an arrow."""
    arrows: dict[tuple[Status, Status], list[str]] = defaultdict(list)
    for action, rule in LIFECYCLE.items():
        for before, after in rule.moves.items():
            if before is not after:
                arrows[before, after].append(ACTION_NAMES[action])
    return "\n".join(
        [
            "stateDiagram-v2",
            *(f"    {status.value}: {STATUS_NAMES[status]}" for status in Status),
            f"    [*] --> {Status.REPORTED.value}: {ACTION_NAMES[Action.REPORT]}",
            *(f"    {a.value} --> {b.value}: {' / '.join(names)}" for (a, b), names in arrows.items()),
        ]
    )


def _row(action: Action, rule: Rule) -> tuple[str, ...]:
    moves = (_move(before, after) for before, after in rule.moves.items())
    parts = (name for part, name in PARTS.items() if part in rule.by)
    return f"`{action.value}` {ACTION_NAMES[action]}", "; ".join(moves), " ".join(parts)


def _move(before: Status, after: Status) -> str:
    return STATUS_NAMES[before] if before is after else f"{STATUS_NAMES[before]} → {STATUS_NAMES[after]}"
