"""Know from which ingredient an item of a programme came, and what who was invited knows."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

SAME_TITLE = """UPDATE session_item SET origin_id = (
  SELECT min(event_ingredient.id) FROM event_ingredient
  JOIN format_ingredient ON format_ingredient.id = event_ingredient.ingredient_id
  WHERE event_ingredient.event_id = session_item.event_id
    AND event_ingredient.state <> 'left_out'
    AND format_ingredient.part = 'programme' AND format_ingredient.title = session_item.title)
  WHERE id = (SELECT min(twin.id) FROM session_item AS twin
    WHERE twin.event_id = session_item.event_id AND twin.title = session_item.title)"""

TOLD_NOW = """UPDATE series_invitation SET told_sequence = (
  SELECT event.sequence FROM event WHERE event.id = series_invitation.event_id)"""


def upgrade() -> None:
    """Add the columns; items of before bear the title of their ingredient."""
    op.add_column(
        "session_item",
        sa.Column(
            "origin_id",
            sa.Integer(),
            sa.ForeignKey("event_ingredient.id"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.execute(sa.text(SAME_TITLE))
    op.add_column(
        "series_invitation",
        sa.Column("told_sequence", sa.Integer(), server_default="0", nullable=False),
    )
    op.execute(sa.text(TOLD_NOW))


def downgrade() -> None:
    op.drop_column("series_invitation", "told_sequence")
    op.drop_column("session_item", "origin_id")
