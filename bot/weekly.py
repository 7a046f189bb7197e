"""周报 as one screen of text: at most 1,800 characters, masked, figures with their n."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from bot.replies.words import STATUS_NAMES
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
    WeeklyFigures,
)

LONGEST = 1800  # characters of one screen (product.md §6)
FEWEST = 5  # answers below which a rate says nothing: 样本不足
ROWS = 6  # lines of a list before it is cut

SUGGESTIONS: Mapping[Rule, str] = {
    Rule.MEETING: "{cases}可上说事会（{subject}）",
    Rule.HOTSPOT: "{subject}一周{count}件，宜现场看一次（{cases}）",
    Rule.RISING: "{subject}本周{count}件，明显多于上周",
    Rule.HOLDER: "{subject}手上超期{count}件（{cases}），宜分担",
}


def weekly_text(figures: WeeklyFigures, community: str) -> str:
    """The whole summary; lists are cut before the text grows beyond one screen."""
    for rows in range(ROWS, 0, -1):
        text = "\n".join(_lines(figures, community, rows))
        if len(text) <= LONGEST:
            return text
    return text[: LONGEST - 1] + "…"


def _lines(figures: WeeklyFigures, community: str, rows: int) -> Iterable[str]:
    week = figures.week
    running = "（本周未完）" if figures.until < week.end else ""
    yield f"【{community} 周报】{week.monday:%m-%d} 至 {week.sunday:%m-%d}{running}"
    yield f"受理{_count(figures.received)} 办结{_count(figures.resolved)} 重开{_count(figures.reopened)} 退回{_count(figures.returned)}"
    yield (
        f"未办结{_count(figures.open)} 超期{_count(figures.overdue)} 挂账{_count(figures.parked)} 附议{_count(figures.joined)}"
    )
    seen = f"，其中核查过{figures.verified}" if figures.verified else ""
    yield f"结案确认率 {_rate(figures.confirmed_rate)}（居民确认{figures.confirmed.now}，静默{figures.silent.now}{seen}）"
    yield _evaluations(figures.evaluations)
    yield (
        f"按时接单 {_rate(figures.timeliness.accepted_in_time)}，按时办结 {_rate(figures.timeliness.resolved_in_time)}，"
        f"响应中位 {_span(figures.timeliness.median_response)}"
    )
    yield from _tallies("类型", figures.types)
    yield from _tallies("地点", figures.places)
    yield from _section("承办人", [_handler(row) for row in figures.handlers], rows)
    yield from _section("协办", [_partner(row) for row in figures.partners], rows)
    yield from _section("一二级", [_case(line) for line in figures.urgent], rows)
    yield from _section("超期", [_late(line) for line in figures.overdue_cases], rows)
    yield from _section("3户以上附议", [_supported(line) for line in figures.supported_cases], rows)
    yield from _section("挂账", [_parked(line) for line in figures.parked_cases], rows)
    yield from _section("上会", [_case(line) for line in figures.meeting_cases], rows)
    yield from _section("建议关注", [_suggestion(item) for item in figures.suggestions], rows)


def _section(title: str, lines: Sequence[str], rows: int) -> Iterable[str]:
    if not lines:
        return
    yield f"{title}："
    yield from (f"· {line}" for line in lines[:rows])
    if len(lines) > rows:
        yield f"· ……共{len(lines)}"


def _tallies(title: str, tallies: Sequence[Tally]) -> Iterable[str]:
    if tallies:
        yield f"{title}：" + "、".join(f"{tally.name} {tally.count}" for tally in tallies)


def _count(count: Count) -> str:
    change = f"{count.change:+d}" if count.change else "平"
    return f"{count.now}（{change}）"


def _rate(rate: Rate) -> str:
    if rate.of < FEWEST:
        return f"{rate.hits}/{rate.of} 样本不足"
    return f"{rate.hits / rate.of:.0%}（n={rate.of}）"


def _evaluations(answers: Evaluations) -> str:
    said = (
        f"评议{answers.answered}：满意{answers.satisfied} 基本满意{answers.mostly} 没解决{answers.unsolved}"
    )
    if answers.answered < FEWEST:
        return f"{said}，三率样本不足"
    rates = (answers.response, answers.resolution, answers.satisfaction, answers.combined())
    names = ("响应率", "解决率", "满意率", "综合")
    shown = "，".join(
        f"{name}{value:.1%}" for name, value in zip(names, rates, strict=True) if value is not None
    )
    return f"{said}；{shown}（n={answers.answered}）"


def _span(span: timedelta | None) -> str:
    if span is None:
        return "无"
    minutes = round(span.total_seconds() / 60)
    return f"{minutes}分钟" if minutes < 120 else f"{minutes / 60:.1f}小时"


def _handler(row: HandlerFigures) -> str:
    times = row.timeliness
    return (
        f"{row.name} 派{times.assigned} 按时接{times.accepted_in_time.hits}/{times.accepted_in_time.of}"
        f" 按时结{times.resolved_in_time.hits}/{times.resolved_in_time.of} 响应{_span(times.median_response)}"
    )


def _partner(row: PartnerFigures) -> str:
    return f"{row.name} 接{row.handed} 办结{row.solved}"


def _case(line: CaseLine) -> str:
    return f"#{line.number} {line.type} {line.place} {STATUS_NAMES[line.status]}"


def _late(line: CaseLine) -> str:
    late = f"超{line.days_late}天" if line.days_late else "当天超"
    return f"#{line.number} {line.type} {line.place} {late} {line.holder}"


def _supported(line: CaseLine) -> str:
    return f"{_case(line)} {line.supporters}户"


def _parked(line: CaseLine) -> str:
    return f"#{line.number} {line.type} {line.place}" + (
        f" 到{line.review_on:%m-%d}" if line.review_on else ""
    )


def _suggestion(item: Suggestion) -> str:
    cases = "、".join(f"#{number}" for number in item.numbers[:5])
    return SUGGESTIONS[item.rule].format(subject=item.subject, count=item.count, cases=cases)
