"""Keep who was called about an offer that ran out."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offer_call",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["called_by_id"], ["user_account.id"], name=op.f("fk_offer_call_called_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["seat_offer.id"], name=op.f("fk_offer_call_offer_id")
        ),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_offer_call")),
    )


def downgrade() -> None:
    op.drop_table("offer_call")
