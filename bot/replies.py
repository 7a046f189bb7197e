"""Every sentence the bot says. Group sentences are one short line and name no phone, room or illness."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.masking import masked
from dispatch.cases import Case, Change, Status
from dispatch.errors import Refusal, Why
from dispatch.policy import TYPES
from dispatch.roster import Gap, GapKind, SheetRow

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
LEVEL_NAMES = ("A岗", "B岗", "网格长", "书记")


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


# --- to residents ------------------------------------------------------------------------------------


def receipt(name: str, cases: Sequence[Case], handler: str, now: datetime) -> str:
    if all(TYPES[case.type].private for case in cases):
        numbers = "、".join(f"#{case.number}" for case in cases)
        return f"@{name} 收到，已登记 {numbers}，网格员会私下联系您。"
    first = min(filter(None, (case.accept_due for case in cases)), default=None)
    return f"@{name} 已登记 {'、'.join(map(discreet, cases))}，{handler}会在{before(first, now)}回应。"


def late_receipt(name: str, brief: str, handler: str) -> str:
    return f"@{name} 已登记 {brief}，已转给{handler}。"


def joined(name: str, case: Case) -> str:
    return f"@{name} 这件事已有人报：{discreet(case)}（{STATUS_NAMES[case.status]}），已算您一份附议。"


def merged_receipts(briefs: Iterable[str]) -> str:
    return f"已登记 {'、'.join(briefs)}，都已转给值班网格员。"


def safety(text: str, case: Case) -> str:
    return f"{text}\n已登记 #{case.number}，已同时通知值班网格员和网格长。我是机器人，不能代您拨打电话。"


def ask_place(name: str, types: Sequence[str], rounds: int) -> str:
    named = ("这件事" if TYPES[code].private else type_name(code) for code in types)
    what = "、".join(named) or "这件事"
    if rounds > 1:
        return f"@{name} 还差位置：请说几栋几单元，或者哪个公共位置。"
    return f"@{name} {what}在几栋几单元，或者哪个位置？"


def ask_problem(name: str) -> str:
    return f"@{name} 请问是什么问题，在哪里？"


def ask_register(name: str) -> str:
    return f"@{name} 要登记给网格员吗？回 1"


def ask_compound(name: str) -> str:
    return f"@{name} 请问是哪个小区、几栋几单元？"


def not_registered() -> str:
    return "好的，不登记。"


def ask_evaluation(name: str, case: Case, supporters: Sequence[str] = ()) -> str:
    done = f"：{masked(case.solution)}" if case.solution and not TYPES[case.type].private else ""
    asked = f"@{name} {discreet(case)} 已办结{done}。解决了吗？回 满意 / 基本满意 / 没解决"
    also = " ".join(f"@{supporter}" for supporter in supporters)
    return f"{asked}（附议的 {also} 也请看看）" if also else asked


def remind_evaluation(name: str, case: Case) -> str:
    return f"@{name} {discreet(case)} 还等您一句：满意 / 基本满意 / 没解决（不回复明天自动结案）"


def evaluated(name: str, case: Case) -> str:
    return f"@{name} 谢谢，#{case.number} 已结案。"


def reopened(name: str, case: Case, handler: str) -> str:
    return f"@{name} 明白，#{case.number} 已重开，{handler}会再来处理。"


def withdrawn(name: str, numbers: Sequence[int]) -> str:
    return f"@{name} 好的，{'、'.join(f'#{n}' for n in numbers)} 已撤销。"


def withdrawal_passed_on(name: str, case: Case) -> str:
    return f"@{name} #{case.number} 已有人接单，您的话已转告网格员。"


def withdrawal_with_supporters(name: str, case: Case) -> str:
    return f"@{name} #{case.number} 还有邻居附议，先不撤，您的话已转告网格员。"


def urged(name: str, case: Case, handler: str) -> str:
    return f"@{name} 已催 {handler}：{discreet(case)}。"


def progress(case: Case, now: datetime, handler: str) -> str:
    state = STATUS_NAMES[case.status]
    if case.status in (Status.REPORTED, Status.ASSIGNED):
        return f"{discreet(case)}：{state}，等{handler}接单，{before(case.accept_due, now)}回应。"
    if case.status is Status.ACCEPTED:
        return f"{discreet(case)}：{handler}已接单，{before(case.resolve_due, now)}办结。"
    if case.status is Status.RESOLVED:
        return f"{discreet(case)}：已办结，等您评价（满意 / 基本满意 / 没解决）。"
    return f"{discreet(case)}：{state}。"


def no_case_of_yours() -> str:
    return "您现在没有在办的诉求。"


def unknown_to_resident(number: int) -> str:
    return f"没有找到您的 #{number}；发 进度 可看您自己的诉求。"


def voice_not_heard(name: str) -> str:
    return f"@{name} 语音我听不了，请打几个字：什么问题，在几栋几单元？"


def picture_refused(name: str) -> str:
    return f"@{name} 这张图打不开，请换一张照片再发。"


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
        "完整信息只给承办人。我是机器人，不代替119/110/120。"
    )


def duty(grid: str, a: str, b: str | None) -> str:
    return f"{grid}现在值班：A岗 {a}" + (f"，B岗 {b}" if b else "") + "。"


# --- to staff, in private ----------------------------------------------------------------------------


def task(case: Case, now: datetime) -> str:
    return "\n".join(
        (
            f"新工单 {label(case)}（{case.priority}级）",
            case.place.full(),
            f"{case.reporter_name}：{case.text}",
            f"请在{before(case.accept_due, now)}接单，回：接单 {case.number}",
        )
    )


def task_again(case: Case, now: datetime) -> str:
    return f"还没有人接 {label(case)}，{case.place.full()}，{before(case.accept_due, now)}须接单。回：接单 {case.number}"


def climbed(case: Case, now: datetime, level: int) -> str:
    return "\n".join(
        (
            f"{label(case)} 无人接单，上报到{LEVEL_NAMES[level]}",
            case.place.full(),
            f"{case.reporter_name}：{case.text}",
            f"回：接单 {case.number}",
        )
    )


def alarm(case: Case, again: bool) -> str:
    head = "【紧急 再次提醒】" if again else "【紧急】"
    return "\n".join(
        (
            f"{head}{label(case)}",
            case.place.full(),
            f"{case.reporter_name}：{case.text}",
            f"请立即处置并回：接单 {case.number}（未确认前每3分钟再提醒）",
        )
    )


def transferred(case: Case, by: str, reason: str, now: datetime) -> str:
    return "\n".join(
        (
            f"{by}转办给您 {label(case)}" + (f"：{reason}" if reason else ""),
            case.place.full(),
            f"{case.reporter_name}：{case.text}",
            f"请在{before(case.accept_due, now)}接单，回：接单 {case.number}",
        )
    )


def handed_over(case: Case, by: str, reason: str) -> str:
    return "\n".join(
        (
            f"{by}请您协办 {label(case)}" + (f"：{reason}" if reason else ""),
            case.place.full(),
            f"{case.reporter_name}：{case.text}",
            f"办好请回：办结 {case.number} 做了什么",
        )
    )


def returned(case: Case, by: str, reason: str) -> str:
    return "\n".join(
        (
            f"{by}退回 {label(case)}：{reason}",
            case.place.full(),
            f"{case.reporter_name}：{case.text}",
            f"请接单或转办：接单 {case.number} / 转办 {case.number} 姓名",
        )
    )


def accepted(case: Case, now: datetime) -> str:
    return "\n".join(
        (
            f"已接单 {label(case)}。",
            f"目标：{type_name(case.type)}解决",
            f"时限：{before(case.resolve_due, now)}" if case.resolve_due else "时限：处置到险情解除",
            "标准：反映人回 满意",
            f"到了回 到场 {case.number}，办好回 办结 {case.number} 做了什么",
        )
    )


def taken_by(case: Case, name: str) -> str:
    return f"{label(case)} 已由{name}接单。"


def already_yours(number: int) -> str:
    return f"#{number} 已经在您手上了。"


def arrived(case: Case) -> str:
    return f"已记到场 {label(case)}。办好回：办结 {case.number} 做了什么（可带照片）"


def resolved(case: Case) -> str:
    return f"已记办结 {label(case)}，正在请{case.reporter_name}评价。"


def transfer_done(case: Case, to: str) -> str:
    return f"{label(case)} 已转给{to}，对方接单前仍记在您名下。"


def hand_over_done(case: Case, to: str) -> str:
    return f"{label(case)} 已请{to}协办，承办人不变。"


def return_done(case: Case, to: str) -> str:
    return f"{label(case)} 已退回给{to}。"


def rejected(case: Case) -> str:
    return f"#{case.number} 已记为不是诉求，结束。"


def retyped(case: Case) -> str:
    return f"#{case.number} 已改为 {type_name(case.type)}（{case.priority}级）。"


def remarked(case: Case) -> str:
    return f"已备注 {label(case)}。"


def attached(case: Case) -> str:
    return f"照片已存到 {label(case)}。"


def parked(case: Case) -> str:
    review = f"{case.review_on:%Y-%m-%d}" if case.review_on else ""
    return f"{label(case)} 已挂账，{review} 到期自动回来。"


def extended(case: Case, now: datetime) -> str:
    return f"{label(case)} 已延期到{before(case.resolve_due, now)}。"


def merged(case: Case) -> str:
    return f"#{case.number} 已并到 #{case.merged_into}，反映人算附议。"


def nudged(case: Case, holder: str) -> str:
    return f"已催{holder}：{label(case)}。"


def nudge(case: Case, by: str, now: datetime) -> str:
    return f"催办（{by}）：{label(case)} {case.place.full()}，{before(case.resolve_due, now)}办结。"


def supervised(case: Case, holder: str) -> str:
    return f"已督办 {label(case)}，已通知{holder}和网格长。"


def supervision(case: Case, by: str, words: str, now: datetime) -> str:
    said = f"：{words}" if words else ""
    return f"督办（{by}）{said}\n{label(case)} {case.place.full()}，{before(case.resolve_due, now)}办结，请回进展。"


def closed_for_handler(case: Case, words: str) -> str:
    how = EVALUATION_NAMES.get(case.evaluation, "")
    said = f"（{words}）" if words and words != how else ""
    return f"{label(case)} 居民评价：{how}{said}，已结案。"


def silently_closed(case: Case) -> str:
    return f"{label(case)} 48小时没有评价，已静默结案（7天内居民仍可重开）。"


def reopened_for_handler(case: Case, words: str) -> str:
    said = f"居民说：{words}" if words else "居民说没解决"
    return f"{label(case)} 重开（第{case.reopened}次），{said}\n{case.place.full()}"


def withdrawn_for_handler(case: Case) -> str:
    return f"{label(case)} 反映人已撤销，不用处理了。"


def reporter_says(case: Case, name: str, words: str) -> str:
    return f"{label(case)} {name}补充：{words}"


def many_supporters(case: Case) -> str:
    return f"{label(case)} 已有{len(case.supporters)}户附议，{case.place.full()}"


def urged_by_resident(case: Case, name: str, now: datetime) -> str:
    return f"{name}在催：{label(case)} {case.place.full()}，{before(case.resolve_due, now)}办结。"


def not_first_answered(case: Case) -> str:
    return f"{label(case)} 到了首次答复时限，到现场请回：到场 {case.number}"


def triage_waits(case: Case) -> str:
    return f"疑似 #{case.number} 还没确认：{case.text}\n是诉求回 接单 {case.number}，不是回 不是诉求 {case.number}"


def overdue(case: Case) -> str:
    return f"{label(case)} 已超办结时限，{case.place.full()}。办好回 办结 {case.number}，需要时间请网格长延期"


def review(case: Case) -> str:
    return f"挂账到期：{label(case)} 已回到您手上，{case.place.full()}"


def ask_proof(number: int) -> str:
    return f"#{number} 请用一句话说做了什么，或者发一张照片。"


def ask_which(verb: str, cases: Sequence[Case]) -> str:
    lines = [f"{label(case)} {case.place.full()}" for case in cases]
    return "\n".join((f"{verb}哪一件？请回单号：", *lines))


def not_on_the_list() -> str:
    return "请回列表里的单号，只写数字。"


def listed(title: str, cases: Sequence[Case], now: datetime, holder: Mapping[int, str]) -> str:
    if not cases:
        return f"{title}：没有。"
    lines = [list_line(case, now, holder.get(case.number, "")) for case in cases[:15]]
    more = [f"……还有{len(cases) - 15}件"] if len(cases) > 15 else []
    return "\n".join((f"{title}（{len(cases)}件）", *lines, *more))


def list_line(case: Case, now: datetime, holder: str) -> str:
    due = case.accept_due if case.status is Status.ASSIGNED else case.resolve_due
    late = "，已超时" if due and due < now and case.status in (Status.ASSIGNED, Status.ACCEPTED) else ""
    mark = "疑似 " if case.doubtful else ""
    who = f" {holder}" if holder else ""
    return f"{mark}{label(case)} {case.place.public()} {STATUS_NAMES[case.status]}{late}{who}"


def roster_line(day: SheetRow) -> str:
    second = f" B岗 {day.duty.b.name}" if day.duty.b else ""
    return f"{day.day:%m-%d}（{WEEKDAYS[day.day.weekday()]}） A岗 {day.duty.a.name}{second}"


GAP_NAMES: Mapping[GapKind, str] = {
    GapKind.NO_ROSTER: "没有值班表",
    GapKind.NOBODY: "A岗无人",
    GapKind.UNKNOWN: "不在人员名单里",
    GapKind.OUTSIDER: "不属于这个网格",
}


def roster_checked(gaps: Sequence[Gap]) -> str:
    if not gaps:
        return "查岗：未来14天每个时段都有人。"
    lines = [
        f"{gap.grid} {gap.person}{GAP_NAMES[gap.kind]}：{gap.days[0]:%m-%d}起{len(gap.days)}天"
        for gap in gaps
    ]
    return "\n".join(("查岗：有缺口", *lines[:15]))


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
            f"附议{len(case.supporters)}户，照片{len(case.pictures)}张，{before(case.resolve_due, now)}办结",
            *steps[-8:],
        )
    )


ACTION_NAMES: Mapping[str, str] = {
    "report": "上报",
    "assign": "派单",
    "accept": "接单",
    "arrive": "到场",
    "transfer": "转办",
    "hand_over": "协办",
    "return": "退回",
    "resolve": "办结",
    "evaluate": "评议",
    "close": "静默结案",
    "reopen": "重开",
    "withdraw": "撤销",
    "reject": "不是诉求",
    "merge": "并案",
    "park": "挂账",
    "resume": "挂账到期",
    "extend": "延期",
    "retype": "改类",
    "support": "附议",
    "detail": "补充",
    "remark": "备注",
    "nudge": "催办",
    "supervise": "督办",
    "escalate": "上报一级",
}


def help_for_staff() -> str:
    return (
        "口令（单号可省，只有一件时）：\n"
        "接单 3 · 到场 3 · 办结 3 换了主板（可带照片）\n"
        "转办 3 李强 他有钥匙 · 退回 3 不是我网格 · 改类 3 电梯\n"
        "挂账 3 2026-04-01 维修基金 · 延期 3 明天 等配件 · 并 5 到 3\n"
        "催办 3 · 备注 3 … · 不是诉求 3 · 我的 · 详情 3 · 值班 · 值班表"
    )


def help_for_leads() -> str:
    return (
        help_for_staff() + "\n周报 [上周|本周|日期] · 待办 · 超期 · 挂账 · 督办 3 … · 值班表 · 查岗 · 进度 3"
    )


REFUSALS: Mapping[Why, str] = {
    Why.UNKNOWN_CASE: "没有找到 #{number}，或者不归您办；发 我的 看您的工单。",
    Why.WRONG_STATUS: "#{number} 现在是{status}，不能这样做。",
    Why.NOT_ALLOWED: "#{number} 这一步要由网格长或书记来做。",
    Why.NEEDS_REASON: "#{number} 请写上原因再发一次。",
    Why.NEEDS_PROOF: "#{number} 请用一句话说做了什么，或者发一张照片。",
    Why.UNKNOWN_PERSON: "没找到这个人；请写同事的名字，例如：转办 {number} 李强",
    Why.UNKNOWN_TYPE: "没有这个类别；例如：改类 {number} 电梯",
    Why.BAD_DATE: "#{number} 请写一个将来的日期，例如：2026-12-01",
    Why.ALREADY_YOURS: "#{number} 已经在您手上了。",
    Why.TOO_LATE: "#{number} 已经过了时限，不能再这样做；请重新说一遍问题。",
    Why.TOO_MANY_MOVES: "#{number} 已转了两次，请网格长决定。",
    Why.ONCE_ONLY: "#{number} 已经延过一次；要再等请网格长挂账。",
    Why.SUPPORTED: "#{number} 还有邻居附议，先不撤。",
    Why.NOT_STAFF: "这个口令我不能执行。",
    Why.NOTHING_OPEN: "没有对得上的工单；发 我的 看您的工单。",
}


def refused(refusal: Refusal) -> str:
    status = STATUS_NAMES.get(refusal.detail, refusal.detail)
    return REFUSALS[refusal.code].format(number=refusal.number or "单号", status=status)


def not_yet(verb: str) -> str:
    return f"“{verb}”我听懂了，但这个版本还办不了。"


def not_understood() -> str:
    return "没看懂。有事直接说（什么问题、几栋几单元），或发 帮助。"
