"""A real server and a real browser with a camera, for tests that need JavaScript."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Thread
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Playwright,
    Request,
    expect,
    sync_playwright,
)
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

from academie.config import Settings
from academie.core import clock, qr
from academie.core.db import db
from tests.clocks import RunningClock
from tests.conftest import test_settings
from tests.outbox.factories import Mailbox, mail_server
from tools.browser import chromium_path
from tools.ports import free_port

FRAMES_A_SECOND = 30
SECONDS_IN_VIEW = 2
PICTURE = (640, 480)
FAKE_CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
PATIENCE = 20_000
"""Milliseconds in which a page shows what it should, also on a machine that has much to do."""
expect.set_options(timeout=PATIENCE)
at_the_end = ExitStack()
"""What stays open from test to test: starting it takes longer than most of them."""


def pytest_sessionfinish() -> None:
    """Shut the browsers."""
    at_the_end.close()


@dataclass(frozen=True)
class Live:
    """An application that is being served.

    Attributes:
        app: the test is inside its context; the server works in other threads, so commit first.
        url: the address without a slash at the end, also the application's own base address.
    """

    app: Flask
    url: str


@pytest.fixture(scope="session")
def port() -> int:
    """Find a port for every application that a test serves, so that it is built once."""
    return free_port()


@pytest.fixture
def live(
    build_app: Callable[[Settings], Flask], sqlite_url: str, tmp_path: Path, port: int
) -> Iterator[Live]:
    """Serve the application on a fresh SQLite database.

    A page that was shut may have had a question under way, whose connection looks at the database
    of the test before; so connections are let go of when a test begins.
    """
    url = f"http://127.0.0.1:{port}"
    app = build_app(replace(test_settings(sqlite_url, tmp_path), base_url=url))
    with app.app_context(), serving(app, port):
        db.engine.dispose()
        yield Live(app, url)
        db.session.remove()


@pytest.fixture
def live_mailbox(live: Live) -> Iterator[Mailbox]:
    """Receive the mail of the served application."""
    del live
    with mail_server() as mailbox:
        yield mailbox


@pytest.fixture
def running_clock(monkeypatch: pytest.MonkeyPatch) -> RunningClock:
    """Give a clock that goes on by itself and can be set forward."""
    running = RunningClock()
    monkeypatch.setattr(clock, "now", running.now)
    return running


@contextmanager
def serving(app: Flask, port: int) -> Iterator[None]:
    """Answer requests in threads of this process until the block ends."""
    server = make_server("127.0.0.1", port, whole(app), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def whole(app: WSGIApplication) -> WSGIApplication:
    """Read each answer to its end before it is sent.

    The server of Werkzeug closes no file that a browser stopped reading halfway.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as body:
            return [b"".join(body)]

    return answer


@contextmanager
def chromium(
    *, camera: Path | None = None, width: int = 1280, javascript: bool = True
) -> Iterator[BrowserContext]:
    """Open a browser with nothing remembered; with a camera it shows that film, over and over.

    What a test did to requests is forgotten when it ends: else the next test hears how one that was
    under way ended.

    Args:
        camera: a film such as `qr_video` makes; without one the computer has no camera.
        width: of the window, in CSS pixels.
        javascript: whether pages may run scripts.
    """
    if camera:
        _film().unlink(missing_ok=True)
        _film().symlink_to(camera)
    browser = _browser(with_camera=camera is not None)
    with browser.new_context(
        viewport={"width": width, "height": 720}, locale="nl-NL", java_script_enabled=javascript
    ) as context:
        try:
            yield context
        finally:
            for page in context.pages:
                page.unroute_all(behavior="ignoreErrors")
            context.unroute_all(behavior="ignoreErrors")


@cache
def _browser(*, with_camera: bool) -> Browser:
    playwright = _playwright()
    film = (*FAKE_CAMERA, f"--use-file-for-fake-video-capture={_film()}") if with_camera else ()
    browser = playwright.chromium.launch(
        executable_path=chromium_path(), args=["--no-sandbox", *film]
    )
    return at_the_end.enter_context(browser)


@cache
def _playwright() -> Playwright:
    return at_the_end.enter_context(sync_playwright())


@cache
def _film() -> Path:
    """Give the name under which the browser with a camera finds the film of the moment."""
    return Path(at_the_end.enter_context(tempfile.TemporaryDirectory())) / "film.mjpeg"


@contextmanager
def at_home(context: BrowserContext, url: str) -> Iterator[None]:
    """Check at the end that no page asked anything of another house, or broke its own policy.

    The browser's own viewer of PDF files is no other house.

    Args:
        url: the address of our house, without a slash at the end.
    """
    strangers: list[str] = []
    refused: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((f"{url}/", f"blob:{url}/", "chrome-extension://")):
            strangers.append(request.url)

    def note_words(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            refused.append(message.text)

    context.on("request", note_request)
    context.on("console", note_words)
    yield
    assert strangers == []
    assert refused == []


def qr_video(path: Path, token: str) -> Path:
    """Film somebody who holds up a QR code for two seconds, puts it away for two, and again.

    Args:
        path: where the film goes; Chromium knows Motion JPEG by the name `.mjpeg`.
        token: what the code says.
    """
    nothing = Image.new("RGB", PICTURE, "dimgray")
    frames = FRAMES_A_SECOND * SECONDS_IN_VIEW
    path.write_bytes(_jpeg(qr_photo(token)) * frames + _jpeg(nothing) * frames)
    return path


def _jpeg(picture: Image.Image) -> bytes:
    data = BytesIO()
    picture.save(data, "jpeg", quality=90)
    return data.getvalue()


def qr_photo(token: str) -> Image.Image:
    """Draw a white card with the code on it, in the middle of the picture."""
    modules = qr.matrix(token)
    side = len(modules) + 2 * qr.QUIET_ZONE
    small = Image.new("RGB", (side, side), "white")
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                small.putpixel((x + qr.QUIET_ZONE, y + qr.QUIET_ZONE), (0, 0, 0))
    scale = int(PICTURE[1] * 0.8) // side
    card = small.resize((side * scale, side * scale), Image.Resampling.NEAREST)
    picture = Image.new("RGB", PICTURE, "dimgray")
    picture.paste(card, ((PICTURE[0] - card.width) // 2, (PICTURE[1] - card.height) // 2))
    return picture
