"""Keep the municipalities, their provinces and other names; find the latest change of outcomes."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "municipality",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "province",
            sa.Enum(
                "PV20",
                "PV21",
                "PV22",
                "PV23",
                "PV24",
                "PV25",
                "PV26",
                "PV27",
                "PV28",
                "PV29",
                "PV30",
                "PV31",
                name="province",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "code LIKE 'GM____' AND length(code) = 6", name=op.f("ck_municipality_code")
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_municipality_validity")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_municipality")),
    )
    op.create_table(
        "municipality_name",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code"], ["municipality.code"], name=op.f("fk_municipality_name_code")
        ),
        sa.PrimaryKeyConstraint("key", "code", name=op.f("pk_municipality_name")),
    )
    op.create_index("ix_outcome_changed_at", "outcome", ["changed_at"])


def downgrade() -> None:
    op.drop_index("ix_outcome_changed_at", "outcome")
    op.drop_table("municipality_name")
    op.drop_table("municipality")
