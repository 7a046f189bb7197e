"""Of which request type a problem is."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from intents.fitted import Fitted
from intents.fitted_shelf import Sums, units_above
from intents.topics import Topic, in_order, separate

FALLBACK = "facility"  # what a problem is that nothing names
MENTIONED = 1.0  # points of the written shelf for a topic that is only mentioned, at most
_WRITTEN_AT_MOST = 5.0  # … for one that is stated


class Kind(NamedTuple):
    """The request types of a message, the main one first, and the log-odds of the likeliest.

    Further types are problems of their own in the same message.
    """

    codes: tuple[str, ...]
    points: float


class Sorter:
    """Adds what both shelves say for each type."""

    def __init__(self, fitted: Fitted) -> None:
        self._codes, self._worth = fitted.codes, fitted.type_written
        most = [max(0.0, self._worth.get(code, 1.0)) for code in self._codes]
        self._more = {
            topic: [units_above(topic * worth) for worth in most] for topic in (MENTIONED, _WRITTEN_AT_MOST)
        }

    def kind(
        self,
        text: str,
        ranked: Sequence[Topic],
        fitted: Sums,
        *,
        alarm: bool,
        without: Collection[str] = (),
    ) -> Kind:
        """`ranked` are the topics of the written shelf, `fitted` what the fitted one says.

        An alarm is of the type that alarms, and nothing besides. `without` are types that it cannot be.
        """
        if without:
            ranked = [topic for topic in ranked if topic.code not in without]
        main, most = self._likeliest(ranked, fitted, without)
        if alarm:
            return Kind((ranked[0].code,), most)
        first = [topic for topic in ranked if topic.code == main]
        rest = (topic for topic in ranked if topic.code != main)
        several = separate([*first, *rest], text) if first else ()
        return Kind(in_order(several) if len(several) > 1 else (main,), most)

    def _likeliest(
        self, ranked: Sequence[Topic], fitted: Sums, without: Collection[str]
    ) -> tuple[str, float]:
        """The type with the most log-odds, and these; the first of several."""
        if not ranked and self._codes and not without:
            return self._codes[fitted.raised.index(max(fitted.raised))], fitted.most
        told = zip(self._codes, fitted.types, strict=True)
        points = {code: weight for code, weight in told if code not in without}
        for topic in ranked:
            worth = self._worth.get(topic.code, 1.0)
            points[topic.code] = points.get(topic.code, 0.0) + worth * min(_WRITTEN_AT_MOST, topic.weight)
        main = max(points, key=points.__getitem__, default=FALLBACK)
        return main, points.get(main, 0.0)

    def at_most(self, fitted: Sums, topic: float) -> float:
        """What the log-odds of the likeliest type can be at most when the written shelf says so much of a `topic`."""
        if not fitted.raised:
            return _WRITTEN_AT_MOST
        return fitted.most_with(self._more[topic]) if topic else fitted.most
