"""What a message can weigh at most, told from a glance: most talk need not be looked at more closely."""

from collections import defaultdict
from collections.abc import Mapping

from intents.cues import Glance, States
from intents.fitted import Fitted
from intents.model import Message
from intents.sorting import MENTIONED, Sorter
from intents.speech import PUSH_AT_MOST
from intents.weighing import ANY_MARKS, FEW, KIND_AT_MOST
from intents.written_shelf import SPEECH_AT_LEAST, TOPIC_AT_MOST


class Bound:
    """Upper bounds of the log-odds that a message opens a case; no alarm is thought of."""

    def __init__(self, fitted: Fitted, sorter: Sorter) -> None:
        self._sorter, self._written = sorter, fitted.opens.written
        self._around = defaultdict(float, {m: max(0.0, w) for m, w in fitted.opens.around.items()})
        self._request = defaultdict(float, fitted.request)
        self._always = sum(self._around[mark] for mark in ANY_MARKS)

    def points(self, message: Message, glance: Glance, states: States, types: Mapping[str, float]) -> float:
        """By the `types` that the fitted cues speak of and what the written shelf may state."""
        push = PUSH_AT_MOST if states.asking else 0.0
        topic = TOPIC_AT_MOST if states.problem else MENTIONED
        kind = min(KIND_AT_MOST, self._sorter.at_most(types, stated=states.problem))
        around = self._always + (0.0 if message.sender else self._around["letter"])
        if topic > MENTIONED and len(message.text) <= FEW:
            around += self._around["plain"]
        words = glance.points + around + self._written * (topic + push)
        request = self._request
        more = max(0.0, request["topic"] * topic) + max(
            request["speech"] * SPEECH_AT_LEAST, request["speech"] * push
        )
        return request["bias"] + request["words"] * words + request["kind"] * kind + more
