"""Measure a door without a network: from a frame of the camera to the word on the screen.

`python -m tools.bench_door` prints a line of JSON each: as fast as this computer is, and four times
as slow, as a telephone may be. The list holds 2,000 guests. The time is the page's own: it begins
when a frame is looked at and ends when the first verdict after it stands on the page.
"""

import json
import statistics
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from flask_migrate import upgrade
from playwright.sync_api import Page, expect

from academie.app import create_app
from academie.core import clock
from academie.core.db import db
from tests.checkin.device import pair, verdict
from tests.checkin.factories import make_door, make_guest, ticket
from tests.conftest import TESTED, test_settings
from tests.factories import make_event
from tests.live import Live, chromium, qr_video, serving
from tools.ports import free_port

GUESTS = 2000
ROUNDS = 8
SLOWER = (1, 4)
FILM_SECONDS = 20_000
MEASURED = """
  const times = (name) => performance.getEntriesByName(name).map(({ startTime }) => startTime);
  const words = times("word");
  return times("frame").map((frame) => words.find((word) => word >= frame) - frame);
"""


def measure() -> None:
    """Measure at each speed, in a browser and on a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        settings = test_settings(f"sqlite:///{folder}/bench.sqlite", Path(folder))
        app = create_app(replace(settings, base_url=url), **TESTED)
        with app.app_context(), serving(app, port):
            upgrade()
            _measure(Live(app, url), Path(folder))
            db.session.remove()
            db.engine.dispose()


def _measure(live: Live, folder: Path) -> None:
    now = clock.now()
    event = make_event(starts_at=now, ends_at=now + timedelta(hours=2), now=now - timedelta(days=9))
    guests = [make_guest(event) for _ in range(GUESTS)]
    link = make_door(event)
    film = qr_video(folder / "ticket.mjpeg", ticket(guests[-1]))
    for slower in SLOWER:
        with chromium(camera=film, width=320) as context:
            page = pair(context, live, link)
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
            context.set_offline(offline=True)
            report(f"offline verdict, processor {slower} times as slow", _rounds(page))


def _rounds(page: Page) -> list[float]:
    """Read the ticket over and over; the first time, when all is still cold, counts too."""
    for _round in range(ROUNDS):
        expect(verdict(page)).to_be_visible(timeout=FILM_SECONDS)
        page.locator("#next").click()
    times: list[float] = page.evaluate(f"() => {{ {MEASURED} }}")
    return times


def report(name: str, times: list[float]) -> None:
    """Print one measurement, in milliseconds."""
    middle, worst = round(statistics.median(times), 1), round(max(times), 1)
    line = {"name": name, "scans": len(times), "median_ms": middle, "worst_ms": worst}
    print(json.dumps(line), flush=True)  # noqa: T201 - printing is the point


if __name__ == "__main__":
    measure()
