"""Let an item and a task come from an ingredient of their own meeting only."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

OF_ANOTHER = """WHERE origin_id IS NOT NULL AND event_id <>
    (SELECT event_id FROM event_ingredient WHERE event_ingredient.id = origin_id)"""
DAY = {
    "sqlite": "date(event.starts_at, task.days || ' days')",
    "postgresql": "CAST(event.starts_at AT TIME ZONE 'UTC' AS date) + task.days",
}
OWNED = "uq_event_ingredient_meeting"
CONVENTION = {"fk": "fk_%(table_name)s_%(column_0_name)s"}
UNNAMED = {"sqlite": "fk_session_item_origin_id", "postgresql": "session_item_origin_id_fkey"}
"""The key of `session_item` had no name of ours; SQLite's has one in a rebuild alone."""


def upgrade() -> None:
    """Leave an item or a task of another meeting's ingredient where it is, as one of staff's own.

    Such a task stays due on the same day.
    """
    day = DAY[op.get_bind().dialect.name]
    op.execute(f"UPDATE session_item SET origin_id = NULL {OF_ANOTHER}")  # noqa: S608 - words of ours
    op.execute(
        f"UPDATE task SET due_on = (SELECT {day} FROM event WHERE event.id = task.event_id),"  # noqa: S608 - words of ours
        f" days = NULL, origin_id = NULL {OF_ANOTHER}"
    )
    op.create_index(OWNED, "event_ingredient", ["id", "event_id"], unique=True)
    _point("session_item", UNNAMED[op.get_bind().dialect.name])
    _point("task", "fk_task_origin_id", ondelete="CASCADE")


def downgrade() -> None:
    with op.batch_alter_table("task") as batch:
        batch.drop_constraint("fk_task_origin_id", type_="foreignkey")
        batch.create_foreign_key(
            op.f("fk_task_origin_id"), "event_ingredient", ["origin_id"], ["id"], ondelete="CASCADE"
        )
    _make_origin_anew()
    op.drop_index(OWNED, "event_ingredient")


def _point(table: str, old: str, ondelete: str | None = None) -> None:
    with op.batch_alter_table(table, naming_convention=CONVENTION) as batch:
        batch.drop_constraint(old, type_="foreignkey")
        batch.create_foreign_key(
            op.f(f"fk_{table}_origin_id"),
            "event_ingredient",
            ["origin_id", "event_id"],
            ["id", "event_id"],
            ondelete=ondelete,
        )


def _make_origin_anew() -> None:
    """Let the column bear its key by itself again, as an earlier migration can drop it."""
    with op.batch_alter_table("session_item") as batch:
        batch.drop_constraint("fk_session_item_origin_id", type_="foreignkey")
    op.drop_index("uq_session_item_origin", "session_item")
    op.execute("ALTER TABLE session_item RENAME COLUMN origin_id TO moved_id")
    key = sa.ForeignKey("event_ingredient.id")
    op.add_column("session_item", sa.Column("origin_id", sa.Integer(), key), inline_references=True)
    op.execute("UPDATE session_item SET origin_id = moved_id")
    op.drop_column("session_item", "moved_id")
    op.create_index("uq_session_item_origin", "session_item", ["origin_id"], unique=True)
