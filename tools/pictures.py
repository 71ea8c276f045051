"""Take the pictures of docs/images anew: three pages of the demo, on a telephone and on a desk.

`python -m tools.pictures` writes them; look at them before you commit them.
"""

import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from academie.accounts import queries as accounts
from academie.app import ROOT, create_app
from academie.config import Settings
from academie.core import clock
from academie.core.db import db
from academie.demo.service import STAFF, load_demo
from academie.events.models import Event
from academie.events.terms import EventStatus
from tools.browser import chromium_path
from tools.ports import free_port

FOLDER = ROOT / "docs/images"
SIZES = ((320, 900), (1280, 900))
"""Width and height of the window, in CSS pixels."""


def main() -> None:
    """Load the demo in an empty house, and take a picture of each page in each size."""
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as (app, url):
        pages = {"agenda": "/", "meeting": _meeting(), "board": "/beheer/aanvragen"}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium_path(), args=["--no-sandbox"]
            )
            for name, path in pages.items():
                for size in SIZES:
                    _take(browser, app, f"{url}{path}", FOLDER / f"{name}-{size[0]}.png", size)
            browser.close()


@contextmanager
def _served(folder: Path) -> Iterator[tuple[Flask, str]]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    app = create_app(
        Settings(
            database_url=f"sqlite:///{folder / 'academie.sqlite3'}",
            data_dir=folder,
            secret_key=secrets.token_hex(),
            base_url=url,
            smtp_url=None,
            mail_from="academie@voorbeeld.nl",
            trusted_proxies=0,
            contact_phone="058-234 56 78",
        )
    )
    with app.app_context():
        upgrade()
        load_demo(if_empty=True)
        server = make_server("127.0.0.1", port, app, threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        yield app, url
        server.shutdown()


def _meeting() -> str:
    """Give the path of the page of the first meeting that comes."""
    ahead = Event.ends_at > clock.now()
    coming = select(Event.slug).where(Event.status == EventStatus.PUBLISHED, ahead)
    slug = db.session.scalars(coming.order_by(Event.starts_at).limit(1)).one()
    return f"/bijeenkomsten/{slug}"


def _take(browser: Browser, app: Flask, url: str, file: Path, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="nl-NL")
    if "/beheer/" in url:
        context.add_cookies(
            [{"name": app.config["SESSION_COOKIE_NAME"], "value": _signed_in(app), "url": url}]
        )
    page = context.new_page()
    page.goto(url)
    page.screenshot(path=file)
    context.close()
    sys.stdout.write(f"- {file.relative_to(ROOT)}\n")


def _signed_in(app: Flask) -> str:
    """Give the cookie of one of the project team, as after a finished sign-in."""
    member = accounts.by_email(STAFF[0][0])
    assert member is not None  # noqa: S101 - the demo makes this account
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = member.fs_uniquifier
        session["_fresh"] = True
        session["fs_paa"] = time.time()
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None  # noqa: S101 - the session above made it
    return cookie.value


if __name__ == "__main__":
    main()
