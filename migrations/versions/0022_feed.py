"""Find the newest change, the meeting that left the feeds last, and its seats, at once."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_event_stamp", "event")
    op.create_index("ix_event_ends_at", "event", ["ends_at"])
    op.create_index("ix_event_changed_at", "event", ["changed_at"])
    op.create_index("ix_seat_pool_event_id", "seat_pool", ["event_id"])


def downgrade() -> None:
    op.drop_index("ix_seat_pool_event_id", "seat_pool")
    op.drop_index("ix_event_changed_at", "event")
    op.drop_index("ix_event_ends_at", "event")
    op.create_index(
        "ix_event_stamp", "event", ["ends_at", "status", "changed_at", "sequence", "revision"]
    )
