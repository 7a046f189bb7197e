"""Who chats on the console channel, and what its conversations still show: the last lines and pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dispatch.messages import Kind, Purpose

ACCOUNT = "console"
KEPT_LINES = 500  # of one conversation; the store, not the console, remembers
KEPT_PICTURE_BYTES = 200 * 1024 * 1024  # of all conversations together


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """Somebody who chats. `alias_in_groups` (群昵称) replaces the name in groups: 3-2-501陈."""

    id: str
    name: str
    role_label: str = "居民"
    alias_in_groups: str = ""

    @property
    def contact(self) -> str:
        return f"{ACCOUNT}:{self.id}"

    @property
    def shown_in_groups(self) -> str:
        return self.alias_in_groups or self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A chat group; `members` are member ids, the bot is in every group."""

    id: str
    name: str
    members: tuple[str, ...] = ()

    @property
    def conversation(self) -> str:
        return f"{ACCOUNT}:{self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line as a conversation shows it; a recalled one keeps its place but not what it said.

    `seq` grows over all conversations, `sender` is a contact, `quote` a message id, `mentions` are
    contacts, `picture` is the message id of a member's picture or the file name of one that the bot sent.
    """

    id: str
    seq: int
    conversation: str
    sender: str
    sender_name: str
    at: datetime
    kind: Kind = Kind.TEXT
    text: str = ""
    quote: str | None = None
    mentions: tuple[str, ...] = ()
    picture: str | None = None
    recalled: bool = False
    purpose: Purpose | None = None  # why the bot said it


class Lines:
    """The last lines of every conversation, with those who want to hear of new ones."""

    def __init__(self) -> None:
        self.album = Album(KEPT_PICTURE_BYTES)
        self._conversations: dict[str, dict[str, Line]] = {}  # by conversation, then message id, oldest first
        self._home: dict[str, str] = {}  # message id -> conversation
        self._listeners: list[Callable[[Line], None]] = []
        self._seq = 0

    def next_seq(self) -> int:
        self._seq += 1
        return self._seq

    def show(self, line: Line) -> None:
        """Adds the line, or replaces the one with its id in place; tells the listeners."""
        lines = self._conversations.setdefault(line.conversation, {})
        lines[line.id] = line
        self._home[line.id] = line.conversation
        if len(lines) > KEPT_LINES:
            self._forget(line.conversation, next(iter(lines)))
        for listener in tuple(self._listeners):
            listener(line)

    def of(self, conversation: str, since: int = 0) -> list[Line]:
        return [line for line in self._conversations.get(conversation, {}).values() if line.seq > since]

    def last(self, conversation: str) -> Line | None:
        return next(reversed(self._conversations.get(conversation, {}).values()), None)

    def get(self, message_id: str) -> Line | None:
        home = self._home.get(message_id)
        return self._conversations[home].get(message_id) if home else None

    def subscribe(self, callback: Callable[[Line], None]) -> None:
        self._listeners.append(callback)

    def unsubscribe(self, callback: Callable[[Line], None]) -> None:
        self._listeners.remove(callback)

    def _forget(self, conversation: str, message_id: str) -> None:
        del self._conversations[conversation][message_id]
        del self._home[message_id]
        self.album.forget(message_id)


class Album:
    """Pictures by message id, the oldest forgotten when together they exceed `capacity` bytes."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._size = 0
        self._pictures: dict[str, bytes] = {}

    def get(self, message_id: str) -> bytes | None:
        return self._pictures.get(message_id)

    def keep(self, message_id: str, content: bytes) -> None:
        self.forget(message_id)
        self._pictures[message_id] = content
        self._size += len(content)
        while self._size > self._capacity:
            self.forget(next(iter(self._pictures)))

    def forget(self, message_id: str) -> None:
        self._size -= len(self._pictures.pop(message_id, b""))
