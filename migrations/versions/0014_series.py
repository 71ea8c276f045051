"""Invite the partners of a series."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KINDS = (
    "publieksacademie kenniskring leernetwerk informatiebijeenkomst partnerbijeenkomst"
    " lokale_bijeenkomst"
)


def one_of(name: str, values: str) -> sa.Enum:
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("kind", one_of("eventkind", KINDS), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("target_per_year", sa.Integer(), nullable=False),
        sa.Column("usual_attendance", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("target_per_year >= 1", name=op.f("ck_series_target_per_year")),
        sa.CheckConstraint("usual_attendance >= 1", name=op.f("ck_series_usual_attendance")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("ref", name=op.f("uq_series_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_series_slug")),
    )
    op.add_column(
        "event",
        sa.Column("series_id", sa.Integer(), sa.ForeignKey("series.id"), nullable=True),
        inline_references=True,
    )
    _make_members()
    _make_invitations()


def downgrade() -> None:
    op.drop_table("series_invitation")
    op.drop_table("series_member")
    op.drop_column("event", "series_id")
    op.drop_table("series")


def _make_members() -> None:
    op.create_table(
        "series_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("given_name", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("organisation_name", sa.String(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_series_member_email_lowercase")),
        sa.CheckConstraint(
            "(left_at IS NULL) = (email IS NOT NULL)", name=op.f("ck_series_member_left")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_series_member_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_series_member_series_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_member")),
        sa.UniqueConstraint("ref", name=op.f("uq_series_member_ref")),
        sa.UniqueConstraint("series_id", "email", name=op.f("uq_series_member_series_id_email")),
    )


def _make_invitations() -> None:
    op.create_table(
        "series_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", one_of("answer", "coming not_coming"), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_series_invitation_answered")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_series_invitation_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["series_member.id"],
            name=op.f("fk_series_invitation_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_invitation")),
        sa.UniqueConstraint("ref", name=op.f("uq_series_invitation_ref")),
        sa.UniqueConstraint(
            "member_id", "event_id", name=op.f("uq_series_invitation_member_id_event_id")
        ),
    )
