"""Take links between outcomes back when they prove wrong; what stands beside leads nowhere."""

from secrets import token_hex

import sqlalchemy as sa
from alembic import op

from academie.core import append_only

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

LINKS = "outcome_link"
FROZEN_LINKS = {
    "UPDATE": (
        "OLD.withdrawn_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.ref <> OLD.ref"
        " OR NEW.from_id <> OLD.from_id OR NEW.to_id <> OLD.to_id"
        " OR NEW.kind <> OLD.kind OR NEW.explanation <> OLD.explanation"
    ),
    "DELETE": "true",
}
CIRCLE = """{which} EXISTS (
  WITH RECURSIVE after(id) AS (
    SELECT NEW.to_id
    UNION SELECT to_id FROM outcome_link JOIN after ON from_id = after.id {tied}
  )
  SELECT 1 FROM after WHERE id = NEW.from_id)"""
NEW_CIRCLE = CIRCLE.format(
    which="NEW.kind = 'leads_to' AND", tied="WHERE kind = 'leads_to' AND withdrawn_at IS NULL"
)
OLD_CIRCLE = CIRCLE.format(which="", tied="")
ONE_WAY = "IF {circle} THEN RAISE EXCEPTION 'outcomes run in a circle'; END IF;"
LOCKED = "PERFORM pg_advisory_xact_lock('outcome_link'::regclass::bigint);"
MOVED = "an outcome link stays where it is"


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    _drop_circle(dialect)
    _keep_withdrawn_links()
    _guard_circle(dialect, NEW_CIRCLE)
    for statement in (
        *append_only.guard_frozen(dialect, LINKS, FROZEN_LINKS),
        *append_only.guard_place(dialect, LINKS, "id", "ref"),
    ):
        op.execute(statement)


def _keep_withdrawn_links() -> None:
    connection = op.get_bind()
    columns = ("from_id", "to_id", "kind", "explanation")
    statement = sa.select(*map(sa.column, columns)).select_from(sa.table(LINKS))
    links = [dict(row) for row in connection.execute(statement).mappings()]
    op.drop_table(LINKS)
    table = op.create_table(
        LINKS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        *_ends(),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdraw_reason", sa.String(), nullable=True),
        sa.CheckConstraint("explanation <> ''", name=op.f(f"ck_{LINKS}_explanation")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)"
            " AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL) AND withdraw_reason <> ''",
            name=op.f(f"ck_{LINKS}_withdrawn"),
        ),
        _refers("withdrawn_by_id", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LINKS}")),
        sa.UniqueConstraint("ref", name=op.f(f"uq_{LINKS}_ref")),
    )
    live = sa.text("withdrawn_at IS NULL")
    op.create_index(
        f"uq_{LINKS}_live",
        LINKS,
        ["from_id", "to_id"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )
    op.create_index(f"ix_{LINKS}_to", LINKS, ["to_id"])
    op.bulk_insert(table, [link | {"ref": token_hex(8)} for link in links])


def _ends() -> tuple[sa.schema.SchemaItem, ...]:
    """Give what a link says, as it stood in the table before too."""
    kinds = sa.Enum(
        *("leads_to", "beside"),
        name="outcomelinkkind",
        native_enum=False,
        create_constraint=True,
        length=32,
    )
    return (
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("explanation", sa.String(), nullable=False),
        sa.CheckConstraint("from_id <> to_id", name=op.f(f"ck_{LINKS}_two_outcomes")),
        _refers("from_id", "outcome.id"),
        _refers("to_id", "outcome.id"),
    )


def _refers(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{LINKS}_{column}"))


def _drop_circle(dialect: str) -> None:
    if dialect == "sqlite":
        for name in ("circle", "moved"):
            op.execute(f"DROP TRIGGER IF EXISTS {LINKS}_{name}")
    else:
        op.execute(f"DROP FUNCTION {LINKS}_circle CASCADE")


def _guard_circle(dialect: str, circle: str) -> None:
    if dialect == "sqlite":
        op.execute(
            f"CREATE TRIGGER {LINKS}_circle BEFORE INSERT ON {LINKS} WHEN {circle}"
            " BEGIN SELECT RAISE(ABORT, 'outcomes run in a circle'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {LINKS}_circle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" {LOCKED} {ONE_WAY.format(circle=circle)} RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {LINKS}_circle BEFORE INSERT ON {LINKS}"
        f" FOR EACH ROW EXECUTE FUNCTION {LINKS}_circle()"
    )


def downgrade() -> None:
    """Links that were taken back go: before, there were none."""
    dialect = op.get_bind().dialect.name
    for statement in (
        *append_only.unguard_place(dialect, LINKS),
        *append_only.unguard_frozen(dialect, LINKS, FROZEN_LINKS),
    ):
        op.execute(statement)
    _drop_circle(dialect)
    _forget_withdrawn_links()
    _guard_circle(dialect, OLD_CIRCLE)
    _guard_moves(dialect)


def _forget_withdrawn_links() -> None:
    connection = op.get_bind()
    columns = ("from_id", "to_id", "kind", "explanation")
    statement = sa.select(*map(sa.column, columns)).select_from(sa.table(LINKS))
    live = statement.where(sa.column("withdrawn_at").is_(None))
    links = [dict(row) for row in connection.execute(live).mappings()]
    op.drop_table(LINKS)
    table = op.create_table(
        LINKS, *_ends(), sa.PrimaryKeyConstraint("from_id", "to_id", name=op.f(f"pk_{LINKS}"))
    )
    op.bulk_insert(table, links)


def _guard_moves(dialect: str) -> None:
    event = f"BEFORE UPDATE OF from_id, to_id ON {LINKS}"
    if dialect == "sqlite":
        op.execute(
            f"CREATE TRIGGER {LINKS}_moved {event} BEGIN SELECT RAISE(ABORT, '{MOVED}'); END"
        )
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {LINKS}_circle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'UPDATE' THEN RAISE EXCEPTION '{MOVED}'; END IF;"
        f" {LOCKED} {ONE_WAY.format(circle=OLD_CIRCLE)} RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {LINKS}_moved {event} FOR EACH ROW EXECUTE FUNCTION {LINKS}_circle()"
    )
