"""Keep long work and its results."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_OPEN = sa.text("status IN ('waiting', 'running')")
_FILE = sa.text("sha256 IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "failed",
                "cancelled",
                name="jobstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("mimetype", sa.String(), nullable=True),
        sa.Column("people", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_job_percent")),
        sa.CheckConstraint("(status = 'running') = (claim IS NOT NULL)", name=op.f("ck_job_claim")),
        sa.CheckConstraint("sha256 IS NULL OR status = 'done'", name=op.f("ck_job_file")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user_account.id"], name=op.f("fk_job_asked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("ref", name=op.f("uq_job_ref")),
    )
    op.create_index(
        "uq_job_open",
        "job",
        ["asked_by_id", "digest"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index("ix_job_due", "job", ["asked_at"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index(
        "ix_job_expires_at", "job", ["expires_at"], sqlite_where=_FILE, postgresql_where=_FILE
    )


def downgrade() -> None:
    op.drop_table("job")
