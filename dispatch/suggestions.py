"""建议关注: up to three lines of a weekly summary that rules, not people, point out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from dispatch.cases import Case
from dispatch.figures import Rule, Suggestion, Tally

MANY_SUPPORTERS = 3
MANY_MOVES = 2
MANY_REOPENED = 2
HOTSPOT = 3  # cases of one type in one building in a week
RISING = 4  # cases of a type in a week, and twice the week before
MANY_OVERDUE = 3  # cases of one holder
AT_MOST = 3


def for_meeting(case: Case) -> bool:
    """Whether an unsolved case is one for the 说事日: ≥ 3 supporters, moved twice or reopened twice."""
    return (
        len(case.supporters) >= MANY_SUPPORTERS or case.moves >= MANY_MOVES or case.reopened >= MANY_REOPENED
    )


def suggestions(
    *,
    meeting: Sequence[Case],
    received: Sequence[Case],
    overdue: Sequence[Case],
    types: Sequence[Tally],
    type_of: Callable[[Case], str],
    trouble_of: Callable[[Case], str | None],
    name_of: Callable[[str], str],
) -> tuple[Suggestion, ...]:
    """The strongest finding of each rule, in the order of `Rule`, at most three.

    `type_of` is the shown type of a case, `trouble_of` building and type, or None without a building;
    `types` are this week's tallies with the week before.
    """
    found = (
        _meeting(meeting, type_of),
        _most(Rule.HOTSPOT, received, trouble_of, HOTSPOT),
        _rising(types),
        _most(Rule.HOLDER, overdue, lambda case: case.assignee and name_of(case.assignee), MANY_OVERDUE),
    )
    return tuple(suggestion for suggestion in found if suggestion)[:AT_MOST]


def grouped(cases: Iterable[Case], key: Callable[[Case], str | None]) -> dict[str, list[Case]]:
    """The cases by what the key says of them; those of which it says nothing are left out."""
    groups: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        named = key(case)
        if named:
            groups[named].append(case)
    return groups


def _meeting(cases: Sequence[Case], type_of: Callable[[Case], str]) -> Suggestion | None:
    """All cases for the meeting, by the types that they are of."""
    if not cases:
        return None
    return _suggestion(Rule.MEETING, "、".join(dict.fromkeys(map(type_of, cases))), cases)


def _most(
    rule: Rule, cases: Iterable[Case], key: Callable[[Case], str | None], at_least: int
) -> Suggestion | None:
    """The largest group, when it is large enough; of equals the one whose name sorts first."""
    groups = sorted(grouped(cases, key).items(), key=lambda group: (-len(group[1]), group[0]))
    if not groups or len(groups[0][1]) < at_least:
        return None
    return _suggestion(rule, *groups[0])


def _rising(types: Sequence[Tally]) -> Suggestion | None:
    rising = [tally for tally in types if tally.count >= RISING and tally.count >= 2 * tally.before]
    if not rising:
        return None
    steepest = max(rising, key=lambda tally: tally.count - tally.before)
    return Suggestion(rule=Rule.RISING, subject=steepest.name, count=steepest.count, numbers=())


def _suggestion(rule: Rule, subject: str, cases: Sequence[Case]) -> Suggestion:
    numbers = tuple(sorted(case.number for case in cases))
    return Suggestion(rule=rule, subject=subject, count=len(numbers), numbers=numbers)
