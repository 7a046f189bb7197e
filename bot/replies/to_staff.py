"""What staff and partners hear about a case, in private."""

from collections.abc import Sequence
from datetime import datetime

from bot.masking import call_name
from bot.replies.words import EVALUATION_NAMES, LEVEL_NAMES, before, label, type_name
from dispatch.cases import Case

MOST_LISTED = 15  # cases in one reminder


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


def told_to_the_street(case: Case) -> str:
    late = "办结超时" if case.accepted_at else "一直没有人接"
    return (
        f"{label(case)} {case.place.public()} {late}，上报到街道。"
        f"看经过发 详情 {case.number}，督办发 督办 {case.number} 要求"
    )


def to_verify(case: Case) -> str:
    return (
        f"{label(case)} 说办好了，居民没有回话，请核查：{case.place.full()}，{case.solution or '见照片'}\n"
        f"办好了回 属实 {case.number}，没办好回 不属实 {case.number} 原因"
    )


def verified(case: Case) -> str:
    return f"#{case.number} 核查属实，已记下；居民仍可评价。"


def refuted(case: Case, holder: str) -> str:
    return f"#{case.number} 已退给{holder}再办。"


def refuted_for_handler(case: Case, by: str, reason: str) -> str:
    return f"{by}核查 {label(case)} 不属实：{reason}。请再去办，办好回 办结 {case.number} 做了什么"


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


def handed_over(case: Case, by: str, reason: str, now: datetime) -> str:
    return "\n".join(
        (
            f"{by}请您协办 {label(case)}" + (f"：{reason}" if reason else ""),
            case.place.full(),
            f"{case.reporter_name}：{case.text}",
            f"请在{before(case.partner_due, now)}回：接单 {case.number}；办好请回：办结 {case.number} 做了什么",
        )
    )


def joined_in(case: Case, now: datetime) -> str:
    until = f"，请在{before(case.partner_due, now)}到场" if case.partner_due else ""
    return f"已接单 {label(case)}（协办）{until}。办好请回：办结 {case.number} 做了什么"


def partner_joined(case: Case, partner: str) -> str:
    return f"{label(case)} {partner}已接协办，承办人仍是您。"


def helped(case: Case, owner: str) -> str:
    return f"已记下 {label(case)} 协办办好，等{owner}确认。"


def partner_helped(case: Case, partner: str) -> str:
    done = f"{label(case)} {partner}说办好了：{case.partner_did}"
    return f"{done}\n看过没问题请回：办结 {case.number}；没办好请回：转办 {case.number} {partner} 还差什么"


def partner_silent(case: Case, partner: str) -> str:
    late = "还没接协办" if case.partner_joined_at is None else "接了协办还没到场"
    return f"{label(case)} {partner}{late}，{case.place.full()}。请催一下，或自己处理、另请别人：转办 {case.number} 姓名"


def partner_waited_for(case: Case) -> str:
    word = "接单" if case.partner_joined_at is None else "到场"
    return f"请您协办的 {label(case)} 还等您一句：{word} {case.number}"


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
            aims(case, now),
            f"到了回 到场 {case.number}，办好回 办结 {case.number} 做了什么",
        )
    )


def aims(case: Case, now: datetime) -> str:
    """三清: goal, deadline and criterion."""
    until = before(case.resolve_due, now) if case.resolve_due else "处置到险情解除"
    return f"目标：{case.goal}\n时限：{until}\n标准：{case.criterion}"


def aimed(case: Case, now: datetime) -> str:
    return f"{label(case)} 三清已改：\n{aims(case, now)}"


def taken_by(case: Case, name: str) -> str:
    return f"{label(case)} 已由{name}接单。"


def already_yours(number: int) -> str:
    return f"#{number} 已经在您手上了。"


def arrived(case: Case) -> str:
    return f"已记到场 {label(case)}。办好回：办结 {case.number} 做了什么（可带照片）"


def resolved(case: Case) -> str:
    return f"已记办结 {label(case)}，正在请{call_name(case.reporter_name)}评价。"


def resolved_unasked(case: Case) -> str:
    return f"已记办结 {label(case)}。不请当事人打分，请过两天再去看看。"


def transfer_done(case: Case, to: str, holder: str) -> str:
    return f"{label(case)} 已转给{to}，对方接单前仍由{holder}负责。"


def moved_by(case: Case, by: str, to: str) -> str:
    return f"{label(case)} 已由{by}转给{to}，对方接单前仍由您负责。"


def resolved_by(case: Case, by: str) -> str:
    return f"{label(case)} 已由{by}办结：{case.solution or '见照片'}"


def extension_wanted(case: Case, by: str) -> str:
    asked = f"{by}申请 {label(case)} 延期到{case.wished_until:%Y-%m-%d}：{case.wish}"
    return f"{asked}\n同意请回：同意 {case.number}；不同意请回：不同意 {case.number} 理由"


def extension_asked(case: Case, of: str) -> str:
    return f"已请{of}批准 {label(case)} 延期到{case.wished_until:%Y-%m-%d}，批准前时限不变。"


def extended_by(case: Case, by: str, now: datetime) -> str:
    return f"{by}同意 {label(case)} 延期到{before(case.resolve_due, now)}。"


def declined(case: Case) -> str:
    return f"{label(case)} 不延期，已告诉承办人。"


def declined_for_holder(case: Case, by: str, reason: str, now: datetime) -> str:
    return f"{by}不同意 {label(case)} 延期：{reason}。仍要{before(case.resolve_due, now)}办结"


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


def resumed(case: Case, now: datetime) -> str:
    return f"{label(case)} 已恢复办理，{before(case.resolve_due, now)}办结。"


def extended(case: Case, now: datetime) -> str:
    return f"{label(case)} 已延期到{before(case.resolve_due, now)}。"


def merged(case: Case) -> str:
    return f"#{case.number} 已并到 #{case.merged_into}，反映人算附议。"


def nudged(case: Case, holder: str) -> str:
    return f"已催{holder}：{label(case)}。"


def nudge(case: Case, by: str, now: datetime) -> str:
    return f"催办（{by}）：{label(case)} {case.place.full()}，{before(case.resolve_due, now)}办结。"


def supervised(case: Case, told: Sequence[str]) -> str:
    return f"已督办 {label(case)}，已通知{'、'.join(told) or '承办人'}。"


def supervision(case: Case, by: str, words: str, now: datetime) -> str:
    said = f"：{words}" if words else ""
    return f"督办（{by}）{said}\n{label(case)} {case.place.full()}，{before(case.resolve_due, now)}办结，请回进展。"


def closed_for_handler(case: Case, words: str) -> str:
    how = EVALUATION_NAMES.get(case.evaluation, "")
    said = f"（{words}）" if words and words != how else ""
    return f"{label(case)} 居民评价：{how}{said}，已结案。"


def silently_closed(case: Case) -> str:
    seen = "，核查过" if case.verified_by else ""
    return f"{label(case)} 48小时没有评价{seen}，已静默结案（7天内居民仍可重开）。"


def reopened_for_handler(case: Case, words: str) -> str:
    said = f"居民说：{words}" if words else "居民说没解决"
    return f"{label(case)} 重开（第{case.reopened}次），{said}\n{case.place.full()}"


def withdrawn_for_handler(case: Case) -> str:
    return f"{label(case)} 反映人已撤销，不用处理了。"


def reporter_says(case: Case, name: str, words: str) -> str:
    return f"{label(case)} {name}补充：{words}"


def reason_told(case: Case, words: str) -> str:
    return f"{label(case)} 居民说哪里没好：{words}"


def supporter_judges(case: Case, name: str, words: str) -> str:
    said = f"：{words}" if words else ""
    return f"{label(case)} 附议人{name}说没解决{said}"


def reopened_by_supporters(case: Case, names: Sequence[str]) -> str:
    who = "、".join(names)
    return f"{label(case)} 重开（第{case.reopened}次），反映人没有回音，附议人{who}都说没解决\n{case.place.full()}"


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


def still_open(case: Case) -> str:
    return f"{label(case)} 还没办结，{case.place.full()}。办好回 办结 {case.number} 做了什么，还在处理请回 备注 {case.number} 进展"


def brief_task(case: Case) -> str:
    return f"{label(case)} 还没有人接，{case.place.full()}"


def brief_first(case: Case) -> str:
    return f"{label(case)} 到了首次答复时限"


def brief_triage(case: Case) -> str:
    return f"疑似 #{case.number} 还没确认：{case.text}"


def brief_overdue(case: Case) -> str:
    return f"{label(case)} 已超办结时限，{case.place.full()}"


def brief_partner(case: Case) -> str:
    return f"{label(case)} 协办还没有回应"


def brief_open(case: Case) -> str:
    return f"{label(case)} 还没办结，{case.place.full()}"


def several_reminders(briefs: Sequence[str]) -> str:
    """One line for all that is due at one moment; what does not fit on a screen is counted."""
    shown = briefs[:MOST_LISTED]
    more = [f"……还有{len(briefs) - len(shown)}件，回 我的 看全部"] if len(briefs) > len(shown) else []
    return "\n".join((f"{len(briefs)}件要跟进：", *shown, *more, "回：接单 / 到场 / 办结 加单号"))


def review(case: Case) -> str:
    return f"挂账到期：{label(case)} 已回到您手上，{case.place.full()}"


def ask_proof(number: int) -> str:
    return f"#{number} 请用一句话说做了什么，或者发一张照片。"


def ask_photo(number: int) -> str:
    return f"#{number} 请发一张办好后的照片；拍不了请回原因，例如：无照片 住户不让拍"


def missed(code: str | None) -> str:
    named = f"（{type_name(code)}）" if code else ""
    return f"已记下这句漏报{named}，只用来改进词库，没有立案。"


def ask_missed() -> str:
    return "请写上居民的原话再发一次，例如：漏报 3栋灯不亮 照明（或引用那句话回 漏报）"
