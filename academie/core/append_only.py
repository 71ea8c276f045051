"""Tables that only grow: the database itself refuses to change or delete a row."""

from collections.abc import Iterator

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
