"""A table of the photos that cases were shown as done with."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "proofs",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", sa.String(), nullable=False),
        sa.Column("picture", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="proofs_key"),
    )
    op.create_index("proofs_by_time", "proofs", ["community_id", "at"])
