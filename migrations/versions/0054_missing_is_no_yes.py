"""Say in two checks what a missing value means, which a check lets through by itself.

A question leads to an outcome only once it was answered with a change, and staff approve what was
written in a room alone.
"""

from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

OF_CHANGE = "outcome_id IS NULL OR (result IS NOT NULL AND result = 'change')"
OF_CHANGE_BEFORE = "outcome_id IS NULL OR result = 'change'"
APPROVED_BEFORE = "approved_by_id IS NULL OR approved_at IS NOT NULL"
APPROVED = f"({APPROVED_BEFORE}) AND (approved_at IS NULL OR source = 'room')"


def upgrade() -> None:
    op.execute("UPDATE checkpoint SET outcome_id = NULL WHERE result IS NULL")
    op.execute(
        "UPDATE commitment SET approved_at = NULL, approved_by_id = NULL WHERE source <> 'room'"
    )
    replace("checkpoint", "outcome_of_change", OF_CHANGE)
    replace("commitment", "approved", APPROVED)


def downgrade() -> None:
    replace("commitment", "approved", APPROVED_BEFORE)
    replace("checkpoint", "outcome_of_change", OF_CHANGE_BEFORE)


def replace(table: str, name: str, rule: str) -> None:
    """Put another rule in the place of one; SQLite rebuilds the table, which has no triggers."""
    constraint = op.f(f"ck_{table}_{name}")
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(constraint, type_="check")
        batch.create_check_constraint(constraint, rule)
