"""Signing in: a password, then a code."""

from datetime import timedelta

import flask_security
import pytest
from flask import Flask
from sqlalchemy import func, select

from academie.accounts import signin, tries
from academie.accounts.models import SignInFailure
from academie.accounts.views import own_page
from academie.core import clock
from academie.core.db import db, is_writing
from tests.accounts.factories import PASSWORD, code_of, give_password, make_staff
from tests.browser import Browser
from tests.factories import NOW, make_user

WRONG = "Dit e-mailadres en wachtwoord horen niet bij elkaar."
TOO_MANY = "Je hebt het te vaak geprobeerd. Wacht een kwartier en probeer het dan opnieuw."


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what depends on the kind is in `test_crowds`."""
    return sqlite_url


def later(monkeypatch: pytest.MonkeyPatch, pause: timedelta) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + pause)


def fail(email: str, times: int) -> None:
    for _number in range(times):
        tries.count(email, NOW)
    db.session.commit()


def failures() -> int:
    return db.session.scalar(select(func.count()).select_from(SignInFailure)) or 0


def test_after_signing_in_the_wanted_page_opens(browser: Browser) -> None:
    user = make_staff()

    asked = browser.get("/beheer/medewerkers/inzage?pagina=1&x=a%26b")
    browser.submit(email=user.email, password=PASSWORD)
    page = browser.submit(code=code_of(user.tf_totp_secret))

    assert asked.url == "/inloggen"
    assert page.response.request.full_path == "/beheer/medewerkers/inzage?pagina=1&x=a%26b"


@pytest.mark.parametrize(
    "target",
    [None, "", "https://kwaad.nl", "//kwaad.nl", "/\\kwaad.nl", "/", "javascript:alert(1)"],
)
def test_nobody_is_sent_to_another_site(target: str | None) -> None:
    assert own_page(target) is None


def test_a_password_alone_opens_nothing(browser: Browser) -> None:
    user = make_staff()

    give_password(browser, user.email)

    assert browser.get("/beheer/").url == "/inloggen"


@pytest.mark.parametrize("who", ["unknown", "inactive", "without password", "wrong password"])
def test_the_answer_is_the_same_for_everybody_who_may_not_in(browser: Browser, who: str) -> None:
    user = make_user() if who == "without password" else make_staff()
    user.active = who != "inactive"
    email = "vreemd@voorbeeld.nl" if who == "unknown" else user.email

    page = give_password(browser, email, "een ander lang woord" if "wrong" in who else PASSWORD)

    assert page.status == 422
    assert page.texts(".summary li") == [WRONG]
    assert failures() == 1


def test_a_code_works_once(browser: Browser, app: Flask) -> None:
    user = make_staff()
    code = code_of(user.tf_totp_secret)
    give_password(browser, user.email)
    browser.submit(code=code)

    thief = Browser(app)
    give_password(thief, user.email)
    again = thief.submit(code=code)

    assert again.status == 422
    assert again.text("#code-error").startswith("Deze code klopt niet.")
    assert thief.get("/beheer/").url == "/inloggen"


def test_the_next_code_works_after_the_first(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make_staff()
    give_password(browser, user.email)
    browser.submit(code=code_of(user.tf_totp_secret))
    later(monkeypatch, timedelta(seconds=30))

    browser.client.delete_cookie("academie")
    give_password(browser, user.email)
    page = browser.submit(code=code_of(user.tf_totp_secret, clock.now()))

    assert page.url == "/beheer/"


@pytest.mark.parametrize("known", [True, False])
def test_ten_failures_lock_an_address_known_or_not(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, *, known: bool
) -> None:
    email = make_staff().email if known else "vreemd@voorbeeld.nl"
    fail(email, tries.LIMIT - 1)
    give_password(browser, email, "een verkeerd wachtwoord")

    locked = give_password(browser, email)

    assert locked.status == 429
    assert locked.texts(".summary li") == [TOO_MANY]
    later(monkeypatch, tries.WINDOW)
    assert give_password(browser, email).url == ("/inloggen/code" if known else "/inloggen")


def test_wrong_codes_count_and_a_right_password_does_not_forgive_them(browser: Browser) -> None:
    user = make_staff()
    fail(user.email, tries.LIMIT - 2)
    give_password(browser, user.email)
    browser.submit(code="000000")
    browser.get("/inloggen/herstelcode")
    browser.submit(code="0000-0000-0000")

    page = give_password(browser, user.email)

    assert page.status == 429


def test_a_locked_address_refuses_the_right_code_too(browser: Browser) -> None:
    user = make_staff()
    give_password(browser, user.email)
    fail(user.email, tries.LIMIT)

    page = browser.submit(code=code_of(user.tf_totp_secret))

    assert page.status == 429
    assert browser.get("/beheer/").url == "/inloggen"


def test_another_address_is_not_locked(browser: Browser) -> None:
    user = make_staff()
    fail("vreemd@voorbeeld.nl", tries.LIMIT)

    assert give_password(browser, user.email).url == "/inloggen/code"


def test_no_address_is_kept_with_a_failure(browser: Browser) -> None:
    give_password(browser, "vreemd@voorbeeld.nl")

    kept = db.session.scalars(select(SignInFailure.address_hash)).one()

    assert len(kept) == 64
    assert "vreemd" not in kept


def test_half_a_sign_in_ends_after_a_while(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make_staff()
    give_password(browser, user.email)

    later(monkeypatch, signin.PENDING_WITHIN + timedelta(seconds=1))

    assert browser.get("/inloggen/code").url == "/inloggen"


def test_nothing_of_the_old_session_survives_signing_in(browser: Browser) -> None:
    user = make_staff()
    browser.get("/inloggen")
    with browser.client.session_transaction() as session:
        session["planted"] = "by somebody else"
        token = session["csrf_token"]

    give_password(browser, user.email)
    browser.submit(code=code_of(user.tf_totp_secret))

    with browser.client.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != token


def test_signing_out_takes_a_button(browser: Browser) -> None:
    browser.sign_in(make_user())
    browser.get("/beheer/")

    assert browser.client.get("/uitloggen").status_code == 405
    browser.get("/beheer/")
    page = browser.submit("form.account")

    assert page.text(".notice") == "Je bent uitgelogd."
    assert browser.get("/beheer/").url == "/inloggen"


def test_a_session_ends_after_half_a_day(browser: Browser) -> None:
    browser.sign_in(make_user())
    with browser.client.session_transaction() as session:
        session["fs_paa"] -= 12 * 60 * 60

    assert browser.get("/beheer/").url == "/inloggen"


@pytest.mark.parametrize("url", ["/inloggen", "/wachtwoord-vergeten", "/beheer/"])
def test_no_page_of_staff_is_kept_by_a_browser(browser: Browser, url: str) -> None:
    browser.sign_in(make_user())

    page = browser.get(url)

    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_password_is_checked_while_others_may_write(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make_staff()
    writing = []
    check = flask_security.verify_password

    def look(*args: str) -> bool:
        writing.append(is_writing())
        right: bool = check(*args)
        return right

    monkeypatch.setattr("academie.accounts.signin.verify_password", look)
    give_password(browser, user.email)

    assert writing == [False]


def test_a_page_without_referrer_can_send_its_form_over_https(browser: Browser) -> None:
    form = browser.get("/inloggen", base_url="https://localhost")
    token = form.one("[name=csrf_token]")["value"]

    page = browser.post("/inloggen", {"csrf_token": token}, base_url="https://localhost")

    assert form.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.status == 422
