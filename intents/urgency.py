"""Emergencies and outages: rules that must not fail."""

from collections.abc import Collection

from intents.cues import Found, Match
from intents.lexicon import Shelf
from intents.speech import Speech

URGENT_TYPES = frozenset({"fire", "gas", "medical", "lift_trapped"})  # P1: always an alarm
OUTAGE_WEIGHT = 2.4  # an outage that is placed or shared says as much as an object with its defect
_PRESSING = frozenset({"pressing", "now"})
_ONLY_PAST = frozenset(
    {"past", "resolved", "thanks", "fine"}
)  # what a pressing word of the same message outweighs


def alarming(found: Found, said: Speech, calming: Collection[str]) -> bool:
    """Whether the text holds an alarm word that no way of speaking calms (past, drill, 如果, elsewhere, news).

    A pressing word (快来人, 救命) outweighs the past tense, not a hypothetical or another place.
    """
    if not any(match.shelf is Shelf.EMERGENCY for match in found.topical):
        return False
    calm = said.frames & frozenset(calming)
    return not (calm - _ONLY_PAST if said.frames & _PRESSING else calm)


def calmed(found: Found) -> Found:
    """The matches without those of the types whose alarm words were calmed."""
    types = {match.owner for match in found.topical if match.shelf is Shelf.EMERGENCY}
    if not types:
        return found
    return Found(tuple(match for match in found.topical if match.owner not in types), found.speech)


def with_outages(found: Found, *, placed: bool) -> Found:
    """Short outages (没水 停电 进不去) count as stated problems when placed or shared by a building."""
    if not placed or not any(match.shelf is Shelf.OUTAGE for match in found.topical):
        return found
    return Found(tuple(_stated(match) for match in found.topical), found.speech)


def _stated(match: Match) -> Match:
    if match.shelf is not Shelf.OUTAGE:
        return match
    return Match(match.owner, Shelf.PAIR, OUTAGE_WEIGHT, match.cue, match.start, match.end, match.key)
