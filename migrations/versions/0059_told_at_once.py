"""Tell at once whether anything changed that lists of outcomes show; each of their pages asks.

The newest answer of a confirmation and the newest removal of evidence get an index. A list of
municipalities leaves its moment: it may change provinces or names and add none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

BEFORE = "1970-01-01 00:00:00.000000+00"
"""Stands in a new column until its rows are filled."""
FIRST_DAY = {
    "sqlite": "valid_from || ' 00:00:00.000000'",
    "postgresql": "CAST(valid_from AS timestamp) AT TIME ZONE 'UTC'",
}


def upgrade() -> None:
    op.create_index("ix_confirmation_answered_at", "confirmation", ["answered_at"])
    op.create_index("ix_evidence_removed_at", "evidence", ["removed_at"])
    moment = sa.Column(
        "listed_at", sa.DateTime(timezone=True), nullable=False, server_default=BEFORE
    )
    op.add_column("municipality", moment)
    known = FIRST_DAY[op.get_bind().dialect.name]
    op.execute(f"UPDATE municipality SET listed_at = {known}")  # noqa: S608 - our own words
    with op.batch_alter_table("municipality") as batch:
        batch.alter_column("listed_at", server_default=None)
    op.create_index("ix_municipality_listed_at", "municipality", ["listed_at"])


def downgrade() -> None:
    op.drop_index("ix_municipality_listed_at", "municipality")
    with op.batch_alter_table("municipality") as batch:
        batch.drop_column("listed_at")
    op.drop_index("ix_evidence_removed_at", "evidence")
    op.drop_index("ix_confirmation_answered_at", "confirmation")
