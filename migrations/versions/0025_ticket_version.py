"""Number the tickets of a party, so that one that went astray can end."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE registration ADD COLUMN ticket_version INTEGER DEFAULT 1 NOT NULL"
        " CONSTRAINT ck_registration_ticket_version CHECK (ticket_version BETWEEN 1 AND 255)"
    )


def downgrade() -> None:
    op.drop_column("registration", "ticket_version")
