"""The frame in a real browser: it shows and grows on a listed website, and nowhere else."""

from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import BrowserContext, expect

from academie.app import create_app
from academie.core import clock
from academie.core.db import db
from tests.conftest import test_settings
from tests.factories import make_event
from tests.live import chromium, serving
from tools.ports import free_port


class Website(BaseHTTPRequestHandler):
    """Another website, with our code in a page of its own."""

    frame = ""

    def do_GET(self) -> None:
        """Answer every request with the page."""
        body = self.frame.encode() if self.path == "/" else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def website() -> Iterator[int]:
    """Serve the other website on a free port; it answers to localhost and to 127.0.0.1."""
    server = HTTPServer(("127.0.0.1", free_port()), Website)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def ours(sqlite_url: str, tmp_path: Path, website: int) -> Iterator[str]:
    """Serve our own pages, which the website may frame under the name localhost."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = replace(
        test_settings(sqlite_url, tmp_path),
        base_url=url,
        embed_origins=("https://www.voorbeeld.nl", f"http://localhost:{website}"),
    )
    app = create_app(settings, TESTING=True, RATELIMIT_ENABLED=False)
    Website.frame = (
        '<!doctype html><html lang="nl"><title>Website</title>'
        f'<iframe src="{url}/agenda/inbedden" title="Agenda" width="300" height="90"></iframe>'
        f'<script src="{url}/agenda/inbedden.js" async></script>'
    )
    with app.app_context(), serving(app, port):
        for number in range(3):
            make_event(
                title=f"Publieksacademie {number}",
                now=clock.now(),
                starts_at=clock.now().replace(year=clock.now().year + 1, day=1),
                ends_at=clock.now().replace(year=clock.now().year + 1, day=2),
            )
        yield url
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def context() -> Iterator[BrowserContext]:
    with chromium() as context:
        yield context


def test_on_a_listed_website_the_frame_shows_all_and_takes_its_height(
    context: BrowserContext, website: int, ours: str
) -> None:
    page = context.new_page()
    page.goto(f"http://localhost:{website}/")
    inside = page.frame_locator("iframe")

    expect(inside.locator(".rows h2")).to_have_count(3)
    expect(page.locator("iframe")).not_to_have_attribute("height", "90")
    frame = page.frames[1]
    high = frame.evaluate("document.documentElement.scrollHeight")
    wide = frame.evaluate("document.documentElement.scrollWidth")
    inside.locator(".rows a").first.click()
    page.wait_for_url(f"{ours}/bijeenkomsten/**")

    assert (high, wide) == (frame_height(high), 300)
    assert context.cookies() == []


def frame_height(high: int) -> int:
    """Three meetings are higher than the frame was, and no higher than they need."""
    assert 300 < high < 900
    return high


def test_on_any_other_website_the_frame_stays_empty(
    context: BrowserContext, website: int, ours: str
) -> None:
    del ours
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"http://127.0.0.1:{website}/")
    page.wait_for_load_state("networkidle")

    assert any("frame-ancestors" in text for text in refused)
    assert page.frames[1].url.startswith("chrome-error://")
    assert page.locator("iframe").get_attribute("height") == "90"
