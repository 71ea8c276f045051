"""When something of ours breaks: the page is whole, and the log tells where, never about whom."""

import pytest
from flask import Flask
from sqlalchemy import text

from academie.core.db import begin_write, db
from tests.browser import Browser
from tests.factories import make_event
from tests.registrations.factories import register

SECRET = "fatima@voorbeeld.nl"  # noqa: S105 - an address that must not get into a log


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """Handle errors as in production."""
    app = own_app
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    @app.get("/aanmelding/<name>/stuk")
    def broken(name: str) -> str:
        raise RuntimeError(name)

    @app.get("/beheer/stuk")
    def failed() -> str:
        db.session.execute(text("SELECT * FROM nowhere WHERE email = :email"), {"email": SECRET})
        return ""

    @app.get("/dubbel")
    def double() -> str:
        begin_write()
        db.session.execute(
            text("INSERT INTO role (name) VALUES (:name), (:name)"), {"name": SECRET}
        )
        return ""

    return app


@pytest.mark.parametrize("path", [f"/aanmelding/{SECRET}/stuk", "/beheer/stuk"])
def test_a_failure_shows_a_whole_page_and_logs_no_personal_value(
    app: Flask, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    browser = Browser(app)

    page = browser.get(path)

    assert page.status == 500
    assert page.response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Error in GET" in caplog.text
    assert SECRET not in caplog.text
    assert SECRET not in page.response.text


def test_what_came_first_is_a_refusal_and_no_failure(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    page = Browser(app).get("/dubbel")

    assert page.status == 409
    assert SECRET not in caplog.text


def test_a_failure_passes_the_turn_to_write_on(app: Flask) -> None:
    browser = Browser(app)

    browser.get("/dubbel")

    assert register(make_event()).ref
