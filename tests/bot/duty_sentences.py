"""Every sentence about duty, as one table: function, arguments, expected text."""

from dataclasses import replace
from datetime import date, timedelta

from bot.replies import duty
from dispatch.absences import Leave, Unfit
from dispatch.coverage import Coverage, Gap, GapKind, OpenShift, Overload
from dispatch.duty import Duty, SheetRow
from dispatch.overrides import Override, OverrideKind
from dispatch.roster import Reason
from tests.bot.stage import HEAD, LI, SECRETARY, WANG
from tests.dispatch.builders import at, case, place

GRID = "玉融一网格"
NOW = at("2026-03-02 19:00")  # a Monday
THURSDAY, FRIDAY = at("2026-03-05 00:00"), at("2026-03-06 00:00")
NAMES = {person.id: person.name for person in (WANG, LI, HEAD, SECRETARY)}
LIFT = case(number=3, type_code="lift", priority=2, place=place("3", "2", room="501"))
LAMP = case(number=4, type_code="light", place=place("5"))

SHIFT = Duty(a=WANG, b=LI, head=HEAD, secretary=SECRETARY)
ALONE = replace(SHIFT, b=None)
UNMANNED = Duty(a=HEAD, b=None, head=HEAD, secretary=SECRETARY, reason=Reason.HEAD)
NIGHT = replace(ALONE, a=LI, reason=Reason.NIGHT)

LEAVE = Override(
    kind=OverrideKind.LEAVE,
    person="wangfang",
    starts_at=THURSDAY,
    ends_at=FRIDAY,
    by="wangfang",
    made_at=NOW,
    id=6,
)
SWAP = replace(
    LEAVE, kind=OverrideKind.SWAP, substitute="liqiang", expires_at=NOW + timedelta(hours=12), id=7
)
COVER = replace(SWAP, kind=OverrideKind.COVER, id=8)
HELD = replace(COVER, expires_at=None)
OPEN = OpenShift(grid=GRID, person="wangfang", starts_at=THURSDAY, ends_at=FRIDAY)


def row(of: Duty, start: str, end: str) -> SheetRow:
    return SheetRow(start=at(start), end=at(end), duty=of)


DAY = row(SHIFT, "2026-03-08 00:00", "2026-03-09 00:00")
HALVES = [
    row(SHIFT, "2026-03-08 00:00", "2026-03-08 18:00"),
    row(NIGHT, "2026-03-08 18:00", "2026-03-09 00:00"),
]
GAPS = (
    Gap(grid=GRID, kind=GapKind.UNKNOWN, person="xiaoming", days=(date(2026, 3, 2), date(2026, 3, 3))),
    Gap(grid=GRID, kind=GapKind.NOBODY, person="", days=(date(2026, 3, 2),)),
    Gap(grid=GRID, kind=GapKind.OUTSIDER, person="liqiang", days=(date(2026, 3, 2),)),
    Gap(
        grid="玉融三网格",
        kind=GapKind.NO_ROSTER,
        person="",
        days=tuple(date(2026, 3, day) for day in range(2, 16)),
    ),
    Gap(grid=GRID, kind=GapKind.AWAY, person="wangfang", days=(date(2026, 3, 5),)),
    Gap(grid=GRID, kind=GapKind.UNREACHABLE, person="wangfang", days=(date(2026, 3, 5),)),
)
LOAD = Overload(person="liqiang", hours=336, nights=14)

DUTY_SENTENCES = (
    (duty.on_duty, (GRID, SHIFT), "玉融一网格现在值班：A岗 王芳，B岗 李强。"),
    (duty.on_duty, (GRID, ALONE), "玉融一网格现在值班：A岗 王芳。"),
    (duty.on_duty, (GRID, NIGHT), "玉融一网格现在值班：A岗 李强（夜班）。"),
    (duty.on_duty, (GRID, UNMANNED), "玉融一网格现在值班：A岗 陈杰（无人值班，网格长代）。"),
    (duty.sheet_day, ([DAY],), "03-08（日） A岗 王芳 B岗 李强"),
    (duty.sheet_day, ([replace(DAY, duty=ALONE)],), "03-08（日） A岗 王芳"),
    (duty.sheet_day, (HALVES,), "03-08（日） 00:00–18:00 王芳/李强；18:00–24:00 李强（夜班）"),
    (
        duty.checked,
        (Coverage(gaps=(), overloads=(), absences=()), 14, NAMES, NOW),
        "查岗：未来14天每个时段都有人。",
    ),
    (
        duty.checked,
        (Coverage(gaps=(), overloads=(LOAD,), absences=(LEAVE,)), 14, NAMES, NOW),
        "查岗：未来14天每个时段都有人\n偏重 李强：14天A岗336小时，连续14夜\n请假 王芳 3月5日（四）",
    ),
    (
        duty.checked,
        (Coverage(gaps=GAPS, overloads=(), absences=()), 14, NAMES, NOW),
        "查岗：有缺口\n缺口 玉融一网格 xiaoming不在人员名单里：03-02、03-03\n缺口 玉融一网格 A岗无人：03-02\n"
        "缺口 玉融一网格 李强不属于这个网格：03-02\n缺口 玉融三网格 没有值班表：03-02、03-03、03-04、03-05等14天\n"
        "缺口 玉融一网格 王芳请假没人顶：03-05\n缺口 玉融一网格 王芳没有绑定联系方式：03-05",
    ),
    (
        duty.checked,
        (Coverage(gaps=GAPS[:1] * 16, overloads=(), absences=()), 14, NAMES, NOW),
        "查岗：有缺口\n" + "缺口 玉融一网格 xiaoming不在人员名单里：03-02、03-03\n" * 15 + "……还有1条",
    ),
    (duty.swap_usage, (), "请写日期和同事，例如：换班 3月5日 李强"),
    (duty.leave_usage, (), "请写哪几天，例如：请假 3月5日到7日 李强顶班；取消发：请假 取消"),
    *(
        (duty.unfit, (why, "王芳", "李强"), expected)
        for why, expected in (
            (Unfit.PAST, "这段时间已经过去了，请写以后的日期。"),
            (Unfit.NOT_ON_DUTY, "王芳这段时间不值班，不用换；发 值班表 看排班。"),
            (Unfit.SAME_PERSON, "同事不能是本人，请写另一位同事的名字。"),
            (Unfit.OUTSIDER, "李强不属于王芳的网格，请找同网格的同事。"),
            (Unfit.AWAY, "李强这段时间请假了，请找别的同事。"),
            (Unfit.NOT_YOURS, "替别人安排要由网格长或书记来做。"),
            (Unfit.NOTHING_ASKED, "现在没有等您同意的换班或顶班。"),
            (Unfit.SEVERAL_ASKED, "等您同意的有这些，请带编号回 同意 或 不同意："),
            (Unfit.NO_LEAVE, "王芳没有登记过这段时间的请假。"),
            (Unfit.NO_SWAP, "王芳没有这段时间的换班。"),
            (Unfit.ALREADY, "王芳和李强这段时间已经换过，或者正等同意；要取消发：换班 取消"),
            (Unfit.SETTLED, "换班双方已经同意，要取消请网格长或书记发：换班 取消 王芳"),
        )
    ),
    (
        duty.consent_wanted,
        (SWAP, "王芳", NOW),
        "王芳想跟您换班：3月5日（四）\n行请回 同意 7，不行请回 不同意 7（12小时内）",
    ),
    (
        duty.consent_wanted,
        (replace(COVER, expires_at=NOW + timedelta(minutes=20)), "王芳", NOW),
        "王芳请假，想请您顶班：3月5日（四）\n行请回 同意 8，不行请回 不同意 8（1小时内）",
    ),
    (
        duty.consent_asked,
        (SWAP, "李强", NOW),
        "已问李强，12小时内回同意，3月5日（四）的换班就定了；在那之前还照原来的班。",
    ),
    (
        duty.which_consent,
        ([SWAP, COVER], NAMES, NOW),
        "等您同意的有这些，请带编号回 同意 或 不同意：\n同意 7：王芳 3月5日（四）换班\n同意 8：王芳 3月5日（四）顶班",
    ),
    (duty.arranged, (SWAP, NAMES, NOW), "换班已定：3月5日（四） 王芳和李强互换。"),
    (duty.arranged, (COVER, NAMES, NOW), "顶班已定：3月5日（四） 李强顶王芳的班。"),
    (duty.declined, (SWAP, NAMES, NOW), "李强不同意换班，3月5日（四）还照原来的班，由王芳值班。"),
    (duty.declined, (COVER, NAMES, NOW), "李强不同意顶班，3月5日（四）王芳的班还空着。"),
    (duty.unanswered, (SWAP, NAMES, NOW), "李强没有回复换班，3月5日（四）还照原来的班，由王芳值班。"),
    (duty.heard_no, (SWAP, NAMES), "好的，已告诉王芳。"),
    (
        duty.leave_noted,
        (Leave(override=LEAVE, cover=COVER, open=(OPEN,)), "王芳", NAMES, "陈杰(网格长)", NOW),
        "已记请假：王芳 3月5日（四）。已问李强能不能顶班。",
    ),
    (
        duty.leave_noted,
        (Leave(override=LEAVE, cover=HELD, open=()), "王芳", NAMES, "陈杰(网格长)", NOW),
        "已记请假：王芳 3月5日（四）。李强顶班。",
    ),
    (
        duty.leave_noted,
        (Leave(override=LEAVE, cover=None, open=(OPEN,)), "王芳", NAMES, "陈杰(网格长)", NOW),
        "已记请假：王芳 3月5日（四）。班还空着，已告诉陈杰(网格长)。",
    ),
    (
        duty.leave_noted,
        (Leave(override=LEAVE, cover=None, open=()), "王芳", NAMES, "陈杰(网格长)", NOW),
        "已记请假：王芳 3月5日（四）。这段时间不值班，不用顶。",
    ),
    (duty.leave_told, (LEAVE, "王芳", NOW), "王芳请假：3月5日（四）。"),
    (duty.leave_told, (replace(LEAVE, reason="家里有事"), "王芳", NOW), "王芳请假：3月5日（四），家里有事。"),
    (
        duty.gap_told,
        ([OPEN], NAMES, NOW),
        "空班，还没有人顶：\n玉融一网格 3月5日（四），王芳请假\n请安排，例如回：顶班 姓名 3月5日",
    ),
    (duty.in_hand, ("王芳", [3, 4]), "王芳手上还有已接未办结的#3、#4，需要时请转办。"),
    (duty.nothing_open, (), "没有空着的班。"),
    (
        duty.which_open,
        ([OPEN], NAMES, NOW),
        "有几个空班，请写日期：\n玉融一网格 3月5日（四），王芳请假\n例如：顶班 3月5日",
    ),
    (duty.cancelled, ([LEAVE, COVER], NAMES, NOW), "已取消请假：王芳 3月5日（四），照原来的班。"),
    (duty.cancelled, ([SWAP], NAMES, NOW), "已取消换班：王芳 3月5日（四），照原来的班。"),
    (
        duty.shift_left,
        (GRID, "李强", [LIFT], []),
        "交班：玉融一网格现在由李强值班。\n您手上还没接的，已转给李强：\n#3 电梯故障 金辉华府3栋2单元501室",
    ),
    (
        duty.shift_left,
        (GRID, "李强", [], [LAMP]),
        "交班：玉融一网格现在由李强值班。\n这些还没接，仍归您：\n#4 公共照明 金辉华府5栋",
    ),
    (
        duty.shift_begun,
        (GRID, "王芳", [LIFT], []),
        "接班：玉融一网格现在由您值班。\n王芳交来还没接的，请回 接单 单号：\n#3 电梯故障 金辉华府3栋2单元501室",
    ),
    (
        duty.shift_begun,
        (GRID, "王芳", [], [LAMP]),
        "接班：玉融一网格现在由您值班。\n王芳还没接的，仍归王芳：\n#4 公共照明 金辉华府5栋",
    ),
    (
        duty.nobody_on_duty,
        (GRID, LIFT, "陈杰(网格长)"),
        "【无人值班】玉融一网格现在没有人值班，#3 电梯故障 给了陈杰(网格长)。\n请安排人，例如回：顶班 姓名 今天",
    ),
)

SPANS = (
    ("2026-03-05 00:00", "2026-03-06 00:00", "3月5日（四）"),
    ("2026-03-05 00:00", "2026-03-08 00:00", "3月5日（四）至3月7日（六）"),
    ("2027-01-01 00:00", "2027-01-02 00:00", "2027年1月1日（五）"),
    ("2026-03-05 12:00", "2026-03-05 18:00", "3月5日（四）12:00–18:00"),
    ("2026-03-05 18:00", "2026-03-06 00:00", "3月5日（四）18:00–24:00"),
    ("2026-03-05 18:00", "2026-03-06 08:00", "3月5日（四）18:00 至 3月6日（五）08:00"),
)
