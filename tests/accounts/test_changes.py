"""A change in how somebody signs in: they hear of it, and can make new recovery codes."""

import pytest
from flask import Flask
from sqlalchemy import select

from academie.accounts import retention, service, signin, tries
from academie.accounts.messages import RENDERERS
from academie.accounts.models import Change, User
from academie.accounts.security import security
from academie.core import clock, links
from academie.core.db import db
from academie.outbox.models import OutboxMessage
from tests.accounts.factories import code_of, give_password, make_staff
from tests.accounts.test_signing_in import fail
from tests.browser import Browser, Page
from tests.factories import NOW

URL = "/beheer/herstelcodes"
NEW = "een heel ander paard"


def told() -> list[str]:
    """List the kinds of mail that wait."""
    return list(db.session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))


def text() -> str:
    """Read the one mail that waits."""
    message = db.session.scalars(select(OutboxMessage)).one()
    mail = RENDERERS[message.kind](message, clock.now())
    assert mail is not None
    body = mail.get_body(("plain",))
    assert body is not None
    content: str = body.get_content()
    return content


def renew(browser: Browser, user: User, code: str) -> Page:
    browser.sign_in(user)
    browser.get(URL)
    return browser.submit(code=code)


def test_new_recovery_codes_replace_the_old(browser: Browser, app: Flask) -> None:
    user = make_staff()
    old = security.mf_recovery_codes_util.create_recovery_codes(user)
    page = renew(browser, user, code_of(user.tf_totp_secret))
    new = page.texts(".codes code")
    theirs = Browser(app)
    give_password(theirs, user.email)
    theirs.get("/inloggen/herstelcode")

    refused = theirs.submit(code=old[0])
    front = theirs.submit(code=new[0])

    assert len(new) == 8
    assert refused.status == 422
    assert front.url == "/beheer/"
    assert "nieuwe herstelcodes" in text()


def test_without_the_code_of_the_app_the_old_ones_stay(browser: Browser) -> None:
    user = make_staff()
    codes = security.mf_recovery_codes_util.create_recovery_codes(user)
    before = list(user.mf_recovery_codes or [])

    page = renew(browser, user, "000000")

    db.session.refresh(user)
    assert (page.status, user.mf_recovery_codes) == (422, before)
    assert page.text("#code-error").startswith("Deze code klopt niet.")
    assert codes
    assert told() == []


def test_guessing_the_code_is_limited_there_too(browser: Browser) -> None:
    user = make_staff()
    fail(user.email, tries.LIMIT)

    assert renew(browser, user, code_of(user.tf_totp_secret)).status == 429


def test_a_stranger_is_sent_to_sign_in(browser: Browser) -> None:
    assert browser.get(URL).url == "/inloggen"


def test_a_new_password_is_told(browser: Browser) -> None:
    user = make_staff()
    user.link_sent_at = NOW
    db.session.commit()
    browser.get(f"/wachtwoord/{links.sign('password', user.ref, user.link_version)}")

    browser.submit(password=NEW)

    assert "Het wachtwoord van je account is veranderd." in text()
    assert "maandag 1 maart 2027, 13.00 uur" in text().replace("\N{NO-BREAK SPACE}", " ")


def test_a_first_password_is_no_news(browser: Browser) -> None:
    user = make_staff(app=False)
    user.password, user.link_sent_at = None, NOW
    db.session.commit()
    browser.get(f"/wachtwoord/{links.sign('password', user.ref, user.link_version)}")

    browser.submit(password=NEW)

    assert told() == []


def test_an_app_that_is_set_up_is_told(app: Flask) -> None:  # noqa: ARG001
    user, secret = make_staff(app=False), signin.new_secret()

    signin.set_up_app(user, secret, code_of(secret), NOW)
    db.session.commit()

    assert "Er is een app met codes aan je account gekoppeld." in text()


def test_an_app_that_is_forgotten_is_told(browser: Browser) -> None:
    user = make_staff(email="organisator@voorbeeld.nl")
    browser.sign_in(make_staff())
    browser.get(f"/beheer/medewerkers/{user.ref}")

    browser.submit("form[action$=tweede-stap-wissen]")

    assert "Een collega maakte de app met codes los van je account." in text()


@pytest.mark.usefixtures("app")
def test_whoever_was_forgotten_meanwhile_gets_no_mail() -> None:
    user = make_staff()
    service.tell_of(Change.PASSWORD, user, NOW)
    user.active, user.deactivated_at = False, NOW
    db.session.commit()

    retention.forget_who_left(NOW + 2 * retention.LEFT.kept)

    message = db.session.scalars(select(OutboxMessage)).one()
    assert RENDERERS[message.kind](message, NOW) is None
