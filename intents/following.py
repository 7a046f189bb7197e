"""Whether a line continues a problem that the room talks about already: more of it, the same at the next door."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from intents.fitted import Fitted
from intents.model import Context, Message
from intents.places import find_place, home_of
from intents.talk import Bearing, Line, Talk, Thread, minutes_since, pairs_of
from intents.weighing import weighed

_MINUTES = (1, 3, 10, 30, 120)
_LINES = (1, 2, 4, 8, 16)
_SHARED = (1, 2, 4, 8)
_LENGTHS = (4, 8, 14, 20, 30, 45)
_OPENS = (-8.0, -7.0, -6.0, -5.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0)
_MORE = (-5.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0)
_CANDIDATES = 4
_PLAIN = frozenset(
    {"shared pairs >= 2", "shares most", "only its type"}
)  # 东门的路灯我也看到了, of a lamp and a lift
_SURE = 6.0  # log-odds beyond which more continuing says nothing more about opening

Weights = Mapping[str, float]
Weighed = tuple[str, str, float]  # what speaks for or against it, source, log-odds


class Said(NamedTuple):
    """A line as far as it is read: cleaned text, way of speaking, log-odds that it opens a problem, of which type.

    `more` are the log-odds that its words go on with something, `building` is the one that it names, else the speaker's.
    """

    message: Message
    text: str
    frames: frozenset[str]
    points: float
    more: float
    type: str | None
    building: str | None


class Beside(NamedTuple):
    """A line beside the problem that it most probably continues, with the marks of both."""

    thread: Thread
    continues: float
    marks: tuple[str, ...]


def where(text: str, message: Message, context: Context) -> str | None:
    """The building that a line is about as far as it tells by itself: the one named, else the speaker's."""
    return find_place(text, context).building or home_of(message.sender, context).building


def candidates(said: Said, talk: Talk) -> list[Thread]:
    """The problems worth weighing: the quoted one, else of this speaker, just talked of, or in the same words.

    The newest comes first.
    """
    at, quote, sender = said.message.at, said.message.quote, said.message.sender
    pairs = pairs_of(said.text)
    if quote is not None and (quoted := [thread for thread in talk.threads if quote in thread.messages]):
        return quoted
    return [
        thread
        for thread in talk.lively(at)
        if sender in thread.speakers
        or talk.count - thread.last <= _LINES[-1]
        or not pairs.isdisjoint(thread.pairs)
    ][:_CANDIDATES]


def marked(said: Said, talk: Talk) -> Iterator[tuple[Thread, tuple[str, ...]]]:
    """The candidates, each with the marks that tell it from the others."""
    threads = candidates(said, talk)
    for thread in threads:
        others = [other for other in threads if other is not thread]
        yield thread, (*of_thread(said, thread, talk), *_among(said, thread, others))


def likeliest(said: Said, talk: Talk, chooses: Weights) -> tuple[Thread, tuple[str, ...]] | None:
    """The candidate that the line is about, if it is about any, with all marks; None when there is none.

    One that is plainly named, by its words and as the only one by its type, comes first.
    """

    def key(each: tuple[Thread, tuple[str, ...]]) -> tuple[bool, float]:
        return set(each[1]) >= _PLAIN, weighed(chooses, dict.fromkeys(each[1], 1.0))

    best = max(marked(said, talk), key=key, default=None)
    return best and (best[0], (*of_line(said), *best[1]))


def beside(said: Said, talk: Talk, chooses: Weights, continues: Weights) -> Beside | None:
    """The line beside the likeliest candidate."""
    found = likeliest(said, talk, chooses)
    if found is None:
        return None
    thread, marks = found
    return Beside(thread, weighed(continues, dict.fromkeys(marks, 1.0)), marks)


def bearing(said: Said, talk: Talk, fitted: Fitted) -> tuple[Bearing, list[Weighed]]:
    """What the talk adds to a line, and why; nothing when nobody talks about a problem."""
    found, opens = beside(said, talk, fitted.chooses, fitted.continues), fitted.opens_beside
    if found is None:
        return Bearing(), []
    total = weighed(opens, opening_marks(said, found))
    reasons = [(mark, "talk", opens[mark]) for mark in found.marks if mark in opens]
    about = Bearing(about=found.thread.key, continues=found.continues, shift=total - said.points)
    return about, reasons


def opening_marks(said: Said, found: Beside) -> dict[str, float]:
    """What decides in the talk whether a line opens a problem of its own: its own points, the talk around."""
    marks = dict.fromkeys((mark for mark in found.marks if not mark.startswith(_OF_THE_TEXT)), 1.0)
    return {**marks, "points": said.points, "continues": max(-_SURE, min(_SURE, found.continues))}


_OF_THE_TEXT = ("length", "opens", "more", "says")  # marks that the points know of


def of_line(said: Said) -> Iterator[str]:
    """The marks of the line itself."""
    length = len(said.text)
    yield from (f"length <= {limit}" for limit in _LENGTHS if length <= limit)
    yield from (f"opens >= {limit:g}" for limit in _OPENS if said.points >= limit)
    yield from (f"more >= {limit:g}" for limit in _MORE if said.more >= limit)
    yield from (f"says {frame}" for frame in sorted(said.frames) if frame[0] != "-")
    if said.text.endswith("?"):
        yield "asks"


def of_thread(said: Said, thread: Thread, talk: Talk) -> Iterator[str]:
    """The marks of the line beside one open problem."""
    message, lines = said.message, tuple(talk.lines)
    own = message.sender == thread.reporter
    who = "reporter" if own else "party" if message.sender in thread.speakers else "other"
    yield who
    apart = talk.count - thread.last
    yield from (f"{who} lines <= {limit}" for limit in _LINES if apart <= limit)
    gone = minutes_since(thread.last_at, message.at)
    yield from (f"{who} minutes <= {limit}" for limit in _MINUTES if gone <= limit)
    age = minutes_since(thread.opened_at, message.at)
    yield from (f"age <= {limit}" for limit in _MINUTES if age <= limit)
    if talk.threads and thread is talk.threads[-1]:
        yield "newest"
    shared = len(pairs_of(said.text) & thread.pairs)
    yield from (f"shared pairs >= {limit}" for limit in _SHARED if shared >= limit)
    if said.type is not None:
        yield "same type" if said.type in thread.types else "other type"
    if said.building is not None and thread.building is not None:
        yield "same building" if said.building == thread.building else "another building"
    if message.quote is not None:
        yield "quotes it" if message.quote in thread.messages else "quotes something else"
    yield from _of_lines(message.sender, thread.key, lines)


def _among(said: Said, thread: Thread, others: Sequence[Thread]) -> Iterator[str]:
    """Whether the line's words and its type point to one of several open problems."""
    if not others:
        return
    pairs = pairs_of(said.text)
    own, most = len(pairs & thread.pairs), max(len(pairs & other.pairs) for other in others)
    if own != most:
        yield "shares most" if own > most else "shares less"
        if not own or not most:
            yield "only one that shares" if own else "another one shares"
    fits, other_fits = said.type in thread.types, any(said.type in other.types for other in others)
    if fits != other_fits:
        yield "only its type" if fits else "type of another"


def _of_lines(sender: str, key: str, lines: Sequence[Line]) -> Iterator[str]:
    if not lines:
        return
    if lines[-1].about == key:
        yield "last line about it"
        if lines[-1].sender == sender:
            yield "own last line about it"
    if len(lines) > 1 and lines[-2].about == key:
        yield "last line but one about it"
    own = next((line for line in reversed(lines) if line.sender == sender), None)
    if own is not None:
        yield "speaker's last about it" if own.about == key else "speaker's last about else"
    if lines[-1].staff:
        yield "after staff"
