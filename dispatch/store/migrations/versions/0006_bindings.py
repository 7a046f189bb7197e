"""Tables of one-time codes, of the contacts that they bound, and of their trail."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "invites",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="invites_key"),
    )
    op.create_index("invites_by_expiry", "invites", ["community_id", "expires_at"])
    op.create_table(
        "bindings",
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "contact", name="bindings_key"),
    )
    op.create_table(
        "traces",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="traces_key"),
    )
    op.create_index("traces_by_deed", "traces", ["community_id", "deed", "at"])
