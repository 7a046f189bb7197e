"""A case may be on the agenda of the next meeting 说事日."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("tabled_at", sa.BigInteger(), nullable=True))
    on_agenda = sa.text("tabled_at IS NOT NULL")
    op.create_index(
        "cases_by_tabling",
        "cases",
        ["community_id", "tabled_at"],
        sqlite_where=on_agenda,
        postgresql_where=on_agenda,
    )
