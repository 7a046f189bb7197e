"""How probable it is that a message opens a case: the sum of all weights, squashed, with its reasons."""

import math

from intents.model import Evidence
from intents.speech import Speech
from intents.topics import Topic

_MIDDLE = 2.0  # the sum of weights that is worth a score of one half
_STEEPNESS = 1.3
_PLACED = 0.4  # naming a building makes a problem more likely meant
_QUOTING = -0.8  # a reply to somebody's words is mostly talk about a known problem
_ADDRESSED = 0.8
_REASONS = 6
_LONG = 36  # characters from which a text is more likely a story than a report
_LENGTH_COST = -0.015  # … by character
_LENGTH_COST_AT_MOST = -1.0

Reason = tuple[str, str, float]  # cue, source, weight


def score(total: float) -> float:
    """A sum of weights as a score: 1 / (1 + e^(-steepness * (sum - middle)))."""
    return 1 / (1 + math.exp(-_STEEPNESS * (total - _MIDDLE)))


def around(length: int, *, placed: bool, quoting: bool, addressed: bool) -> list[Reason]:
    """What speaks for or against a case besides the words: a place, the length, whom it is said to."""
    reasons: list[Reason] = []
    if placed:
        reasons.append(("几栋几单元", "place", _PLACED))
    if length > _LONG:
        reasons.append(("长", "length", max(_LENGTH_COST_AT_MOST, _LENGTH_COST * (length - _LONG))))
    if quoting:
        reasons.append(("引用", "quote", _QUOTING))
    if addressed:
        reasons.append(("@", "addressed", _ADDRESSED))
    return reasons


def why(topic: Topic | None, said: Speech, extra: list[Reason]) -> tuple[Evidence, ...]:
    """The heaviest reasons, largest first."""
    reasons = [] if topic is None else [_of_topic(topic, at) for at in range(len(topic.matches))]
    reasons += [(cue, f"speech:{name}", weight) for cue, name, weight in said.shown]
    reasons += extra
    reasons.sort(key=_heaviest)
    return tuple(
        Evidence(cue=cue, source=source, weight=weight) for cue, source, weight in reasons[:_REASONS]
    )


def _of_topic(topic: Topic, at: int) -> Reason:
    match = topic.matches[at]
    return match.cue, f"{match.shelf}:{topic.code}", round(match.weight, 2)


def _heaviest(reason: Reason) -> float:
    return -abs(reason[2])
