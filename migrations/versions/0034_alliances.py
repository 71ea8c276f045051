"""Keep local alliances, pledges, lessons, and after which outcome an academy is asked for."""

import sqlalchemy as sa
from alembic import op

from academie.core import append_only

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

GUARDED = ("alliance_phase", "pledge_talk")
TABLES = (
    "lesson_challenge",
    "lesson",
    "pledge_talk",
    "pledge_challenge",
    "pledge",
    "criterion_evidence",
    "alliance_phase",
    "local_alliance",
)
PERIODS = "day month quarter half_year year unknown"
MOMENT = sa.DateTime(timezone=True)


def one_of(name: str, values: str) -> sa.Enum:
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=32)


def key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    _make_alliances()
    _make_criterion_evidence()
    _make_pledges()
    _make_lessons()
    op.add_column(
        "academy_request",
        sa.Column("source_outcome_id", sa.Integer(), sa.ForeignKey("outcome.id"), nullable=True),
        inline_references=True,
    )
    op.create_index(
        "ix_academy_request_source_outcome_id", "academy_request", ["source_outcome_id"]
    )
    for table in GUARDED:
        for statement in append_only.guard(op.get_bind().dialect.name, table):
            op.execute(statement)


def downgrade() -> None:
    for table in GUARDED:
        for statement in append_only.unguard(op.get_bind().dialect.name, table):
            op.execute(statement)
    op.drop_index("ix_academy_request_source_outcome_id", "academy_request")
    op.drop_column("academy_request", "source_outcome_id")
    for table in TABLES:
        op.drop_table(table)


def _make_alliances() -> None:
    op.create_table(
        "local_alliance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("place_key", sa.String(), nullable=False),
        sa.Column("province", one_of("province", " ".join(f"PV{n}" for n in range(20, 32)))),
        sa.Column("initiator", sa.String(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("started_precision", one_of("precision", PERIODS), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.CheckConstraint("place_key <> ''", name=op.f("ck_local_alliance_place_key")),
        sa.CheckConstraint(
            "(started_precision = 'unknown') = (started_on IS NULL)",
            name=op.f("ck_local_alliance_started_precision"),
        ),
        key("local_alliance", "event_id", "event"),
        key("local_alliance", "added_by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_alliance")),
        sa.UniqueConstraint("place_key", name=op.f("uq_local_alliance_place_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_local_alliance_ref")),
    )
    op.create_index("ix_local_alliance_event_id", "local_alliance", ["event_id"])
    op.create_table(
        "alliance_phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alliance_id", sa.Integer(), nullable=False),
        sa.Column(
            "phase", one_of("alliancephase", "wish explore build independent"), nullable=False
        ),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("precision", one_of("precision", PERIODS), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("by_user_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint("precision <> 'unknown'", name=op.f("ck_alliance_phase_day_known")),
        key("alliance_phase", "alliance_id", "local_alliance"),
        key("alliance_phase", "by_user_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alliance_phase")),
    )
    op.create_index("ix_alliance_phase_alliance", "alliance_phase", ["alliance_id", "since_on"])


def _make_criterion_evidence() -> None:
    op.create_table(
        "criterion_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("alliance_id", sa.Integer(), nullable=False),
        sa.Column("criterion", one_of("criterion", "a b c d"), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(evidence_id IS NULL) <> (title IS NULL)",
            name=op.f("ck_criterion_evidence_one_source"),
        ),
        sa.CheckConstraint(
            "evidence_id IS NULL OR (link IS NULL AND dated_on IS NULL)",
            name=op.f("ck_criterion_evidence_own_source"),
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name=op.f("ck_criterion_evidence_withdrawn"),
        ),
        key("criterion_evidence", "alliance_id", "local_alliance"),
        key("criterion_evidence", "evidence_id", "evidence"),
        key("criterion_evidence", "added_by_id", "user_account"),
        key("criterion_evidence", "withdrawn_by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_evidence")),
        sa.UniqueConstraint("ref", name=op.f("uq_criterion_evidence_ref")),
    )
    op.create_index(
        "uq_criterion_evidence_live",
        "criterion_evidence",
        ["alliance_id", "criterion", "evidence_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def _make_pledges() -> None:
    op.create_table(
        "pledge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.CheckConstraint("ended_on >= signed_on", name=op.f("ck_pledge_ended_on")),
        key("pledge", "organisation_id", "organisation"),
        key("pledge", "event_id", "event"),
        key("pledge", "added_by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
        sa.UniqueConstraint("ref", name=op.f("uq_pledge_ref")),
    )
    op.create_index("ix_pledge_organisation_id", "pledge", ["organisation_id"])
    op.create_index("ix_pledge_event_id", "pledge", ["event_id"])
    op.create_table(
        "pledge_challenge",
        sa.Column("pledge_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        key("pledge_challenge", "pledge_id", "pledge"),
        key("pledge_challenge", "challenge_id", "challenge"),
        sa.PrimaryKeyConstraint("pledge_id", "challenge_id", name=op.f("pk_pledge_challenge")),
    )
    op.create_table(
        "pledge_talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pledge_id", sa.Integer(), nullable=False),
        sa.Column("talked_on", sa.Date(), nullable=False),
        sa.Column("agreed", sa.String(), nullable=False),
        sa.Column("by_user_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        key("pledge_talk", "pledge_id", "pledge"),
        key("pledge_talk", "by_user_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_talk")),
    )
    op.create_index("ix_pledge_talk_pledge", "pledge_talk", ["pledge_id", "talked_on"])


def _make_lessons() -> None:
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("factor", one_of("lessonfactor", "success failure"), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("transferable_to", sa.String(), nullable=True),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("line", one_of("changeline", "verzachten versterken veranderen"), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "event_id IS NOT NULL OR outcome_id IS NOT NULL", name=op.f("ck_lesson_learned_from")
        ),
        key("lesson", "event_id", "event"),
        key("lesson", "outcome_id", "outcome"),
        key("lesson", "author_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("ref", name=op.f("uq_lesson_ref")),
    )
    op.create_index("ix_lesson_published", "lesson", ["published_at"])
    op.create_index("ix_lesson_event_id", "lesson", ["event_id"])
    op.create_index("ix_lesson_outcome_id", "lesson", ["outcome_id"])
    op.create_table(
        "lesson_challenge",
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        key("lesson_challenge", "lesson_id", "lesson"),
        key("lesson_challenge", "challenge_id", "challenge"),
        sa.PrimaryKeyConstraint("lesson_id", "challenge_id", name=op.f("pk_lesson_challenge")),
    )
