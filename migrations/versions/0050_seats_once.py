"""Let a format say once how many seats there are for each way to take part.

Of a format that says it twice the first counts: only that one filled the seats of a meeting.
"""

from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

TWICE = """ IN (SELECT later.id FROM format_ingredient AS later JOIN format_ingredient AS earlier
  ON earlier.format_id = later.format_id AND earlier.mode = later.mode
  AND (earlier.position, earlier.id) < (later.position, later.id))"""
FREE = {
    "sqlite": "DROP TRIGGER format_ingredient_no_delete",
    "postgresql": "ALTER TABLE format_ingredient DISABLE TRIGGER format_ingredient_fixed",
}
FIXED = {
    "sqlite": """CREATE TRIGGER format_ingredient_no_delete BEFORE DELETE ON format_ingredient
    WHEN EXISTS (SELECT 1 FROM format WHERE id = OLD.format_id AND issued_at IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'an issued format stays as it is'); END""",
    "postgresql": "ALTER TABLE format_ingredient ENABLE TRIGGER format_ingredient_fixed",
}


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    op.execute("DELETE FROM event_ingredient WHERE ingredient_id" + TWICE)  # noqa: S608 - words of ours
    op.execute(FREE[dialect])
    op.execute("DELETE FROM format_ingredient WHERE id" + TWICE)  # noqa: S608 - words of ours
    op.execute(FIXED[dialect])
    op.create_index(
        "uq_format_ingredient_mode", "format_ingredient", ["format_id", "mode"], unique=True
    )


def downgrade() -> None:
    op.drop_index("uq_format_ingredient_mode", "format_ingredient")
