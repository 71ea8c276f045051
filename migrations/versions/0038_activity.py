"""Keep activity reports, drafts and adopted ones, and their finished files.

What is adopted can be neither changed nor deleted, and nothing is added to it.
"""

import sqlalchemy as sa
from alembic import op

from academie.core import append_only

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

REPORT, LINE, FILE = "activity_report", "activity_line", "activity_file"
OF_ADOPTED = (
    "EXISTS (SELECT 1 FROM activity_report AS one"
    " WHERE one.id = {row}.report_id AND one.adopted_at IS NOT NULL)"
)
NEW, OLD = OF_ADOPTED.format(row="NEW"), OF_ADOPTED.format(row="OLD")
FROZEN = {
    REPORT: {"UPDATE": "OLD.adopted_at IS NOT NULL", "DELETE": "OLD.adopted_at IS NOT NULL"},
    LINE: {"INSERT": NEW, "UPDATE": OLD, "DELETE": OLD},
    FILE: {"INSERT": NEW, "UPDATE": "true", "DELETE": "true"},
}


def upgrade() -> None:
    _create_reports()
    _create_lines()
    _create_files()
    for table, frozen in FROZEN.items():
        for statement in append_only.guard_frozen(op.get_bind().dialect.name, table, frozen):
            op.execute(statement)


def _create_reports() -> None:
    op.create_table(
        REPORT,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("what_changed", sa.String(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adopted_by_id", sa.Integer(), nullable=True),
        _checks(REPORT, "period", "last_on >= first_on"),
        _checks(REPORT, "version", "version >= 1"),
        _checks(REPORT, "first_replaces_none", "(version = 1) = (replaces_id IS NULL)"),
        _checks(REPORT, "correction_says_what", "(version = 1) = (what_changed IS NULL)"),
        _checks(REPORT, "what_changed", "what_changed <> ''"),
        _checks(REPORT, "adopted", "(adopted_at IS NULL) = (adopted_by_id IS NULL)"),
        _checks(REPORT, "author_does_not_adopt", "adopted_by_id <> author_id"),
        _checks(REPORT, "replaces_another", "replaces_id <> id"),
        _refers(REPORT, "plan_id", "grant_plan.id"),
        _refers(REPORT, "replaces_id", "activity_report.id"),
        _refers(REPORT, "author_id", "user_account.id"),
        _refers(REPORT, "adopted_by_id", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_report")),
        sa.UniqueConstraint("ref", name=op.f("uq_activity_report_ref")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_activity_report_replaces_id")),
    )
    op.create_index(
        "uq_activity_report_first",
        REPORT,
        ["plan_id", "first_on", "last_on"],
        unique=True,
        sqlite_where=sa.text("replaces_id IS NULL"),
        postgresql_where=sa.text("replaces_id IS NULL"),
    )


def _create_lines() -> None:
    op.create_table(
        LINE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("plan_line_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("explanation", sa.String(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        _checks(LINE, "part", "part >= 0"),
        _checks(LINE, "number", "number >= 0"),
        _checks(LINE, "number_has_source", "number IS NULL OR source IS NOT NULL"),
        _refers(LINE, "report_id", "activity_report.id"),
        sa.ForeignKeyConstraint(
            ["plan_line_id"],
            ["grant_plan_line.id"],
            name=op.f("fk_activity_line_plan_line_id"),
            ondelete="CASCADE",
        ),
        _refers(LINE, "by_id", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_line")),
        sa.UniqueConstraint(
            *("report_id", "plan_line_id", "part"),
            name=op.f("uq_activity_line_report_id_plan_line_id_part"),
        ),
    )
    op.create_index("ix_activity_line_plan_line", LINE, ["plan_line_id"])


def _create_files() -> None:
    kinds = sa.Enum(
        *("pdf", "xlsx", "zip", "json", "content"),
        name="filekind",
        native_enum=False,
        create_constraint=True,
        length=32,
    )
    op.create_table(
        FILE,
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        _checks(FILE, "sha256", "length(sha256) = 64"),
        _checks(FILE, "size", "size > 0"),
        _refers(FILE, "report_id", "activity_report.id"),
        sa.PrimaryKeyConstraint("report_id", "kind", name=op.f("pk_activity_file")),
    )


def _checks(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def downgrade() -> None:
    for table, frozen in FROZEN.items():
        for statement in append_only.unguard_frozen(op.get_bind().dialect.name, table, frozen):
            op.execute(statement)
    for table in (FILE, LINE, REPORT):
        op.drop_table(table)
