"""Keep everybody who wrote in an activity report, and its CSV files with commas too.

A line named only who wrote it last, so who had written the words before could adopt them. Who wrote
stays as long as the report does.
"""

import sqlalchemy as sa
from alembic import op

from academie.core import append_only

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

LINE, FILE, WRITER = "activity_line", "activity_file", "activity_writer"
OF_ADOPTED = (
    "EXISTS (SELECT 1 FROM activity_report AS one"
    " WHERE one.id = {row}.report_id AND one.adopted_at IS NOT NULL)"
)
NEW, OLD = OF_ADOPTED.format(row="NEW"), OF_ADOPTED.format(row="OLD")
WITH_ITS_REPORT = "EXISTS (SELECT 1 FROM activity_report AS one WHERE one.id = OLD.report_id)"
FROZEN = {
    LINE: {"INSERT": NEW, "UPDATE": OLD, "DELETE": OLD},
    FILE: {"INSERT": NEW, "UPDATE": "true", "DELETE": "true"},
    WRITER: {"INSERT": NEW, "UPDATE": "true", "DELETE": WITH_ITS_REPORT},
}
KIND = "ck_activity_file_filekind"
BEFORE = "kind IN ('pdf', 'xlsx', 'zip', 'json', 'content')"
AFTER = "kind IN ('pdf', 'xlsx', 'zip', 'zip_comma', 'json', 'content')"


def upgrade() -> None:
    _unguard(LINE, FILE)
    _create_writers()
    op.execute(
        f"INSERT INTO {WRITER} (report_id, by_id)"  # noqa: S608 - our own names
        f" SELECT DISTINCT report_id, by_id FROM {LINE}"
    )
    with op.batch_alter_table(LINE) as batch:
        batch.drop_constraint(op.f("fk_activity_line_by_id"), type_="foreignkey")
        batch.drop_column("by_id")
    _allow(AFTER)
    _guard(LINE, FILE, WRITER)


def _create_writers() -> None:
    op.create_table(
        WRITER,
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["activity_report.id"],
            name=op.f("fk_activity_writer_report_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_activity_writer_by_id")
        ),
        sa.PrimaryKeyConstraint("report_id", "by_id", name=op.f("pk_activity_writer")),
    )


def _allow(kinds: str) -> None:
    with op.batch_alter_table(FILE) as batch:
        batch.drop_constraint(op.f(KIND), type_="check")
        batch.create_check_constraint(op.f(KIND), kinds)


def _guard(*tables: str) -> None:
    dialect = op.get_bind().dialect.name
    for table in tables:
        for statement in append_only.guard_frozen(dialect, table, FROZEN[table]):
            op.execute(statement)
    for statement in append_only.guard_place(dialect, LINE, "id"):
        op.execute(statement)


def _unguard(*tables: str) -> None:
    """Take guards away: SQLite drops triggers with the table that it rebuilds."""
    dialect = op.get_bind().dialect.name
    for table in tables:
        for statement in append_only.unguard_frozen(dialect, table, FROZEN[table]):
            op.execute(statement)
    for statement in append_only.unguard_place(dialect, LINE):
        op.execute(statement)


def downgrade() -> None:
    """Name of each line the author of its report, as who wrote it last is not known any more."""
    _unguard(LINE, FILE, WRITER)
    op.execute("DELETE FROM activity_file WHERE kind = 'zip_comma'")
    _allow(BEFORE)
    with op.batch_alter_table(LINE) as batch:
        batch.add_column(sa.Column("by_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE activity_line SET by_id = (SELECT author_id FROM activity_report AS one"
        " WHERE one.id = activity_line.report_id)"
    )
    with op.batch_alter_table(LINE) as batch:
        batch.alter_column("by_id", existing_type=sa.Integer(), nullable=False)
        batch.create_foreign_key(op.f("fk_activity_line_by_id"), "user_account", ["by_id"], ["id"])
    op.drop_table(WRITER)
    _guard(LINE, FILE)
