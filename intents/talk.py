"""What one room talks about: who spoke last, which problems are open; small, in memory, no words of chatter."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise

LIVELY = timedelta(hours=6)  # after so long without a word about it nobody means it any more
_THREADS = 8  # problems that a room keeps apart at one time
_LINES = 8  # lines back that still tell whom somebody answers
_MESSAGES = 64  # of one thread that may be quoted
_FILLERS = frozenset("的了是我你他她它们这那在也都就么吗呢吧啊哦个嗯哈,.!?;:~、。…[] \n\t")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line that was said: by whom, whether of the staff, and the key of the problem that it was about."""

    sender: str
    staff: bool = False
    about: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """One open problem of the room. `key` is the id of the message that opened it, `first` and `last` count lines.

    `pairs` are the pairs of neighbouring characters that were said about it.
    """

    key: str
    reporter: str
    types: tuple[str, ...]
    building: str | None
    opened_at: datetime | None
    last_at: datetime | None
    first: int
    last: int
    speakers: frozenset[str]
    messages: frozenset[str]
    pairs: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bearing:
    """What the talk of the room added to one line when it was heard; small enough to keep with the line.

    `about` is the key of the problem that the line most probably continues, `continues` the log-odds that it
    does, `shift` what the talk adds to the log-odds that it opens a problem of its own.
    """

    about: str | None = None
    continues: float = 0.0
    shift: float = 0.0


@dataclass
class Talk:
    """The talk of one room so far; `count` is the number of lines."""

    threads: deque[Thread] = field(default_factory=lambda: deque(maxlen=_THREADS))
    lines: deque[Line] = field(default_factory=lambda: deque(maxlen=_LINES))
    count: int = 0

    def opened(
        self,
        key: str,
        sender: str,
        types: Iterable[str],
        text: str,
        at: datetime | None,
        building: str | None = None,
    ) -> None:
        """A line that opened a problem of its own."""
        thread = Thread(
            key=key,
            reporter=sender,
            types=tuple(types),
            building=building,
            opened_at=at,
            last_at=at,
            first=self.count,
            last=self.count,
            speakers=frozenset({sender}),
            messages=frozenset({key}),
            pairs=pairs_of(text),
        )
        self.threads.append(thread)
        self._say(sender, False, key)

    def said(
        self,
        key: str,
        sender: str,
        text: str,
        at: datetime | None,
        *,
        staff: bool = False,
        about: str | None = None,
    ) -> None:
        """Any other line; `about` is the key of the problem that it continues."""
        for index, thread in enumerate(self.threads):
            if about is not None and thread.key == about:
                quotable = thread.messages | {key} if len(thread.messages) < _MESSAGES else thread.messages
                self.threads[index] = replace(
                    thread,
                    last=self.count,
                    last_at=at or thread.last_at,
                    speakers=thread.speakers | {sender},
                    messages=quotable,
                    pairs=thread.pairs | pairs_of(text),
                )
        self._say(sender, staff, about)

    def last_about(self, sender: str) -> str | None:
        """What somebody's last line was about."""
        return next((line.about for line in reversed(self.lines) if line.sender == sender), None)

    def thread(self, key: str | None) -> Thread | None:
        """The open problem with this key."""
        return next((thread for thread in self.threads if thread.key == key), None)

    def copy(self) -> "Talk":
        """The talk as it is now."""
        return Talk(deque(self.threads, _THREADS), deque(self.lines, _LINES), self.count)

    def lively(self, at: datetime | None) -> list[Thread]:
        """The problems that a line said now may be about, newest first."""
        return [thread for thread in reversed(self.threads) if _within(thread.last_at, at, LIVELY)]

    def _say(self, sender: str, staff: bool, about: str | None) -> None:
        self.lines.append(Line(sender=sender, staff=staff, about=about))
        self.count += 1


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text that mean something."""
    return frozenset(one + two for one, two in pairwise(text) if one not in _FILLERS and two not in _FILLERS)


def minutes_since(then: datetime | None, now: datetime | None) -> float:
    """Minutes from one moment to the other; a minute when either is not known."""
    if then is None or now is None:
        return 1.0
    try:
        return max(0.0, (now - then).total_seconds() / 60)
    except TypeError:  # one of them has no time zone
        return 1.0


def _within(then: datetime | None, now: datetime | None, span: timedelta) -> bool:
    return minutes_since(then, now) <= span.total_seconds() / 60
