"""The hub: every open page is a session; new lines, counts, cases and the played day go out to them."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from bot.channels.console import ACCOUNT, BOT_NAME, ConsoleChannel, ConsoleError, Line
from bot.web.frames import RESIDENT, chat_fields, clean, dumps, line_fields, member_fields
from bot.web.office import Office
from bot.web.unread import Unread

PULSE_SECONDS = 0.25  # the board is read at most this often, however many cases change
RETRY_SECONDS = 5.0
NOBODY = ""  # who a page is while the console has no members: it still shows the board
MOST_WAITING = 2000  # frames; a page that cannot keep up is dropped and comes back by itself

_log = logging.getLogger(__name__)


class Session:
    """One open page and who it is at the moment; `frames` is what it still has to be sent."""

    def __init__(self, member: str) -> None:
        self.member = member
        self.frames: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        self.lost = False

    def put(self, frame: Mapping[str, object]) -> None:
        try:
            self.frames.put_nowait(dumps(frame))
        except asyncio.QueueFull:
            self.lost = True


class Hub:
    """Connects console and office with the open pages; nothing here knows of HTTP."""

    def __init__(self, *, console: ConsoleChannel, office: Office, title: str) -> None:
        self.console = console
        self.office = office
        self._title = title
        self._unread = Unread()
        self._sessions: set[Session] = set()
        self._board: dict[str, object] = {
            "type": "board",
            "now": None,
            "cases": [],
            "duty": [],
            "agenda": [],
            "accounts": [],
        }
        self._board_changed = True
        self._board_minute: datetime | None = None  # shifts change without any case changing
        self._playing: dict[str, object] | None = None
        self._people = len(console.members())

    def start(self) -> asyncio.Task[None]:
        """Listens from now on; the task ends with its cancellation, then call `stop`."""
        self.console.subscribe(self._on_line)
        self.office.subscribe(self._on_change)
        return asyncio.create_task(self._pulse(), name="web pulse")

    def stop(self) -> None:
        self.console.unsubscribe(self._on_line)

    def join(self, member: str | None) -> Session:
        """A new page; `member` is who it was before a reconnect, else the first resident."""
        session = Session(self._known(member))
        self._sessions.add(session)
        session.put(self._hello(session))
        self._show_chats(session)
        session.put(self._board)
        session.put(self._playing_frame())
        return session

    def leave(self, session: Session) -> None:
        self._sessions.discard(session)

    def handle(self, session: Session, frame: Mapping[str, str]) -> None:
        """Does what a checked frame asks; ConsoleError when it cannot be done."""
        match frame["type"]:
            case "be":
                self._be(session, frame["member"])
            case "lines":
                self._show_lines(session, frame["conversation"])
            case "say":
                self.say(session.member, frame["conversation"], frame["text"], frame.get("quote"))
            case "recall":
                self.console.recall(session.member, frame["id"])
            case "read":
                self._read(session, frame["conversation"])

    def say(
        self, member: str, conversation: str, text: str, quote: str | None, picture: bytes | None = None
    ) -> Line:
        """A member says something in one of the own conversations; ConsoleError elsewhere."""
        self._check_seen(member, conversation)
        if not text.strip() and picture is None:
            raise ConsoleError("空消息不能发送。")
        return self.console.say(member, conversation, text, quote=quote, picture=picture)

    def _be(self, session: Session, member: str) -> None:
        self.console.conversations_of(member)
        session.member = member
        self._show_chats(session)

    def _read(self, session: Session, conversation: str) -> None:
        self._unread.read(session.member, conversation)
        self._show_unread()

    def _check_seen(self, member: str, conversation: str) -> None:
        if conversation not in self.console.conversations_of(member):
            raise ConsoleError("你不在这个群里。")

    def _show_lines(self, session: Session, conversation: str) -> None:
        self._check_seen(session.member, conversation)
        lines = [line_fields(self.console, line) for line in self.console.lines(conversation)]
        session.put({"type": "lines", "conversation": conversation, "lines": lines})

    def _show_chats(self, session: Session) -> None:
        groups = {group.conversation: group for group in self.console.groups()}
        chats = [
            chat_fields(self.console, conversation, groups.get(conversation))
            for conversation in self._conversations(session.member)
        ]
        session.put({"type": "chats", "me": session.member, "chats": chats})
        session.put(self._unread_frame(session))

    def _known(self, member: str | None) -> str:
        members = self.console.members()
        ids = [m.id for m in (*(m for m in members if m.role_label == RESIDENT), *members)]
        return member if member in ids else next(iter(ids), NOBODY)

    def _conversations(self, member: str) -> tuple[str, ...]:
        return () if member == NOBODY else self.console.conversations_of(member)

    def _on_line(self, line: Line) -> None:
        self._introduce_newcomers()
        seen_by = self.console.members_of(line.conversation)
        if not line.recalled:
            others = [member for member in seen_by if f"{ACCOUNT}:{member}" != line.sender]
            named = frozenset(contact.removeprefix(f"{ACCOUNT}:") for contact in line.mentions)
            self._unread.add(line.conversation, others, named)
        frame = {"type": "line", "line": line_fields(self.console, line)}
        for session in self._sessions:
            if session.member in seen_by:
                session.put(frame)
        self._show_unread()

    def _introduce_newcomers(self) -> None:
        people = len(self.console.members())
        if people != self._people:
            self._people = people
            for session in self._sessions:
                session.put(self._hello(session))

    def _on_change(self) -> None:
        self._board_changed = True

    async def _pulse(self) -> None:
        while True:
            try:
                await self._show_board()
                self._show_playing()
                await asyncio.sleep(PULSE_SECONDS)
            except Exception:
                _log.exception("the case board could not be read; trying again in %s s", RETRY_SECONDS)
                self._board_changed = True
                await asyncio.sleep(RETRY_SECONDS)

    async def _show_board(self) -> None:
        now = self.console.clock.now()
        minute = now.replace(second=0, microsecond=0)
        if not self._board_changed and minute == self._board_minute:
            return
        self._board_changed, self._board_minute = False, minute
        self._board = {
            "type": "board",
            "now": now.isoformat(),
            "cases": await self.office.cases(),
            "duty": await self.office.duty(),
            "agenda": await self.office.agenda(),
            "accounts": self.office.accounts(),
        }
        self._broadcast(self._board)

    def _show_playing(self) -> None:
        playing = self.office.playing()
        if playing != self._playing:
            self._playing = playing
            self._broadcast(self._playing_frame())

    def _hello(self, session: Session) -> dict[str, object]:
        return {
            "type": "hello",
            "title": clean(self._title),
            "bot": BOT_NAME,
            "me": session.member,
            "members": [member_fields(member) for member in self.console.members()],
        }

    def _show_unread(self) -> None:
        for session in self._sessions:
            session.put(self._unread_frame(session))

    def _unread_frame(self, session: Session) -> dict[str, object]:
        mine = {name: asdict(waiting) for name, waiting in self._unread.of(session.member).items()}
        return {"type": "unread", "totals": self._unread.totals(), "mine": mine}

    def _playing_frame(self) -> dict[str, object]:
        now = self.console.clock.now().isoformat()
        return {"type": "playing", "now": now, "playing": self._playing}

    def _broadcast(self, frame: Mapping[str, object]) -> None:
        for session in self._sessions:
            session.put(frame)
