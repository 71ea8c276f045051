"""Refuse empty words in what was agreed, promised and learned.

Forms refused them, the database did not.
"""

from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

WORDS = {
    "commitment": ("text", ("text",)),
    "commitment_party": ("name", ("name",)),
    "criterion_evidence": ("title", ("title",)),
    "lesson": ("text", ("text",)),
    "local_alliance": ("said", ("place", "initiator")),
    "pledge": ("text", ("text",)),
}
"""Each table with the name of its check, and the columns that hold something; none has triggers."""


def upgrade() -> None:
    for table, (name, columns) in WORDS.items():
        for column in columns:
            op.execute(f"UPDATE {table} SET {column} = 'Niet ingevuld' WHERE {column} = ''")  # noqa: S608 - our own names
        rule = " AND ".join(f"{column} <> ''" for column in columns)
        with op.batch_alter_table(table) as batch:
            batch.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)


def downgrade() -> None:
    for table, (name, _columns) in WORDS.items():
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
