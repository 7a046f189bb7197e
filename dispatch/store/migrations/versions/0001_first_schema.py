"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for create in (_cases, _history, _numbers, _deadlines, _inbox, _outbox, _dialogues, _marks):
        create()


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("grid", sa.String(), nullable=False),
        sa.Column("compound", sa.String(), nullable=False),
        sa.Column("building", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("spot", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reporter", sa.String(), nullable=False),
        sa.Column("reporter_name", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("assignee", sa.String(), nullable=True),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("rest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "number", name="cases_key"),
    )
    op.create_index("cases_by_closing", "cases", ["community_id", "closed_at"])
    op.create_index("cases_by_opening", "cases", ["community_id", "opened_at"])
    op.create_index("cases_by_reporter", "cases", ["community_id", "reporter", "status"])
    op.create_index("cases_by_resolution", "cases", ["community_id", "resolved_at"])
    op.create_index("cases_by_status", "cases", ["community_id", "status", "opened_at"])


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "number"], ["cases.community_id", "cases.number"], name="history_cases"
        ),
        sa.PrimaryKeyConstraint("id", name="history_key"),
    )
    op.create_index("history_by_case", "history", ["community_id", "number"])
    op.create_index("history_by_time", "history", ["community_id", "at"])


def _numbers() -> None:
    op.create_table(
        "numbers",
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="numbers_key"),
    )


def _deadlines() -> None:
    op.create_table(
        "deadlines",
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "number"], ["cases.community_id", "cases.number"], name="deadlines_cases"
        ),
        sa.PrimaryKeyConstraint("community_id", "number", "kind", name="deadlines_key"),
    )
    op.create_index("deadlines_by_due", "deadlines", ["community_id", "due_at"])


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=True),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("sender_name", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("addressed", sa.Boolean(), nullable=False),
        sa.Column("picture", sa.String(), nullable=True),
        sa.Column("recalled", sa.String(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ready_at", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="inbox_key"),
        sa.UniqueConstraint("community_id", "account", "message_id", name="inbox_message_once"),
    )
    op.create_index("inbox_by_fingerprint", "inbox", ["community_id", "fingerprint", "at"])
    op.create_index("inbox_by_readiness", "inbox", ["community_id", "state", "ready_at"])
    op.create_index("inbox_by_sender", "inbox", ["community_id", "conversation", "sender", "at"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("mentions", sa.Text(), nullable=False),
        sa.Column("picture", sa.String(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("brief", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="outbox_key"),
    )
    op.create_index("outbox_by_conversation", "outbox", ["community_id", "conversation", "sent_at"])
    op.create_index("outbox_by_due", "outbox", ["community_id", "state", "due_at"])


def _dialogues() -> None:
    op.create_table(
        "dialogues",
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("awaiting", sa.String(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("draft", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "conversation", "contact", name="dialogues_key"),
    )
    op.create_index("dialogues_by_case", "dialogues", ["community_id", "number"])
    op.create_index("dialogues_by_expiry", "dialogues", ["community_id", "expires_at"])


def _marks() -> None:
    op.create_table(
        "marks",
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "key", name="marks_key"),
    )
