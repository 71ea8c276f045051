"""Keep which organisations take part in a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_partner",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_partner_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_event_partner_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("event_id", "name", name=op.f("pk_event_partner")),
    )
    op.create_index(op.f("ix_event_partner_organisation_id"), "event_partner", ["organisation_id"])


def downgrade() -> None:
    op.drop_table("event_partner")
