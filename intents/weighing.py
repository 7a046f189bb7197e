"""How probable it is that a message opens a case: the sum of both shelves as log-odds, with its reasons."""

import math
import re
from collections.abc import Iterable, Mapping

from intents.fitted import Weights
from intents.found import Reason
from intents.letters import is_letter
from intents.model import Evidence, Message
from intents.speech import Speech
from intents.text import Cleaned
from intents.topics import Topic
from intents.written_shelf import SPEECH_AT_LEAST, TOPIC_AT_MOST, Facts

FEW = 10  # characters of a plain message
KIND_AT_MOST = 6.0  # log-odds beyond which the kind says nothing more about asking
_PLAIN = 2.2  # points of the written shelf
_REASONS = 6
_OFFICE = re.compile("物业|网格|社区|居委|管家|客服|保安|业委会|书记|维修|工程")


def score(points: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, points))))


def logit(probability: float) -> float:
    """A probability as log-odds."""
    inside = max(1e-9, min(1 - 1e-9, probability))
    return math.log(inside / (1 - inside))


def given(message: Message, cleaned: Cleaned) -> tuple[str, ...]:
    """The marks of a message that are known before its words are looked at.

    A quoted line, an office that is called (@物业), said to the bot, said in private, said by nobody who is known (so
    no line of a group's talk), and that in the form of a letter to an office.
    """
    known = message.sender and message.group is not None and not message.addressed
    if known and not cleaned.mentions and cleaned.quote is None is message.quote:
        return ()  # as most are
    marks = {
        "quoting": cleaned.quote is not None or message.quote is not None,
        "calling": any(_OFFICE.search(name) for name in cleaned.mentions),
        "addressed": message.addressed,
        "private": message.group is None,
        "alone": not message.sender,
        "letter": not message.sender and is_letter(message.text),
    }
    return tuple([mark for mark, there in marks.items() if there])


def around(facts: Facts, text: str) -> tuple[str, ...]:
    """The marks that the written shelf sees: a place, a problem in few words and nothing besides (楼道灯坏了), an alarm."""
    plain = facts.stated and facts.points >= _PLAIN and facts.said.weight >= 0
    marks = {"placed": facts.placed, "plain": plain and len(text) <= FEW, "alarm": facts.alarm}
    return tuple([mark for mark, there in marks.items() if there])


def beyond(weights: Weights, facts: Facts, marks: Iterable[str]) -> float:
    """What the written shelf and the marks add to the sum of the fitted cues."""
    return weights.written * facts.points + sum(weights.around.get(mark, 0.0) for mark in marks)


def request_marks(words: float, kind: float, facts: Facts) -> dict[str, float]:
    """What decides whether a message opens a case.

    The log-odds of its `words` with the marks around them, those of the likeliest `kind` of problem, and what the
    written shelf's topic and way of speaking weigh beyond what the words count them for.
    """
    topic = facts.ranked[0].weight if facts.ranked else 0.0
    return {
        "words": words,
        "kind": max(-KIND_AT_MOST, min(KIND_AT_MOST, kind)),
        "topic": min(TOPIC_AT_MOST, topic),
        "speech": max(SPEECH_AT_LEAST, facts.said.weight),
    }


def weighed(weights: Mapping[str, float], marks: Mapping[str, float]) -> float:
    """The log-odds of a few marks with their values."""
    return weights.get("bias", 0.0) + sum(weights.get(mark, 0.0) * value for mark, value in marks.items())


def why(
    topics: Iterable[Topic], said: Speech, extra: Iterable[Reason], worth: float = 1.0
) -> tuple[Evidence, ...]:
    """The heaviest reasons, largest first; a written point is `worth` so many log-odds."""
    reasons = [
        (match.cue, f"{match.shelf}:{topic.code}", worth * match.weight)
        for topic in topics
        for match in topic.matches
    ]
    reasons += [(cue, f"speech:{name}", worth * weight) for cue, name, weight in said.shown]
    return evidence([*reasons, *extra])


def evidence(reasons: Iterable[Reason]) -> tuple[Evidence, ...]:
    """The heaviest reasons, largest first."""
    heaviest = sorted(reasons, key=_heaviest)[:_REASONS]
    return tuple(
        Evidence(cue=cue, source=source, weight=round(weight, 2)) for cue, source, weight in heaviest
    )


def _heaviest(reason: Reason) -> float:
    return -abs(reason[2])
