"""What a meeting decided, as it is typed: 目标 … 期限 … 标准 … 承办 …, the parts in any order."""

import re
from dataclasses import dataclass

_LABELS = {
    "goal": r"目标|任务|决定",
    "deadline": r"(?:完成)?期限|时限|截止(?:日期)?|完成时间",
    "criterion": r"(?:验收)?标准(?!化)|验收",
    "holder": r"承办人?|负责人?|责任人",
}
_LABEL = re.compile(
    r"(?:^|(?<=[\s,，;；。、]))(?:"
    + "|".join(f"(?P<{part}>{words})" for part, words in _LABELS.items())
    + r")[\s:：]*"
)
_EDGES = " \t\n,，;；。、"


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidDecision:
    """The parts in the speaker's words; what was not said is empty."""

    goal: str = ""
    deadline: str = ""
    criterion: str = ""
    holder: str = ""


def read_decision(text: str) -> SaidDecision:
    """The parts by their labels; what stands before the first label is the goal. A label said twice adds to it."""
    found = list(_LABEL.finditer(text))
    parts: dict[str, list[str]] = {"goal": [text[: found[0].start()] if found else text]}
    for place, label in enumerate(found):
        ends = found[place + 1].start() if place + 1 < len(found) else len(text)
        parts.setdefault(str(label.lastgroup), []).append(text[label.end() : ends])
    said = {
        part: "，".join(filter(None, (words.strip(_EDGES) for words in all_words)))
        for part, all_words in parts.items()
    }
    return SaidDecision(**said)
