"""Answers to who asked: help, progress, lists, histories, rosters, refusals."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.masking import quoted
from bot.replies.words import (
    ACTION_NAMES,
    STATUS_NAMES,
    before,
    discreet,
    label,
    moment,
)
from dispatch.cases import Case, Change, Status
from dispatch.errors import Refusal, Why
from dispatch.tallies import late


def progress(case: Case, now: datetime, handler: str) -> str:
    state = STATUS_NAMES[case.status]
    if case.status in (Status.REPORTED, Status.ASSIGNED):
        return f"{discreet(case)}：{state}，等{handler}接单，{before(case.accept_due, now)}回应。"
    if case.status is Status.ACCEPTED:
        return f"{discreet(case)}：{handler}已接单，{before(case.resolve_due, now)}办结。"
    if case.status is Status.RESOLVED:
        return f"{discreet(case)}：已办结，等您评价（满意 / 基本满意 / 没解决）。"
    if case.status is Status.PARKED and case.review_on:
        return f"{discreet(case)}：一时办不了，先挂账，{moment(case.review_on, now)}再办。"
    if case.status is Status.MERGED:
        return f"{discreet(case)}：已并到 #{case.merged_into} 一起办。"
    return f"{discreet(case)}：{state}。"


def supported_progress(case: Case, now: datetime, handler: str) -> str:
    if case.status is Status.RESOLVED:
        return f"{discreet(case)}（您附议）：已办结；没解决请回 没解决 {case.number}。"
    return progress(case, now, handler).replace("：", "（您附议）：", 1)


def no_case_of_yours() -> str:
    return "您现在没有在办的诉求。"


def unknown_to_resident(number: int) -> str:
    return f"没有找到您的 #{number}；发 进度 可看您自己的诉求。"


def help_for_residents() -> str:
    return (
        "我是小格，本小区的登记机器人。直接说事就行，比如：3栋2单元电梯坏了。\n"
        "口令：进度（看您的诉求）· 值班（今天谁值班）· 撤销 · 满意 / 没解决 · 隐私 · 帮助\n"
        "火警119 报警110 急救120，紧急情况请先打电话。"
    )


def help_in_group() -> str:
    return "有事直接说（什么问题、几栋几单元）；@我 进度 看进展，@我 值班 看谁值班。紧急请先打119/110/120。"


def privacy() -> str:
    return (
        "隐私：我只保存登记成工单的话和照片，闲聊不保存；群里不说姓名住址电话；"
        "工作人员说我听错、漏听的那句话，打码后留在本地作例子，可以删；"
        "完整信息只给承办人。我是机器人，不代替119/110/120。"
    )


def listed(title: str, cases: Sequence[Case], now: datetime, holder: Mapping[int, str]) -> str:
    if not cases:
        return f"{title}：没有。"
    lines = [list_line(case, now, holder.get(case.number, "")) for case in cases[:15]]
    more = [f"……还有{len(cases) - 15}件"] if len(cases) > 15 else []
    return "\n".join((f"{title}（{len(cases)}件）", *lines, *more))


def list_line(case: Case, now: datetime, holder: str) -> str:
    passed = "，已超时" if late(case, now) else ""
    mark = "疑似 " if case.doubtful else ""
    who = f" {holder}" if holder else ""
    return f"{mark}{label(case)} {case.place.public()} {STATUS_NAMES[case.status]}{passed}{who}"


def detail(case: Case, changes: Sequence[Change], now: datetime, names: Mapping[str, str]) -> str:
    steps = [
        f"{change.at:%m-%d %H:%M} {names.get(change.who, change.who)} {ACTION_NAMES[change.action]}"
        + (f"：{change.reason}" if change.reason else "")
        for change in changes
    ]
    return "\n".join(
        (
            f"{label(case)}（{case.priority}级，{STATUS_NAMES[case.status]}）",
            case.place.full(),
            f"{case.reporter_name}：{case.text}",
            *([f"目标：{case.goal}；标准：{case.criterion}"] if case.goal else []),
            f"附议{len(case.supporters)}户，照片{len(case.pictures)}张，{before(case.resolve_due, now)}办结",
            *steps[-8:],
        )
    )


def help_for_partners() -> str:
    return "口令（单号可省，只有一件时）：\n接单 3 · 到场 3 · 办结 3 做了什么（可带照片）· 备注 3 … · 我的 · 详情 3"


def help_for_staff() -> str:
    return (
        "口令（单号可省，只有一件时）：\n"
        "接单 3 · 到场 3 · 办结 3 换了主板（可带照片）\n"
        "转办 3 李强 他有钥匙 · 退回 3 不是我网格 · 改类 3 电梯 · 目标 3 … · 标准 3 …\n"
        "挂账 3 2026-04-01 维修基金 · 延期 3 明天 等配件 · 并 5 到 3\n"
        "拆 5（从并案里拆开）· 催办 3 · 备注 3 … · 不是诉求 3 · 漏报 居民原话 照明 · 我的 · 详情 3\n"
        "值班 · 值班表 [下周] · 换班 3月5日 李强 · 请假 3月5日到7日 李强顶班 · 顶班 3月5日 · 同意 / 不同意"
    )


def help_for_leads() -> str:
    return (
        help_for_staff()
        + "\n周报 [上周|本周|日期] · 日报 · 统计 电梯 30天 · 热点 · 待办 · 超期 · 挂账 · 同意 3 · 不同意 3 理由 · 督办 3 …"
        " · 属实 3 · 不属实 3 原因 · 查岗 · 请假 王芳 3月5日 · 进度 3"
        "\n议题 [3] · 撤议题 3 理由 · 定 3 目标 … 期限 4月1日 标准 … 承办 李强"
    )


INSTEAD: Mapping[str, str] = {  # what can be done with a case in this status
    Status.REPORTED: "要先有人确认接单",
    Status.ASSIGNED: "要先有人接单",
    Status.ACCEPTED: "正在办，办好会请居民评价",
    Status.RESOLVED: "等居民评价，没解决会回到承办人手上",
    Status.CLOSED: "七天内居民回 没解决 可以重开",
    Status.PARKED: "到期会自己回来；要提前办请回 恢复 加单号",
    Status.WITHDRAWN: "已经结束，还有问题请重新说一遍",
    Status.MERGED: "已经并到另一件，发 详情 看是哪一件",
}
REFUSALS: Mapping[Why, str] = {
    Why.UNKNOWN_CASE: "没有找到 #{number}，或者不归您办；发 我的 看您的工单。",
    Why.WRONG_STATUS: "#{number} 现在是{status}，这一步做不了：{instead}。",
    Why.NOT_ALLOWED: "#{number} 这一步要由网格长或书记来做。",
    Why.NEEDS_REASON: "#{number} 请写上原因再发一次。",
    Why.NEEDS_PROOF: "#{number} 请用一句话说做了什么，或者发一张照片。",
    Why.NEEDS_PHOTO: "#{number} 请发一张办好后的照片；拍不了请回原因，例如：无照片 住户不让拍",
    Why.OLD_PHOTO: "#{number} 这张照片在 #{detail} 用过了，请到现场重拍一张再发。",
    Why.UNKNOWN_PERSON: "没找到这个人；请写同事的名字，例如：转办 {number} 李强",
    Why.UNKNOWN_TYPE: "没有这个类别；例如：改类 {number} 电梯",
    Why.BAD_DATE: "#{number} 请写一个将来的日期，例如：2026-12-01",
    Why.ALREADY_YOURS: "#{number} 已经在您手上了。",
    Why.TOO_LATE: "#{number} 已经过了时限，不能再这样做；请重新说一遍问题。",
    Why.NO_CLOCK: "#{number} 没有办结时限，不用延期；约好的时间请写在 备注 {number} …",
    Why.TOO_MANY_MOVES: "#{number} 已转了两次，请网格长决定给谁：转办 {number} 姓名",
    Why.ONCE_ONLY: "#{number} 已经延过一次；要再等请网格长挂账。",
    Why.NOTHING_ASKED: "#{number} 现在没有等您同意的申请；发 待办 看全部工单。",
    Why.SUPPORTED: "#{number} 还有邻居附议，先不撤；办好会请您评价。",
    Why.UNKNOWN_COMPOUND: "没有这个小区；请写：{detail}",
    Why.NOT_YOUR_GRID: "{detail}不在您的网格，请书记或那边的网格员来绑定。",
    Why.NO_INVITATION: "没有这个待定的进群邀请。",
    Why.BAD_CODE: "验证码不对或已过期，请找管理员再要一个。",
    Why.TOO_MANY_TRIES: "试错太多次，请一小时后再试。",
    Why.NOT_TABLED: "#{number} 不在议题里；要上会请回：议题 {number}",
    Why.NEEDS_DECISION: "#{number} 定了什么？例如：定 {number} 目标 换新水泵 期限 2026-12-01 标准 六楼水压够 承办 李强",
    Why.DECIDED: "#{number} 是说事会定下的，在 #{detail} 办，不拆。",
    Why.UNKNOWN_SUPPORTER: "#{number} 的附议人里没有这个名字，或不止一位；附议人：{detail}",
    Why.NOT_STAFF: "这个口令我不能执行；发 帮助 看能做的。",
    Why.NOTHING_OPEN: "没有对得上的工单；发 我的 看您的工单。",
}


def refused(refusal: Refusal) -> str:
    status = STATUS_NAMES.get(refusal.detail, refusal.detail)
    instead = INSTEAD.get(refusal.detail, "")
    return REFUSALS[refusal.code].format(
        number=refusal.number or "单号", status=status, instead=instead, detail=refusal.detail
    )


def not_yet(verb: str) -> str:
    return f"“{quoted(verb)}”我听懂了，但这个版本还办不了。"


def not_understood_of_staff() -> str:
    return "没看懂。发 我的 看您的工单，或发 帮助 看口令。"


def you_are_welcome() -> str:
    return "不客气，有事随时说。"


def not_understood() -> str:
    return "我是小格，登记机器人。有事直接说：什么问题、几栋几单元；发 帮助 看怎么用。"
