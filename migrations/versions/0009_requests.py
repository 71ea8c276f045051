"""Take requests, and guard what may be published."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from academie.core.append_only import guard_but_for_text

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

EARLIER = "Gepubliceerd voordat deze regel bestond."
MONEY = ("meeting_money", "campaign_money")
GATE = (
    "kind <> 'publieksacademie' OR status = 'draft' OR gate_override IS NOT NULL OR"
    " (wish IS NOT NULL AND meeting_money = 'pledged' AND campaign_money = 'pledged')"
)
AMOUNTS = "meeting_money_amount >= 0 AND campaign_money_amount >= 0"

STATUSES = ("draft", "new", "in_conversation", "accepted", "declined", "withdrawn")
CHECKS = {
    "email_lowercase": "email = lower(email)",
    "complete_when_sent": (
        "status = 'draft' OR (sent_at IS NOT NULL AND organisation IS NOT NULL"
        " AND place IS NOT NULL AND wish IS NOT NULL AND mode IS NOT NULL)"
    ),
    "ended": "(status IN ('accepted', 'declined', 'withdrawn')) = (ended_at IS NOT NULL)",
    "decided": "(status IN ('accepted', 'declined')) = (decision IS NOT NULL)",
    "event_when_accepted": "status = 'accepted' OR event_id IS NULL",
    "period": "period_until >= period_from",
    "money_amounts": AMOUNTS,
}


def enum(name: str, *values: str) -> sa.Enum:
    """Write a list of words as a checked column."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    _guard_events()
    _make_requests()


def downgrade() -> None:
    op.drop_table("request_message")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION request_message_append_only()")
    op.drop_table("academy_request")
    with op.batch_alter_table("event") as batch:
        batch.drop_constraint(op.f("ck_event_gate"), type_="check")
        batch.drop_constraint(op.f("ck_event_money_amounts"), type_="check")
        for line in MONEY:
            batch.drop_constraint(op.f(f"ck_event_{line}"), type_="check")
            for column in (line, f"{line}_amount", f"{line}_proof"):
                batch.drop_column(column)
        batch.drop_column("wish")
        batch.drop_column("gate_override")


def _guard_events() -> None:
    op.add_column("event", sa.Column("wish", sa.String(), nullable=True))
    op.add_column("event", sa.Column("gate_override", sa.String(), nullable=True))
    for line in MONEY:
        op.add_column(
            "event", sa.Column(line, sa.String(32), nullable=False, server_default="not_yet")
        )
        op.add_column("event", sa.Column(f"{line}_amount", sa.Integer(), nullable=True))
        op.add_column("event", sa.Column(f"{line}_proof", sa.String(), nullable=True))
    event = sa.table("event", sa.column("kind"), sa.column("status"), sa.column("gate_override"))
    op.execute(
        event.update()
        .where(event.c.kind == "publieksacademie", event.c.status != "draft")
        .values(gate_override=EARLIER)
    )
    with op.batch_alter_table("event") as batch:
        for line in MONEY:
            batch.alter_column(line, server_default=None)
            batch.create_check_constraint(
                op.f(f"ck_event_{line}"), f"{line} IN ('pledged', 'in_talks', 'not_yet')"
            )
        batch.create_check_constraint(op.f("ck_event_money_amounts"), AMOUNTS)
        batch.create_check_constraint(op.f("ck_event_gate"), GATE)


def _make_requests() -> None:
    op.create_table(
        "academy_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("status", enum("requeststatus", *STATUSES), nullable=False),
        *(sa.Column(name, sa.String()) for name in ("organisation", "name", "email", "phone")),
        sa.Column("place", sa.String()),
        sa.Column("province", enum("province", *(f"PV{code}" for code in range(20, 32)))),
        *(sa.Column(name, sa.String()) for name in ("wish", "partners", "audience")),
        sa.Column("mode", enum("eventmode", "onsite", "online", "hybrid")),
        sa.Column("period_from", sa.Date()),
        sa.Column("period_until", sa.Date()),
        *_money_columns(),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("decision", sa.String()),
        sa.Column("decided_by_id", sa.Integer()),
        sa.Column("event_id", sa.Integer()),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_academy_request_{name}"))
            for name, rule in CHECKS.items()
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user_account.id"], name=op.f("fk_academy_request_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_academy_request_event_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_academy_request")),
        sa.UniqueConstraint("ref", name=op.f("uq_academy_request_ref")),
        sa.UniqueConstraint("event_id", name=op.f("uq_academy_request_event_id")),
    )
    op.create_index("ix_academy_request_status", "academy_request", ["status", "sent_at"])
    _make_messages()


def _money_columns() -> Iterator[sa.Column[Any]]:
    for line in MONEY:
        yield sa.Column(line, enum(line, "pledged", "in_talks", "not_yet"), nullable=False)
        yield sa.Column(f"{line}_amount", sa.Integer())
        yield sa.Column(f"{line}_proof", sa.String())


def _make_messages() -> None:
    op.create_table(
        "request_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("side", enum("side", "team", "requester"), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("text", sa.String()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["academy_request.id"], name=op.f("fk_request_message_request_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_request_message_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_message")),
    )
    op.create_index("ix_request_message_request_id", "request_message", ["request_id"])
    kept = ("id", "request_id", "side", "user_id", "at")
    for statement in guard_but_for_text(op.get_bind().dialect.name, "request_message", kept):
        op.execute(statement)
