"""Setting up the app that gives codes, and the recovery codes for when it is lost."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from academie.accounts.security import security
from academie.core.db import db
from tests.accounts.factories import code_of, code_of_key, give_password, make_staff
from tests.browser import Browser

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_somebody_new_sets_up_an_app_and_gets_recovery_codes_once(browser: Browser) -> None:
    user = make_staff(app=False)

    step = give_password(browser, user.email)
    key = step.text("main code")
    address = str(step.one("main ol a")["href"])
    secret = parse_qs(urlsplit(address).query)["secret"][0]
    page = browser.submit(code=code_of_key(address))

    assert secret == key.replace("-", "")
    assert step.select("svg.qr")
    assert len(page.texts(".codes li")) == 8
    db.session.refresh(user)
    assert user.has_second_step
    assert browser.get("/beheer/").url == "/beheer/"
    assert browser.get("/inloggen/instellen").url == "/beheer/"


def test_the_app_is_set_up_only_with_its_code(browser: Browser) -> None:
    user = make_staff(app=False)
    give_password(browser, user.email)

    page = browser.submit(code="000000")

    assert page.status == 422
    assert page.text("#code-error").startswith("Deze code klopt niet.")
    db.session.refresh(user)
    assert not user.has_second_step


def test_the_first_code_of_a_new_app_is_used_up(browser: Browser) -> None:
    user = make_staff(app=False)
    give_password(browser, user.email)
    with browser.client.session_transaction() as session:
        secret = session["half_signed_in"]["secret"]
    browser.submit(code=code_of(secret))

    browser.client.delete_cookie("academie")
    give_password(browser, user.email)
    page = browser.submit(code=code_of(secret))

    assert page.status == 422


def test_recovery_codes_are_not_readable_in_the_database(app: Flask) -> None:  # noqa: ARG001
    user = make_staff()

    codes = security.mf_recovery_codes_util.create_recovery_codes(user)

    assert not set(codes) & set(user.mf_recovery_codes or [])


def test_who_has_few_recovery_codes_left_is_told(browser: Browser) -> None:
    user = make_staff()
    codes = security.mf_recovery_codes_util.create_recovery_codes(user)
    user.mf_recovery_codes = (user.mf_recovery_codes or [])[:2]
    give_password(browser, user.email)
    browser.get("/inloggen/herstelcode")

    front = browser.submit(code=codes[0])

    assert (
        front.text(".notice") == "Je hebt nog 1 herstelcode. Maak nieuwe, onderaan het overzicht."
    )
