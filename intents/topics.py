"""What a message is about: request types with weight and reasons, several when there are several problems."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from intents.found import Match
from intents.lexicon import Shelf, TypeInfo

_SHARES = (1.0, 0.4, 0.25)  # the second and third reason add less than the first
_HINTING = frozenset({Shelf.HINT, Shelf.MENTION, Shelf.OUTAGE})
_HINTS_AT_MOST = 1.0  # mentions alone never make a problem
_HINTED_TOO = 0.3  # what a mention adds to a stated problem
_SEPARATE = 2.0  # the heaviest reason of a second problem in the same message must weigh more
_BESIDES = re.compile(
    r"还有|另外|对了|顺便|顺带|再有|再就是|以及|同时|其次|第[二三]|[二三]是|也|[;\n]|[2-5][.、)]"
)


class Topic(NamedTuple):
    """One request type found in a message; `stated` are the matches that state a problem, heaviest first.

    `matches` are the reasons to show.
    """

    code: str
    weight: float
    stated: tuple[Match, ...]
    urgent: bool
    matches: tuple[Match, ...]


def topics(matches: Iterable[Match], types: Mapping[str, TypeInfo]) -> tuple[Topic, ...]:
    """The request types in a text, heaviest first; types that a heavier one absorbs are left out."""
    by_owner: dict[str, list[Match]] = {}
    for match in matches:
        by_owner.setdefault(match.owner, []).append(match)
    ranked = [_topic(code, found) for code, found in by_owner.items()]
    return tuple(_not_absorbed(sorted(ranked, key=_rank), types)) if len(ranked) > 1 else tuple(ranked)


def separate(ranked: Sequence[Topic], text: str) -> tuple[Topic, ...]:
    """The main topic and what the text adds to it (还有…, 另外…) in words of its own: several problems in one message."""
    chosen = list(ranked[:1])
    added = [found.start() for found in _BESIDES.finditer(text)] if len(ranked) > 1 else []
    for topic in ranked[1:] if added else ():
        if topic.stated and topic.stated[0].weight > _SEPARATE and _apart(topic, chosen, added):
            chosen.append(topic)
    return tuple(chosen)


def in_order(chosen: Sequence[Topic]) -> tuple[str, ...]:
    """The codes of several problems as they were said; what states nothing comes last."""
    said = sorted(chosen, key=lambda topic: topic.stated[0].start if topic.stated else math.inf)
    return tuple(topic.code for topic in said)


def _topic(code: str, matches: list[Match]) -> Topic:
    if len(matches) > 1:
        matches = sorted(matches, key=_weight, reverse=True)
    stated: list[Match] = []
    hinted: list[Match] = []
    against: list[Match] = []
    for match in matches:
        if match.shelf in _HINTING:
            hinted.append(match)
        elif match.weight > 0:
            if not any(match.start < other.end and other.start < match.end for other in stated):
                stated.append(match)
        else:
            against.append(match)
    weight = sum(match.weight * share for match, share in zip(stated, _SHARES, strict=False))
    if hinted:
        weight += min(_HINTS_AT_MOST, hinted[0].weight * (_HINTED_TOO if stated else 1.0))
    weight += sum(match.weight for match in against[:2])
    urgent = any(match.shelf is Shelf.EMERGENCY for match in matches)
    return Topic(code, weight, tuple(stated[:3]), urgent, (*stated[:3], *hinted[:1], *against[:1]))


def _weight(match: Match) -> float:
    return match.weight


def _rank(topic: Topic) -> tuple[bool, float]:
    return (not topic.urgent, -topic.weight)


def _not_absorbed(ranked: list[Topic], types: Mapping[str, TypeInfo]) -> Iterable[Topic]:
    absorbed: set[str] = set()
    for topic in ranked:
        if topic.code not in absorbed:
            yield topic
            if topic.stated:
                absorbed |= types[topic.code].absorbs


def _apart(topic: Topic, others: Sequence[Topic], added: Sequence[int]) -> bool:
    """Whether a word of adding stands between the topic's words and those of each of the others."""
    return all(
        any(min(one.end, two.end) <= at < max(one.start, two.start) for at in added)
        for one in topic.stated
        for other in others
        for two in other.stated
    )
