"""Tables that only grow: the database itself refuses to change or delete a row."""

from collections.abc import Iterator, Mapping, Sequence

TEXT = "append only"


def guard(dialect: str, table: str) -> Iterator[str]:
    """Write the statements that make a table append only.

    SQLite drops triggers with the table it rebuilds, so a migration that rebuilds a guarded
    table runs these again.
    """
    if dialect == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
            )
        return
    yield (
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{TEXT}'; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"EXECUTE FUNCTION {table}_append_only()"
    )


def unguard(dialect: str, table: str) -> Iterator[str]:
    """Write the statements that take the guard away, for a downgrade."""
    if dialect == "sqlite":
        for verb in ("update", "delete"):
            yield f"DROP TRIGGER {table}_no_{verb}"
        return
    yield f"DROP TRIGGER {table}_append_only ON {table}"
    yield f"DROP FUNCTION {table}_append_only()"


def guard_place(dialect: str, table: str, *keys: str) -> Iterator[str]:
    """Write the statement that refuses a row in the place of one that stays.

    SQLite lets a new row replace another, and asks the guard of the other only on connections that
    were told so. PostgreSQL knows no such thing.

    Args:
        keys: the columns that are unique, each by itself.
    """
    if dialect == "sqlite":
        taken = " OR ".join(f"{key} = NEW.{key}" for key in keys)
        yield (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"  # noqa: S608 - our names
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})"
            f" BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
        )


def unguard_place(dialect: str, table: str) -> Iterator[str]:
    """Write the statement that takes that guard away, for a downgrade."""
    if dialect == "sqlite":
        yield f"DROP TRIGGER {table}_no_replace"


def guard_but_for_text(dialect: str, table: str, kept: Sequence[str]) -> Iterator[str]:
    """Write the statements that make a table append only, but for forgetting: `text` may go.

    Args:
        kept: the other columns, which stay as they are.
    """
    if dialect == "sqlite":
        changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in kept)
        for verb, when in (("UPDATE", f"WHEN NEW.text IS NOT NULL OR {changed} "), ("DELETE", "")):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {when}"
                f"BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
            )
        return
    new, old = (", ".join(f"{row}.{name}" for name in kept) for row in ("NEW", "OLD"))
    yield (
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF TG_OP = 'UPDATE' THEN IF NEW.text IS NULL AND "
        f"({new}) IS NOT DISTINCT FROM ({old}) THEN RETURN NEW; END IF; END IF; "
        f"RAISE EXCEPTION '{TEXT}'; END $$"
    )
    for name, verbs, each in (
        ("append_only", "UPDATE OR DELETE", "FOR EACH ROW "),
        ("no_truncate", "TRUNCATE", ""),
    ):
        yield (
            f"CREATE TRIGGER {table}_{name} BEFORE {verbs} ON {table} "
            f"{each}EXECUTE FUNCTION {table}_append_only()"
        )


def guard_for_a_year(dialect: str, table: str) -> Iterator[str]:
    """Write the statements that make a table append only, but for rows whose `at` is a year ago.

    A year is 365 days by the clock of the database, which nobody can talk into another time.
    """
    if dialect == "sqlite":
        for verb, when in (
            ("UPDATE", ""),
            ("DELETE", "WHEN OLD.at > datetime('now', '-365 days')"),
        ):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {when} "
                f"BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
            )
        return
    yield (
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{TEXT}'; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR TRUNCATE ON {table} "
        f"EXECUTE FUNCTION {table}_append_only()"
    )
    yield (
        f"CREATE TRIGGER {table}_year BEFORE DELETE ON {table} FOR EACH ROW "
        "WHEN (OLD.at > now() - interval '365 days') "
        f"EXECUTE FUNCTION {table}_append_only()"
    )


def unguard_for_a_year(dialect: str, table: str) -> Iterator[str]:
    """Write the statements that take that guard away, for a downgrade."""
    if dialect != "sqlite":
        yield f"DROP TRIGGER {table}_year ON {table}"
    yield from unguard(dialect, table)


def guard_frozen(dialect: str, table: str, frozen: Mapping[str, str]) -> Iterator[str]:
    """Write the statements that keep rows as they are from the moment a condition holds.

    Args:
        frozen: for each of INSERT, UPDATE and DELETE when it is refused, in SQL over OLD and NEW.
    """
    for verb, when in frozen.items():
        name = f"{table}_frozen_{verb.lower()}"
        if dialect == "sqlite":
            yield (
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
            )
            continue
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{TEXT}'; END IF; RETURN COALESCE(NEW, OLD); END $$"
        )
        yield (
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    if dialect != "sqlite":
        yield (
            f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{TEXT}'; END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_append_only BEFORE TRUNCATE ON {table} "
            f"EXECUTE FUNCTION {table}_append_only()"
        )


def unguard_frozen(dialect: str, table: str, frozen: Mapping[str, str]) -> Iterator[str]:
    """Write the statements that take that guard away, for a downgrade."""
    for verb in frozen:
        name = f"{table}_frozen_{verb.lower()}"
        yield f"DROP TRIGGER {name}" + ("" if dialect == "sqlite" else f" ON {table}")
        if dialect != "sqlite":
            yield f"DROP FUNCTION {name}()"
    if dialect != "sqlite":
        yield from unguard(dialect, table)
