"""Plan from a format, with a checklist."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

FIRST_FORMATS = Path(__file__).with_name("0010_formats.csv")
KINDS = (
    "publieksacademie kenniskring leernetwerk informatiebijeenkomst partnerbijeenkomst"
    " lokale_bijeenkomst"
)
SESSION_KINDS = (
    "arrival opening interview story presentation panel break breakout harvest closing networking"
)
FIXED = "an issued format stays as it is"
ISSUED = "EXISTS (SELECT 1 FROM format WHERE id = {row}.format_id AND issued_at IS NOT NULL)"

SQLITE = (
    f"""CREATE TRIGGER format_no_update BEFORE UPDATE ON format WHEN OLD.issued_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, '{FIXED}'); END""",
    f"""CREATE TRIGGER format_no_delete BEFORE DELETE ON format WHEN OLD.issued_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, '{FIXED}'); END""",
    f"""CREATE TRIGGER format_ingredient_no_insert BEFORE INSERT ON format_ingredient
    WHEN {ISSUED.format(row="NEW")} BEGIN SELECT RAISE(ABORT, '{FIXED}'); END""",
    f"""CREATE TRIGGER format_ingredient_no_update BEFORE UPDATE ON format_ingredient
    WHEN {ISSUED.format(row="OLD")} BEGIN SELECT RAISE(ABORT, '{FIXED}'); END""",
    f"""CREATE TRIGGER format_ingredient_no_delete BEFORE DELETE ON format_ingredient
    WHEN {ISSUED.format(row="OLD")} BEGIN SELECT RAISE(ABORT, '{FIXED}'); END""",
)
POSTGRESQL = (
    f"""CREATE FUNCTION format_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF OLD.issued_at IS NOT NULL THEN RAISE EXCEPTION '{FIXED}'; END IF;
      RETURN coalesce(NEW, OLD); END $$""",
    """CREATE TRIGGER format_fixed BEFORE UPDATE OR DELETE ON format
    FOR EACH ROW EXECUTE FUNCTION format_fixed()""",
    f"""CREATE FUNCTION format_ingredient_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF TG_OP <> 'INSERT' AND {ISSUED.format(row="OLD")} THEN RAISE EXCEPTION '{FIXED}'; END IF;
      IF TG_OP <> 'DELETE' AND {ISSUED.format(row="NEW")} THEN RAISE EXCEPTION '{FIXED}'; END IF;
      RETURN coalesce(NEW, OLD); END $$""",
    """CREATE TRIGGER format_ingredient_fixed BEFORE INSERT OR UPDATE OR DELETE ON format_ingredient
    FOR EACH ROW EXECUTE FUNCTION format_ingredient_fixed()""",
)


def one_of(name: str, values: str) -> sa.Enum:
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    formats = make_formats()
    ingredients = make_ingredients()
    make_plans()
    make_checklist()
    fill(formats, ingredients)
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def make_formats() -> sa.Table:
    table = op.create_table(
        "format",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("kind", one_of("eventkind", KINDS), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("version >= 1", name=op.f("ck_format_version")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_format_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_format")),
        sa.UniqueConstraint("kind", "version", name=op.f("uq_format_kind_version")),
        sa.UniqueConstraint("ref", name=op.f("uq_format_ref")),
    )
    only = sa.text("issued_at IS NULL")
    op.create_index(
        "uq_format_draft",
        "format",
        ["kind"],
        unique=True,
        sqlite_where=only,
        postgresql_where=only,
    )
    return table


def make_ingredients() -> sa.Table:
    return op.create_table(
        "format_ingredient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("format_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("part", one_of("part", "programme role task mail capacity"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=True),
        sa.Column("session_kind", one_of("sessionkind", SESSION_KINDS), nullable=True),
        sa.Column("offset_minutes", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("mode", one_of("attendancemode", "onsite online"), nullable=True),
        sa.CheckConstraint(
            "(part = 'programme') = (session_kind IS NOT NULL)"
            " AND (part = 'programme') = (offset_minutes IS NOT NULL)"
            " AND (part = 'programme') = (minutes IS NOT NULL)",
            name=op.f("ck_format_ingredient_programme"),
        ),
        sa.CheckConstraint(
            "(part = 'capacity') = (number IS NOT NULL)"
            " AND (part = 'capacity') = (mode IS NOT NULL)",
            name=op.f("ck_format_ingredient_capacity"),
        ),
        sa.CheckConstraint(
            "part <> 'task' OR days IS NOT NULL", name=op.f("ck_format_ingredient_task")
        ),
        sa.CheckConstraint(
            "days IS NULL OR part IN ('task', 'mail')", name=op.f("ck_format_ingredient_dated")
        ),
        sa.CheckConstraint(
            "offset_minutes BETWEEN -1440 AND 10080",
            name=op.f("ck_format_ingredient_offset_minutes"),
        ),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_format_ingredient_minutes")),
        sa.CheckConstraint("days BETWEEN -730 AND 1100", name=op.f("ck_format_ingredient_days")),
        sa.CheckConstraint("number BETWEEN 0 AND 100000", name=op.f("ck_format_ingredient_number")),
        sa.ForeignKeyConstraint(
            ["format_id"],
            ["format.id"],
            name=op.f("fk_format_ingredient_format_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_format_ingredient")),
        sa.UniqueConstraint("format_id", "key", name=op.f("uq_format_ingredient_format_id_key")),
    )


def make_plans() -> None:
    op.create_table(
        "event_plan",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("format_id", sa.Integer(), nullable=True),
        sa.Column("emergency", sa.String(), nullable=True),
        of_event("event_plan"),
        sa.ForeignKeyConstraint(["format_id"], ["format.id"], name=op.f("fk_event_plan_format_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_plan")),
    )
    op.create_table(
        "event_ingredient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("ingredient_id", sa.Integer(), nullable=False),
        sa.Column("state", one_of("ingredientstate", "as_format adapted left_out"), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(state = 'as_format') = (note IS NULL)", name=op.f("ck_event_ingredient_note")
        ),
        of_event("event_ingredient"),
        sa.ForeignKeyConstraint(
            ["ingredient_id"],
            ["format_ingredient.id"],
            name=op.f("fk_event_ingredient_ingredient_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_ingredient")),
        sa.UniqueConstraint("ref", name=op.f("uq_event_ingredient_ref")),
        sa.UniqueConstraint(
            "event_id", "ingredient_id", name=op.f("uq_event_ingredient_event_id_ingredient_id")
        ),
    )


def make_checklist() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(days IS NULL) <> (due_on IS NULL)", name=op.f("ck_task_due")),
        sa.CheckConstraint(
            "(origin_id IS NULL) = (days IS NULL)", name=op.f("ck_task_moves_with_format")
        ),
        sa.CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name=op.f("ck_task_done")),
        of_event("task"),
        sa.ForeignKeyConstraint(
            ["origin_id"],
            ["event_ingredient.id"],
            name=op.f("fk_task_origin_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["user_account.id"], name=op.f("fk_task_done_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("ref", name=op.f("uq_task_ref")),
    )
    op.create_index("ix_task_event", "task", ["event_id", "done_at"])
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        of_event("contact"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("ref", name=op.f("uq_contact_ref")),
    )
    op.create_index("ix_contact_event", "contact", ["event_id"])


def of_event(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["event_id"], ["event.id"], name=op.f(f"fk_{table}_event_id"), ondelete="CASCADE"
    )


def fill(formats: sa.Table, ingredients: sa.Table) -> None:
    """Bring the first version for two kinds of meetings."""
    made_at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    with FIRST_FORMATS.open(encoding="utf-8", newline="") as file:
        lines = [
            {name: number(value) for name, value in line.items()}
            for line in csv.DictReader(file, delimiter=";")
        ]
    for format_id, kind in enumerate(dict.fromkeys(line["kind"] for line in lines), start=1):
        row = {"id": format_id, "ref": f"{format_id:016x}", "kind": kind, "version": 1}
        op.bulk_insert(formats, [row | {"made_at": made_at, "issued_at": made_at}])
        own = [line for line in lines if line["kind"] == kind]
        op.bulk_insert(
            ingredients,
            [
                {name: value for name, value in line.items() if name != "kind"}
                | {"format_id": format_id, "position": position}
                for position, line in enumerate(own, start=1)
            ],
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval('format_id_seq', (SELECT max(id) FROM format))")


def number(value: str) -> Any:
    """Read a cell: a whole number, words, or nothing."""
    return int(value) if value.removeprefix("-").isdigit() else value or None


def downgrade() -> None:
    for name in ("contact", "task", "event_ingredient", "event_plan"):
        op.drop_table(name)
    op.drop_table("format_ingredient")
    op.drop_table("format")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION format_fixed()")
        op.execute("DROP FUNCTION format_ingredient_fixed()")
