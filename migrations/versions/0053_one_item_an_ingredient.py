"""Let an ingredient of a format be one item of a programme at most, and find it by an index."""

from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

FREE_OTHERS = """UPDATE session_item SET origin_id = NULL WHERE origin_id IS NOT NULL
    AND id NOT IN (SELECT min(id) FROM session_item GROUP BY origin_id)"""


def upgrade() -> None:
    op.execute(FREE_OTHERS)
    op.create_index("uq_session_item_origin", "session_item", ["origin_id"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_session_item_origin", "session_item")
