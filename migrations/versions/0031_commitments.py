"""Keep what people said in the room that they will do."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commitment_page",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("days BETWEEN 1 AND 60", name=op.f("ck_commitment_page_days")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_commitment_page_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_commitment_page_made_by_id")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_commitment_page")),
    )
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "self",
                "together",
                "national",
                name="commitmentlevel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "kept",
                "lapsed",
                name="commitmentstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "room",
                "notes",
                "staff",
                name="commitmentsource",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(source = 'room') = (recorded_by_id IS NULL)", name=op.f("ck_commitment_recorder")
        ),
        sa.CheckConstraint(
            "(struck_at IS NULL) = (struck_by_id IS NULL)", name=op.f("ck_commitment_struck")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_commitment_event_id")),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["breakout_group.id"],
            name=op.f("fk_commitment_group_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_commitment_outcome_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user_account.id"], name=op.f("fk_commitment_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["struck_by_id"], ["user_account.id"], name=op.f("fk_commitment_struck_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("ref", name=op.f("uq_commitment_ref")),
    )
    op.create_index("ix_commitment_event", "commitment", ["event_id", "recorded_at"])
    op.create_index("uq_commitment_uuid", "commitment", ["event_id", "uuid"], unique=True)
    op.create_table(
        "commitment_challenge",
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_commitment_challenge_challenge_id")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_challenge_commitment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "commitment_id", "challenge_id", name=op.f("pk_commitment_challenge")
        ),
    )
    op.create_table(
        "commitment_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "answer",
            sa.Enum(
                "confirmed",
                "not_ours",
                name="partyanswer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_commitment_party_answered")
        ),
        sa.CheckConstraint(
            "answer IS NULL OR email IS NULL",
            name=op.f("ck_commitment_party_answered_without_email"),
        ),
        sa.CheckConstraint(
            "email = lower(email)", name=op.f("ck_commitment_party_email_lowercase")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_party_commitment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_party")),
        sa.UniqueConstraint("ref", name=op.f("uq_commitment_party_ref")),
    )
    op.create_index("ix_commitment_party_email", "commitment_party", ["email"])
    op.create_index(
        "ix_commitment_party_commitment", "commitment_party", ["commitment_id", "position"]
    )
    op.create_table(
        "commitment_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "kept",
                "lapsed",
                name="commitmentstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_commitment_move_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_move_commitment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_move")),
    )
    op.create_index("ix_commitment_move_commitment", "commitment_move", ["commitment_id"])


def downgrade() -> None:
    for table in (
        "commitment_move",
        "commitment_party",
        "commitment_challenge",
        "commitment",
        "commitment_page",
    ):
        op.drop_table(table)
