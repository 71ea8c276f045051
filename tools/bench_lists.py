"""Measure lists over 10,000 outcomes: `python -m tools.bench_lists` prints a line of JSON each.

What the world reads and what staff read, some time after the last change: what everybody reads is
kept from a minute after it. A machine that is shared may be half as fast a minute later, so the
baseline and the lists are asked for in turn, round after round, and the medians are told. The year
of the records lies ahead, so the server lives later than we do.
"""

import argparse
import statistics
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
from tools.bench import CLIENTS, report
from tools.bench_crowd import settle
from tools.bench_load import Client, Result, Server, measure
from tools.bench_records import AS_OF, fill
from tools.bench_servers import MailSink, embedded, environment, hello, separate

MEETINGS, PARTIES, OUTCOMES = 500, 1, 10_000
ROUNDS = 5
ASKED = 400
HELLOS = 1500
HELLO = "hello"
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


def measure_lists(database: str) -> None:
    """Measure each list on one kind of database, and the baseline beside it."""
    start = embedded if database == "sqlite" else separate
    with (
        tempfile.TemporaryDirectory() as folder,
        MailSink() as sink,
        hello() as baseline,
        start(Path(folder), sink.port, build, ("-c", LATER)) as (server, signed_in),
    ):
        _wait_until_settled(server)
        rounds = [_round(baseline, server, signed_in) for _number in range(ROUNDS + 1)][1:]
    for name in rounds[0]:
        cpu_ms = statistics.median(found[name].cpu_ms for found in rounds)
        ratios = [found[name].cpu_ms / found[HELLO].cpu_ms for found in rounds]
        figures = {"cpu_ms": cpu_ms, "ratio": statistics.median(ratios)}
        report(f"{name}, {database}", figures | {"least": min(ratios), "most": max(ratios)})


def _round(baseline: Server, server: Server, signed_in: dict[str, str]) -> dict[str, Result]:
    """Ask for the baseline and for each list so many times; the first round does not count."""
    found = {HELLO: measure(baseline, CLIENTS, range(HELLOS), lambda client, _: client.get("/"))}
    for name, address in PAGES.items():

        def read(client: Client, _number: int, address: str = address) -> None:
            if not client.cookies:
                client.cookies.update(signed_in)
            client.get(address)

        found[name] = measure(server, CLIENTS, range(ASKED), read)
    return found


def _wait_until_settled(server: Server) -> None:
    """Wait until the worker caught up with the year that went by, and its last change settled."""
    used = inf
    while used > AT_REST:
        before = server.processor_seconds()
        time.sleep(1)
        used = server.processor_seconds() - before
    time.sleep(SETTLES.total_seconds() + 1)


def main() -> None:
    """Measure on each database asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    for database in parser.parse_args().databases:
        measure_lists(database)


if __name__ == "__main__":
    main()
