"""Keep the sector of a forgotten guest instead of the organisation."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "registration",
        sa.Column("sector_id", sa.Integer(), sa.ForeignKey("sector.id"), nullable=True),
        inline_references=True,
    )
    op.execute(
        "UPDATE registration SET organisation_id = NULL, sector_id = (SELECT sector_id"
        " FROM organisation WHERE organisation.id = registration.organisation_id)"
        " WHERE organisation_id IS NOT NULL AND given_name IS NULL AND family_name IS NULL"
        " AND email IS NULL AND phone IS NULL AND organisation_name IS NULL"
    )


def downgrade() -> None:
    op.drop_column("registration", "sector_id")
