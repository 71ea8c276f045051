"""Keep whom we ask what came of a meeting, when, and what they say."""

import sqlalchemy as sa
from alembic import op

from academie.core import append_only

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

RESULTS = ("change", "no_change", "too_early", "contact_lost", "no_answer")
OF_CHECKPOINT = "ALTER TABLE observation ADD COLUMN checkpoint_id INTEGER"
REFERENCE = " CONSTRAINT fk_observation_checkpoint_id REFERENCES checkpoint (id)"
WATCHING = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    " AND tbl_name <> 'observation' AND sql LIKE '%FROM observation%'"
)
"""Triggers of other tables that look at observations: SQLite renames none that one looks at."""
EVIDENCE_ASKED = """CREATE TRIGGER observation_evidence BEFORE INSERT ON observation
    WHEN NEW.status IN ('realised', 'secured')
    AND NOT EXISTS (SELECT 1 FROM evidence WHERE outcome_id = NEW.outcome_id)
    BEGIN SELECT RAISE(ABORT, 'needs evidence'); END"""


def one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def moment(name: str, *, needed: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not needed)


def points_at(table: str, column: str, other: str, **kwargs: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, **kwargs)


def upgrade() -> None:
    _make_follow_ups()
    _make_checkpoints()
    _make_late_answers()
    op.execute(OF_CHECKPOINT + REFERENCE)
    with op.batch_alter_table("commitment_move") as batch:
        batch.alter_column("by_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    op.execute("DELETE FROM commitment_move WHERE by_id IS NULL")
    with op.batch_alter_table("commitment_move") as batch:
        batch.alter_column("by_id", existing_type=sa.Integer(), nullable=False)
    if dialect == "sqlite":
        watching = op.get_bind().execute(sa.text(WATCHING)).all()
        for name, _statement in watching:
            op.execute(f"DROP TRIGGER {name}")
        with op.batch_alter_table("observation") as batch:
            batch.drop_column("checkpoint_id")
        for statement in (
            *append_only.guard(dialect, "observation"),
            EVIDENCE_ASKED,
            *(statement for _name, statement in watching),
        ):
            op.execute(statement)
    else:
        op.drop_column("observation", "checkpoint_id")
    for table in ("late_answer", "checkpoint", "follow_up"):
        op.drop_table(table)


def _make_follow_ups() -> None:
    op.create_table(
        "follow_up",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=True),
        sa.Column("contact_email", sa.String(), nullable=True),
        sa.Column("contact_phone", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.Boolean(), server_default=sa.false(), nullable=False),
        moment("counted_from"),
        sa.Column("task_id", sa.Integer(), nullable=True),
        moment("task_made_at"),
        sa.CheckConstraint(
            "contact_email = lower(contact_email)", name=op.f("ck_follow_up_email_lowercase")
        ),
        sa.CheckConstraint(
            "contact_name IS NOT NULL OR (contact_email IS NULL AND contact_phone IS NULL)",
            name=op.f("ck_follow_up_emptied_whole"),
        ),
        points_at("follow_up", "event_id", "event", ondelete="CASCADE"),
        points_at("follow_up", "owner_id", "user_account"),
        points_at("follow_up", "task_id", "task", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_contact_email"), "follow_up", ["contact_email"])


def _make_checkpoints() -> None:
    op.create_table(
        "checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        *map(moment, ("asked_at", "sent_at", "reminded_at", "reminded_again_at")),
        *map(moment, ("last_sent_at", "tasked_at")),
        sa.Column("result", one_of("checkpointresult", *RESULTS), nullable=True),
        moment("answered_at"),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("channel", one_of("channel", "link", "phone", "visit"), nullable=True),
        sa.Column("child_view", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        moment("given_up_at"),
        sa.Column("given_up_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("link_version", sa.Integer(), nullable=False),
        *_rules(),
        points_at("checkpoint", "event_id", "event"),
        points_at("checkpoint", "answered_by_id", "user_account"),
        points_at("checkpoint", "given_up_by_id", "user_account"),
        points_at("checkpoint", "outcome_id", "outcome"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint")),
        sa.UniqueConstraint("ref", name=op.f("uq_checkpoint_ref")),
        sa.UniqueConstraint("event_id", "months", name=op.f("uq_checkpoint_event_id_months")),
    )
    op.create_index("ix_checkpoint_due_on", "checkpoint", ["due_on"])
    op.create_index(
        "ix_checkpoint_open",
        "checkpoint",
        ["due_on", "event_id"],
        sqlite_where=sa.text("result IS NULL"),
        postgresql_where=sa.text("result IS NULL"),
    )


def _rules() -> list[sa.CheckConstraint]:
    rules = {
        "months": "months IN (3, 6, 12, 24)",
        "answered": "(answered_at IS NULL) = "
        "(result IS NULL OR result IN ('contact_lost', 'no_answer'))",
        "given_up": "(given_up_at IS NULL) = "
        "(result IS NULL OR result IN ('change', 'no_change', 'too_early'))",
        "channel_known": "(answered_at IS NULL) = (channel IS NULL)",
        "answered_by": "channel IS NULL OR (channel = 'link') = (answered_by_id IS NULL)",
        "sent": "sent_at IS NULL OR last_sent_at IS NOT NULL",
        "outcome_of_change": "outcome_id IS NULL OR result = 'change'",
    }
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_checkpoint_{name}")) for name, rule in rules.items()
    ]


def _make_late_answers() -> None:
    op.create_table(
        "late_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checkpoint_id", sa.Integer(), nullable=False),
        sa.Column("result", one_of("checkpointresult", *RESULTS), nullable=False),
        sa.Column("child_view", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        moment("said_at", needed=True),
        points_at("late_answer", "checkpoint_id", "checkpoint"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_answer")),
    )
    op.create_index("ix_late_answer_checkpoint", "late_answer", ["checkpoint_id"])
