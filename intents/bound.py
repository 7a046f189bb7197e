"""What a message can weigh at most, told from a glance: most talk need not be looked at more closely."""

from collections import defaultdict
from collections.abc import Collection
from itertools import product

from intents.cues import Glance, States
from intents.fitted import Fitted
from intents.sorting import MENTIONED, Sorter
from intents.speech import PUSH_AT_MOST
from intents.urgency import alarm_marks
from intents.weighing import KIND_AT_MOST, weighed
from intents.written_shelf import SPEECH_AT_LEAST, TOPIC_AT_MOST, is_placed


class Bound:
    """Upper bounds of the log-odds that a message opens a case and that it is an alarm; none is below the truth."""

    def __init__(self, fitted: Fitted, sorter: Sorter) -> None:
        self._sorter, self._written = sorter, fitted.opens.written
        self._around = defaultdict(float, fitted.opens.around)
        self._request = defaultdict(float, fitted.request)
        self._words, self._kind = self._request["words"], self._request["kind"]
        self._placed = max(0.0, self._around["placed"])
        self._stated = {
            states: self._at_most(states) for states in map(States._make, product(_BOTH, repeat=4))
        }
        danger, self._alarm = fitted.urgent, defaultdict(float, fitted.alarm)
        self._danger_around = danger.written * TOPIC_AT_MOST + sum(
            max(0.0, weight) for mark, weight in danger.around.items() if mark != "alarm"
        )
        self._dangerous = max(0.0, self._alarm["urgent type"], self._alarm["dangerous type"])

    def points(self, glance: Glance, states: States, marks: Collection[str]) -> float:
        """By the fitted cues, what the written shelf may state, and the `marks` known beforehand."""
        words = glance.sums.opens + self._placed * is_placed(glance.text)
        for mark in marks:
            words += self._around[mark]
        kind = self._sorter.at_most(glance.sums, _topic(states))
        kind = max(-KIND_AT_MOST, min(KIND_AT_MOST, kind))
        return self._stated[states] + self._words * words + self._kind * kind

    def alarm(self, glance: Glance, points: float) -> float:
        """By the fitted cues, for a text without any alarm word; `points` are those it can open a case with."""
        danger = glance.sums.danger + self._danger_around
        return self._dangerous + weighed(self._alarm, alarm_marks(danger, points, ""))

    def _at_most(self, states: States) -> float:
        """What the written shelf adds at most, with what every sum begins with."""
        request, topic, push = self._request, _topic(states), PUSH_AT_MOST * states.asking
        words = self._written * (topic + push) if topic else 0.0
        words += max(0.0, self._around["plain"]) * states.problem
        topic_alone = max(0.0, request["topic"] * topic)
        speech_alone = max(request["speech"] * SPEECH_AT_LEAST, request["speech"] * push)
        return request["bias"] + request["words"] * words + topic_alone + speech_alone


_BOTH = (False, True)


def _topic(states: States) -> float:
    """The points of the heaviest topic at most."""
    return TOPIC_AT_MOST if states.problem else MENTIONED if states.topic else 0.0
