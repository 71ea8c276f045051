"""Know which of two days was the last, and let nothing that stays be replaced.

And refuse empty words, and evidence that was taken away as what shows that something is done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from academie.core import append_only

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

HOUSE = ZoneInfo("Europe/Amsterdam")
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
SEEN = {
    "observation": ("observed_on", "ix_observation_outcome", "outcome_id"),
    "alliance_phase": ("since_on", "ix_alliance_phase_alliance", "alliance_id"),
}
"""Tables whose rows stand in the order of days: the day, and the index that finds them."""
WRITTEN = {
    "outcome": (
        "written",
        (
            "title <> '' AND what_changed <> '' AND significance <> '' AND contribution <> ''"
            " AND without_us <> '' AND other_factors <> ''"
        ),
    ),
    "outcome_actor": ("name", "name <> ''"),
    "outcome_contributor": ("name", "name <> ''"),
    "observation": ("text", "text <> ''"),
}
SAID = {
    "outcome": (
        *("title", "what_changed", "significance"),
        *("contribution", "without_us", "other_factors"),
    ),
    "outcome_actor": ("name",),
    "outcome_contributor": ("name",),
    "observation": ("text",),
}
"""The words that may no longer be empty; forms refused that, the database did not."""
GUARDED = {
    **dict.fromkeys(("access_log", "alliance_phase", "erasure_journal", "observation"), ("id",)),
    **dict.fromkeys(("outcome_move", "pledge_talk", "request_message"), ("id",)),
    **dict.fromkeys(("activity_line", "activity_report"), ("id",)),
    "confirmation": ("id", "ref"),
    "confirmation_resolution": ("id", "confirmation_id"),
}
"""Tables of which rows stay, and what is unique in them."""

ANSWERS = "confirmation"
BOUND = {
    "UPDATE": "OLD.answered_at IS NOT NULL AND COALESCE(NEW.bound, '') <> COALESCE(OLD.bound, '')"
}
"""What bound somebody when they answered is part of the answer."""

STANDS = "AND (removed_at IS NULL OR link IS NOT NULL)"
UNSHOWN = """NEW.status IN ('realised', 'secured')
  AND NOT EXISTS (SELECT 1 FROM evidence WHERE outcome_id = NEW.outcome_id {stands})"""
LAST_SHOWN = """EXISTS (SELECT 1 FROM observation
  WHERE outcome_id = OLD.outcome_id AND status IN ('realised', 'secured'))
  AND NOT EXISTS (SELECT 1 FROM evidence
    WHERE outcome_id = OLD.outcome_id AND id <> OLD.id {stands})"""


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    with _triggers_aside(dialect):
        for table in SEEN:
            _know_until(table)
        _say_what_is_empty()
        for table, (name, rule) in WRITTEN.items():
            with op.batch_alter_table(table) as batch:
                batch.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)
    for statement in _what_bound(dialect):
        op.execute(statement)
    _ask_evidence(dialect, STANDS)
    for table, keys in GUARDED.items():
        for statement in append_only.guard_place(dialect, table, *keys):
            op.execute(statement)


@contextmanager
def _triggers_aside(dialect: str) -> Iterator[None]:
    """Set triggers aside: SQLite loses those of a table it rebuilds, and one refuses new days."""
    connection = op.get_bind()
    if dialect != "sqlite":
        for table in SEEN:
            op.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in SEEN:
            op.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    known = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid"
    triggers = connection.exec_driver_sql(known).all()
    for name, _statement in triggers:
        op.execute(f"DROP TRIGGER {name}")
    yield
    for _name, statement in triggers:
        connection.exec_driver_sql(statement)


def _say_what_is_empty() -> None:
    for table, columns in SAID.items():
        for column in columns:
            op.execute(f"UPDATE {table} SET {column} = 'Niet ingevuld' WHERE {column} = ''")  # noqa: S608 - our own names


def _know_until(table: str) -> None:
    day, index, parent = SEEN[table]
    op.add_column(table, sa.Column("known_until", sa.Date(), nullable=True))
    _fill(table, day)
    op.drop_index(index, table)
    with op.batch_alter_table(table) as batch:
        batch.alter_column("known_until", existing_type=sa.Date(), nullable=False)
        batch.create_check_constraint(op.f(f"ck_{table}_known_until"), f"known_until >= {day}")
    op.create_index(index, table, [parent, "known_until"])


def _fill(table: str, day: str) -> None:
    connection = op.get_bind()
    known = sa.table(
        table,
        sa.column("id", sa.Integer()),
        sa.column(day, sa.Date()),
        sa.column("precision", sa.String()),
        sa.column("recorded_at", sa.DateTime(timezone=True)),
        sa.column("known_until", sa.Date()),
    )
    statement = sa.select(known.c.id, known.c[day], known.c.precision, known.c.recorded_at)
    rows = connection.execute(statement).all()
    if rows:
        connection.execute(
            sa.update(known)
            .where(known.c.id == sa.bindparam("row"))
            .values(known_until=sa.bindparam("until")),
            [{"row": number, "until": _until(*told)} for number, *told in rows],
        )


def _until(first: date, precision: str, recorded_at: datetime) -> date:
    """Give the last day of a period, or the day it was written down when that came first."""
    moment = recorded_at if recorded_at.tzinfo else recorded_at.replace(tzinfo=UTC)
    years, month = divmod(first.month - 1 + MONTHS.get(precision, 0), 12)
    last = first
    if precision in MONTHS:
        last = date(first.year + years, month + 1, 1) - timedelta(days=1)
    return max(first, min(last, moment.astimezone(HOUSE).date()))


def _what_bound(dialect: str) -> Iterator[str]:
    """Keep what bound somebody who answered, and when the worker saw that a link had run out."""
    moment = "DATETIME" if dialect == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    yield f"ALTER TABLE {ANSWERS} ADD COLUMN bound VARCHAR"
    yield f"ALTER TABLE {ANSWERS} ADD COLUMN lapsed_at {moment}"
    yield from append_only.guard_frozen(dialect, ANSWERS, BOUND)


def _ask_evidence(dialect: str, stands: str) -> None:
    """Ask for evidence that stands, or as before for any."""
    rules = {
        "observation_evidence": ("INSERT ON observation", UNSHOWN.format(stands=stands)),
        "evidence_last": ("DELETE ON evidence", LAST_SHOWN.format(stands=stands)),
    }
    functions = {"evidence_last": "evidence_guard"}
    for name, (event, wrong) in rules.items():
        if dialect == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} WHEN {wrong}"
                " BEGIN SELECT RAISE(ABORT, 'needs evidence'); END"
            )
            continue
        op.execute(
            f"CREATE OR REPLACE FUNCTION {functions.get(name, name)}() RETURNS trigger"
            f" LANGUAGE plpgsql AS $$ BEGIN IF {wrong} THEN RAISE EXCEPTION 'needs evidence';"
            " END IF; RETURN COALESCE(NEW, OLD); END $$"
        )


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for table in GUARDED:
        for statement in append_only.unguard_place(dialect, table):
            op.execute(statement)
    for statement in append_only.unguard_frozen(dialect, ANSWERS, BOUND):
        op.execute(statement)
    for column in ("bound", "lapsed_at"):
        op.execute(f"ALTER TABLE {ANSWERS} DROP COLUMN {column}")
    _ask_evidence(dialect, "")
    with _triggers_aside(dialect):
        for table, (name, _rule) in WRITTEN.items():
            with op.batch_alter_table(table) as batch:
                batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        for table, (day, index, parent) in SEEN.items():
            op.drop_index(index, table)
            with op.batch_alter_table(table) as batch:
                batch.drop_constraint(op.f(f"ck_{table}_known_until"), type_="check")
                batch.drop_column("known_until")
            op.create_index(index, table, [parent, day])
