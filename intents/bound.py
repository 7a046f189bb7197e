"""What a message can weigh at most, told from a glance: most talk need not be looked at more closely."""

from collections import defaultdict
from collections.abc import Mapping

from intents.cues import Glance, States
from intents.fitted import Fitted
from intents.model import Message
from intents.sorting import Sorter
from intents.speech import PUSH_AT_MOST
from intents.weighing import ANY_MARKS, FEW, KIND_AT_MOST
from intents.written_shelf import SPEECH_AT_LEAST, TOPIC_AT_MOST

_MENTIONED = 1.0  # points of a topic that is only mentioned, at most


class Bound:
    """Upper bounds of the log-odds that a message opens a case; no alarm is thought of."""

    def __init__(self, fitted: Fitted, sorter: Sorter) -> None:
        self._sorter, self._written = sorter, fitted.opens.written
        self._around = defaultdict(float, {m: max(0.0, w) for m, w in fitted.opens.around.items()})
        self._request = defaultdict(float, fitted.request)
        self._always = sum(self._around[mark] for mark in ANY_MARKS)
        speech = self._request["speech"]
        self._spoken = max(speech * SPEECH_AT_LEAST, speech * PUSH_AT_MOST, 0.0)

    def without_kind(self, message: Message, glance: Glance) -> float:
        """Cheap: whatever the kind of the problem may be, and whatever the written shelf says."""
        most = TOPIC_AT_MOST + PUSH_AT_MOST if glance.may_state else _MENTIONED
        return self._sum(message, glance, most, KIND_AT_MOST)

    def points(self, message: Message, glance: Glance, states: States, types: Mapping[str, float]) -> float:
        """Closer: by the `types` that the fitted cues speak of and what the written shelf may state."""
        push = PUSH_AT_MOST if states.asking else 0.0
        most = TOPIC_AT_MOST + push if states.problem else _MENTIONED + push
        kind = min(KIND_AT_MOST, self._sorter.at_most(types, stated=states.problem))
        return self._sum(message, glance, most, kind)

    def _sum(self, message: Message, glance: Glance, written: float, kind: float) -> float:
        around = self._always + (0.0 if message.sender else self._around["letter"])
        if len(message.text) <= FEW:
            around += self._around["plain"]
        words = glance.points + around + self._written * written
        request = self._request
        topic = max(0.0, request["topic"] * TOPIC_AT_MOST)
        return request["bias"] + request["words"] * words + request["kind"] * kind + topic + self._spoken
