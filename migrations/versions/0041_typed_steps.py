"""Keep what is typed in the two forms of step 2 of an outcome too."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

CHECK = "ck_typed_form_step"
BEFORE = "step IN ('what', 'meaning')"
AFTER = "step IN ('what', 'seen', 'shown', 'meaning')"


def upgrade() -> None:
    _allow(AFTER)


def downgrade() -> None:
    """Throw away what older versions have no form for; it was never saved."""
    op.execute(sa.text("DELETE FROM typed_form WHERE step IN ('seen', 'shown')"))
    _allow(BEFORE)


def _allow(steps: str) -> None:
    with op.batch_alter_table("typed_form") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.create_check_constraint(op.f(CHECK), steps)
