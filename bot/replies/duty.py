"""What is said about duty: who has it, the roster, 查岗, 换班 请假 顶班, shift changes, a gap."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from bot.replies.words import WEEKDAYS, label
from dispatch.absences import Leave, Unfit
from dispatch.cases import Case
from dispatch.coverage import Coverage, Gap, GapKind, OpenShift, Overload
from dispatch.duty import Duty, SheetRow
from dispatch.overrides import Override, OverrideKind
from dispatch.roster import Reason

Names = Mapping[str, str]  # person id to name

ROWS = 15  # lines of a list before it is cut

REASON_NAMES: Mapping[Reason, str] = {
    Reason.OVERRIDE: "替班",
    Reason.EMERGENCY: "应急班",
    Reason.HOLIDAY: "节假日班",
    Reason.NIGHT: "夜班",
    Reason.HEAD: "无人值班，网格长代",
    Reason.SECRETARY: "无人值班，书记代",
}

GAP_NAMES: Mapping[GapKind, str] = {
    GapKind.NO_ROSTER: "没有值班表",
    GapKind.NOBODY: "A岗无人",
    GapKind.UNKNOWN: "不在人员名单里",
    GapKind.OUTSIDER: "不属于这个网格",
    GapKind.AWAY: "请假没人顶",
    GapKind.UNREACHABLE: "没有绑定联系方式",
}

DEEDS: Mapping[OverrideKind, str] = {
    OverrideKind.LEAVE: "请假",
    OverrideKind.SWAP: "换班",
    OverrideKind.COVER: "顶班",
}

UNFIT: Mapping[Unfit, str] = {
    Unfit.PAST: "这段时间已经过去了，请写以后的日期。",
    Unfit.NOT_ON_DUTY: "{who}这段时间不值班，不用换；发 值班表 看排班。",
    Unfit.SAME_PERSON: "同事不能是本人，请写另一位同事的名字。",
    Unfit.OUTSIDER: "{colleague}不属于{who}的网格，请找同网格的同事。",
    Unfit.AWAY: "{colleague}这段时间请假了，请找别的同事。",
    Unfit.NOT_YOURS: "替别人安排要由网格长或书记来做。",
    Unfit.NOTHING_ASKED: "现在没有等您同意的换班或顶班。",
    Unfit.SEVERAL_ASKED: "等您同意的有这些，请带编号回 同意 或 不同意：",
    Unfit.NO_LEAVE: "{who}没有登记过这段时间的请假。",
    Unfit.NO_SWAP: "{who}没有这段时间的换班。",
    Unfit.ALREADY: "{who}和{colleague}这段时间已经换过，或者正等同意；要取消发：换班 取消",
    Unfit.SETTLED: "换班双方已经同意，要取消请网格长或书记发：换班 取消 {who}",
}


def span(starts_at: datetime, ends_at: datetime, now: datetime) -> str:
    """3月5日（四）, 3月5日（四）至3月7日（六）, 3月5日（四）18:00 至 3月6日（五）08:00; the year where it is another."""
    whole = starts_at.time() == ends_at.time() == datetime.min.time()
    last = ends_at - timedelta(days=1) if whole else ends_at
    if whole and last.date() == starts_at.date():
        return _day(starts_at, now)
    if whole:
        return f"{_day(starts_at, now)}至{_day(last, now)}"
    if (ends_at - timedelta(minutes=1)).date() == starts_at.date():
        end = f"{ends_at:%H:%M}" if ends_at.date() == starts_at.date() else "24:00"
        return f"{_day(starts_at, now)}{starts_at:%H:%M}–{end}"
    return f"{_day(starts_at, now)}{starts_at:%H:%M} 至 {_day(ends_at, now)}{ends_at:%H:%M}"


def _day(at: datetime, now: datetime) -> str:
    year = f"{at.year}年" if at.year != now.year else ""
    return f"{year}{at.month}月{at.day}日（{WEEKDAYS[at.weekday()]}）"


def _why(duty: Duty) -> str:
    return f"（{REASON_NAMES[duty.reason]}）" if duty.reason in REASON_NAMES else ""


def on_duty(grid: str, duty: Duty) -> str:
    second = f"，B岗 {duty.b.name}" if duty.b else ""
    return f"{grid}现在值班：A岗 {duty.a.name}{second}{_why(duty)}。"


def sheet_day(rows: Sequence[SheetRow]) -> str:
    """One day of the 值班表: 03-02（一） A岗 王芳 B岗 李强; shift by shift when it has several."""
    day = f"{rows[0].day:%m-%d}（{WEEKDAYS[rows[0].day.weekday()]}）"
    if rows[0].whole_day:
        duty = rows[0].duty
        second = f" B岗 {duty.b.name}" if duty.b else ""
        return f"{day} A岗 {duty.a.name}{second}{_why(duty)}"
    return f"{day} " + "；".join(f"{clock_span(row)} {pair(row.duty)}{_why(row.duty)}" for row in rows)


def sheet_days(rows: Sequence[SheetRow]) -> list[str]:
    """The 值班表 of a grid, a line a day."""
    return [sheet_day(list(day)) for _, day in groupby(rows, key=lambda row: row.day)]


def pair(duty: Duty) -> str:
    """王芳/李强."""
    return "/".join(person.name for person in (duty.a, duty.b) if person)


def clock_span(row: SheetRow) -> str:
    """07:00–22:00; a day ends at 24:00."""
    end = "24:00" if row.end.date() > row.day else f"{row.end:%H:%M}"
    return f"{row.start:%H:%M}–{end}"


def checked(found: Coverage, days: int, names: Names, now: datetime) -> str:
    if not (found.gaps or found.overloads or found.absences):
        return f"查岗：未来{days}天每个时段都有人。"
    head = "查岗：有缺口" if found.gaps else f"查岗：未来{days}天每个时段都有人"
    lines = [
        *(_gap_line(gap, names) for gap in found.gaps),
        *(_load_line(load, days, names) for load in found.overloads),
        *(f"请假 {_absent(one, names, now)}" for one in found.absences),
    ]
    more = [f"……还有{len(lines) - ROWS}条"] if len(lines) > ROWS else []
    return "\n".join((head, *lines[:ROWS], *more))


def _gap_line(gap: Gap, names: Names) -> str:
    who = names.get(gap.person, gap.person)
    days = "、".join(f"{day:%m-%d}" for day in gap.days[:4])
    more = f"等{len(gap.days)}天" if len(gap.days) > 4 else ""
    return f"缺口 {gap.grid} {who}{GAP_NAMES[gap.kind]}：{days}{more}"


def _load_line(load: Overload, days: int, names: Names) -> str:
    return f"偏重 {names.get(load.person, load.person)}：{days}天A岗{load.hours}小时，连续{load.nights}夜"


def _absent(one: Override, names: Names, now: datetime) -> str:
    return f"{names.get(one.person, one.person)} {span(one.starts_at, one.ends_at, now)}"


def swap_usage() -> str:
    return "请写日期和同事，例如：换班 3月5日 李强"


def leave_usage() -> str:
    return "请写哪几天，例如：请假 3月5日到7日 李强顶班；取消发：请假 取消"


def unfit(why: Unfit, who: str, colleague: str) -> str:
    return UNFIT[why].format(who=who, colleague=colleague)


def consent_wanted(of: Override, who: str, now: datetime) -> str:
    when = span(of.starts_at, of.ends_at, now)
    wish = f"{who}想跟您换班：{when}" if of.kind is OverrideKind.SWAP else f"{who}请假，想请您顶班：{when}"
    return f"{wish}\n行请回 同意 {of.id}，不行请回 不同意 {of.id}（{_hours(of, now)}内）"


def consent_asked(of: Override, colleague: str, now: datetime) -> str:
    when = span(of.starts_at, of.ends_at, now)
    return (
        f"已问{colleague}，{_hours(of, now)}内回同意，{when}的{DEEDS[of.kind]}就定了；在那之前还照原来的班。"
    )


def _hours(of: Override, now: datetime) -> str:
    left = (of.expires_at - now) if of.expires_at else timedelta()
    return f"{max(round(left.total_seconds() / 3600), 1)}小时"


def which_consent(asked: Sequence[Override], names: Names, now: datetime) -> str:
    lines = [
        f"同意 {one.id}：{names.get(one.person, one.person)} {span(one.starts_at, one.ends_at, now)}{DEEDS[one.kind]}"
        for one in asked
    ]
    return "\n".join((UNFIT[Unfit.SEVERAL_ASKED], *lines))


def arranged(of: Override, names: Names, now: datetime) -> str:
    who, colleague = names.get(of.person, of.person), names.get(of.substitute, of.substitute)
    when = span(of.starts_at, of.ends_at, now)
    if of.kind is OverrideKind.SWAP:
        return f"换班已定：{when} {who}和{colleague}互换。"
    return f"顶班已定：{when} {colleague}顶{who}的班。"


def declined(of: Override, names: Names, now: datetime) -> str:
    return f"{names.get(of.substitute, of.substitute)}不同意{_not_done(of, names, now)}"


def unanswered(of: Override, names: Names, now: datetime) -> str:
    return f"{names.get(of.substitute, of.substitute)}没有回复{_not_done(of, names, now)}"


def _not_done(of: Override, names: Names, now: datetime) -> str:
    when, who = span(of.starts_at, of.ends_at, now), names.get(of.person, of.person)
    if of.kind is OverrideKind.SWAP:
        return f"换班，{when}还照原来的班，由{who}值班。"
    return f"顶班，{when}{who}的班还空着。"


def heard_no(of: Override, names: Names) -> str:
    return f"好的，已告诉{names.get(of.person, of.person)}。"


def leave_noted(noted: Leave, who: str, names: Names, head: str, now: datetime) -> str:
    """The leave, then who stands in, who was asked, or that it is open."""
    first = f"已记请假：{who} {span(noted.override.starts_at, noted.override.ends_at, now)}。"
    cover = noted.cover
    if isinstance(cover, Override) and cover.expires_at:
        return first + f"已问{names.get(cover.substitute, cover.substitute)}能不能顶班。"
    if isinstance(cover, Override):
        return first + f"{names.get(cover.substitute, cover.substitute)}顶班。"
    if noted.open:
        return first + f"班还空着，已告诉{head}。"
    return first + "这段时间不值班，不用顶。"


def leave_told(of: Override, who: str, now: datetime) -> str:
    why = f"，{of.reason}" if of.reason else ""
    return f"{who}请假：{span(of.starts_at, of.ends_at, now)}{why}。"


def gap_told(shifts: Sequence[OpenShift], names: Names, now: datetime) -> str:
    """For 网格长: what is open, and how it is filled."""
    first = shifts[0].starts_at
    lines = [open_line(shift, names, now) for shift in shifts[:ROWS]]
    return "\n".join(
        ("空班，还没有人顶：", *lines, f"请安排，例如回：顶班 姓名 {first.month}月{first.day}日")
    )


def open_line(shift: OpenShift, names: Names, now: datetime) -> str:
    when = span(shift.starts_at, shift.ends_at, now)
    return f"{shift.grid} {when}，{names.get(shift.person, shift.person)}请假"


def in_hand(who: str, numbers: Sequence[int]) -> str:
    listed = "、".join(f"#{number}" for number in numbers)
    return f"{who}手上还有已接未办结的{listed}，需要时请转办。"


def nothing_open() -> str:
    return "没有空着的班。"


def which_open(shifts: Sequence[OpenShift], names: Names, now: datetime) -> str:
    first = shifts[0].starts_at
    lines = [open_line(shift, names, now) for shift in shifts[:ROWS]]
    return "\n".join(("有几个空班，请写日期：", *lines, f"例如：顶班 {first.month}月{first.day}日"))


def cancelled(ended: Sequence[Override], names: Names, now: datetime) -> str:
    taken = [one for one in ended if one.kind is not OverrideKind.COVER]
    return (
        f"已取消{DEEDS[taken[0].kind]}：{'；'.join(_absent(one, names, now) for one in taken)}，照原来的班。"
    )


def shift_left(grid: str, coming: str, moved: Sequence[Case], staying: Sequence[Case]) -> str:
    """交班, for whoever goes."""
    lines = [f"交班：{grid}现在由{coming}值班。"]
    if moved:
        lines += [f"您手上还没接的，已转给{coming}：", *map(_case_line, moved[:ROWS])]
    if staying:
        lines += ["这些还没接，仍归您：", *map(_case_line, staying[:ROWS])]
    return "\n".join(lines)


def shift_begun(grid: str, leaving: str, moved: Sequence[Case], staying: Sequence[Case]) -> str:
    """接班, for whoever comes."""
    lines = [f"接班：{grid}现在由您值班。"]
    if moved:
        lines += [f"{leaving}交来还没接的，请回 接单 单号：", *map(_case_line, moved[:ROWS])]
    if staying:
        lines += [f"{leaving}还没接的，仍归{leaving}：", *map(_case_line, staying[:ROWS])]
    return "\n".join(lines)


def _case_line(case: Case) -> str:
    return f"{label(case)} {case.place.full()}"


def nobody_on_duty(grid: str, case: Case, given_to: str) -> str:
    return (
        f"【无人值班】{grid}现在没有人值班，{label(case)} 给了{given_to}。\n请安排人，例如回：顶班 姓名 今天"
    )
