"""Keep the ten opgaven and their other names."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

VALID_FROM = date(2021, 4, 15)
CHALLENGES = (
    (1, "meedoen", "Meedoen", "Elk gezin met weinig geld krijgt de spullen om mee te doen."),
    (2, "fijn_thuis", "Een fijn thuis", "Elk kind heeft thuis wat het nodig heeft."),
    (3, "gezonde_dag", "Een gezonde dag", "Elk kind eet gezond, sport en speelt genoeg."),
    (
        4,
        "gezin_versterken",
        "Het gezin versterken",
        "Wie met gezinnen werkt, ziet armoede vroeg en helpt samen met de ouders.",
    ),
    (
        5,
        "ontwikkelkansen",
        "Extra ontwikkelingskansen bieden",
        "Kinderen krijgen op school en in de opvang de beste kansen om te leren.",
    ),
    (
        6,
        "omgaan_met_geld",
        "Leren omgaan met geld",
        "Kinderen worden volwassenen die goed met geld omgaan.",
    ),
    (
        7,
        "ervaringskennis",
        "Ervaringskennis als derde kennisbron",
        "Wat mensen zelf meemaakten telt net zo zwaar als onderzoek en praktijk.",
    ),
    (
        8,
        "schulden",
        "Stress reduceren door schulden hanteerbaar te maken",
        "Gezinnen krijgen grip op hun schulden, zodat er rust komt.",
    ),
    (
        9,
        "kindvriendelijk",
        "Opgroeien in een kindvriendelijke omgeving",
        "Kinderen wonen en spelen op een veilige plek waar iets te doen is.",
    ),
    (
        10,
        "werkgever",
        "Signaleren en ondersteunen als werkgever",
        "Meer werkgevers zien geldzorgen op tijd en helpen.",
    ),
)
ALIASES = {
    1: ("Meedoen, 100% bereik gezinnen in armoede met materiële steun",),
    4: ("Kansrijk opgroeien/ het gezin versterken", "Kansrijk opgroeien"),
    5: ("Extra ontwikkelkansen bieden", "Extra ontwikkelkansen", "Ontwikkelkansen bieden"),
    6: ("Financiële educatie",),
    7: ("Ervaringskennis als kennisbron", "Ervaring als kennisbron"),
    8: ("Schulden hanteren",),
    9: ("Kindvriendelijke omgeving",),
    10: ("Rol van de werkgever",),
}


def upgrade() -> None:
    challenge = op.create_table(
        "challenge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("number BETWEEN 1 AND 99", name=op.f("ck_challenge_number_range")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_challenge_validity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
        sa.UniqueConstraint("slug", "valid_from", name=op.f("uq_challenge_slug_valid_from")),
    )
    alias = op.create_table(
        "challenge_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_challenge_alias_challenge_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_alias")),
        sa.UniqueConstraint(
            "challenge_id", "name", name=op.f("uq_challenge_alias_challenge_id_name")
        ),
    )
    op.bulk_insert(
        challenge,
        [
            {
                "id": number,
                "number": number,
                "slug": slug,
                "name": name,
                "goal": goal,
                "valid_from": VALID_FROM,
            }
            for number, slug, name, goal in CHALLENGES
        ],
    )
    op.bulk_insert(
        alias,
        [
            {"challenge_id": number, "name": name}
            for number, names in ALIASES.items()
            for name in names
        ],
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval('challenge_id_seq', 10)")


def downgrade() -> None:
    op.drop_table("challenge_alias")
    op.drop_table("challenge")
