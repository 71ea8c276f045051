"""Keep a journal of what was erased, and why somebody asked for data or what went wrong with it."""

import sqlalchemy as sa
from alembic import op

from academie.core import append_only

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasure_journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_erasure_journal_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_journal")),
    )
    op.create_index("ix_erasure_journal_rule", "erasure_journal", ["rule", "at"])
    op.create_table(
        "data_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        _words("kind", "requestkind", "see", "correct", "take_along", "erase", "object"),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("reach", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        _words("outcome", "outcome", "done", "not_found", "refused", nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(done_on IS NULL) = (outcome IS NULL)", name=op.f("ck_data_request_done")
        ),
        _staff("data_request", "noted_by_id"),
        _staff("data_request", "done_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
        sa.UniqueConstraint("ref", name=op.f("uq_data_request_ref")),
    )
    op.create_index(
        "ix_data_request_due",
        "data_request",
        ["due_on"],
        sqlite_where=sa.text("done_on IS NULL"),
        postgresql_where=sa.text("done_on IS NULL"),
    )
    op.create_table(
        "breach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("happened", sa.String(), nullable=False),
        sa.Column("records", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=True),
        sa.Column("log_from", sa.Date(), nullable=True),
        sa.Column("log_until", sa.Date(), nullable=True),
        sa.Column("log_user_id", sa.Integer(), nullable=True),
        sa.Column("authority_told_on", sa.Date(), nullable=True),
        sa.Column("people_told_on", sa.Date(), nullable=True),
        sa.Column("why_not_told", sa.String(), nullable=True),
        sa.CheckConstraint("log_from <= log_until", name=op.f("ck_breach_log")),
        _staff("breach", "log_user_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
        sa.UniqueConstraint("ref", name=op.f("uq_breach_ref")),
    )
    op.create_index("ix_breach_noticed_at", "breach", ["noticed_at"])
    op.create_table(
        "kept_shorter",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.CheckConstraint("weeks BETWEEN 2 AND 11", name=op.f("ck_kept_shorter_weeks")),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_kept_shorter_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_kept_shorter")),
    )
    for statement in append_only.guard_for_a_year(op.get_bind().dialect.name, "erasure_journal"):
        op.execute(statement)


def _words(column: str, name: str, *words: str, nullable: bool = False) -> sa.Column:
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(column, kind, nullable=nullable)


def _staff(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["user_account.id"], name=op.f(f"fk_{table}_{column}"))


def downgrade() -> None:
    op.drop_table("kept_shorter")
    op.drop_table("breach")
    op.drop_table("data_request")
    for statement in append_only.unguard_for_a_year(op.get_bind().dialect.name, "erasure_journal"):
        op.execute(statement)
    op.drop_table("erasure_journal")
