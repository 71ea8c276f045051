"""Hold that nothing comes of a meeting before it, and ask what came of it in one way only.

Formats held tasks to ask after 3, 6, 12 and 24 months, which the questions do by themselves now.
An issued version stays as it is, so each such format gets a new one without them.
"""

from datetime import UTC, datetime
from secrets import token_hex

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

TEXT = "an outcome comes after its meeting"
MONTHS = (("month", 1), ("quarter", 3), ("half_year", 6), ("year", 12))
# Summer time runs from the last Sunday of March to that of October, each time at one o'clock UTC.
SUNDAY = "datetime(strftime('%Y', starts_at) || '-{0}-01', 'weekday 0', '-7 days', '+1 hour')"
HELD_ON = {
    "sqlite": (
        f"date(starts_at, CASE WHEN starts_at >= {SUNDAY.format('04')}"
        f" AND starts_at < {SUNDAY.format('11')} THEN '+2 hours' ELSE '+1 hours' END)"
    ),
    "postgresql": "(starts_at AT TIME ZONE 'Europe/Amsterdam')::date",
}
END = {
    "sqlite": "date({0}.changed_on, '+{1} months', '-1 day')",
    "postgresql": "({0}.changed_on + interval '{1} months' - interval '1 day')::date",
}
LINK_WRONG = """NEW.link <> 'not_shown' AND EXISTS (
  SELECT 1 FROM outcome AS o JOIN event ON event.id = NEW.event_id
  WHERE o.id = NEW.outcome_id AND {last_day} < {held_on})"""
DAY_WRONG = """EXISTS (
  SELECT 1 FROM outcome_event AS link JOIN event ON event.id = link.event_id
  WHERE link.outcome_id = NEW.id AND link.link <> 'not_shown' AND {last_day} < {held_on})"""
FUNCTION = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF {wrong} THEN RAISE EXCEPTION '{text}'; END IF; RETURN NEW; END $$"""
TRIGGERS = {
    "outcome_event_day": "INSERT OR UPDATE OF link, event_id ON outcome_event",
    "outcome_day": "UPDATE OF changed_on, changed_precision ON outcome",
}

MADE_AT = datetime(2026, 11, 22, 17, tzinfo=UTC)
OLD_TASKS = ("vervolg-3", "vervolg-6", "vervolg-12", "vervolg-24")
NOTE = "De taken om later te vragen wat ervan kwam, zijn weg: die vragen gaan nu vanzelf."
REASON = "Deze vraag gaat nu vanzelf."
COPIED = (
    *("key", "part", "position", "title", "details", "session_kind", "offset_minutes"),
    *("minutes", "days", "number", "mode", "sentence"),
)


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in _triggers(dialect):
        op.execute(statement)
    _ask_in_one_way()


def _triggers(dialect: str) -> list[str]:
    held_on = HELD_ON[dialect]
    wrong = {
        "outcome_event_day": LINK_WRONG.format(last_day=_last_day(dialect, "o"), held_on=held_on),
        "outcome_day": DAY_WRONG.format(last_day=_last_day(dialect, "NEW"), held_on=held_on),
    }
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {name}_{verb} BEFORE {event} WHEN {wrong[name]}"
            f" BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
            for name, verb, event in _sqlite_events()
        ]
    return [
        statement
        for name, event in TRIGGERS.items()
        for statement in (
            FUNCTION.format(name=name, wrong=wrong[name], text=TEXT),
            f"CREATE TRIGGER {name} BEFORE {event} FOR EACH ROW EXECUTE FUNCTION {name}()",
        )
    ]


def _sqlite_events() -> list[tuple[str, str, str]]:
    """Cut each trigger by its verbs: SQLite knows one verb a trigger."""
    found = []
    for name, event in TRIGGERS.items():
        verbs, _on, table = event.partition(" ON ")
        found += [
            (name, verb.split()[0].lower(), f"{verb} ON {table}") for verb in verbs.split(" OR ")
        ]
    return found


def _last_day(dialect: str, row: str) -> str:
    """Write the last day of the period in which something changed; none when it is unknown."""
    ends = " ".join(
        f"WHEN '{precision}' THEN {END[dialect].format(row, months)}"
        for precision, months in MONTHS
    )
    return f"(CASE {row}.changed_precision {ends} ELSE {row}.changed_on END)"


def _ask_in_one_way() -> None:
    connection = op.get_bind()
    keys = sa.bindparam("keys", value=OLD_TASKS, expanding=True)
    newest = sa.text(
        "SELECT id, kind, version FROM format AS f WHERE issued_at IS NOT NULL"
        " AND version = (SELECT max(version) FROM format"
        " WHERE kind = f.kind AND issued_at IS NOT NULL)"
        " AND EXISTS (SELECT 1 FROM format_ingredient WHERE format_id = f.id AND key IN :keys)"
    ).bindparams(keys)
    _drop_from_drafts(connection, keys)
    # The copy is made beside a version that somebody is making: two drafts of a kind, for once.
    op.drop_index("uq_format_draft", "format")
    for old, kind, version in connection.execute(newest).all():
        _make_room(connection, kind)
        _new_version(connection, old, kind, version + 1)
    _allow_one_draft()
    connection.execute(
        sa.text(
            "UPDATE event_ingredient SET state = 'left_out', note = :reason"
            " WHERE state = 'as_format' AND ingredient_id IN"
            " (SELECT id FROM format_ingredient WHERE part = 'task' AND key IN :keys)"
            " AND id IN (SELECT origin_id FROM task WHERE done_at IS NULL)"
        ).bindparams(keys),
        {"reason": REASON},
    )


def _allow_one_draft() -> None:
    is_draft = sa.text("issued_at IS NULL")
    op.create_index(
        "uq_format_draft",
        "format",
        ["kind"],
        unique=True,
        sqlite_where=is_draft,
        postgresql_where=is_draft,
    )


def _drop_from_drafts(connection: sa.Connection, keys: sa.BindParameter[object]) -> None:
    """Take the tasks out of versions that are being made."""
    connection.execute(
        sa.text(
            "DELETE FROM format_ingredient WHERE key IN :keys"
            " AND format_id IN (SELECT id FROM format WHERE issued_at IS NULL)"
        ).bindparams(keys)
    )


def _make_room(connection: sa.Connection, kind: str) -> None:
    """Let the version that is being made come after the one that is issued now."""
    connection.execute(
        sa.text("UPDATE format SET version = version + 1 WHERE kind = :kind AND issued_at IS NULL"),
        {"kind": kind},
    )


def _new_version(connection: sa.Connection, old: int, kind: str, version: int) -> None:
    """Copy a version without those tasks, and issue it once it is complete."""
    ref, columns = token_hex(8), ", ".join(COPIED)
    connection.execute(
        sa.text(
            "INSERT INTO format (ref, kind, version, made_at, note)"
            " VALUES (:ref, :kind, :version, :made_at, :note)"
        ).bindparams(sa.bindparam("made_at", type_=sa.DateTime(timezone=True))),
        {"ref": ref, "kind": kind, "version": version, "made_at": MADE_AT, "note": NOTE},
    )
    connection.execute(
        sa.text(
            f"INSERT INTO format_ingredient (format_id, {columns})"  # noqa: S608 - names of ours
            f" SELECT (SELECT id FROM format WHERE ref = :ref), {columns}"
            " FROM format_ingredient WHERE format_id = :old AND key NOT IN :keys"
        ).bindparams(sa.bindparam("keys", value=OLD_TASKS, expanding=True)),
        {"ref": ref, "old": old},
    )
    connection.execute(
        sa.text("UPDATE format SET issued_at = :at WHERE ref = :ref").bindparams(
            sa.bindparam("at", type_=sa.DateTime(timezone=True))
        ),
        {"ref": ref, "at": MADE_AT},
    )


def downgrade() -> None:
    """Take the rule away; the formats stay, as meetings may have begun from them."""
    if op.get_bind().dialect.name == "sqlite":
        for name, verb, _event in _sqlite_events():
            op.execute(f"DROP TRIGGER {name}_{verb}")
        return
    for name in TRIGGERS:
        op.execute(f"DROP FUNCTION {name} CASCADE")
