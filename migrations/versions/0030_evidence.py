"""Keep files as evidence, the way an outcome went, and what was typed but not saved.

And let the database refuse what is reviewed half, moved wrongly, or left without its evidence.
"""

import sqlalchemy as sa
from alembic import op

from academie.core import append_only

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

MOVES = "outcome_move"
KINDS = ("pdf", "jpg", "png", "webp", "docx", "xlsx", "pptx", "odt", "ods", "odp")
STATES = ("draft", "submitted", "returned", "adopted", "withdrawn")
COLUMNS = (
    ("file_kind", "VARCHAR(32)", "(file_kind IS NULL) = (sha256 IS NULL)"),
    (
        "file_size",
        "INTEGER",
        "(file_size IS NULL) = (sha256 IS NULL) AND (file_size IS NULL OR file_size > 0)",
    ),
    (
        "received_sha256",
        "VARCHAR",
        (
            "(received_sha256 IS NULL) = (sha256 IS NULL)"
            " AND (received_sha256 IS NULL OR length(received_sha256) = 64)"
        ),
    ),
)
PORTRAYED_PUBLIC = (
    "NOT public OR file_kind IS NULL OR file_kind NOT IN ('jpg', 'png', 'webp')"
    " OR COALESCE(portrayed, 'unknown') IN ('nobody', 'agreed')"
)
REMOVAL = (
    "(removed_at IS NULL) = (removal_reason IS NULL) AND (removed_at IS NULL OR sha256 IS NOT NULL)"
)
LISTED = ("state", "line")
PARTS = ("outcome_actor", "outcome_place", "outcome_kind")
REVIEWED = "('submitted', 'adopted')"
WITHOUT = "NOT EXISTS (SELECT 1 FROM {part} WHERE outcome_id = NEW.id)"
HALF = " OR ".join(WITHOUT.format(part=part) for part in PARTS)
UNDER_REVIEW = """(SELECT state FROM outcome WHERE id = OLD.outcome_id)
  IN ('submitted', 'adopted')"""
MAY_MOVE = (
    "OLD.state = NEW.state OR (NEW.state = 'withdrawn')"
    " OR (OLD.state IN ('draft', 'returned') AND NEW.state = 'submitted')"
    " OR (OLD.state = 'submitted' AND NEW.state IN ('returned', 'adopted'))"
)
LAST_SHOWN = """EXISTS (SELECT 1 FROM observation
  WHERE outcome_id = OLD.outcome_id AND status IN ('realised', 'secured'))
  AND NOT EXISTS (SELECT 1 FROM evidence WHERE outcome_id = OLD.outcome_id AND id <> OLD.id)"""
MAIN_AGAIN = "NEW.line = (SELECT line FROM outcome WHERE id = NEW.outcome_id)"
OTHER_ALREADY = "EXISTS (SELECT 1 FROM outcome_line WHERE outcome_id = NEW.id AND line = NEW.line)"
KNOWN = """INSERT INTO outcome_move (outcome_id, state, at, by_id, note)
  SELECT id, state, at, by_id, note FROM ({}) AS known ORDER BY at, id"""
HALF_TEXT = "an outcome is reviewed whole"
MOVE_TEXT, TWICE, SHOWN = "no such move", "the main line stands once", "needs evidence"
FUNCTIONS = (*("outcome_guard", "outcome_part_guard", "outcome_line_once", "evidence_guard"),)
ABOUT_REMOVAL = ("removal_reason", "removed_by_id", "removed_at")
TRIGGERS = (
    *("outcome_half", "outcome_moved", "outcome_line_main", "outcome_line_once", "evidence_last"),
    *(f"{part}_last" for part in PARTS),
)


def upgrade() -> None:
    _add_files()
    _add_moves()
    _add_typed()
    dialect = op.get_bind().dialect.name
    for statement in _sqlite() if dialect == "sqlite" else _postgresql():
        op.execute(statement)
    for statement in append_only.guard(dialect, MOVES):
        op.execute(statement)


def _add_files() -> None:
    for name, kind, rule in COLUMNS:
        op.execute(
            f"ALTER TABLE evidence ADD COLUMN {name} {kind}"
            f" CONSTRAINT ck_evidence_{name} CHECK ({rule})"
            + (
                f" CONSTRAINT ck_evidence_filekind CHECK (file_kind IN {KINDS})"
                * (name == "file_kind")
            )
        )
    moment = "DATETIME" if op.get_bind().dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    for column in (
        (
            "portrayed VARCHAR(32)"
            " CONSTRAINT ck_evidence_portrayed CHECK (portrayed IN ('nobody', 'agreed', 'unknown'))"
            f" CONSTRAINT ck_evidence_portrayed_public CHECK ({PORTRAYED_PUBLIC})"
        ),
        f"removed_at {moment}",
        "removed_by_id INTEGER CONSTRAINT fk_evidence_removed_by_id REFERENCES user_account (id)",
        f"removal_reason VARCHAR CONSTRAINT ck_evidence_removal CHECK ({REMOVAL})",
    ):
        op.execute(f"ALTER TABLE evidence ADD COLUMN {column}")
    op.create_index("ix_evidence_sha256", "evidence", ["sha256"])
    for column in LISTED:
        op.create_index(f"ix_outcome_{column}_number", "outcome", [column, "number"])
    op.create_index("ix_outcome_line_line", "outcome_line", ["line", "outcome_id"])


def _add_moves() -> None:
    op.create_table(
        MOVES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("state", _one_of("outcomestate", *STATES), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state NOT IN ('returned', 'withdrawn') OR note IS NOT NULL",
            name=op.f("ck_outcome_move_why"),
        ),
        _refers(MOVES, "outcome_id", "outcome.id"),
        _refers(MOVES, "by_id", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_move")),
    )
    op.create_index("ix_outcome_move_outcome", MOVES, ["outcome_id", "id"])
    known = (
        (
            "SELECT id, 'draft' AS state, created_at AS at, author_id AS by_id, NULL AS note"
            " FROM outcome"
        ),
        (
            "SELECT id, 'submitted', submitted_at, NULL, NULL FROM outcome"
            " WHERE submitted_at IS NOT NULL"
        ),
        (
            "SELECT id, 'returned', reviewed_at, reviewer_id, review_note FROM outcome"
            " WHERE reviewed_at IS NOT NULL AND adopted_at IS NULL AND review_note IS NOT NULL"
        ),
        (
            "SELECT id, 'adopted', adopted_at, reviewer_id, NULL FROM outcome"
            " WHERE adopted_at IS NOT NULL"
        ),
        (
            "SELECT id, 'withdrawn', withdrawn_at, withdrawn_by_id, withdraw_reason FROM outcome"
            " WHERE withdrawn_at IS NOT NULL"
        ),
    )
    op.execute(KNOWN.format(" UNION ALL ".join(known)))


def _add_typed() -> None:
    op.create_table(
        "typed_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("step", _one_of("step", "what", "meaning"), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("typed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_typed_form_revision")),
        sa.CheckConstraint(
            "outcome_id IS NOT NULL OR step = 'what'", name=op.f("ck_typed_form_new")
        ),
        _refers("typed_form", "user_id", "user_account.id"),
        _refers("typed_form", "outcome_id", "outcome.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typed_form")),
        sa.UniqueConstraint("ref", name=op.f("uq_typed_form_ref")),
    )
    op.create_index(
        "uq_typed_form_step",
        "typed_form",
        ["user_id", "outcome_id", "step"],
        unique=True,
        sqlite_where=sa.text("outcome_id IS NOT NULL"),
        postgresql_where=sa.text("outcome_id IS NOT NULL"),
    )
    op.create_index("ix_typed_form_typed_at", "typed_form", ["typed_at"])


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _sqlite() -> list[str]:
    refusals = [
        (
            "outcome_half",
            "UPDATE OF state ON outcome",
            f"NEW.state IN {REVIEWED} AND ({HALF})",
            HALF_TEXT,
        ),
        ("outcome_moved", "UPDATE OF state ON outcome", f"NOT ({MAY_MOVE})", MOVE_TEXT),
        ("outcome_line_once", "INSERT ON outcome_line", MAIN_AGAIN, TWICE),
        ("outcome_line_main", "UPDATE OF line ON outcome", OTHER_ALREADY, TWICE),
        ("evidence_last", "DELETE ON evidence", LAST_SHOWN, SHOWN),
        *((f"{part}_last", f"DELETE ON {part}", UNDER_REVIEW, HALF_TEXT) for part in PARTS),
    ]
    return [
        f"CREATE TRIGGER {name} BEFORE {event} WHEN {wrong}"
        f" BEGIN SELECT RAISE(ABORT, '{text}'); END"
        for name, event, wrong, text in refusals
    ]


def _postgresql() -> list[str]:
    half = f"NEW.state <> OLD.state AND NEW.state IN {REVIEWED} AND ({HALF})"
    functions = {
        "outcome_guard": (
            (
                (f"NOT ({MAY_MOVE})", MOVE_TEXT),
                (half, HALF_TEXT),
                (f"NEW.line <> OLD.line AND {OTHER_ALREADY}", TWICE),
            ),
            ("BEFORE UPDATE OF state, line ON outcome",),
        ),
        "outcome_line_once": (
            ((MAIN_AGAIN, TWICE),),
            ("BEFORE INSERT OR UPDATE ON outcome_line",),
        ),
        "outcome_part_guard": (
            ((UNDER_REVIEW, HALF_TEXT),),
            tuple(f"BEFORE DELETE ON {part}" for part in PARTS),
        ),
        "evidence_guard": (((LAST_SHOWN, SHOWN),), ("BEFORE DELETE ON evidence",)),
    }
    statements = []
    for name, (rules, events) in functions.items():
        checks = " ".join(
            f"IF {wrong} THEN RAISE EXCEPTION '{text}'; END IF;" for wrong, text in rules
        )
        statements.append(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {checks}"
            " RETURN COALESCE(NEW, OLD); END $$"
        )
        statements += [
            f"CREATE TRIGGER {name} {event} FOR EACH ROW EXECUTE FUNCTION {name}()"
            for event in events
        ]
    return statements


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in append_only.unguard(dialect, MOVES):
        op.execute(statement)
    for name in TRIGGERS if dialect == "sqlite" else ():
        op.execute(f"DROP TRIGGER {name}")
    for name in FUNCTIONS if dialect == "postgresql" else ():
        op.execute(f"DROP FUNCTION {name} CASCADE")
    op.drop_table("typed_form")
    op.drop_table(MOVES)
    op.drop_index("ix_outcome_line_line", "outcome_line")
    for column in LISTED:
        op.drop_index(f"ix_outcome_{column}_number", "outcome")
    op.drop_index("ix_evidence_sha256", "evidence")
    files = [name for name, *_rest in COLUMNS]
    for name in (*ABOUT_REMOVAL, "portrayed", *reversed(files)):
        op.execute(f"ALTER TABLE evidence DROP COLUMN {name}")
