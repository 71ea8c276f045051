"""Let people register."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("given_name", sa.String(), nullable=True),
        sa.Column("family_name", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "onsite",
                "online",
                name="attendancemode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "confirmed",
                "waitlisted",
                "offered",
                "cancelled",
                name="registrationstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("privacy_version", sa.String(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("told_sequence", sa.Integer(), nullable=False),
        sa.Column("invite_sequence", sa.Integer(), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_registration_email_lowercase")),
        sa.CheckConstraint("invite_sequence >= 0", name=op.f("ck_registration_invite_sequence")),
        sa.CheckConstraint("people BETWEEN 1 AND 10", name=op.f("ck_registration_people")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_registration_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_registration_event_id_code")),
        sa.UniqueConstraint("ref", name=op.f("uq_registration_ref")),
    )
    op.create_index(
        "ix_registration_line", "registration", ["event_id", "mode", "status", "queued_at"]
    )
    op.create_index(
        "uq_registration_live_address",
        "registration",
        ["event_id", "email"],
        unique=True,
        sqlite_where=sa.text("status <> 'cancelled' AND email IS NOT NULL"),
        postgresql_where=sa.text("status <> 'cancelled' AND email IS NOT NULL"),
    )
    op.create_table(
        "seat_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_seat_claim_seats")),
        sa.ForeignKeyConstraint(["pool_id"], ["seat_pool.id"], name=op.f("fk_seat_claim_pool_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_seat_claim_registration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_claim")),
        sa.UniqueConstraint(
            "registration_id", "pool_id", name=op.f("uq_seat_claim_registration_id_pool_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("seat_claim")
    op.drop_table("registration")
