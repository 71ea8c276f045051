"""Keep how many people each party was that somebody else registered.

A link's limit was counted by what its forms told of, less those who signed off: a party that grew
first gave back more than it took, and who signed off and came again counted twice. What a form told
of in parties that were known already, is what is left without those it registered.
"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

OF_PARTIES = """(
  SELECT coalesce(sum(assisted_party.people), 0) FROM assisted_party
  WHERE assisted_party.visit_id = assisted_visit.id
)"""


def upgrade() -> None:
    add_column("assisted_party", "people", "people >= 1", "1")
    op.execute(
        "UPDATE assisted_party SET people = (SELECT people FROM registration"
        " WHERE registration.id = assisted_party.registration_id)"
    )
    add_column("assisted_visit", "known", "known >= 0", "0")
    op.execute(
        f"UPDATE assisted_visit SET known = people - {OF_PARTIES}"  # noqa: S608 - our own words
        f" WHERE helper_link_id IS NOT NULL AND people > {OF_PARTIES}"
    )
    drop_column("assisted_visit", "people")


def downgrade() -> None:
    add_column("assisted_visit", "people", "people >= 1", "1")
    op.execute(
        f"UPDATE assisted_visit SET people = known + {OF_PARTIES}"  # noqa: S608 - our own words
        f" WHERE known + {OF_PARTIES} > 0"
    )
    drop_column("assisted_visit", "known")
    drop_column("assisted_party", "people")


def add_column(table: str, name: str, rule: str, at_first: str) -> None:
    """Add a number with its check; SQLite rebuilds the table, which has no triggers."""
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default=at_first))
        batch.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)
    with op.batch_alter_table(table) as batch:
        batch.alter_column(name, server_default=None)


def drop_column(table: str, name: str) -> None:
    """Take a number away with its check."""
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        batch.drop_column(name)
