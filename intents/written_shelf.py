"""What the written shelf makes of a text: what it is about, how it is said, whether it is an alarm."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from intents.cues import CueIndex, Glance
from intents.found import Match
from intents.lexicon import STATING, Lexicon, Shelf
from intents.speech import Speech, Ways
from intents.topics import Topic, topics
from intents.urgency import OUTAGE_WITHIN, alarming, calmed, with_outages

SHORT = 24  # characters of a message that may be a bare place or a bare complaint
TOPIC_AT_MOST, SPEECH_AT_LEAST = 5.0, -5.0  # points
_PLACED = re.compile(
    r"[0-9一二三四五六七八九十两]\s?(?:[栋幢座#]|号楼|单元|期|楼|梯)|[A-Ha-h]\d{1,2}|\d{1,2}-\d|整[栋幢个层]|全[栋幢楼小]"
)
_SHARED = re.compile(r"我们|[我这]家|都|又|怎么|了$|了[吗没啊呀吧]")


class Facts(NamedTuple):
    """Topics heaviest first, way of speaking, the points of both.

    `alarm` when a rule finds an emergency, `outage` when one finds a short outage that is placed or shared,
    `placed` when a building or the whole of it is named, `stated` when a problem is stated, not just mentioned.
    """

    ranked: tuple[Topic, ...]
    said: Speech
    points: float
    alarm: bool
    outage: bool
    placed: bool
    stated: bool


class WrittenShelf:
    """Weighs the cues that people wrote; built once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._types, self._calming, self._passing = lexicon.types, lexicon.calming, lexicon.passing
        self._ways = Ways(lexicon.frames)

    def facts(self, text: str, glance: Glance, index: CueIndex) -> Facts:
        """What the cues that `index` knows say of a cleaned text."""
        found = index.found(glance)
        matches: Sequence[Match] = found.topical
        said = self._ways.speech(found.speech, text, thorough=bool(matches))
        shelves = {match.shelf for match in matches}
        alarms = Shelf.EMERGENCY in shelves
        alarm = alarms and alarming(matches, said, self._calming, self._passing)
        if alarms and not alarm:
            matches = calmed(matches)
        placed = is_placed(text)
        shared = len(text) <= SHORT and (placed or _SHARED.search(text) is not None)
        ranked = topics(with_outages(matches) if shared else matches, self._types)
        outage = shared and Shelf.OUTAGE in shelves and said.weight >= 0 and len(text) <= OUTAGE_WITHIN
        stated = not STATING.isdisjoint(shelves)
        return Facts(ranked, said, _points(ranked, said), alarm, outage, placed, stated)


def is_placed(text: str) -> bool:
    """Whether a building or the whole of it is named."""
    return _PLACED.search(text) is not None


def _points(ranked: tuple[Topic, ...], said: Speech) -> float:
    """A way of speaking weighs nothing without a topic to speak of."""
    if not ranked:
        return 0.0
    return min(TOPIC_AT_MOST, ranked[0].weight) + max(SPEECH_AT_LEAST, said.weight)
