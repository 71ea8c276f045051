"""Ask more on the form, and keep what must be arranged apart."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

LIVE = sa.text("withdrawn_at IS NULL")


def upgrade() -> None:
    op.add_column("registration", sa.Column("phone", sa.String(), nullable=True))
    op.add_column("registration", sa.Column("municipality", sa.String(), nullable=True))
    _make_consents()
    _make_questions()
    _make_needs()


def downgrade() -> None:
    for table in (
        "event_host",
        "sealed_needs",
        "own_answer",
        "own_question",
        "form_choice",
        "consent",
    ):
        op.drop_table(table)
    op.drop_column("registration", "municipality")
    op.drop_column("registration", "phone")


def moment(name: str, *, nullable: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def words(check: str, *known: str) -> sa.Column[sa.Enum]:
    kind = sa.Enum(*known, name=op.f(check), native_enum=False, length=32, create_constraint=True)
    return sa.Column("kind", kind, nullable=False)


def _make_consents() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        words("ck_consent_consentkind", "needs", "newsletter", "follow_up"),
        sa.Column("text_version", sa.String(), nullable=False),
        moment("given_at"),
        moment("withdrawn_at", nullable=True),
        moment("exported_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_consent_registration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(
        "uq_consent_live",
        "consent",
        ["registration_id", "kind"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
    op.create_index(
        "ix_consent_kind",
        "consent",
        ["kind", "registration_id"],
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )


def _make_questions() -> None:
    op.create_table(
        "form_choice",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_form_choice_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_form_choice")),
    )
    op.create_table(
        "own_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        words("ck_own_question_questionkind", "yes_no", "one_of"),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("erase_on", sa.Date(), nullable=False),
        moment("created_at"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_own_question_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_question")),
        sa.UniqueConstraint("ref", name=op.f("uq_own_question_ref")),
    )
    op.create_index("ix_own_question_event_id", "own_question", ["event_id"])
    op.create_table(
        "own_answer",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.CheckConstraint("choice >= 0", name=op.f("ck_own_answer_choice")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_own_answer_registration_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["own_question.id"],
            name=op.f("fk_own_answer_question_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", "question_id", name=op.f("pk_own_answer")),
    )
    op.create_index("ix_own_answer_question_id", "own_answer", ["question_id"])


def _make_needs() -> None:
    op.create_table(
        "sealed_needs",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        moment("kept_at"),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_sealed_needs_registration_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_sealed_needs_event_id")),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_sealed_needs")),
    )
    op.create_index("ix_sealed_needs_event_id", "sealed_needs", ["event_id"])
    op.create_table(
        "event_host",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_host_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_event_host_user_id")
        ),
        sa.PrimaryKeyConstraint("event_id", "user_id", name=op.f("pk_event_host")),
    )
