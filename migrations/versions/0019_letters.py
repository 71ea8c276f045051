"""Remind, thank and write; count who takes part online.

Columns are added by plain statements, which both databases know: nothing has to be rebuilt.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE check_in ADD COLUMN mode VARCHAR(32) DEFAULT 'onsite' NOT NULL"
        " CONSTRAINT ck_check_in_attendancemode CHECK (mode IN ('onsite', 'online'))"
    )
    op.execute("ALTER TABLE outbox_message ADD COLUMN bulk BOOLEAN DEFAULT false NOT NULL")
    op.drop_index("ix_outbox_message_due", "outbox_message")
    op.create_index("ix_outbox_message_due", "outbox_message", ["status", "bulk", "due_at"])
    op.create_index("ix_outbox_message_about", "outbox_message", ["about"])
    _make_rounds()
    _make_letters()
    _make_copies()


def _make_rounds() -> None:
    op.create_table(
        "reminder_round",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "week",
                "day",
                "thanks",
                name="reminderkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_reminder_round_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", "kind", "starts_at", name=op.f("pk_reminder_round")),
    )


def _make_letters() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "everybody",
                "onsite",
                "online",
                "group",
                "waiting",
                "came",
                "missed",
                "followers",
                name="letteraudience",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("parties", sa.Integer(), nullable=True),
        sa.CheckConstraint("(sent_at IS NULL) = (parties IS NULL)", name=op.f("ck_letter_sent")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_letter_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["breakout_group.id"],
            name=op.f("fk_letter_group_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_letter_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("ref", name=op.f("uq_letter_ref")),
    )
    op.create_index("ix_letter_event", "letter", ["event_id", "id"])


def _make_copies() -> None:
    op.create_table(
        "letter_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_letter_copy_letter_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_letter_copy_registration_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_copy")),
        sa.UniqueConstraint("ref", name=op.f("uq_letter_copy_ref")),
        sa.UniqueConstraint(
            "letter_id", "registration_id", name=op.f("uq_letter_copy_letter_id_registration_id")
        ),
    )
    op.create_index("ix_letter_copy_registration", "letter_copy", ["registration_id"])


def downgrade() -> None:
    op.drop_table("letter_copy")
    op.drop_table("letter")
    op.drop_table("reminder_round")
    op.drop_index("ix_outbox_message_about", "outbox_message")
    op.drop_index("ix_outbox_message_due", "outbox_message")
    op.create_index("ix_outbox_message_due", "outbox_message", ["status", "due_at"])
    op.drop_column("outbox_message", "bulk")
    op.execute("DELETE FROM check_in WHERE mode = 'online'")
    op.drop_column("check_in", "mode")
