"""Let staff look at what was written down in a room before the world reads it.

What the world reads already stays.
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

READ_ALREADY = """UPDATE commitment SET approved_at = recorded_at WHERE source = 'room' AND EXISTS (
  SELECT 1 FROM commitment_party AS party
  WHERE party.commitment_id = commitment.id AND party.answer = 'confirmed')"""
RULE = "approved_by_id IS NULL OR approved_at IS NOT NULL"


def upgrade() -> None:
    with op.batch_alter_table("commitment") as batch:
        batch.add_column(sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("approved_by_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_commitment_approved_by_id"), "user_account", ["approved_by_id"], ["id"]
        )
        batch.create_check_constraint(op.f("ck_commitment_approved"), RULE)
    op.execute(READ_ALREADY)


def downgrade() -> None:
    with op.batch_alter_table("commitment") as batch:
        batch.drop_constraint(op.f("ck_commitment_approved"), type_="check")
        batch.drop_constraint(op.f("fk_commitment_approved_by_id"), type_="foreignkey")
        batch.drop_column("approved_by_id")
        batch.drop_column("approved_at")
