"""Know when the address of a page for commitments was replaced: what was written before, counts."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "commitment_page", sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("commitment_page", "renewed_at")
