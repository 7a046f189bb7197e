"""Emergencies and outages: rules that must not fail."""

from collections.abc import Collection, Mapping, Sequence

from intents.found import Match
from intents.lexicon import Shelf
from intents.speech import Speech

URGENT_TYPES = frozenset({"fire", "gas", "medical", "lift_trapped"})  # P1: always an alarm
DANGEROUS_TYPES = URGENT_TYPES | {"security", "flood", "falling_object", "manhole", "power", "care"}
_OPENS = (-6.0, 4.0)  # log-odds beyond which opening says nothing more about danger
OUTAGE_WEIGHT = 2.4  # an outage that is placed or shared says as much as an object with its defect
OUTAGE_WITHIN = 12  # characters: so short, it is a report by itself
_PRESSING = frozenset({"pressing", "now"})
_ONLY_PAST = frozenset(
    {"past", "resolved", "thanks", "fine"}
)  # what a pressing word of the same message outweighs


def alarm_marks(danger: float, opens: float, code: str) -> dict[str, float]:
    """What decides whether a message is an alarm: the log-odds of danger and of opening a case, of which type."""
    marks = {"danger": danger, "opens": max(_OPENS[0], min(_OPENS[1], opens))}
    if code in DANGEROUS_TYPES:
        marks["urgent type" if code in URGENT_TYPES else "dangerous type"] = 1.0
    return marks


def alarming(
    matches: Sequence[Match],
    said: Speech,
    calming: Collection[str],
    passing: Mapping[str, Collection[str]],
) -> bool:
    """Whether the text holds an alarm word that no way of speaking calms (past, drill, 如果, elsewhere, news).

    `calming` are frames that calm every alarm, `passing` those that calm some types: yesterday's fire is over,
    yesterday's missing child is not. A pressing word (快来人, 救命) outweighs the past, not a hypothetical or
    another place.
    """
    types = {match.owner for match in matches if match.shelf is Shelf.EMERGENCY}
    if not types:
        return False
    calm = said.frames & frozenset(calming)
    if said.frames & _PRESSING:
        return not calm - _ONLY_PAST
    for frame in said.frames & passing.keys():
        types -= frozenset(passing[frame])
    return bool(types) and not calm


def calmed(matches: Sequence[Match]) -> Sequence[Match]:
    """The matches without those of the types whose alarm words were calmed."""
    types = {match.owner for match in matches if match.shelf is Shelf.EMERGENCY}
    return [match for match in matches if match.owner not in types] if types else matches


def with_outages(matches: Sequence[Match]) -> Sequence[Match]:
    """Short outages (没水 停电 进不去) as stated problems: for a text that places or shares them."""
    return [
        match._replace(shelf=Shelf.PAIR, weight=OUTAGE_WEIGHT) if match.shelf is Shelf.OUTAGE else match
        for match in matches
    ]
