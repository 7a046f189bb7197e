"""One answer to an order that names several cases, and the numbered list to pick one from."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.replies.words import before, label
from dispatch.cases import Case

_MARK = "\0"  # stands for the name of the case
_ANY = "单号"


def all_accepted(cases: Sequence[Case], now: datetime) -> str:
    """Who takes several at once hears each deadline in a line."""
    numbers = " ".join(f"#{case.number}" for case in cases)
    lines = [f"{label(case)} {_until(case, now)}" for case in cases]
    return "\n".join((f"好，{numbers} 都归您。", *lines, "到了回 到场 单号，办好回 办结 单号 做了什么"))


def _until(case: Case, now: datetime) -> str:
    return f"{before(case.resolve_due, now)}办结" if case.resolve_due else "处置到险情解除"


def as_one(answers: Sequence[tuple[str, str]]) -> str:
    """Answers, each with how its case is called, as one: those that differ in nothing else are said once."""
    names: dict[str, list[str]] = {}
    for called, text in answers:
        names.setdefault(_common(text, called), []).append(called)
    return "\n".join(text.replace(_MARK, "、".join(dict.fromkeys(called))) for text, called in names.items())


def _common(text: str, called: str) -> str:
    """The answer without the name and the number of its case."""
    if not called or called not in text:
        return text
    number = called.split()[0].removeprefix("#")
    general = text.replace(called, _MARK)
    return re.sub(rf"(?<=[单场结回办期注] ){number}(?!\d)", _ANY, general)


def ask_which(verb: str, cases: Sequence[Case], placed: bool) -> str:
    """A list to pick from; `placed` when its positions cannot be taken for case numbers."""
    how = "回序号" if placed else "请回单号"
    return "\n".join((f"{verb}哪一件？{how}，或说是哪里的：", *_choices(cases, placed)))


def pick_instead(sentence: str, cases: Sequence[Case], placed: bool) -> str:
    """What was wrong, and the asker's own cases to pick from."""
    how = "回序号" if placed else "回单号"
    return "\n".join(
        (
            f"{sentence}",
            f"是这件吗？{how}：" if len(cases) == 1 else f"是哪一件？{how}：",
            *_choices(cases, placed),
        )
    )


def _choices(cases: Sequence[Case], placed: bool) -> list[str]:
    """1. #3 电梯故障 金辉华府3栋2单元."""
    lines = [f"{label(case)} {case.place.public()}" for case in cases]
    return [f"{at}. {line}" for at, line in enumerate(lines, 1)] if placed else lines


def not_yours(number: int) -> str:
    return f"没有找到 #{number}，或者不归您办。"


def in_other_hands(case: Case, holder: str) -> str:
    return f"{label(case)} 在{holder}手上，这一步不由您来做。"


def not_on_the_list(placed: bool) -> str:
    return (
        "列表里没有这一件；请回序号，或说是哪里的。"
        if placed
        else "列表里没有这一件；请回单号，或说是哪里的。"
    )
