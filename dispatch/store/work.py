"""One unit of work: everything that one message or one tick reads and writes."""

from datetime import datetime

from sqlalchemy import Connection

from dispatch.store.bindings import Bindings
from dispatch.store.cases import Cases
from dispatch.store.corrections import Corrections
from dispatch.store.deadlines import Deadlines
from dispatch.store.dialogues import Dialogues
from dispatch.store.inbox import Inbox
from dispatch.store.marks import Marks
from dispatch.store.outbox import Outbox
from dispatch.store.overrides import Overrides
from dispatch.store.prepared import Scope
from dispatch.store.proofs import Proofs
from dispatch.store.rooms import Rooms
from dispatch.store.upcoming import Upcoming, upcoming


class Work:
    """The store's tables as one unit sees them; it never commits, that is done at the edge.

    `now` is the moment the unit started, the same for all that it does. One that is `reading` cannot write.
    """

    def __init__(
        self, *, connection: Connection, community: str, now: datetime, reading: bool = False
    ) -> None:
        scope = Scope(connection, community, reading)
        self.now = now
        self._scope = scope
        self.community = community
        self.inbox = Inbox(scope)
        self.outbox = Outbox(scope)
        self.cases = Cases(scope)
        self.deadlines = Deadlines(scope)
        self.dialogues = Dialogues(scope)
        self.marks = Marks(scope)
        self.corrections = Corrections(scope)
        self.proofs = Proofs(scope)
        self.bindings = Bindings(scope, now)
        self.rooms = Rooms(scope)
        self.overrides = Overrides(scope)

    def upcoming(self) -> Upcoming:
        """When each part has something to do next."""
        return upcoming(self._scope)
