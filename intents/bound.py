"""What a message can weigh at most, told from a glance: most talk need not be looked at more closely."""

from collections import defaultdict
from collections.abc import Collection

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
        danger, self._alarm = fitted.urgent, defaultdict(float, fitted.alarm)
        self._danger_around = danger.written * TOPIC_AT_MOST + sum(
            max(0.0, weight) for mark, weight in danger.around.items() if mark != "alarm"
        )

    def points(self, glance: Glance, states: States, marks: Collection[str]) -> float:
        """By the fitted cues, what the written shelf may state, and the `marks` known beforehand."""
        topic = TOPIC_AT_MOST if states.problem else MENTIONED if states.topic else 0.0
        push = PUSH_AT_MOST if states.asking else 0.0
        words = glance.sums.opens + self._around_at_most(glance, states, marks)
        if topic:
            words += self._written * (topic + push)
        kind = min(KIND_AT_MOST, self._sorter.at_most(glance.sums.types, topic))
        request = self._request
        more = max(0.0, request["topic"] * topic) + max(
            request["speech"] * SPEECH_AT_LEAST, request["speech"] * push
        )
        return request["bias"] + request["words"] * words + request["kind"] * kind + more

    def alarm(self, glance: Glance, points: float) -> float:
        """By the fitted cues, for a text without any alarm word; `points` are those it can open a case with."""
        alarm, danger = self._alarm, glance.sums.danger + self._danger_around
        kind = max(0.0, alarm["urgent type"], alarm["dangerous type"])
        return kind + weighed(alarm, alarm_marks(danger, points, ""))

    def _around_at_most(self, glance: Glance, states: States, marks: Collection[str]) -> float:
        points = sum([self._around[mark] for mark in marks])
        if states.problem:
            points += max(0.0, self._around["plain"])
        return points + max(0.0, self._around["placed"] * is_placed(glance.text))
