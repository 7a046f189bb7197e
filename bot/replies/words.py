"""Names for statuses, actions and levels, moments, and how a case is called."""

from collections.abc import Mapping
from datetime import datetime

from dispatch.cases import Case, Status
from dispatch.policy import TYPES

STATUS_NAMES: Mapping[str, str] = {
    Status.REPORTED: "已受理",
    Status.ASSIGNED: "已派单",
    Status.ACCEPTED: "已接单",
    Status.RESOLVED: "已办结",
    Status.CLOSED: "已结案",
    Status.PARKED: "挂账",
    Status.WITHDRAWN: "已撤销",
    Status.MERGED: "已并案",
}


EVALUATION_NAMES: Mapping[str | None, str] = {
    "satisfied": "满意",
    "mostly": "基本满意",
    "unsolved": "没解决",
}


WEEKDAYS = "一二三四五六日"


LEVEL_NAMES = ("A岗", "B岗", "网格长", "书记", "街道")


def type_name(code: str) -> str:
    return TYPES[code].name


def moment(at: datetime, now: datetime) -> str:
    """今天19:30, 明天09:00, 11月26日17:30."""
    days = (at.date() - now.date()).days
    day = {0: "今天", 1: "明天", -1: "昨天"}.get(days, f"{at.month}月{at.day}日")
    return f"{day}{at:%H:%M}"


def before(at: datetime | None, now: datetime) -> str:
    return f"{moment(at, now)}前" if at else "尽快"


def label(case: Case) -> str:
    """#3 电梯故障."""
    return f"#{case.number} {type_name(case.type)}"


def discreet(case: Case) -> str:
    """How a group may hear of it: a private type is only a number."""
    return f"#{case.number}" if TYPES[case.type].private else label(case)


ACTION_NAMES: Mapping[str, str] = {
    "report": "上报",
    "assign": "派单",
    "accept": "接单",
    "arrive": "到场",
    "transfer": "转办",
    "hand_over": "协办",
    "join_in": "协办接单",
    "helped": "协办办好",
    "return": "退回",
    "resolve": "办结",
    "evaluate": "评议",
    "close": "静默结案",
    "reopen": "重开",
    "withdraw": "撤销",
    "reject": "不是诉求",
    "merge": "并案",
    "unmerge": "拆案",
    "table": "上会",
    "untable": "撤议题",
    "decide": "议定",
    "park": "挂账",
    "resume": "挂账到期",
    "wish": "申请延期",
    "extend": "延期",
    "aim": "三清",
    "decline": "不同意延期",
    "retype": "改类",
    "support": "附议",
    "part": "附议撤出",
    "opine": "附议人评议",
    "detail": "补充",
    "remark": "备注",
    "nudge": "催办",
    "supervise": "督办",
    "verify": "核查属实",
    "escalate": "上报一级",
}
