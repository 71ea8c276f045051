"""Keep all that was said at a question, also by who came second."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

_TABLES = ("checkpoint", "late_answer")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("told", sa.JSON(), nullable=True))


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "told")
