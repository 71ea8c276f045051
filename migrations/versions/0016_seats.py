"""Keep places for a group, and offer a free seat with a deadline.

Columns are added by plain statements, which both databases know: nothing has to be rebuilt.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MODES = "'onsite', 'online'"
AUDIENCES = "'resident', 'professional', 'partner', 'other'"
MOMENT = {"postgresql": "TIMESTAMP WITH TIME ZONE", "sqlite": "DATETIME"}


def rows(condition: str) -> dict[str, sa.TextClause]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


GENERAL = rows("breakout_group_id IS NULL AND audience IS NULL")
RESERVED = rows("audience IS NOT NULL")
WITHOUT_GROUP = rows("breakout_group_id IS NULL")
IN_LINE = rows("waits_for IS NOT NULL")
OPEN = rows("ended_at IS NULL")


def upgrade() -> None:
    _reserve_seats()
    _stand_in_line()
    _offer_seats()
    _mail_the_promoted()


def downgrade() -> None:
    op.drop_table("seat_offer")
    op.drop_index("ix_registration_line", "registration")
    op.drop_index("ix_registration_second_group_id", "registration")
    for name in ("undo_until", "missed_offers", "waits_for", "audience"):
        op.drop_column("registration", name)
    with op.batch_alter_table("registration") as batch:
        batch.drop_column("second_group_id")
    op.create_index(
        "ix_registration_line", "registration", ["event_id", "mode", "status", "queued_at"]
    )
    _give_reserved_seats_back()


def _mail_the_promoted() -> None:
    """Let mail of the old kind that still waits leave as the mail that brings the ticket."""
    op.execute(
        "UPDATE outbox_message SET kind = 'registrations.confirmed'"
        " WHERE kind = 'registrations.promoted' AND status = 'waiting' AND NOT EXISTS"
        " (SELECT 1 FROM outbox_message AS other WHERE other.about = outbox_message.about"
        " AND other.kind = 'registrations.confirmed' AND other.status = 'waiting')"
    )


def _reserve_seats() -> None:
    moment = MOMENT[op.get_context().dialect.name]
    op.execute(
        "ALTER TABLE seat_pool ADD COLUMN audience VARCHAR(32)"
        f" CONSTRAINT ck_seat_pool_audience CHECK (audience IN ({AUDIENCES}))"
    )
    op.execute(
        f"ALTER TABLE seat_pool ADD COLUMN release_at {moment} CONSTRAINT ck_seat_pool_reserved"
        " CHECK (audience IS NULL OR (breakout_group_id IS NULL AND capacity IS NOT NULL"
        " AND release_at IS NOT NULL))"
    )
    op.execute(
        f"ALTER TABLE seat_pool ADD COLUMN released_at {moment} CONSTRAINT ck_seat_pool_released"
        " CHECK (released_at IS NULL OR (audience IS NOT NULL AND taken = 0))"
    )
    op.drop_index("uq_seat_pool_mode", "seat_pool")
    op.create_index("uq_seat_pool_mode", "seat_pool", ["event_id", "mode"], unique=True, **GENERAL)
    op.create_index(
        "uq_seat_pool_audience",
        "seat_pool",
        ["event_id", "mode", "audience"],
        unique=True,
        **RESERVED,
    )


def _stand_in_line() -> None:
    moment = MOMENT[op.get_context().dialect.name]
    op.execute(
        "ALTER TABLE registration ADD COLUMN audience VARCHAR(32)"
        f" CONSTRAINT ck_registration_audience CHECK (audience IN ({AUDIENCES}))"
    )
    op.execute(
        "ALTER TABLE registration ADD COLUMN waits_for VARCHAR(32)"
        f" CONSTRAINT ck_registration_waits_for CHECK (waits_for IN ({MODES}))"
    )
    op.execute(
        "ALTER TABLE registration ADD COLUMN missed_offers INTEGER DEFAULT 0 NOT NULL"
        " CONSTRAINT ck_registration_missed_offers CHECK (missed_offers >= 0)"
    )
    op.execute(f"ALTER TABLE registration ADD COLUMN undo_until {moment}")
    op.execute(
        "ALTER TABLE registration ADD COLUMN second_group_id INTEGER"
        " CONSTRAINT fk_registration_second_group_id REFERENCES breakout_group (id)"
    )
    op.execute("UPDATE registration SET waits_for = mode WHERE status IN ('waitlisted', 'offered')")
    op.create_index("ix_registration_second_group_id", "registration", ["second_group_id"])
    op.drop_index("ix_registration_line", "registration")
    op.create_index(
        "ix_registration_line", "registration", ["event_id", "waits_for", "queued_at"], **IN_LINE
    )


def _offer_seats() -> None:
    op.create_table(
        "seat_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("mode", _one_of("attendancemode", "onsite", "online"), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            _one_of("offeroutcome", "accepted", "declined", "expired", "withdrawn"),
            nullable=True,
        ),
        sa.Column("picked_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint("expires_at > offered_at", name=op.f("ck_seat_offer_expires")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (outcome IS NULL)", name=op.f("ck_seat_offer_ended")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_seat_offer_registration_id")
        ),
        sa.ForeignKeyConstraint(
            ["picked_by_id"], ["user_account.id"], name=op.f("fk_seat_offer_picked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_offer")),
        sa.UniqueConstraint("ref", name=op.f("uq_seat_offer_ref")),
    )
    op.create_index("ix_seat_offer_registration_id", "seat_offer", ["registration_id"])
    op.create_index("uq_seat_offer_open", "seat_offer", ["registration_id"], unique=True, **OPEN)
    op.create_index("ix_seat_offer_due", "seat_offer", ["expires_at"], **OPEN)


def _give_reserved_seats_back() -> None:
    """Join reserved seats with the general ones, as releasing them does."""
    general = (
        "FROM seat_pool AS general WHERE general.event_id = seat_pool.event_id"
        " AND general.mode = seat_pool.mode AND general.audience IS NULL"
        " AND general.breakout_group_id IS NULL"
    )
    reserved = (
        "FROM seat_pool AS kept WHERE kept.event_id = seat_pool.event_id"
        " AND kept.mode = seat_pool.mode AND kept.audience IS NOT NULL"
    )
    op.execute(
        f"UPDATE seat_claim SET pool_id = (SELECT general.id {general})"  # noqa: S608 - ours
        " FROM seat_pool WHERE seat_pool.id = seat_claim.pool_id"
        " AND seat_pool.audience IS NOT NULL"
    )
    op.execute(
        f"UPDATE seat_pool SET capacity = capacity + (SELECT coalesce(sum(kept.capacity), 0)"  # noqa: S608 - ours
        f" {reserved}), taken = taken + (SELECT coalesce(sum(kept.taken), 0) {reserved})"
        " WHERE audience IS NULL AND breakout_group_id IS NULL"
    )
    op.execute("DELETE FROM seat_pool WHERE audience IS NOT NULL")
    op.drop_index("uq_seat_pool_audience", "seat_pool")
    op.drop_index("uq_seat_pool_mode", "seat_pool")
    for name in ("released_at", "release_at", "audience"):
        op.drop_column("seat_pool", name)
    op.create_index(
        "uq_seat_pool_mode", "seat_pool", ["event_id", "mode"], unique=True, **WITHOUT_GROUP
    )


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
