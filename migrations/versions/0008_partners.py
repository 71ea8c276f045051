"""Keep the organisations of the alliance."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SECTORS = (
    ("zorg", "Zorg"),
    ("maatschappelijke_organisatie", "Maatschappelijke organisatie"),
    ("onderwijs", "Onderwijs"),
    ("fonds", "Fonds"),
    ("gemeente", "Gemeente"),
    ("kennis_en_onderzoek", "Kennis en onderzoek"),
    ("cultuur_sport_recreatie", "Cultuur, sport en recreatie"),
    ("brancheorganisatie", "Brancheorganisatie"),
    ("bedrijfsleven", "Bedrijfsleven"),
    ("overig", "Overig"),
)


def upgrade() -> None:
    _make_sectors()
    _make_organisations()
    op.create_table(
        "partner_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_upload")),
        sa.UniqueConstraint("ref", name=op.f("uq_partner_upload_ref")),
    )
    op.add_column(
        "event", sa.Column("listed", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.add_column("registration", sa.Column("organisation_name", sa.String(), nullable=True))
    op.add_column(
        "registration",
        sa.Column("organisation_id", sa.Integer(), sa.ForeignKey("organisation.id"), nullable=True),
        inline_references=True,
    )


def downgrade() -> None:
    with op.batch_alter_table("registration") as batch:
        batch.drop_column("organisation_id")
        batch.drop_column("organisation_name")
    op.drop_column("event", "listed")
    op.drop_table("partner_upload")
    op.drop_table("organisation")
    op.drop_table("sector")


def _make_sectors() -> None:
    sector = op.create_table(
        "sector",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("position >= 1", name=op.f("ck_sector_position")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sector")),
        sa.UniqueConstraint("slug", name=op.f("uq_sector_slug")),
        sa.UniqueConstraint("name", name=op.f("uq_sector_name")),
    )
    op.bulk_insert(
        sector,
        [
            {"slug": slug, "name": name, "position": position, "retired_at": None}
            for position, (slug, name) in enumerate(SECTORS, start=1)
        ],
    )


def _make_organisations() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column(
            "scope",
            sa.Enum(
                "local",
                "national",
                name="scope",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("partner", sa.Boolean(), nullable=False),
        sa.Column("partner_since", sa.Date(), nullable=True),
        sa.Column("core", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("partner OR NOT core", name=op.f("ck_organisation_core_is_partner")),
        sa.CheckConstraint(
            "partner OR partner_since IS NULL", name=op.f("ck_organisation_since_of_partner")
        ),
        sa.CheckConstraint(
            "merged_into_id <> id", name=op.f("ck_organisation_merged_into_another")
        ),
        sa.CheckConstraint("name_key <> ''", name=op.f("ck_organisation_name_key")),
        sa.ForeignKeyConstraint(
            ["sector_id"], ["sector.id"], name=op.f("fk_organisation_sector_id")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["organisation.id"], name=op.f("fk_organisation_merged_into_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("ref", name=op.f("uq_organisation_ref")),
    )
    op.create_index(
        "uq_organisation_live_name",
        "organisation",
        ["name_key"],
        unique=True,
        sqlite_where=sa.text("merged_into_id IS NULL"),
        postgresql_where=sa.text("merged_into_id IS NULL"),
    )
