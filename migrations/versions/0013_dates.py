"""Choose a date with care, and edit together."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

REGION = sa.Enum(
    "noord",
    "midden",
    "zuid",
    name="schoolregion",
    native_enum=False,
    create_constraint=True,
    length=32,
)


def upgrade() -> None:
    with op.batch_alter_table("event") as batch:
        batch.add_column(sa.Column("school_region", REGION, nullable=True))
        batch.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
        batch.create_check_constraint(op.f("ck_event_revision"), "revision >= 0")
    with op.batch_alter_table("event") as batch:
        batch.alter_column("revision", server_default=None)
    op.create_index("ix_event_lists", "event", ["status", "starts_at", "ends_at", "listed"])
    op.create_index(
        "ix_event_stamp", "event", ["ends_at", "status", "changed_at", "sequence", "revision"]
    )
    op.create_table(
        "event_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_edit_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_event_edit_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_edit")),
        sa.UniqueConstraint("event_id", "revision", name=op.f("uq_event_edit_event_id_revision")),
    )


def downgrade() -> None:
    op.drop_table("event_edit")
    op.drop_index("ix_event_stamp", table_name="event")
    op.drop_index("ix_event_lists", table_name="event")
    with op.batch_alter_table("event") as batch:
        batch.drop_constraint(op.f("ck_event_revision"), type_="check")
        batch.drop_constraint(op.f("ck_event_schoolregion"), type_="check")
        batch.drop_column("revision")
        batch.drop_column("school_region")
