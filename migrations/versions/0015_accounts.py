"""Forget staff who left, and what was seen longer than a year ago."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from academie.core import append_only

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "user_account", sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "user_account", sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=True)
    )
    user = sa.table(
        "user_account",
        sa.column("active", sa.Boolean()),
        sa.column("deactivated_at", sa.DateTime(timezone=True)),
    )
    left = sa.update(user).where(sa.not_(user.c.active))
    op.execute(left.values(deactivated_at=datetime.now(UTC)))
    dialect = op.get_bind().dialect.name
    for statement in append_only.unguard(dialect, "access_log"):
        op.execute(statement)
    for statement in append_only.guard_for_a_year(dialect, "access_log"):
        op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in append_only.unguard_for_a_year(dialect, "access_log"):
        op.execute(statement)
    for statement in append_only.guard(dialect, "access_log"):
        op.execute(statement)
    op.drop_column("user_account", "emptied_at")
    op.drop_column("user_account", "deactivated_at")
