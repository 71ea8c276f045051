"""Keep what came of meetings, and how we know."""

import sqlalchemy as sa
from alembic import op

from academie.core import append_only

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

GUARDED = "observation"

LINKS_COUNTED = "UPDATE outcome SET event_links = event_links {step} 1 WHERE id = {row}.outcome_id"
REALISED = "NEW.status IN ('realised', 'secured')"
NO_EVIDENCE = "NOT EXISTS (SELECT 1 FROM evidence WHERE outcome_id = NEW.outcome_id)"
CIRCLE = """EXISTS (
  WITH RECURSIVE after(id) AS (
    SELECT NEW.to_id
    UNION SELECT to_id FROM outcome_link JOIN after ON from_id = after.id
  )
  SELECT 1 FROM after WHERE id = NEW.from_id)"""

SQLITE = (
    f"""CREATE TRIGGER outcome_event_added AFTER INSERT ON outcome_event
    BEGIN {LINKS_COUNTED.format(step="+", row="NEW")}; END""",
    f"""CREATE TRIGGER outcome_event_removed AFTER DELETE ON outcome_event
    BEGIN {LINKS_COUNTED.format(step="-", row="OLD")}; END""",
    """CREATE TRIGGER outcome_event_moved BEFORE UPDATE OF outcome_id ON outcome_event
    BEGIN SELECT RAISE(ABORT, 'an event link stays with its outcome'); END""",
    f"""CREATE TRIGGER observation_evidence BEFORE INSERT ON observation
    WHEN {REALISED} AND {NO_EVIDENCE}
    BEGIN SELECT RAISE(ABORT, 'needs evidence'); END""",
    f"""CREATE TRIGGER outcome_link_circle BEFORE INSERT ON outcome_link WHEN {CIRCLE}
    BEGIN SELECT RAISE(ABORT, 'outcomes run in a circle'); END""",
    """CREATE TRIGGER outcome_link_moved BEFORE UPDATE OF from_id, to_id ON outcome_link
    BEGIN SELECT RAISE(ABORT, 'an outcome link stays where it is'); END""",
)

# PostgreSQL writes side by side: the lock lets one check for circles see the links of the other.
POSTGRESQL = (
    f"""CREATE FUNCTION outcome_event_count() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF TG_OP = 'INSERT' THEN {LINKS_COUNTED.format(step="+", row="NEW")};
      ELSIF TG_OP = 'DELETE' THEN {LINKS_COUNTED.format(step="-", row="OLD")};
      ELSIF NEW.outcome_id <> OLD.outcome_id THEN
        RAISE EXCEPTION 'an event link stays with its outcome';
      END IF;
      RETURN NULL; END $$""",
    """CREATE TRIGGER outcome_event_count AFTER INSERT OR UPDATE OR DELETE ON outcome_event
    FOR EACH ROW EXECUTE FUNCTION outcome_event_count()""",
    f"""CREATE FUNCTION observation_evidence() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF {REALISED} AND {NO_EVIDENCE} THEN RAISE EXCEPTION 'needs evidence'; END IF;
      RETURN NEW; END $$""",
    """CREATE TRIGGER observation_evidence BEFORE INSERT ON observation
    FOR EACH ROW EXECUTE FUNCTION observation_evidence()""",
    f"""CREATE FUNCTION outcome_link_circle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF TG_OP = 'UPDATE' THEN RAISE EXCEPTION 'an outcome link stays where it is'; END IF;
      PERFORM pg_advisory_xact_lock('outcome_link'::regclass::bigint);
      IF {CIRCLE} THEN RAISE EXCEPTION 'outcomes run in a circle'; END IF;
      RETURN NEW; END $$""",
    """CREATE TRIGGER outcome_link_circle BEFORE INSERT OR UPDATE OF from_id, to_id
    ON outcome_link FOR EACH ROW EXECUTE FUNCTION outcome_link_circle()""",
)
TABLES = (
    "outcome_source",
    "outcome_place",
    "outcome_link",
    "outcome_line",
    "outcome_kind",
    "outcome_event",
    "outcome_contributor",
    "outcome_challenge",
    "outcome_actor",
    "observation",
    "evidence",
    "outcome",
    "outcome_counter",
)
FUNCTIONS = ("outcome_event_count", "observation_evidence", "outcome_link_circle")


def one_of(name: str, values: str) -> sa.Enum:
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "outcome_counter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_outcome_counter_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_counter")),
    )
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "nature",
            one_of("nature", "outcome activity"),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("what_changed", sa.String(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column(
            "changed_precision",
            one_of("precision", "day month quarter half_year year unknown"),
            nullable=False,
        ),
        sa.Column(
            "level",
            one_of("level", "family group organisation municipality region national"),
            nullable=False,
        ),
        sa.Column(
            "line",
            one_of("changeline", "verzachten versterken veranderen"),
            nullable=False,
        ),
        sa.Column(
            "direction",
            one_of("direction", "positive negative mixed"),
            nullable=False,
        ),
        sa.Column(
            "intended",
            one_of("intended", "yes no partly unknown"),
            nullable=False,
        ),
        sa.Column("reach_number", sa.Integer(), nullable=True),
        sa.Column("reach_unit", sa.String(), nullable=True),
        sa.Column(
            "reach_kind",
            one_of("reachkind", "counted estimated planned"),
            nullable=True,
        ),
        sa.Column("significance", sa.String(), nullable=True),
        sa.Column("significance_not_stated", sa.Boolean(), nullable=False),
        sa.Column(
            "significance_score",
            one_of("significance", "high medium low"),
            nullable=True,
        ),
        sa.Column("significance_scored_by_id", sa.Integer(), nullable=True),
        sa.Column("contribution", sa.String(), nullable=True),
        sa.Column("contribution_not_stated", sa.Boolean(), nullable=False),
        sa.Column(
            "contribution_score",
            one_of("contribution", "none small substantial decisive unknown"),
            nullable=True,
        ),
        sa.Column("event_links", sa.Integer(), server_default="0", nullable=False),
        sa.Column("without_us", sa.String(), nullable=True),
        sa.Column("other_factors", sa.String(), nullable=True),
        sa.Column("child_view", sa.String(), nullable=True),
        sa.Column("transferable", sa.String(), nullable=True),
        sa.Column(
            "visibility",
            one_of("visibility", "internal partners public"),
            nullable=False,
        ),
        sa.Column(
            "state",
            one_of("outcomestate", "draft submitted returned adopted withdrawn"),
            nullable=False,
        ),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_note", sa.String(), nullable=True),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdraw_reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(changed_precision = 'unknown') = (changed_on IS NULL)",
            name=op.f("ck_outcome_changed_precision"),
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_outcome_withdrawn")
        ),
        sa.CheckConstraint(
            "contribution_score IS NULL OR contribution_score IN ('none', 'unknown')"
            " OR other_factors IS NOT NULL",
            name=op.f("ck_outcome_other_factors"),
        ),
        sa.CheckConstraint(
            "contribution_score IS NULL OR contribution_score NOT IN ('substantial', 'decisive')"
            " OR without_us IS NOT NULL",
            name=op.f("ck_outcome_without_us"),
        ),
        sa.CheckConstraint(
            "nature = 'outcome' OR state IN ('draft', 'withdrawn')",
            name=op.f("ck_outcome_activity_unreviewed"),
        ),
        sa.CheckConstraint(
            "state <> 'adopted' OR (adopted_at IS NOT NULL AND reviewer_id IS NOT NULL)",
            name=op.f("ck_outcome_adopted"),
        ),
        sa.CheckConstraint(
            "state <> 'returned' OR (reviewer_id IS NOT NULL AND review_note IS NOT NULL)",
            name=op.f("ck_outcome_returned"),
        ),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR (withdrawn_by_id IS NOT NULL AND withdraw_reason IS NOT NULL)",
            name=op.f("ck_outcome_withdrawn_why"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'returned', 'withdrawn') OR event_links = 0"
            " OR contribution IS NOT NULL OR contribution_not_stated",
            name=op.f("ck_outcome_contribution_before_review"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'returned', 'withdrawn')"
            " OR significance IS NOT NULL OR significance_not_stated",
            name=op.f("ck_outcome_significance_before_review"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL",
            name=op.f("ck_outcome_submitted"),
        ),
        sa.CheckConstraint(
            "(reach_number IS NULL) = (reach_unit IS NULL)"
            " AND (reach_number IS NULL) = (reach_kind IS NULL)",
            name=op.f("ck_outcome_reach_whole"),
        ),
        sa.CheckConstraint(
            "(significance_score IS NULL) = (significance_scored_by_id IS NULL)",
            name=op.f("ck_outcome_significance_scorer"),
        ),
        sa.CheckConstraint(
            "contribution IS NULL OR NOT contribution_not_stated",
            name=op.f("ck_outcome_contribution_one"),
        ),
        sa.CheckConstraint(
            "contribution_score IS NULL OR event_links > 0",
            name=op.f("ck_outcome_contribution_needs_event"),
        ),
        sa.CheckConstraint("event_links >= 0", name=op.f("ck_outcome_event_links")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_outcome_number")),
        sa.CheckConstraint("reach_number >= 0", name=op.f("ck_outcome_reach_number")),
        sa.CheckConstraint(
            "reviewer_id <> author_id", name=op.f("ck_outcome_author_does_not_review")
        ),
        sa.CheckConstraint(
            "significance IS NULL OR NOT significance_not_stated",
            name=op.f("ck_outcome_significance_one"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user_account.id"], name=op.f("fk_outcome_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["user_account.id"], name=op.f("fk_outcome_reviewer_id")
        ),
        sa.ForeignKeyConstraint(
            ["significance_scored_by_id"],
            ["user_account.id"],
            name=op.f("fk_outcome_significance_scored_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user_account.id"], name=op.f("fk_outcome_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint("number", name=op.f("uq_outcome_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_outcome_ref")),
    )
    op.create_index("ix_outcome_state", "outcome", ["state", "adopted_at"])
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            one_of(
                "evidencekind", "document decision news photo interview figures mail own_report"
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("independent", sa.Boolean(), nullable=False),
        sa.Column("quote", sa.String(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind <> 'own_report' OR NOT independent", name=op.f("ck_evidence_own_report")
        ),
        sa.CheckConstraint("length(quote) <= 300", name=op.f("ck_evidence_quote")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_evidence_sha256")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user_account.id"], name=op.f("fk_evidence_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_evidence_outcome_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("ref", name=op.f("uq_evidence_ref")),
    )
    op.create_index("ix_evidence_outcome", "evidence", ["outcome_id"])
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column(
            "precision",
            one_of("precision", "day month quarter half_year year unknown"),
            nullable=False,
        ),
        sa.Column(
            "status",
            one_of(
                "outcomestatus",
                "announced started ongoing realised secured stopped reversed unknown",
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by_party", sa.String(), nullable=True),
        sa.Column("by_user_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("precision <> 'unknown'", name=op.f("ck_observation_day_known")),
        sa.CheckConstraint(
            "(by_party IS NULL) <> (by_user_id IS NULL)", name=op.f("ck_observation_one_observer")
        ),
        sa.ForeignKeyConstraint(
            ["by_user_id"], ["user_account.id"], name=op.f("fk_observation_by_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_observation_outcome_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index("ix_observation_outcome", "observation", ["outcome_id", "observed_on"])
    op.create_table(
        "outcome_actor",
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_outcome_actor_outcome_id")
        ),
        sa.PrimaryKeyConstraint("outcome_id", "name", name=op.f("pk_outcome_actor")),
    )
    op.create_table(
        "outcome_challenge",
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_outcome_challenge_challenge_id")
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_outcome_challenge_outcome_id")
        ),
        sa.PrimaryKeyConstraint("outcome_id", "challenge_id", name=op.f("pk_outcome_challenge")),
    )
    op.create_table(
        "outcome_contributor",
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "role",
            one_of("contributorrole", "kickstart facilitator knowledge connector partner"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_outcome_contributor_outcome_id")
        ),
        sa.PrimaryKeyConstraint("outcome_id", "name", "role", name=op.f("pk_outcome_contributor")),
    )
    op.create_table(
        "outcome_event",
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "link",
            one_of("eventlink", "direct partly later not_shown"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_outcome_event_event_id")),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_outcome_event_outcome_id")
        ),
        sa.PrimaryKeyConstraint("outcome_id", "event_id", name=op.f("pk_outcome_event")),
    )
    op.create_index("ix_outcome_event_event", "outcome_event", ["event_id"])
    op.create_table(
        "outcome_kind",
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            one_of("changekind", "behaviour relationship action activity policy practice"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_outcome_kind_outcome_id")
        ),
        sa.PrimaryKeyConstraint("outcome_id", "kind", name=op.f("pk_outcome_kind")),
    )
    op.create_table(
        "outcome_line",
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column(
            "line",
            one_of("changeline", "verzachten versterken veranderen"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_outcome_line_outcome_id")
        ),
        sa.PrimaryKeyConstraint("outcome_id", "line", name=op.f("pk_outcome_line")),
    )
    op.create_table(
        "outcome_link",
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            one_of("outcomelinkkind", "leads_to beside"),
            nullable=False,
        ),
        sa.Column("explanation", sa.String(), nullable=False),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_outcome_link_two_outcomes")),
        sa.ForeignKeyConstraint(["from_id"], ["outcome.id"], name=op.f("fk_outcome_link_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["outcome.id"], name=op.f("fk_outcome_link_to_id")),
        sa.PrimaryKeyConstraint("from_id", "to_id", name=op.f("pk_outcome_link")),
    )
    op.create_table(
        "outcome_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            one_of("placekind", "municipality region national"),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'national') = (name IS NULL)", name=op.f("ck_outcome_place_name")
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_outcome_place_outcome_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_place")),
        sa.UniqueConstraint(
            "outcome_id", "kind", "name", name=op.f("uq_outcome_place_outcome_id_kind_name")
        ),
    )
    op.create_index(
        "uq_outcome_place_national",
        "outcome_place",
        ["outcome_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'national'"),
        postgresql_where=sa.text("kind = 'national'"),
    )
    op.create_table(
        "outcome_source",
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            one_of("knowledgesource", "science practice lived_experience"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_outcome_source_outcome_id")
        ),
        sa.PrimaryKeyConstraint("outcome_id", "source", name=op.f("pk_outcome_source")),
    )
    dialect = op.get_bind().dialect.name
    for statement in SQLITE if dialect == "sqlite" else POSTGRESQL:
        op.execute(statement)
    for statement in append_only.guard(dialect, GUARDED):
        op.execute(statement)


def downgrade() -> None:
    for statement in append_only.unguard(op.get_bind().dialect.name, GUARDED):
        op.execute(statement)
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for function in FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}")
