"""The tables. Rows of every community lie side by side, so each key and index begins with community_id."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, MetaData, Table, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from dispatch.store.columns import Moment, Plain, Serial


class Row(SQLModel):
    """What all tables share; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "pk": "%(table_name)s_key",
            "uq": "%(table_name)s_%(column_0_N_name)s_once",
            "fk": "%(table_name)s_%(referred_table_name)s",
        }
    )


class InboxRow(Row, table=True):
    """A message that was kept, until and after it was handled."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("community_id", "account", "message_id", name="inbox_message_once"),
        Index("inbox_by_readiness", "community_id", "state", "ready_at"),
        Index("inbox_by_sender", "community_id", "conversation", "sender", "at"),
        Index("inbox_by_fingerprint", "community_id", "fingerprint", "at"),
    )

    id: int | None = Field(default=None, sa_type=Serial, primary_key=True)
    community_id: str
    account: str
    message_id: str
    conversation: str
    group: str | None = None
    sender: str
    sender_name: str
    at: datetime = Field(sa_type=Moment)
    kind: str
    text: str = Field(sa_type=Text)
    quote: str | None = Field(default=None, sa_type=Text)
    addressed: bool
    picture: str | None = None
    recalled: str | None = None
    fingerprint: str | None = None  # of conversation, sender and text; None when it is no text
    state: str
    ready_at: datetime = Field(sa_type=Moment)
    number: int | None = None  # the case it led to
    heard: str | None = Field(default=None, sa_type=Text)  # JSON of `Heard`


class OutboxRow(Row, table=True):
    """A line to be said, and how far it got."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_by_due", "community_id", "state", "due_at"),
        Index("outbox_by_conversation", "community_id", "conversation", "sent_at"),
    )

    id: int | None = Field(default=None, sa_type=Serial, primary_key=True)
    community_id: str
    conversation: str
    text: str = Field(sa_type=Text)
    purpose: str
    urgency: int
    due_at: datetime = Field(sa_type=Moment)
    mentions: Any = Field(sa_type=Plain, nullable=False)
    picture: str | None = None
    number: int | None = None
    brief: str
    attempts: int
    state: str
    sent_at: datetime | None = Field(default=None, sa_type=Moment)


class CaseRow(Row, table=True):
    """A case after its last change: what is searched as columns, all other fields together in `rest`."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("cases_by_status", "community_id", "status", "opened_at"),
        Index("cases_by_reporter", "community_id", "reporter", "status"),
        Index("cases_by_opening", "community_id", "opened_at"),
        Index("cases_by_resolution", "community_id", "resolved_at"),
        Index("cases_by_closing", "community_id", "closed_at"),
        Index(
            "cases_by_tabling",
            "community_id",
            "tabled_at",
            sqlite_where=text("tabled_at IS NOT NULL"),
            postgresql_where=text("tabled_at IS NOT NULL"),
        ),
    )

    community_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    type: str
    status: str
    priority: int
    grid: str
    compound: str
    building: str | None = None
    unit: str | None = None
    room: str | None = None
    spot: str | None = None
    text: str = Field(sa_type=Text)
    reporter: str
    reporter_name: str
    conversation: str
    assignee: str | None = None
    asked: str  # person ids between bars: |wangfang|liqiang|
    opened_at: datetime = Field(sa_type=Moment)
    resolved_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    tabled_at: datetime | None = Field(default=None, sa_type=Moment)
    rest: Any = Field(sa_type=Plain, nullable=False)


class HistoryRow(Row, table=True):
    """One change of a case; read by id they replay to the case."""

    __tablename__ = "history"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "number"], ["cases.community_id", "cases.number"]),
        Index("history_by_case", "community_id", "number"),
        Index("history_by_time", "community_id", "at"),
    )

    id: int | None = Field(default=None, sa_type=Serial, primary_key=True)
    community_id: str
    number: int
    at: datetime = Field(sa_type=Moment)
    who: str
    action: str
    reason: str = Field(sa_type=Text)
    facts: Any = Field(sa_type=Plain, nullable=False)


class NumberRow(Row, table=True):
    """The last case number that was given in a community."""

    __tablename__ = "numbers"

    community_id: str = Field(primary_key=True)
    last: int


class DeadlineRow(Row, table=True):
    """One timer of one case."""

    __tablename__ = "deadlines"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "number"], ["cases.community_id", "cases.number"]),
        Index("deadlines_by_due", "community_id", "due_at"),
    )

    community_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    due_at: datetime = Field(sa_type=Moment)
    step: int


class DialogueRow(Row, table=True):
    """An open question to one person in one conversation."""

    __tablename__ = "dialogues"
    __table_args__ = (
        Index("dialogues_by_case", "community_id", "number"),
        Index("dialogues_by_expiry", "community_id", "expires_at"),
    )

    community_id: str = Field(primary_key=True)
    conversation: str = Field(primary_key=True)
    contact: str = Field(primary_key=True)
    awaiting: str
    asked_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    rounds: int
    number: int | None = None
    draft: Any = Field(default=None, sa_type=Plain, nullable=True)


class MarkRow(Row, table=True):
    """A small durable fact under a key."""

    __tablename__ = "marks"

    community_id: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    value: str = Field(sa_type=Text)


class ProofRow(Row, table=True):
    """A photo that a case was shown as done with; its look is in the name."""

    __tablename__ = "proofs"
    __table_args__ = (Index("proofs_by_time", "community_id", "at"),)

    id: int | None = Field(default=None, sa_type=Serial, primary_key=True)
    community_id: str
    picture: str
    number: int
    at: datetime = Field(sa_type=Moment)


class RoomRow(Row, table=True):
    """A group that is bound to a compound."""

    __tablename__ = "rooms"

    community_id: str = Field(primary_key=True)
    conversation: str = Field(primary_key=True)
    topic: str
    compound: str
    by: str
    at: datetime = Field(sa_type=Moment)
    welcomed_at: datetime | None = Field(default=None, sa_type=Moment)


class InvitationRow(Row, table=True):
    """An invitation into a group, and what became of it."""

    __tablename__ = "invitations"

    id: int | None = Field(default=None, sa_type=Serial, primary_key=True)
    community_id: str
    account: str
    key: str
    inviter: str
    topic: str
    at: datetime = Field(sa_type=Moment)
    answer: str


class InviteRow(Row, table=True):
    """A one-time code that was given out, as a salted hash."""

    __tablename__ = "invites"
    __table_args__ = (Index("invites_by_expiry", "community_id", "expires_at"),)

    id: int | None = Field(default=None, sa_type=Serial, primary_key=True)
    community_id: str
    person: str
    salt: str
    digest: str
    expires_at: datetime = Field(sa_type=Moment)


class BindingRow(Row, table=True):
    """A contact that speaks for one of the staff."""

    __tablename__ = "bindings"

    community_id: str = Field(primary_key=True)
    contact: str = Field(primary_key=True)
    person: str
    at: datetime = Field(sa_type=Moment)


class TraceRow(Row, table=True):
    """A line of the trail of codes and bindings."""

    __tablename__ = "traces"
    __table_args__ = (Index("traces_by_deed", "community_id", "deed", "at"),)

    id: int | None = Field(default=None, sa_type=Serial, primary_key=True)
    community_id: str
    at: datetime = Field(sa_type=Moment)
    who: str
    deed: str
    about: str


class CorrectionRow(Row, table=True):
    """What staff said about a reading of the bot; the text is masked."""

    __tablename__ = "corrections"
    __table_args__ = (Index("corrections_by_case", "community_id", "number"),)

    id: int | None = Field(default=None, sa_type=Serial, primary_key=True)
    community_id: str
    at: datetime = Field(sa_type=Moment)
    text: str = Field(sa_type=Text)
    was: str  # type code that the bot read; empty for none
    is_: str  # type code that staff say; empty for 不是诉求 or an unnamed type
    number: int | None = None  # the case it is about
    who: str  # person id


class OverrideRow(Row, table=True):
    """Leave, swap or cover beside the written rosters."""

    __tablename__ = "overrides"
    __table_args__ = (
        Index("overrides_by_end", "community_id", "state", "ends_at"),
        Index("overrides_by_expiry", "community_id", "state", "expires_at"),
    )

    id: int | None = Field(default=None, sa_type=Serial, primary_key=True)
    community_id: str
    kind: str
    person: str
    substitute: str  # person id; empty for a leave
    starts_at: datetime = Field(sa_type=Moment)
    ends_at: datetime = Field(sa_type=Moment)
    by: str  # person id
    made_at: datetime = Field(sa_type=Moment)
    state: str
    expires_at: datetime | None = Field(default=None, sa_type=Moment)
    reason: str = Field(sa_type=Text)


def table_of(row: type[Row]) -> Table:
    """The Core table behind a row class."""
    return Row.metadata.tables[str(row.__tablename__)]
