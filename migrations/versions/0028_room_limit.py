"""Keep how many people the room of a meeting may hold."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "room_limit",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("people >= 1", name=op.f("ck_room_limit_people")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_room_limit_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_room_limit")),
    )


def downgrade() -> None:
    op.drop_table("room_limit")
