"""What the receiver remembers of the talk: small, in memory, never of chatter beyond a few seconds."""

from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dispatch.messages import Awaiting, Dialogue, Inbound
from intents.talk import Talk

Key = tuple[str, str]  # conversation, contact

FRAGMENTS = 3
QUOTABLE = 64  # lines of a room that somebody may quote
FRESH = timedelta(seconds=90)  # a report is split over 60–90 s (language.md)
ROOM_MEMORY = timedelta(hours=24)


@dataclass
class Memory:
    """Open questions, speakers we attend to, last fragments, and groups with a case to which +1 may belong."""

    dialogues: dict[Key, Dialogue] = field(default_factory=dict)
    _attended: dict[Key, datetime] = field(default_factory=dict)
    _fragments: dict[Key, deque[Inbound]] = field(default_factory=dict)
    _waiting: dict[Key, tuple[datetime, list[str]]] = field(default_factory=dict)
    _spoke: dict[Key, datetime] = field(default_factory=dict)  # first words since the question
    _rooms: dict[str, datetime] = field(default_factory=dict)
    _talks: dict[str, Talk] = field(default_factory=dict)
    _quotable: dict[str, OrderedDict[str, str]] = field(default_factory=dict)  # by room: words -> message id

    def question(self, key: Key, now: datetime) -> Dialogue | None:
        """What the bot last asked this person here, if it still waits."""
        dialogue = self.dialogues.get(key)
        return dialogue if dialogue and dialogue.expires_at > now else None

    def follow(self, asked: Iterable[Dialogue], answered: Iterable[Key]) -> None:
        """What a committed unit of work changed among the open questions."""
        for key in answered:
            self.dialogues.pop(key, None)
            self._spoke.pop(key, None)
        for dialogue in asked:
            key = dialogue.conversation, dialogue.contact
            self.dialogues[key] = dialogue
            self._spoke.pop(key, None)

    def take_up(self, dialogues: Iterable[Dialogue]) -> None:
        """The open questions after a start; what these people said meanwhile nobody knows."""
        self.follow(dialogues, ())
        self._spoke = {key: dialogue.asked_at for key, dialogue in self.dialogues.items()}

    def note_spoken(self, key: Key, at: datetime) -> None:
        """Remember when somebody who is waited for first spoke since the question was said."""
        asked = self.dialogues.get(key)
        if asked and asked.asked_at <= at:
            self._spoke.setdefault(key, at)

    def first_words(self, key: Key, at: datetime) -> bool:
        """Whether what is said at this moment is the first that this person says since the question."""
        return self._spoke.get(key, at) >= at

    def attend(self, key: Key, until: datetime) -> None:
        """Keep what this person says until then, since it may belong to their case."""
        self._attended[key] = max(until, self._attended.get(key, until))

    def attending(self, key: Key, now: datetime) -> bool:
        asked = self.question(key, now)
        if (asked and asked.awaiting is not Awaiting.EVALUATION) or key in self._waiting:
            return True  # whether it is solved is asked for two days: small talk meanwhile stays unkept
        until = self._attended.get(key)
        if until and until <= now:
            del self._attended[key]
        return bool(until and until > now)

    def note_fragment(self, inbound: Inbound) -> None:
        """Remember an unkept message for the seconds in which it may turn out to be part of a report."""
        key = (inbound.conversation, inbound.sender)
        self._fragments.setdefault(key, deque(maxlen=FRAGMENTS)).append(inbound)

    def fragments(self, key: Key, now: datetime) -> tuple[Inbound, ...]:
        recent = self._fragments.get(key, ())
        return tuple(inbound for inbound in recent if now - inbound.at <= FRESH)

    def drop_fragments(self, key: Key) -> None:
        self._fragments.pop(key, None)

    def forget_stale(self, now: datetime) -> None:
        """Drop fragments, attention and bursts whose time has passed, so that memory stays small."""
        for key in [key for key, held in self._fragments.items() if now - held[-1].at > FRESH]:
            del self._fragments[key]
        for key in [key for key, until in self._attended.items() if until <= now]:
            del self._attended[key]
        for key in [key for key, (since, _) in self._waiting.items() if now - since > FRESH]:
            del self._waiting[key]
        for room in [room for room, talk in self._talks.items() if not talk.lively(now)]:
            del self._talks[room]
            self._quotable.pop(room, None)

    def waiting_since(self, key: Key) -> datetime | None:
        """When the speaker's unfinished burst began; None when there is none."""
        waiting = self._waiting.get(key)
        return waiting[0] if waiting else None

    def wait(self, key: Key, text: str, now: datetime) -> str:
        """Add words to a burst that waits for the rest; returns all of its words."""
        _, words = self._waiting.setdefault(key, (now, []))
        if text:
            words.append(text)
        return "，".join(words)

    def burst_done(self, key: Key) -> None:
        self._waiting.pop(key, None)

    def talk(self, conversation: str) -> Talk:
        """What a room talks about; it fades when nobody says any more about a problem."""
        return self._talks.setdefault(conversation, Talk())

    def note_quotable(self, conversation: str, text: str, message_id: str) -> None:
        """Remember a line about a problem, since a quote carries its words and not its id."""
        lines = self._quotable.setdefault(conversation, OrderedDict())
        lines[text.strip()] = message_id
        if len(lines) > QUOTABLE:
            lines.popitem(last=False)

    def quoted(self, conversation: str, quote: str) -> str:
        """The id of the quoted line when it was about a problem, else the words themselves."""
        return self._quotable.get(conversation, OrderedDict()).get(quote.strip(), quote)

    def case_opened(self, conversation: str, at: datetime) -> None:
        self._rooms[conversation] = at

    def open_case(self, conversation: str, now: datetime) -> bool:
        """Whether a case was opened here lately, so that a +1 can mean it."""
        opened = self._rooms.get(conversation)
        return opened is not None and now - opened <= ROOM_MEMORY
