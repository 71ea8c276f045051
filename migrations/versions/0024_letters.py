"""Keep the letters that pledge money for a request."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def one_of(name: str, values: str) -> sa.Enum:
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "request_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("line", one_of("moneyline", "meeting campaign"), nullable=False),
        sa.Column("kind", one_of("letterkind", "pdf png jpg"), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_request_letter_size")),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["academy_request.id"],
            name=op.f("fk_request_letter_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_letter")),
        sa.UniqueConstraint("request_id", "line", name=op.f("uq_request_letter_request_id_line")),
    )


def downgrade() -> None:
    op.drop_table("request_letter")
