"""Ask what people thought, without knowing who.

SQLite keeps the answers in the order of their random keys, not in that of their coming.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NEEDS = ("income", "overview", "reach", "cooperation", "just_above")
QUESTIONS = ("opinion", "welcome", "tomorrow", "needed", "offered")
CHOICES = ("very_good", "good", "fair", "not_good", "yes", "a_bit", "no", *NEEDS)
STATES = ("unread", "approved", "left_out")
REASONS = ("person", "sensitive", "hurtful", "no_answer")
CHOICE_FITS = (
    "(question = 'opinion' AND choice IN ('very_good', 'good', 'fair', 'not_good'))"
    " OR (question = 'welcome' AND choice IN ('yes', 'a_bit', 'no'))"
    " OR (question = 'needed' AND choice IN"
    " ('income', 'overview', 'reach', 'cooperation', 'just_above'))"
)


def upgrade() -> None:
    op.create_table(
        "evaluation_question",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("question", words("question", QUESTIONS), nullable=False),
        of_event("evaluation_question"),
        sa.PrimaryKeyConstraint("event_id", "question", name=op.f("pk_evaluation_question")),
    )
    op.create_table(
        "evaluation_response",
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        of_event("evaluation_response"),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_evaluation_response")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evaluation_answer",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("question", words("question", QUESTIONS), nullable=False),
        sa.Column("choice", words("choice", CHOICES), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.CheckConstraint(CHOICE_FITS, name=op.f("ck_evaluation_answer_choice_fits")),
        of_event("evaluation_answer"),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_evaluation_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table("evaluation_text", *text_parts(), sqlite_with_rowid=False)
    op.create_table("joiner", *joiner_parts())
    op.create_table(
        "joiner_need",
        sa.Column("joiner_id", sa.Integer(), nullable=False),
        sa.Column("need", words("need", NEEDS), nullable=False),
        sa.ForeignKeyConstraint(
            ["joiner_id"], ["joiner.id"], name=op.f("fk_joiner_need_joiner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("joiner_id", "need", name=op.f("pk_joiner_need")),
    )
    for table in ("evaluation_response", "evaluation_answer", "evaluation_text"):
        op.create_index(f"ix_{table}_event", table, ["event_id"])
    op.create_index("uq_joiner_address", "joiner", ["event_id", "email"], unique=True)


def words(name: str, members: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=32)


def of_event(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["event_id"], ["event.id"], name=op.f(f"fk_{table}_event_id"), ondelete="CASCADE"
    )


def text_parts() -> tuple[sa.schema.SchemaItem, ...]:
    checks = {
        "takes_text": "question IN ('tomorrow', 'needed', 'offered')",
        "reviewed": "(state = 'unread') = (reviewed_on IS NULL)",
        "reason_given": "(state = 'left_out') = (reason IS NOT NULL)",
        "connected": "connected_on IS NOT NULL OR connected_note IS NULL",
    }
    return (
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("question", words("question", QUESTIONS), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("state", words("textstate", STATES), nullable=False),
        sa.Column("reason", words("leaveoutreason", REASONS), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("need", words("need", NEEDS), nullable=True),
        sa.Column("connected_on", sa.Date(), nullable=True),
        sa.Column("connected_note", sa.String(), nullable=True),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_evaluation_text_{name}"))
            for name, rule in checks.items()
        ),
        of_event("evaluation_text"),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_evaluation_text")),
    )


def joiner_parts() -> tuple[sa.schema.SchemaItem, ...]:
    checks = {
        "email_lowercase": "email = lower(email)",
        "emptied_whole": (
            "email IS NOT NULL OR (name IS NULL AND needed IS NULL AND offered IS NULL"
            " AND connected_note IS NULL)"
        ),
        "connected": "connected_on IS NOT NULL OR connected_note IS NULL",
    }
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("needed", sa.String(), nullable=True),
        sa.Column("offered", sa.String(), nullable=True),
        sa.Column("consent_version", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("connected_on", sa.Date(), nullable=True),
        sa.Column("connected_note", sa.String(), nullable=True),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_joiner_{name}"))
            for name, rule in checks.items()
        ),
        of_event("joiner"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joiner")),
        sa.UniqueConstraint("ref", name=op.f("uq_joiner_ref")),
    )


def downgrade() -> None:
    for table in (
        "joiner_need",
        "joiner",
        "evaluation_text",
        "evaluation_answer",
        "evaluation_response",
        "evaluation_question",
    ):
        op.drop_table(table)
