"""Say in a format what its mails add, and bring a first format for every kind of meeting."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

FIRST_FORMATS = Path(__file__).with_name("0023_formats.csv")
MADE_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
FORMAT = sa.table(
    "format",
    sa.column("id", sa.Integer()),
    *(sa.column(name, sa.String()) for name in ("ref", "kind")),
    sa.column("version", sa.Integer()),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in ("made_at", "issued_at")),
)
NUMBERS = ("format_id", "position", "offset_minutes", "minutes", "days", "number")
WORDS = ("part", "key", "title", "details", "session_kind", "mode")
INGREDIENT = sa.table(
    "format_ingredient",
    *(sa.column(name, sa.Integer()) for name in NUMBERS),
    *(sa.column(name, sa.String()) for name in WORDS),
)


def upgrade() -> None:
    op.execute("ALTER TABLE format_ingredient ADD COLUMN sentence VARCHAR")
    op.execute("ALTER TABLE event_ingredient ADD COLUMN sentence VARCHAR")
    with FIRST_FORMATS.open(encoding="utf-8", newline="") as file:
        lines = [
            {name: value_of(value) for name, value in line.items()}
            for line in csv.DictReader(file, delimiter=";")
        ]
    known = set(op.get_bind().scalars(sa.select(FORMAT.c.kind)))
    for kind in dict.fromkeys(line["kind"] for line in lines):
        if kind not in known:
            bring(kind, [line for line in lines if line["kind"] == kind])


def bring(kind: str, lines: list[dict[str, Any]]) -> None:
    """Make a first version, and issue it once it is complete: after that it is fixed."""
    connection, ref = op.get_bind(), token_hex(8)
    row = {"ref": ref, "kind": kind, "version": 1, "made_at": MADE_AT}
    connection.execute(sa.insert(FORMAT).values(row))
    own = FORMAT.c.ref == ref
    format_id = connection.scalar(sa.select(FORMAT.c.id).where(own))
    for position, line in enumerate(lines, start=1):
        cells = {name: value for name, value in line.items() if name != "kind"}
        values = cells | {"format_id": format_id, "position": position}
        connection.execute(sa.insert(INGREDIENT).values(values))
    connection.execute(sa.update(FORMAT).where(own).values(issued_at=MADE_AT))


def value_of(cell: str) -> Any:
    """Read a cell: a whole number, words, or nothing."""
    return int(cell) if cell.removeprefix("-").isdigit() else cell or None


def downgrade() -> None:
    """Take the column away; the formats stay, as meetings may have begun from them."""
    op.execute("ALTER TABLE event_ingredient DROP COLUMN sentence")
    op.execute("ALTER TABLE format_ingredient DROP COLUMN sentence")
