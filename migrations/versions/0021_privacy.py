"""Keep a journal of what was erased, and of requests about data.

A mail to somebody who was erased, or may be nobody we know, brings its address along until it has
left. Whoever lost their mail is found by address.
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE outbox_message ADD COLUMN address VARCHAR"
        " CONSTRAINT ck_outbox_message_address"
        " CHECK (address IS NULL OR status IN ('waiting', 'sending'))"
    )
    op.create_index("ix_registration_email", "registration", ["email"])


def downgrade() -> None:
    op.drop_index("ix_registration_email", "registration")
    with op.batch_alter_table("outbox_message") as batch:
        batch.drop_constraint(op.f("ck_outbox_message_address"), type_="check")
        batch.drop_column("address")
