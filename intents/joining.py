"""Whether a line is more of a problem that the room talks of, or opens one of its own."""

from collections.abc import Sequence

from intents.fitted import Fitted
from intents.following import Said, Weighed, bearing, where
from intents.heard import Heard
from intents.places import find_place
from intents.talk import Bearing, Thread
from intents.urgency import URGENT_TYPES
from intents.weighing import beyond

CLEAR = 3.5  # log-odds above a report's from which on a line stands for itself, whatever the room talks about
_STATED = 2.5  # … and when it states another kind of problem in the written shelf's words
_CONTINUES = -1.0  # log-odds from which on a line is more of a known problem; a detail too many is silent
_OTHER_MATTERS = frozenset({"ad", "trade", "solitaire", "notice", "lostfound"})  # ways of speaking
NO_BEARING = Bearing()


class Joining:
    """Weighs lines beside the talk of their room."""

    def __init__(self, fitted: Fitted, report_from: float) -> None:
        """`report_from` are the log-odds from which on a line opens a case."""
        self._fitted = fitted
        self._report_from = report_from

    def bearing(self, heard: Heard) -> tuple[Bearing, Sequence[Weighed]]:
        """What the talk of the room adds, as it was when the message was heard or as it is now; with its reasons."""
        if heard.context.bearing is not None:
            return heard.context.bearing, ()
        talk = heard.context.talk
        if talk is None or not talk.threads or not self._fitted.continues:
            return NO_BEARING, ()
        building = where(heard.text, heard.message, heard.context)
        frames, points, code = heard.facts.said.frames, heard.points, heard.codes[0]
        more = heard.glance.sums.more + beyond(self._fitted.more, heard.facts, heard.marks)
        said = Said(heard.message, heard.text, frames, points, more, code, building)
        known, reasons = bearing(said, talk, self._fitted)
        thread = talk.thread(known.about)
        if _alarms_anew(heard, thread) or (
            heard.points >= self._report_from and self._another(heard, thread)
        ):
            return NO_BEARING, ()
        return known, reasons

    def continues(self, heard: Heard, known: Bearing, points: float, *, alarm: bool) -> bool:
        """Whether the line is more of the known problem.

        `points` are the log-odds that it opens a case, what the talk adds included. An alarm by a rule is so only
        of what alarms everybody, any other alarm only when that is likelier than not.
        """
        if known.about is None:
            return False
        if known.continues <= _CONTINUES and (alarm or not self._told_again(heard, known)):
            return False
        if not _OTHER_MATTERS.isdisjoint(heard.facts.said.frames):
            return False
        if alarm and (heard.facts.alarm or known.continues < 0):
            return heard.codes[0] in URGENT_TYPES
        return points < self._report_from

    def _told_again(self, heard: Heard, known: Bearing) -> bool:
        """Whether a line that would be a report by itself tells of the problem that is talked of: it is never lost."""
        talk = heard.context.talk
        thread = talk.thread(known.about) if talk is not None else None
        return thread is not None and heard.points >= self._report_from and heard.codes[0] in thread.types

    def _another(self, heard: Heard, thread: Thread | None) -> bool:
        """Whether a report is plainly of another problem than the one that is talked of.

        It names another building, states a problem of another type in written words, or is so clear that its
        type is enough.
        """
        if thread is None:
            return True
        building = find_place(heard.text, heard.context).building
        if None not in (building, thread.building):
            return building != thread.building
        ranked = heard.facts.ranked
        if ranked and ranked[0].stated and not {topic.code for topic in ranked} & set(thread.types):
            return "plain" in heard.marks or heard.points >= self._report_from + _STATED
        return heard.points >= self._report_from + CLEAR and heard.codes[0] not in thread.types


def _alarms_anew(heard: Heard, thread: Thread | None) -> bool:
    """Whether an alarm word tells of another danger than what is talked of: 着火了 is never more of a broken lift."""
    danger = heard.codes[0]
    return heard.facts.alarm and danger in URGENT_TYPES and (thread is None or danger not in thread.types)
