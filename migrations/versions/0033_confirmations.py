"""Keep what people from outside say of outcomes, and how a no was settled."""

import sqlalchemy as sa
from alembic import op

from academie.core import append_only

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

SETTLED = "confirmation_resolution"
AGREEMENT = ("fully", "partly", "no", "cannot_judge")
ASKED = (
    *("id", "ref", "outcome_id", "role", "party"),
    *("independent", "independence", "asked_by_id", "asked_at"),
)
"""What never changes once somebody was asked."""
DONE = (
    *("sent_at", "expires_at", "reminded_at", "revoked_at", "revoked_by_id", "answered_at"),
    *("what", "significance", "contribution", "remark", "wording"),
)
"""What never changes once it was answered or taken back: all but the address, which may go."""
OVER = "(OLD.answered_at IS NOT NULL OR OLD.revoked_at IS NOT NULL)"
THREE = """(SELECT count(*) FROM confirmation
  WHERE outcome_id = NEW.outcome_id AND revoked_at IS NULL) >= 3"""
MAY_SETTLE = """EXISTS (SELECT 1 FROM confirmation JOIN outcome ON outcome.id = outcome_id
  WHERE confirmation.id = NEW.confirmation_id AND what = 'no' AND independent
  AND author_id <> NEW.by_id)"""


def upgrade() -> None:
    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("independent", sa.Boolean(), nullable=False),
        sa.Column("independence", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        _moment("asked_at", nullable=False),
        _moment("sent_at", nullable=False),
        _moment("expires_at", nullable=False),
        _moment("reminded_at"),
        _moment("revoked_at"),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        _moment("answered_at"),
        _agreement("what"),
        _agreement("significance"),
        _agreement("contribution"),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("wording", sa.JSON(), nullable=True),
        *_checks(),
        _refers("outcome_id", "outcome.id"),
        _refers("asked_by_id", "user_account.id"),
        _refers("revoked_by_id", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
        sa.UniqueConstraint("ref", name=op.f("uq_confirmation_ref")),
    )
    op.create_index("ix_confirmation_outcome", "confirmation", ["outcome_id"])
    _index("ix_confirmation_waiting", ["sent_at"], "answered_at IS NULL AND revoked_at IS NULL")
    _index("ix_confirmation_email", ["email"], "email IS NOT NULL")
    _index(
        "uq_confirmation_address",
        ["outcome_id", "email"],
        "email IS NOT NULL AND revoked_at IS NULL",
        unique=True,
    )
    op.create_table(
        SETTLED,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("confirmation_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        _moment("at", nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f(f"ck_{SETTLED}_text")),
        _refers("confirmation_id", "confirmation.id", table=SETTLED),
        _refers("by_id", "user_account.id", table=SETTLED),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{SETTLED}")),
        sa.UniqueConstraint("confirmation_id", name=op.f(f"uq_{SETTLED}_confirmation_id")),
    )
    dialect = op.get_bind().dialect.name
    for statement in _sqlite() if dialect == "sqlite" else _postgresql():
        op.execute(statement)
    for statement in append_only.guard(dialect, SETTLED):
        op.execute(statement)


def _sqlite() -> tuple[str, ...]:
    asked, done = (
        " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in names) for names in (ASKED, DONE)
    )
    other = "NEW.email IS NOT NULL AND NEW.email IS NOT OLD.email"
    return (
        f"""CREATE TRIGGER confirmation_three BEFORE INSERT ON confirmation WHEN {THREE}
        BEGIN SELECT RAISE(ABORT, 'three at most'); END""",
        f"""CREATE TRIGGER confirmation_no_update BEFORE UPDATE ON confirmation
        WHEN {asked} OR ({other}) OR ({OVER} AND ({done}))
        BEGIN SELECT RAISE(ABORT, '{append_only.TEXT}'); END""",
        f"""CREATE TRIGGER confirmation_no_delete BEFORE DELETE ON confirmation
        BEGIN SELECT RAISE(ABORT, '{append_only.TEXT}'); END""",
        f"""CREATE TRIGGER {SETTLED}_may BEFORE INSERT ON {SETTLED} WHEN NOT {MAY_SETTLE}
        BEGIN SELECT RAISE(ABORT, 'nothing for this person to settle'); END""",
    )


def _postgresql() -> tuple[str, ...]:
    """Write the triggers; the lock lets who counts to three see what others asked meanwhile."""
    asked, done = (
        "({}) IS DISTINCT FROM ({})".format(
            *(", ".join(_compared(row, name) for name in names) for row in ("NEW", "OLD"))
        )
        for names in (ASKED, DONE)
    )
    other = "NEW.email IS NOT NULL AND NEW.email IS DISTINCT FROM OLD.email"
    return (
        f"""CREATE FUNCTION confirmation_three() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          PERFORM 1 FROM outcome WHERE id = NEW.outcome_id FOR UPDATE;
          IF {THREE} THEN RAISE EXCEPTION 'three at most'; END IF;
          RETURN NEW; END $$""",
        """CREATE TRIGGER confirmation_three BEFORE INSERT ON confirmation
        FOR EACH ROW EXECUTE FUNCTION confirmation_three()""",
        f"""CREATE FUNCTION confirmation_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF TG_OP = 'UPDATE' THEN
            IF NOT ({asked} OR ({other}) OR ({OVER} AND {done})) THEN RETURN NEW; END IF;
          END IF;
          RAISE EXCEPTION '{append_only.TEXT}'; END $$""",
        """CREATE TRIGGER confirmation_kept BEFORE UPDATE OR DELETE ON confirmation
        FOR EACH ROW EXECUTE FUNCTION confirmation_kept()""",
        """CREATE TRIGGER confirmation_no_truncate BEFORE TRUNCATE ON confirmation
        EXECUTE FUNCTION confirmation_kept()""",
        f"""CREATE FUNCTION {SETTLED}_may() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NOT {MAY_SETTLE} THEN RAISE EXCEPTION 'nothing for this person to settle'; END IF;
          RETURN NEW; END $$""",
        f"""CREATE TRIGGER {SETTLED}_may BEFORE INSERT ON {SETTLED}
        FOR EACH ROW EXECUTE FUNCTION {SETTLED}_may()""",
    )


def _compared(row: str, name: str) -> str:
    """Name a column as PostgreSQL can compare it: it knows no equal JSON."""
    return f"{row}.{name}::text" if name == "wording" else f"{row}.{name}"


def _checks() -> list[sa.CheckConstraint]:
    rules = {
        "email_lowercase": "email = lower(email)",
        "said": "role <> '' AND party <> '' AND independence <> ''",
        "order": "sent_at >= asked_at AND expires_at > sent_at",
        "answered_whole": (
            "(answered_at IS NULL) = (what IS NULL)"
            " AND (answered_at IS NULL) = (significance IS NULL)"
            " AND (answered_at IS NULL) = (wording IS NULL)"
        ),
        "unanswered_empty": (
            "answered_at IS NOT NULL OR (contribution IS NULL AND remark IS NULL)"
        ),
        "answered_in_time": (
            "answered_at IS NULL OR (revoked_at IS NULL AND answered_at <= expires_at)"
        ),
        "revoked": "revoked_by_id IS NULL OR revoked_at IS NOT NULL",
    }
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_confirmation_{name}"))
        for name, rule in rules.items()
    ]


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _agreement(name: str) -> sa.Column:
    kind = sa.Enum(*AGREEMENT, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, kind, nullable=True)


def _refers(column: str, target: str, table: str = "confirmation") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _index(name: str, columns: list[str], which: str, *, unique: bool = False) -> None:
    op.create_index(
        name,
        "confirmation",
        columns,
        unique=unique,
        sqlite_where=sa.text(which),
        postgresql_where=sa.text(which),
    )


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in append_only.unguard(dialect, SETTLED):
        op.execute(statement)
    op.drop_table(SETTLED)
    op.drop_table("confirmation")
    if dialect == "postgresql":
        for function in ("confirmation_three", "confirmation_kept", f"{SETTLED}_may"):
            op.execute(f"DROP FUNCTION {function}()")
