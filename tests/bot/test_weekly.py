"""周报 as text: the figures of a small week word for word, and a huge week on one screen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.weekly import LONGEST, weekly_text
from dispatch.cases import Case, Status, Supporter
from dispatch.figures import (
    CaseLine,
    Count,
    Evaluations,
    HandlerFigures,
    PartnerFigures,
    Rate,
    Rule,
    Suggestion,
    Tally,
    Timeliness,
    WeeklyFigures,
)
from dispatch.policy import TYPES, Policies
from dispatch.summaries import Week, weekly
from tests.dispatch.builders import at, case, place
from tests.profiles import few

WEEK = Week.of(at("2026-03-02 10:00"))
NONE = Count(now=0, before=0)
NOTHING = Rate(hits=0, of=0)
QUIET = Timeliness(assigned=0, accepted_in_time=NOTHING, resolved_in_time=NOTHING, median_response=None)
EMPTY = WeeklyFigures(
    week=WEEK,
    until=WEEK.end,
    received=NONE,
    resolved=NONE,
    open=NONE,
    overdue=NONE,
    parked=NONE,
    returned=NONE,
    reopened=NONE,
    joined=NONE,
    types=(),
    places=(),
    timeliness=QUIET,
    handlers=(),
    partners=(),
    evaluations=Evaluations(answered=0, contacted=0, satisfied=0, mostly=0, unsolved=0),
    confirmed=NONE,
    silent=NONE,
    verified=0,
    urgent=(),
    overdue_cases=(),
    supported_cases=(),
    parked_cases=(),
    meeting_cases=(),
    suggestions=(),
)
LIFT = CaseLine(
    number=3,
    type="电梯故障",
    place="金辉华府3栋2单元",
    priority=2,
    status=Status.ACCEPTED,
    holder="王芳(网格员)",
    opened_at=at("2026-03-02 19:00"),
    supporters=4,
    days_late=2,
    review_on=None,
)
PROMPT = Timeliness(
    assigned=9,
    accepted_in_time=Rate(hits=8, of=9),
    resolved_in_time=Rate(hits=3, of=4),
    median_response=timedelta(minutes=14),
)
FULL = replace(
    EMPTY,
    received=Count(now=12, before=8),
    resolved=Count(now=7, before=7),
    open=Count(now=5, before=6),
    overdue=Count(now=1, before=0),
    parked=Count(now=1, before=1),
    types=(Tally(name="电梯故障", count=5, before=2), Tally(name="噪声", count=3, before=3)),
    places=(Tally(name="金辉华府3栋", count=6, before=1),),
    timeliness=PROMPT,
    handlers=(HandlerFigures(person="wangfang", name="王芳(网格员)", timeliness=PROMPT),),
    partners=(PartnerFigures(person="xiaoweng", name="物业小翁(物业管家)", handed=4, solved=3),),
    evaluations=Evaluations(answered=6, contacted=6, satisfied=4, mostly=1, unsolved=1),
    confirmed=Count(now=5, before=4),
    silent=Count(now=1, before=2),
    verified=1,
    urgent=(LIFT,),
    overdue_cases=(LIFT, replace(LIFT, number=4, days_late=0)),
    supported_cases=(LIFT,),
    parked_cases=(replace(LIFT, status=Status.PARKED, review_on=at("2026-04-01 17:30")),),
    meeting_cases=(LIFT,),
    suggestions=(
        Suggestion(rule=Rule.MEETING, subject="附议4户", count=1, numbers=(3,)),
        Suggestion(rule=Rule.HOTSPOT, subject="金辉华府3栋 电梯故障", count=3, numbers=(3, 5, 7)),
        Suggestion(rule=Rule.RISING, subject="电梯故障", count=5, numbers=(3,)),
    ),
)


FULL_TEXT = """\
【玉融社区 周报】03-02 至 03-08
受理12（+4） 办结7（平） 重开0（平） 退回0（平）
未办结5（-1） 超期1（+1） 挂账1（平） 附议0（平）
结案确认率 83%（n=6）（居民确认5，静默1，其中核查过1）
评议6：满意4 基本满意1 没解决1；响应率100.0%，解决率83.3%，满意率81.7%，综合84.3%（n=6）
按时接单 89%（n=9），按时办结 3/4 样本不足，响应中位 14分钟
类型：电梯故障 5、噪声 3
地点：金辉华府3栋 6
承办人：
· 王芳(网格员) 派9 按时接8/9 按时结3/4 响应14分钟
协办：
· 物业小翁(物业管家) 接4 办结3
一二级：
· #3 电梯故障 金辉华府3栋2单元 已接单
超期：
· #3 电梯故障 金辉华府3栋2单元 超2天 王芳(网格员)
· #4 电梯故障 金辉华府3栋2单元 当天超 王芳(网格员)
3户以上附议：
· #3 电梯故障 金辉华府3栋2单元 已接单 4户
挂账：
· #3 电梯故障 金辉华府3栋2单元 到04-01
上会：
· #3 电梯故障 金辉华府3栋2单元 已接单
建议关注：
· #3可上说事会（附议4户）
· 金辉华府3栋 电梯故障一周3件，宜现场看一次（#3、#5、#7）
· 电梯故障本周5件，明显多于上周"""
EMPTY_TEXT = """\
【玉融社区 周报】03-02 至 03-08
受理0（平） 办结0（平） 重开0（平） 退回0（平）
未办结0（平） 超期0（平） 挂账0（平） 附议0（平）
结案确认率 0/0 样本不足（居民确认0，静默0）
评议0：满意0 基本满意0 没解决0，三率样本不足
按时接单 0/0 样本不足，按时办结 0/0 样本不足，响应中位 无"""


def test_a_week_reads_like_this() -> None:
    assert weekly_text(FULL, "玉融社区") == FULL_TEXT


def test_a_week_without_anything_shows_no_empty_list() -> None:
    assert weekly_text(EMPTY, "玉融社区") == EMPTY_TEXT


def test_a_week_that_still_runs_says_so() -> None:
    running = replace(EMPTY, until=at("2026-03-05 12:00"))

    assert weekly_text(running, "玉融社区").splitlines()[0] == "【玉融社区 周报】03-02 至 03-08（本周未完）"


@pytest.mark.parametrize(("of", "expected"), [(4, "4/4 样本不足"), (5, "100%（n=5）")])
def test_a_rate_of_fewer_than_five_is_not_shown_as_one(of: int, expected: str) -> None:
    figures = replace(EMPTY, confirmed=Count(now=of, before=0))

    assert f"结案确认率 {expected}（居民确认{of}，静默0）" in weekly_text(figures, "玉融社区").splitlines()


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, "0分钟"), (119, "119分钟"), (120, "2.0小时"), (200, "3.3小时")]
)
def test_a_response_time_is_minutes_up_to_two_hours(minutes: int, expected: str) -> None:
    figures = replace(EMPTY, timeliness=replace(QUIET, median_response=timedelta(minutes=minutes)))

    assert f"响应中位 {expected}\n" in weekly_text(figures, "玉融社区") + "\n"


def test_somebody_with_too_many_overdue_cases_is_named() -> None:
    holder = Suggestion(rule=Rule.HOLDER, subject="王芳(网格员)", count=7, numbers=tuple(range(1, 8)))
    text = weekly_text(replace(EMPTY, suggestions=(holder,)), "玉融社区")

    assert text.splitlines()[-1] == "· 王芳(网格员)手上超期7件（#1、#2、#3、#4、#5），宜分担"


def test_a_long_list_is_cut_and_says_how_long_it_is() -> None:
    text = weekly_text(replace(EMPTY, urgent=(LIFT,) * 9), "玉融社区")

    assert ["一二级：", *["· #3 电梯故障 金辉华府3栋2单元 已接单"] * 6, "· ……共9"] == text.splitlines()[-8:]


# a huge week


def busy(count: int) -> list[Case]:
    """So many open cases of all types and many holders, each late, supported, and to be taken to the meeting."""
    kinds, holders = sorted(TYPES), [f"person{number}" for number in range(40)]
    neighbours = tuple(Supporter(contact=f"console:n{number}", name="邻居") for number in range(4))
    return [
        case(
            number,
            kinds[number % len(kinds)],
            status=Status.PARKED if number % 5 == 0 else Status.ACCEPTED,
            priority=1 + number % 4,
            place=place(str(1 + number % 90), "2", spot="地下车库B2层东北角消防通道旁边"),
            assignee=holders[number % len(holders)],
            assigned_at=at("2026-03-02 10:00"),
            accepted_at=at("2026-03-02 11:00"),
            accept_due=at("2026-03-02 10:30"),
            resolve_due=at("2026-03-03 10:00"),
            review_on=at("2026-04-01 17:30") if number % 5 == 0 else None,
            supporters=neighbours,
        )
        for number in range(1, count + 1)
    ]


def test_a_huge_week_fits_on_one_screen() -> None:
    figures = weekly(busy(1000), [], WEEK, at("2026-03-08 20:00"), Policies(), lambda name: f"网格员{name}")
    text = weekly_text(figures, "玉融社区")

    assert (figures.received.now, len(text) <= LONGEST) == (1000, True)
    assert "建议关注：" in text.splitlines()


def test_names_of_any_length_fit_on_one_screen() -> None:
    long = replace(LIFT, place="很长的地名" * 400)
    text = weekly_text(replace(FULL, overdue_cases=(long,)), "玉融社区")

    assert (len(text), text[-1]) == (LONGEST, "…")


@settings(max_examples=few(60))
@given(
    lists=st.lists(st.integers(0, 30), min_size=5, max_size=5),
    number=st.integers(1, 10_000_000),
    spot=st.integers(0, 60),
)
def test_no_week_is_longer_than_one_screen(lists: list[int], number: int, spot: int) -> None:
    line = replace(LIFT, number=number, place="某" * spot)
    urgent, late, supported, parked, meeting = ((line,) * count for count in lists)
    figures = replace(
        FULL,
        urgent=urgent,
        overdue_cases=late,
        supported_cases=supported,
        parked_cases=parked,
        meeting_cases=meeting,
        handlers=FULL.handlers * lists[0],
    )

    assert len(weekly_text(figures, "玉融社区")) <= LONGEST
