"""What residents hear. In a group one short line that names no phone, room or illness."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.masking import quoted
from bot.replies.words import STATUS_NAMES, before, discreet, moment, type_name
from dispatch.cases import Case
from dispatch.policy import TYPES


def receipt(name: str, cases: Sequence[Case], handler: str, now: datetime) -> str:
    if all(TYPES[case.type].private for case in cases):
        numbers = "、".join(f"#{case.number}" for case in cases)
        return f"@{name} 收到，已登记 {numbers}，网格员会私下联系您。"
    first = min(filter(None, (case.accept_due for case in cases)), default=None)
    return f"@{name} 已登记 {'、'.join(map(discreet, cases))}，{handler}会在{before(first, now)}回应。"


def late_receipt(name: str, brief: str, handler: str) -> str:
    return f"@{name} 已登记 {brief}，已转给{handler}。"


def in_private(name: str) -> str:
    return f"@{name} 收到，网格员会私下联系您。"


def privately(name: str, case: Case) -> str:
    return f"@{name} #{case.number} 已私下联系您。"


def noted(case: Case) -> str:
    return f"已记下 #{case.number}，网格员会先跟您核实。"


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


def ask_evaluation(name: str, case: Case, supporters: Sequence[str] = (), more: int = 0) -> str:
    done = f"：{quoted(case.solution)}" if case.solution and not TYPES[case.type].private else ""
    asked = f"@{name} {discreet(case)} 已办结{done}。解决了吗？回 满意 / 基本满意 / 没解决"
    also = " ".join(f"@{supporter}" for supporter in supporters)
    rest = f" 等{more + len(supporters)}户" if more else ""
    return f"{asked}（附议的 {also}{rest} 也请看看）" if also else asked


def tell_supporter(name: str, case: Case, more: int = 0) -> str:
    others = f"等{name.count('@') + 1 + more}户，" if more else ""
    private = TYPES[case.type].private
    done = f"：{quoted(case.solution)}" if case.solution and not private else ""
    return f"@{name} {others}您附议的 {discreet(case)} 已办结{done}。还没解决请回：没解决 {case.number}"


def remind_evaluation(name: str, case: Case) -> str:
    return f"@{name} {discreet(case)} 还等您一句：满意 / 基本满意 / 没解决（不回复明天自动结案）"


def evaluated(name: str, case: Case) -> str:
    return f"@{name} 谢谢，#{case.number} 已结案。"


def evaluated_mostly(name: str, case: Case, handler: str, told: bool) -> str:
    asked = f"您说的已转告{handler}。" if told else "哪里还不够好？愿意的话说一句。"
    return f"@{name} 谢谢，#{case.number} 已结案。{asked}"


def look_first(name: str, case: Case) -> str:
    return f"@{name} 好的。{discreet(case)} 解决了没有，看过回一声：满意 / 基本满意 / 没解决"


def which_one(name: str, cases: Sequence[Case], word: str) -> str:
    return f"@{name} 您说的是哪一件？{'、'.join(map(discreet, cases))}。请带上单号，例如：{word} {cases[0].number}"


def reason_noted(name: str, case: Case, handler: str) -> str:
    return f"@{name} 记下了，已转告{handler}。"


def is_it_this(name: str, case: Case) -> str:
    return f"@{name} 您是说 {discreet(case)} 没修好吗？是的话回：没解决 {case.number}"


def supplemented(name: str, case: Case) -> str:
    return f"@{name} 已补充到 {discreet(case)}。"


def voice_noted(name: str, case: Case, handler: str) -> str:
    return f"@{name} 记下了，#{case.number} 您说没解决，已转告{handler}。"


def too_late_to_reopen(name: str, case: Case, days: int) -> str:
    return f"@{name} #{case.number} 结案已过{days}天，不能重开。要重新登记一件吗？回 1"


def reopened(name: str, case: Case, handler: str, told: bool = True) -> str:
    asked = "" if told else "哪里还没好？说一句就行。"
    return f"@{name} 明白，#{case.number} 已重开，{handler}会再来处理。{asked}"


def reopened_by_neighbours(name: str, case: Case, handler: str) -> str:
    return f"@{name} 邻居说 {discreet(case)} 还没解决，已重开，{handler}会再来处理。"


def withdrawn(name: str, numbers: Sequence[int]) -> str:
    return f"@{name} 好的，{'、'.join(f'#{n}' for n in numbers)} 已撤销。"


def withdrawal_passed_on(name: str, case: Case) -> str:
    return f"@{name} #{case.number} 已有人接单，您的话已转告网格员。"


def withdrawal_with_supporters(name: str, case: Case) -> str:
    return f"@{name} #{case.number} 还有邻居附议，先不撤，您的话已转告网格员。"


def urged(name: str, case: Case, handler: str) -> str:
    return f"@{name} 已催 {handler}：{discreet(case)}。"


def already_urged(
    name: str, case: Case, handler: str, told_at: datetime, again_at: datetime, now: datetime
) -> str:
    return (
        f"@{name} {discreet(case)} {moment(told_at, now)}已催过，{_so_far(case, handler, now)}，"
        f"{moment(again_at, now)}后可以再催。"
    )


def _so_far(case: Case, handler: str, now: datetime) -> str:
    """Who has it, since when, and what is next."""
    if case.accepted_at is None:
        return f"等{handler}接单，{before(case.accept_due, now)}回应"
    return f"{handler}{moment(case.accepted_at, now)}已接单，{before(case.resolve_due, now)}办结"


def voice_not_heard(name: str) -> str:
    return f"@{name} 语音我听不了，请打几个字：什么问题，在几栋几单元？"


def picture_refused(name: str) -> str:
    return f"@{name} 这张图打不开，请换一张照片再发。"
