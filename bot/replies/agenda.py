"""Agenda items 议题: the list, the pack of one, what was decided; and cases that come apart 拆."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.masking import quoted
from bot.replies.words import ACTION_NAMES, EVALUATION_NAMES, STATUS_NAMES, before, discreet, label, moment
from dispatch.agenda import Ground, Item, Step
from dispatch.cases import Case, Change
from dispatch.policy import TYPES

LONGEST = 1800  # characters of one screen (product.md §6)
LISTED = 10
PHOTOS = 3

STEP_NAMES: Mapping[Step, str] = {
    Step.ASK: "问",
    Step.DISCUSS: "议",
    Step.DECIDE: "定",
    Step.DO: "办",
    Step.JUDGE: "评",
}
GROUND_NAMES: Mapping[str, str] = {
    Ground.MOVED: "转来退去没人办",
    Ground.OVERDUE: "多处超时",
    Ground.SUPPORTED: "附议户多",
    Ground.WORD: "书记、网格长提出",
}

Done = Mapping[Step, bool]


def steps_line(done: Done) -> str:
    """问✓ 议✓ 定 办 评."""
    return " ".join(f"{name}{'✓' if done[step] else ''}" for step, name in STEP_NAMES.items())


def agenda(items: Sequence[tuple[Item, Done]], meeting: datetime, place: str, now: datetime) -> str:
    if not items:
        return f"现在没有议题。下次说事日 {moment(meeting, now)}，{place}。"
    lines = [_item_line(item, done, now) for item, done in items[:LISTED]]
    more = [f"……共{len(items)}件"] if len(items) > LISTED else []
    return "\n".join(
        (
            f"议题（{len(items)}件），下次说事日 {moment(meeting, now)}，{place}：",
            *lines,
            *more,
            "看一件发 议题 加单号；会上定了发：定 单号 目标 … 期限 … 标准 … 承办 …",
        )
    )


def _item_line(item: Item, done: Done, now: datetime) -> str:
    case, follow_up = item.case, item.follow_up
    under_way = f" → #{follow_up.number} {before(follow_up.resolve_due, now)}" if follow_up else ""
    return f"{label(case)} {case.place.public()}{under_way} · {_households(item)} · {steps_line(done)}"


def _households(item: Item) -> str:
    return f"附议{len((item.follow_up or item.case).supporters)}户"


def before_the_meeting(
    items: Sequence[tuple[Item, Done]], meeting: datetime, place: str, now: datetime
) -> str:
    return f"说事日快到了，请先看看。\n{agenda(items, meeting, place, now)}"


def pack(item: Item, done: Done, history: Sequence[Change], names: Mapping[str, str], now: datetime) -> str:
    """What the meeting needs of one item: fit for everybody's eyes, at most 1,800 characters."""
    case = item.follow_up or item.case
    head = [
        f"议题 {discreet(item.case)} {item.case.place.public()}",
        steps_line(done),
        f"为何上会：{GROUND_NAMES.get(item.case.tabled_why, '')}；{_households(item)}，照片{len(case.pictures)}张",
        f"问：{quoted(item.case.text)}" if not TYPES[case.type].private else "问：（涉及隐私，会上不念）",
        *_parties(item, names),
        *_decision(item, now),
        "经过：",
    ]
    steps = [_step(change, names, private=TYPES[case.type].private) for change in history]
    while len("\n".join((*head, *steps))) > LONGEST:
        steps = ["……", *steps[2:]]
    return "\n".join((*head, *steps))


def _parties(item: Item, names: Mapping[str, str]) -> list[str]:
    case = item.follow_up or item.case
    known = [("承办", case.assignee), ("首接", case.first_taker), ("协办", case.partner)]
    said = [f"{part} {names.get(person, person)}" for part, person in known if person]
    return [f"各方：{'，'.join(said)}"] if said else []


def _decision(item: Item, now: datetime) -> list[str]:
    done = item.follow_up
    if done is None:
        return ["定：还没定"]
    said = [EVALUATION_NAMES.get(word, word) for word in item.opinions]
    tally = "、".join(f"{word}{said.count(word)}" for word in dict.fromkeys(said))
    return [
        f"定：{done.goal}；标准：{done.criterion}；{before(done.resolve_due, now)}",
        f"办：#{done.number} {STATUS_NAMES[done.status]}",
        f"评：{len(said)}/{item.judges}户" + (f"（{tally}）" if tally else ""),
    ]


def _step(change: Change, names: Mapping[str, str], *, private: bool) -> str:
    """One line of the way it went; residents are not named, their words are masked, of a private matter left out."""
    who = names.get(change.who, "居民")
    told = change.reason and not (private and who == "居民")
    said = f"：{quoted(change.reason)}" if told else ""
    return f"{change.at:%m-%d %H:%M} {who} {ACTION_NAMES[change.action]}{said}"


def photo_of(item: Item, place: int, count: int) -> str:
    return f"议题 #{item.number} 照片 {place}/{count}"


def tabled(case: Case, meeting: datetime, now: datetime) -> str:
    return f"{label(case)} {case.place.public()} 已列入议题，{moment(meeting, now)}说事日上会。"


def tabled_by_itself(case: Case, meeting: datetime, now: datetime) -> str:
    why = GROUND_NAMES.get(case.tabled_why, "")
    return (
        f"{label(case)} {case.place.public()} {why}，已列入议题，{moment(meeting, now)}说事日上会。"
        f"不用上会请回：撤议题 {case.number} 理由"
    )


def untabled(case: Case) -> str:
    return f"#{case.number} 已撤下议题，照常办理。"


def decided(item: Item, follow_up: Case, holder: str, now: datetime) -> str:
    also = f"和附议{len(follow_up.supporters)}户" if follow_up.supporters else ""
    return (
        f"#{item.number} 已定：{follow_up.goal}；标准：{follow_up.criterion}。"
        f"新单 #{follow_up.number} 派给{holder}，{before(follow_up.resolve_due, now)}办结；反映人{also}会收到通知。"
    )


def decided_for_holder(item: Item, follow_up: Case, now: datetime) -> str:
    return (
        f"说事会定的事请您承办：{label(follow_up)}（议题 #{item.number}）{follow_up.place.full()}\n"
        f"目标：{follow_up.goal}；标准：{follow_up.criterion}；{before(follow_up.resolve_due, now)}办结\n"
        f"接单请回：接单 {follow_up.number}"
    )


def decided_for_residents(
    name: str, item: Item, follow_up: Case, holder: str, now: datetime, supporters: Sequence[str] = ()
) -> str:
    if TYPES[follow_up.type].private:
        return f"@{name} #{item.number} 已商定办法，会私下跟您说。"
    also = "".join(f" @{supporter}" for supporter in supporters)
    return (
        f"@{name}{also} {discreet(item.case)} 说事会定了：{quoted(follow_up.goal)}，"
        f"{before(follow_up.resolve_due, now)}办好，由{holder}承办，以后看 #{follow_up.number}。"
    )


def unmerged(case: Case, into: int, asked: str, gone: int) -> str:
    return f"#{case.number} 已从 #{into} 拆开，重新派给{asked}；#{into} 少了{gone}户附议。"


def split_off(case: Case, of: int, name: str, asked: str) -> str:
    return f"{name}说的另立为 {label(case)}，派给{asked}；不再算 #{of} 的附议。"


def whom_to_split(number: int, supporters: Sequence[str]) -> str:
    return f"#{number} 的附议人：{'、'.join(supporters)}。请写名字，例如：拆 {number} {supporters[0]}"
