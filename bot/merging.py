"""Several lines for one conversation that are due together become one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.replies import to_residents, to_staff
from dispatch.messages import Outbound, Purpose


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One line to say, and the outbox rows it stands for."""

    line: Outbound
    rows: tuple[int, ...]
    booked: datetime | None = None  # when it was counted as said


TOGETHER: Mapping[Purpose, Callable[[Sequence[str]], str]] = {  # what one line for several says
    Purpose.RECEIPT: to_residents.merged_receipts,
    Purpose.REMINDER: to_staff.several_reminders,
    Purpose.AGAIN: to_staff.several_reminders,
}


def merged(lines: Iterable[Outbound]) -> list[Letter]:
    """Receipts of one conversation as one line, reminders likewise; everything else stays as it is."""
    families: dict[tuple[object, ...], list[Outbound]] = defaultdict(list)
    for line in lines:
        say = TOGETHER.get(line.purpose) if line.brief else None
        families[(say, line.conversation) if say else (line.id,)].append(line)
    return [_letter(family) for family in families.values()]


def _letter(lines: Sequence[Outbound]) -> Letter:
    first, rows = lines[0], tuple(line.id for line in lines)
    briefs = tuple(dict.fromkeys(line.brief for line in lines))
    if len(briefs) == 1:
        return Letter(line=first, rows=rows)
    text = TOGETHER[first.purpose](briefs)
    return Letter(line=replace(first, text=text, mentions=()), rows=rows)
