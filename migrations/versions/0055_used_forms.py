"""Know which forms made something, so that one that is sent twice makes one."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "used_form",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("led_to", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_used_form")),
    )
    op.create_index("ix_used_form_used_at", "used_form", ["used_at"])


def downgrade() -> None:
    op.drop_table("used_form")
