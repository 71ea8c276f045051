"""Let the log of a door tell what was refused: an undo of nothing, and what nobody could read."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

METHOD, UNDOES = "ck_scan_scanmethod", "ck_scan_undoes"
BEFORE = "method IN ('qr', 'code', 'guest', 'walkin', 'undo')"
AFTER = "method IN ('qr', 'code', 'guest', 'walkin', 'undo', 'unreadable')"
UNDOES_SOMETHING = "(method = 'undo') = (undoes IS NOT NULL)"
MAY_UNDO = "undoes IS NULL OR method = 'undo'"


def upgrade() -> None:
    _allow(AFTER, MAY_UNDO)


def downgrade() -> None:
    op.execute(sa.text(f"DELETE FROM scan WHERE NOT ({BEFORE} AND {UNDOES_SOMETHING})"))  # noqa: S608 - our own words
    _allow(BEFORE, UNDOES_SOMETHING)


def _allow(methods: str, undoes: str) -> None:
    with op.batch_alter_table("scan") as batch:
        batch.drop_constraint(op.f(METHOD), type_="check")
        batch.drop_constraint(op.f(UNDOES), type_="check")
        batch.create_check_constraint(op.f(METHOD), methods)
        batch.create_check_constraint(op.f(UNDOES), undoes)
