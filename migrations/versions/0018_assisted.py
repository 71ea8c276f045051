"""Register for somebody else, and know whom mail does not reach."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

REFUSED = sa.text("refused_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("outbox_message", moment("refused_at"))
    op.create_index(
        "ix_outbox_message_refused",
        "outbox_message",
        ["about"],
        sqlite_where=REFUSED,
        postgresql_where=REFUSED,
    )
    op.add_column("registration", moment("address_at"))
    op.add_column("registration", moment("bounced_at"))
    _make_links()
    _make_visits()
    _make_parties()
    _make_calls()


def downgrade() -> None:
    op.drop_table("phone_call")
    op.drop_table("assisted_party")
    op.drop_table("assisted_visit")
    op.drop_table("helper_link")
    op.drop_column("registration", "bounced_at")
    op.drop_column("registration", "address_at")
    op.drop_index("ix_outbox_message_refused", "outbox_message")
    op.drop_column("outbox_message", "refused_at")


def moment(name: str, *, nullable: bool = True) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _make_links() -> None:
    op.create_table(
        "helper_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        moment("created_at", nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        moment("revoked_at"),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_helper_link_seats")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_helper_link_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_link")),
        sa.UniqueConstraint("ref", name=op.f("uq_helper_link_ref")),
    )
    op.create_index("ix_helper_link_event", "helper_link", ["event_id"])


def _make_visits() -> None:
    op.create_table(
        "assisted_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("helper_link_id", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        moment("made_at", nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("mailed", sa.Integer(), nullable=False),
        sa.CheckConstraint("people >= 1", name=op.f("ck_assisted_visit_people")),
        sa.CheckConstraint("mailed >= 0", name=op.f("ck_assisted_visit_mailed")),
        sa.CheckConstraint(
            "(helper_link_id IS NULL) <> (made_by_id IS NULL)", name=op.f("ck_assisted_visit_maker")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_assisted_visit_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["helper_link_id"],
            ["helper_link.id"],
            name=op.f("fk_assisted_visit_helper_link_id"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_assisted_visit_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assisted_visit")),
        sa.UniqueConstraint("key", name=op.f("uq_assisted_visit_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_assisted_visit_ref")),
    )
    op.create_index("ix_assisted_visit_helper_link_id", "assisted_visit", ["helper_link_id"])


def _make_parties() -> None:
    op.create_table(
        "assisted_party",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_assisted_party_registration_id"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["assisted_visit.id"], name=op.f("fk_assisted_party_visit_id")
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_assisted_party")),
    )
    op.create_index("ix_assisted_party_visit_id", "assisted_party", ["visit_id"])


def _make_calls() -> None:
    op.create_table(
        "phone_call",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Boolean(), nullable=False),
        moment("called_at", nullable=False),
        sa.Column("called_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("sequence > since", name=op.f("ck_phone_call_sequence")),
        sa.ForeignKeyConstraint(
            ["called_by_id"], ["user_account.id"], name=op.f("fk_phone_call_called_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_phone_call_registration_id")
        ),
        sa.PrimaryKeyConstraint("registration_id", "sequence", name=op.f("pk_phone_call")),
    )
