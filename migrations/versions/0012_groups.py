"""Talk in small groups, and move along when a meeting is held in another way.

Columns are added by plain statements, which both databases know: nothing has to be rebuilt.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

WITHOUT_GROUP = sa.text("breakout_group_id IS NULL")
IN_GROUP = sa.text("breakout_group_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "breakout_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=True),
        sa.Column("facilitator", sa.String(), nullable=True),
        sa.Column("problems", sa.String(), nullable=True),
        sa.Column("what_works", sa.String(), nullable=True),
        sa.Column("agreements", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_breakout_group_challenge_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_breakout_group_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breakout_group")),
        sa.UniqueConstraint("ref", name=op.f("uq_breakout_group_ref")),
    )
    op.create_index("ix_breakout_group_event", "breakout_group", ["event_id", "position"])
    op.execute(
        "ALTER TABLE seat_pool ADD COLUMN breakout_group_id INTEGER"
        " CONSTRAINT fk_seat_pool_breakout_group_id"
        " REFERENCES breakout_group (id)"
    )
    op.drop_index("uq_seat_pool_mode", "seat_pool")
    op.create_index(
        "uq_seat_pool_mode",
        "seat_pool",
        ["event_id", "mode"],
        unique=True,
        sqlite_where=WITHOUT_GROUP,
        postgresql_where=WITHOUT_GROUP,
    )
    op.create_index(
        "uq_seat_pool_group",
        "seat_pool",
        ["breakout_group_id"],
        unique=True,
        sqlite_where=IN_GROUP,
        postgresql_where=IN_GROUP,
    )
    op.execute(
        "ALTER TABLE registration ADD COLUMN breakout_group_id INTEGER"
        " CONSTRAINT fk_registration_breakout_group_id REFERENCES breakout_group (id)"
    )
    op.execute("ALTER TABLE registration ADD COLUMN moved BOOLEAN DEFAULT false NOT NULL")
    op.create_index("ix_registration_breakout_group_id", "registration", ["breakout_group_id"])


def downgrade() -> None:
    op.drop_index("ix_registration_breakout_group_id", "registration")
    op.drop_column("registration", "moved")
    _drop_reference("registration")
    op.drop_index("uq_seat_pool_group", "seat_pool")
    op.drop_index("uq_seat_pool_mode", "seat_pool")
    op.execute(
        "DELETE FROM seat_claim WHERE pool_id IN"
        " (SELECT id FROM seat_pool WHERE breakout_group_id IS NOT NULL)"
    )
    op.execute("DELETE FROM seat_pool WHERE breakout_group_id IS NOT NULL")
    _drop_reference("seat_pool")
    op.create_index("uq_seat_pool_mode", "seat_pool", ["event_id", "mode"], unique=True)
    op.drop_table("breakout_group")


def _drop_reference(table: str) -> None:
    """Drop a column that points to a group; SQLite does that only by rebuilding the table."""
    with op.batch_alter_table(table) as batch:
        batch.drop_column("breakout_group_id")
