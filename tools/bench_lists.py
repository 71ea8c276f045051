"""Measure lists over 10,000 outcomes: `python -m tools.bench_lists` prints a line of JSON each.

What the world reads and what staff read, both beside the baseline of the same run, some time after
the last change: what everybody reads is kept from a minute after it. The year of the records lies
ahead, so the server lives later than we do.
"""

import argparse
import tempfile
import time
from math import inf
from pathlib import Path

from flask_migrate import upgrade

from academie.app import create_app
from academie.config import load_settings
from academie.core.db import db
from academie.events.stamps import SETTLES
from tests.followups.factories import author
from tools.bench import measure_hello, report_beside, warmed
from tools.bench_crowd import settle
from tools.bench_load import Client, Server
from tools.bench_records import AS_OF, fill
from tools.bench_servers import MailSink, embedded, environment, separate

MEETINGS, PARTIES, OUTCOMES = 500, 1, 10_000
ASKED = 400
AT_REST = 0.1
"""Seconds of the processor in a second that the worker alone takes at most."""
LATER = f"""
from datetime import UTC, datetime
from academie import cli
from academie.core import clock
ahead = datetime.fromisoformat("{AS_OF.isoformat()}") - datetime.now(UTC)
clock.now = lambda: datetime.now(UTC) + ahead
cli.main()
"""
PAGES = {
    "public register": "/opbrengsten",
    "public chain": "/opbrengsten/keten",
    "public map": "/opbrengsten/kaart",
    "register of staff": "/beheer/opbrengsten",
    "chain of staff": "/beheer/keten",
    "map of staff": "/beheer/kaart",
}


def build(settings: dict[str, str]) -> dict[str, str]:
    """Make the database the server will run on.

    Returns:
        the cookie of a member of staff who signed in.
    """
    with environment(settings):
        app = create_app(load_settings())
    with app.app_context():
        upgrade()
        fill(MEETINGS, PARTIES, OUTCOMES)
        member = author().fs_uniquifier
        db.session.remove()
        settle()
        db.engine.dispose()
    visitor = app.test_client()
    with visitor.session_transaction() as session:
        session.update(_user_id=member, _fresh=True, fs_paa=time.time())
    name = str(app.config["SESSION_COOKIE_NAME"])
    cookie = visitor.get_cookie(name)
    return {name: cookie.value if cookie else ""}


def measure_lists(database: str, baseline: float) -> None:
    """Measure each list on one kind of database."""
    start = embedded if database == "sqlite" else separate
    with (
        tempfile.TemporaryDirectory() as folder,
        MailSink() as sink,
        start(Path(folder), sink.port, build, ("-c", LATER)) as (server, signed_in),
    ):
        _wait_until_settled(server)
        for name, address in PAGES.items():

            def read(client: Client, _number: int, address: str = address) -> None:
                client.cookies = dict(signed_in)
                client.get(address)

            found = warmed(server, ASKED, read)
            report_beside(baseline, f"{name} of {OUTCOMES:,} outcomes, {database}", found)


def _wait_until_settled(server: Server) -> None:
    """Wait until the worker caught up with the year that went by, and its last change settled."""
    used = inf
    while used > AT_REST:
        before = server.processor_seconds()
        time.sleep(1)
        used = server.processor_seconds() - before
    time.sleep(SETTLES.total_seconds() + 1)


def main() -> None:
    """Measure on each database asked for, each beside a baseline of the same minute."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    for database in parser.parse_args().databases:
        measure_lists(database, measure_hello())


if __name__ == "__main__":
    main()
