"""Of which request type a problem is."""

from collections.abc import Mapping, Sequence

from intents.fitted import Fitted
from intents.topics import Topic, in_order, separate

FALLBACK = "facility"  # what a problem is that nothing names
_WRITTEN_AT_MOST = 5.0


class Sorter:
    """Adds what both shelves say for each type."""

    def __init__(self, fitted: Fitted) -> None:
        self._bias, self._worth = fitted.type_bias, fitted.type_written

    def codes(self, ranked: Sequence[Topic], fitted: Mapping[str, float], *, alarm: bool) -> tuple[str, ...]:
        """The request types, the main one first; further ones are problems of their own in the same message.

        `ranked` are the topics of the written shelf, `fitted` the log-odds of the fitted one by type. An alarm is
        of the type that alarms, and nothing besides.
        """
        if alarm:
            return (ranked[0].code,)
        points = dict(self._bias)
        for code, weight in fitted.items():
            points[code] = points.get(code, 0.0) + weight
        for topic in ranked:
            worth = self._worth.get(topic.code, 1.0)
            points[topic.code] = points.get(topic.code, 0.0) + worth * min(_WRITTEN_AT_MOST, topic.weight)
        main = max(points, key=points.__getitem__, default=FALLBACK)
        first = [topic for topic in ranked if topic.code == main]
        several = separate([*first, *(topic for topic in ranked if topic.code != main)]) if first else ()
        return in_order(several) if len(several) > 1 else (main,)
