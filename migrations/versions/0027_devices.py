"""Pair telephones with a door, and let parties come in by parts, without a ticket, or be undone.

Three tables change what a row may lack or say, which SQLite cannot do in place: each is copied,
made anew and filled again, in the same way on both databases.
"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

OLD_VERDICTS = ("welcome", "already_in", "cancelled", "waiting", "other_event", "unknown")
VERDICTS = (*OLD_VERDICTS, "too_early", "revoked", "new")
OLD_METHODS = ("qr", "code")
METHODS = (*OLD_METHODS, "guest", "walkin", "undo")


def upgrade() -> None:
    op.execute(
        "ALTER TABLE door_link ADD COLUMN kind VARCHAR(32) DEFAULT 'scan' NOT NULL"
        " CONSTRAINT ck_door_link_doorkind CHECK (kind IN ('scan', 'search'))"
    )
    _make_devices()
    _remake("scan", _scan, _READINGS)
    op.execute("INSERT INTO door_book SELECT event_id, count(*) FROM scan GROUP BY event_id")
    _remake("check_in", _check_in, _ARRIVALS)
    _remake("seat_claim", _seat_claim, _CLAIMS)


def downgrade() -> None:
    op.execute(
        "UPDATE seat_pool SET taken = taken - coalesce((SELECT sum(seats) FROM seat_claim"
        " WHERE pool_id = seat_pool.id AND check_in_id IS NOT NULL), 0)"
    )
    _remake("seat_claim", _old_seat_claim, _OLD_CLAIMS)
    _remake("check_in", _old_check_in, _OLD_ARRIVALS)
    op.drop_table("door_book")
    _remake("scan", _old_scan, _OLD_READINGS)
    op.drop_table("door_device")
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint("ck_door_link_doorkind", "door_link")
    op.drop_column("door_link", "kind")


_READINGS = """
    INSERT INTO scan (uuid, event_id, number, door_link_id, registration_id, method, verdict,
                      people, scanned_at, received_at, conflict, late)
    SELECT was.uuid, was.event_id,
           row_number() OVER (PARTITION BY was.event_id ORDER BY was.scanned_at, was.uuid),
           was.door_link_id, was.registration_id, was.method, was.verdict,
           coalesce((SELECT people FROM check_in WHERE scan_uuid = was.uuid), 0),
           was.scanned_at, was.scanned_at, false, false
    FROM scan_was AS was
"""
_OLD_READINGS = f"""
    INSERT INTO scan (uuid, event_id, door_link_id, registration_id, method, verdict, scanned_at)
    SELECT uuid, event_id, door_link_id, registration_id, method, verdict, scanned_at
    FROM scan_was WHERE method IN {OLD_METHODS} AND verdict IN {OLD_VERDICTS}
"""  # noqa: S608 - our own words
_ARRIVALS = """
    INSERT INTO check_in (id, event_id, registration_id, scan_uuid, people, checked_in_at, mode)
    SELECT id, event_id, registration_id, scan_uuid, people, checked_in_at, mode FROM check_in_was
"""
_OLD_ARRIVALS = f"{_ARRIVALS} WHERE registration_id IS NOT NULL"
_CLAIMS = """
    INSERT INTO seat_claim (id, registration_id, pool_id, seats)
    SELECT id, registration_id, pool_id, seats FROM seat_claim_was
"""
_OLD_CLAIMS = f"{_CLAIMS} WHERE registration_id IS NOT NULL"


def _remake(name: str, make: Callable[[], None], fill: str) -> None:
    """Make a table in another shape and fill it from what it held."""
    op.execute(f"CREATE TABLE {name}_was AS SELECT * FROM {name}")  # noqa: S608 - our own name
    op.drop_table(name)
    make()
    op.execute(fill)
    op.drop_table(f"{name}_was")
    if op.get_context().dialect.name == "postgresql" and name != "scan":
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{name}', 'id'),"  # noqa: S608 - our own name
            f" coalesce(max(id), 1), max(id) IS NOT NULL) FROM {name}"
        )


def _make_devices() -> None:
    op.create_table(
        "door_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("door_link_id", sa.Integer(), nullable=False),
        sa.Column("volunteer", sa.String(), nullable=True),
        sa.Column("paired_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock_offset_ms", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _reference("door_device", "door_link_id", "door_link.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_device")),
        sa.UniqueConstraint("ref", name=op.f("uq_door_device_ref")),
    )
    op.create_index("ix_door_device_door_link_id", "door_device", ["door_link_id"])
    op.create_table(
        "door_book",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.CheckConstraint("lines >= 0", name=op.f("ck_door_book_lines")),
        _reference("door_book", "event_id", "event.id"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_door_book")),
    )


def _scan() -> None:
    op.create_table(
        "scan",
        sa.Column("uuid", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("door_link_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("method", _one_of("scanmethod", METHODS), nullable=False),
        sa.Column("verdict", _one_of("verdict", VERDICTS), nullable=False),
        sa.Column("said", _one_of("said", VERDICTS), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("conflict", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("undoes", sa.String(), nullable=True),
        sa.CheckConstraint("people >= 0", name=op.f("ck_scan_people")),
        sa.CheckConstraint("received_at >= scanned_at", name=op.f("ck_scan_received")),
        sa.CheckConstraint("(method = 'undo') = (undoes IS NOT NULL)", name=op.f("ck_scan_undoes")),
        *_scan_references(),
        _reference("scan", "device_id", "door_device.id"),
        _reference("scan", "undoes", "scan.uuid"),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_scan")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_scan_event_id_number")),
        sa.UniqueConstraint("undoes", name=op.f("uq_scan_undoes")),
    )
    op.create_index("ix_scan_event", "scan", ["event_id", "scanned_at"])
    op.create_index("ix_scan_registration_id", "scan", ["registration_id"])


def _old_scan() -> None:
    op.create_table(
        "scan",
        sa.Column("uuid", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("door_link_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("method", _one_of("scanmethod", OLD_METHODS), nullable=False),
        sa.Column("verdict", _one_of("verdict", OLD_VERDICTS), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=False),
        *_scan_references(),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_scan")),
    )
    op.create_index("ix_scan_event", "scan", ["event_id", "scanned_at"])


def _scan_references() -> tuple[sa.ForeignKeyConstraint, ...]:
    return (
        _reference("scan", "door_link_id", "door_link.id"),
        _reference("scan", "event_id", "event.id"),
        _reference("scan", "registration_id", "registration.id"),
    )


def _check_in() -> None:
    op.create_table(
        "check_in",
        *_check_in_columns(may_lack_registration=True),
        sa.Column(
            "mode",
            _one_of("attendancemode", ("onsite", "online")),
            server_default="onsite",
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("online_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "online_at IS NULL OR mode = 'onsite'", name=op.f("ck_check_in_online_at")
        ),
        sa.CheckConstraint(
            "registration_id IS NULL OR name IS NULL", name=op.f("ck_check_in_name")
        ),
        sa.CheckConstraint(
            "registration_id IS NOT NULL OR mode = 'onsite'", name=op.f("ck_check_in_walk_in")
        ),
    )
    op.create_index("ix_check_in_event", "check_in", ["event_id"])


def _old_check_in() -> None:
    op.create_table("check_in", *_check_in_columns(may_lack_registration=False))
    op.execute(
        "ALTER TABLE check_in ADD COLUMN mode VARCHAR(32) DEFAULT 'onsite' NOT NULL"
        " CONSTRAINT ck_check_in_attendancemode CHECK (mode IN ('onsite', 'online'))"
    )
    op.create_index("ix_check_in_event", "check_in", ["event_id"])


def _check_in_columns(*, may_lack_registration: bool) -> tuple[SchemaItem, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=may_lack_registration),
        sa.Column("scan_uuid", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("people >= 1", name=op.f("ck_check_in_people")),
        _reference("check_in", "event_id", "event.id"),
        _reference("check_in", "registration_id", "registration.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_check_in_registration_id")),
        sa.UniqueConstraint("scan_uuid", name=op.f("uq_check_in_scan_uuid")),
    )


def _seat_claim() -> None:
    op.create_table(
        "seat_claim",
        *_seat_claim_columns(may_lack_registration=True),
        sa.Column("check_in_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(registration_id IS NULL) <> (check_in_id IS NULL)",
            name=op.f("ck_seat_claim_holder"),
        ),
        _reference("seat_claim", "check_in_id", "check_in.id"),
        sa.UniqueConstraint("check_in_id", name=op.f("uq_seat_claim_check_in_id")),
    )


def _old_seat_claim() -> None:
    op.create_table("seat_claim", *_seat_claim_columns(may_lack_registration=False))


def _seat_claim_columns(*, may_lack_registration: bool) -> tuple[SchemaItem, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=may_lack_registration),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_seat_claim_seats")),
        _reference("seat_claim", "pool_id", "seat_pool.id"),
        _reference("seat_claim", "registration_id", "registration.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_claim")),
        sa.UniqueConstraint(
            "registration_id", "pool_id", name=op.f("uq_seat_claim_registration_id_pool_id")
        ),
    )


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _one_of(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
