"""Write the programme of a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contributor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "moderator",
                "speaker",
                "lived_experience",
                "host",
                "interviewer",
                "facilitator",
                "sidekick",
                "panel_member",
                "literacy_ambassador",
                name="contributorrole",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "knowledge",
            sa.Enum(
                "science",
                "practice",
                "lived_experience",
                name="knowledgesource",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_name", sa.String(), nullable=True),
        sa.Column(
            "approved_role",
            sa.Enum(
                "moderator",
                "speaker",
                "lived_experience",
                "host",
                "interviewer",
                "facilitator",
                "sidekick",
                "panel_member",
                "literacy_ambassador",
                name="approvedrole",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("approved_text", sa.String(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wording", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (approved_name IS NULL)"
            " AND (approved_at IS NULL) = (approved_role IS NULL)"
            " AND (approved_at IS NOT NULL OR approved_text IS NULL)",
            name=op.f("ck_contributor_approved_whole"),
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_contributor_email_lowercase")),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR (approved_at IS NULL AND name IS NULL AND email IS NULL"
            " AND text IS NULL AND wording IS NULL)",
            name=op.f("ck_contributor_withdrawn_empty"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_contributor_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributor")),
        sa.UniqueConstraint("ref", name=op.f("uq_contributor_ref")),
    )
    op.create_index("ix_contributor_order", "contributor", ["event_id", "position"], unique=False)
    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "report",
                "slides",
                "recording",
                "guide",
                name="materialkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_material_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
        sa.UniqueConstraint("ref", name=op.f("uq_material_ref")),
    )
    op.create_index("ix_material_event", "material", ["event_id"], unique=False)
    op.create_table(
        "session_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("offset_minutes", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "arrival",
                "opening",
                "interview",
                "story",
                "presentation",
                "panel",
                "break",
                "breakout",
                "harvest",
                "closing",
                "networking",
                name="sessionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_session_item_minutes")),
        sa.CheckConstraint(
            "offset_minutes BETWEEN -1440 AND 10080", name=op.f("ck_session_item_offset_minutes")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_session_item_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_item")),
        sa.UniqueConstraint("ref", name=op.f("uq_session_item_ref")),
    )
    op.create_index("ix_session_item_order", "session_item", ["event_id", "position"], unique=False)
    op.create_table(
        "session_contributor",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("contributor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contributor_id"],
            ["contributor.id"],
            name=op.f("fk_session_contributor_contributor_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["session_item.id"],
            name=op.f("fk_session_contributor_item_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "contributor_id", name=op.f("pk_session_contributor")),
    )


def downgrade() -> None:
    op.drop_table("session_contributor")
    op.drop_table("session_item")
    op.drop_table("material")
    op.drop_table("contributor")
