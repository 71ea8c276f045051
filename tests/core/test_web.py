"""What every request goes through: its transaction, its headers, its error page."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from flask import Flask, abort
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from academie.app import create_app
from academie.config import Settings
from academie.core import web
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.outbox.models import OutboxMessage
from tests.browser import Browser
from tests.conftest import test_settings
from tests.factories import NOW

PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex", "Cache-Control": "no-store"}


def written() -> int:
    return db.session.scalar(select(func.count()).select_from(OutboxMessage)) or 0


def serve(app: Flask, view: Callable[[], ResponseReturnValue]) -> Browser:
    """Give a browser that finds this view at `/probe`, for both methods."""
    web.csrf.exempt(view)
    app.add_url_rule("/probe", "probe", view, methods=["GET", "POST"])
    return Browser(app)


def write() -> ResponseReturnValue:
    message = OutboxMessage(kind="probe", about="probe", created_at=NOW, due_at=NOW)
    db.session.add(message)
    db.session.flush()
    return {"written": message.ref}


def write_and_refuse() -> NoReturn:
    write()
    abort(422)


def write_and_break_a_rule() -> NoReturn:
    write()
    raise IllegalMoveError("Dat kan nu niet meer.")


def test_an_unknown_address_gets_a_page_that_says_so(browser: Browser) -> None:
    page = browser.get("/bestaat-niet")

    assert page.status == 404
    assert page.select("h1")


def test_a_request_that_succeeds_is_kept(own_app: Flask) -> None:
    page = serve(own_app, write).post("/probe")

    assert page.status == 200
    assert written() == 1


def test_a_read_that_writes_is_stopped(own_app: Flask) -> None:
    visitor = serve(own_app, write)

    with pytest.raises(web.ReadOnlyError):
        visitor.get("/probe")

    assert written() == 0


def test_a_refused_request_leaves_nothing_behind(own_app: Flask) -> None:
    page = serve(own_app, write_and_refuse).post("/probe")

    assert page.status == 422
    assert written() == 0


def test_a_broken_rule_is_a_page_with_its_sentence(own_app: Flask) -> None:
    page = serve(own_app, write_and_break_a_rule).post("/probe")

    assert page.status == 409
    assert "Dat kan nu niet meer." in page.text("main")
    assert written() == 0


@pytest.mark.parametrize("url", ["/", "/privacy", "/inloggen", "/healthz", "/bestaat-niet"])
def test_every_answer_allows_our_own_files_alone(browser: Browser, url: str) -> None:
    headers = browser.get(url).response.headers

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert (policy["script-src"], policy["style-src"]) == ("'self'", "'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("url", ["/aanmelding/vreemd", "/deur/vreemd"])
def test_a_page_behind_a_link_stays_private_when_the_link_is_wrong(
    browser: Browser, url: str
) -> None:
    page = browser.get(url)

    assert page.status == 404
    assert PRIVATE.items() <= dict(page.response.headers).items()


def test_over_https_cookies_are_secure(sqlite_url: str, tmp_path: Path) -> None:
    settings = Settings(**vars(test_settings(sqlite_url, tmp_path)) | {"base_url": "https://a.nl"})
    app = create_app(settings, TESTING=True)

    answer = app.test_client().get("/inloggen", base_url="https://a.nl")

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-academie=")
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    with app.app_context():
        db.engine.dispose()
