"""Choosing a password: forgotten, or for the first time."""

from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select

from academie.accounts import queries, service
from academie.accounts.models import INVITE_WITHIN, RESET_WITHIN, RoleName, User
from academie.core import clock
from academie.core.db import db
from academie.core.errors import DomainError
from academie.duties import RENDERERS
from academie.outbox.models import OutboxMessage
from tests.accounts.factories import PASSWORD, give_password, make_staff
from tests.browser import Browser, Page
from tests.factories import NOW

NEW = "een heel ander paard"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: nothing here depends on it."""
    return sqlite_url


def mail() -> EmailMessage | None:
    asked = select(OutboxMessage).where(OutboxMessage.kind.not_like("%_changed"))
    message = db.session.scalars(asked.order_by(OutboxMessage.id.desc())).first()
    assert message is not None
    return RENDERERS[message.kind](message, clock.now())


def link() -> str:
    found = mail()
    assert found is not None
    body = found.get_body(("plain",))
    assert body is not None
    address = next(line for line in body.get_content().splitlines() if line.startswith("http"))
    return str(urlsplit(address).path)


def messages() -> int:
    return db.session.scalar(select(func.count()).select_from(OutboxMessage)) or 0


def ask(browser: Browser, email: str) -> Page:
    browser.get("/wachtwoord-vergeten")
    return browser.submit(email=email)


def test_a_forgotten_password_is_chosen_anew_by_mail(browser: Browser) -> None:
    user = make_staff()
    ask(browser, user.email)

    form = browser.get(link())
    page = browser.submit(password=NEW)

    assert form.one("#password")["autocomplete"] == "new-password"
    assert page.text(".notice") == "Je wachtwoord is bewaard. Je kunt nu inloggen."
    assert give_password(browser, user.email).status == 422
    assert give_password(browser, user.email, NEW).url == "/inloggen/code"


def test_the_answer_is_the_same_for_an_unknown_address(browser: Browser) -> None:
    user = make_staff()

    known = ask(browser, user.email)
    unknown = ask(browser, "vreemd@voorbeeld.nl")

    assert known.response.data == unknown.response.data
    assert messages() == 1


def test_a_link_works_once(browser: Browser) -> None:
    user = make_staff()
    ask(browser, user.email)
    url = link()
    browser.get(url)
    browser.submit(password=NEW)

    page = browser.get(url)

    assert page.status == 404
    assert mail() is None


def test_a_link_runs_out(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(browser, make_staff().email)
    url = link()

    monkeypatch.setattr(clock, "now", lambda: NOW + RESET_WITHIN)

    assert browser.get(url).status == 404


def test_a_new_link_leaves_the_one_that_ran_out_dead(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make_staff()
    ask(browser, user.email)
    old = link()

    monkeypatch.setattr(clock, "now", lambda: NOW + RESET_WITHIN)
    ask(browser, user.email)

    assert browser.get(old).status == 404
    assert browser.get(link()).status == 200


def test_nobody_is_flooded_with_mail(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    user = make_staff()
    ask(browser, user.email)
    db.session.execute(OutboxMessage.__table__.delete())  # type: ignore[attr-defined] # it was sent

    ask(browser, user.email)
    asked_soon = messages()
    monkeypatch.setattr(clock, "now", lambda: NOW + service.MAIL_PAUSE)
    ask(browser, user.email)

    assert (asked_soon, messages()) == (0, 1)


def test_opening_a_link_changes_nothing(browser: Browser) -> None:
    user = make_staff()
    ask(browser, user.email)
    url = link()

    browser.get(url)

    assert browser.get(url).status == 200


@pytest.mark.parametrize(
    ("password", "status"), [("kort", 422), ("elftekenszo", 422), ("a a a a a a a", 200)]
)
def test_a_password_is_long_and_that_is_all(browser: Browser, password: str, status: int) -> None:
    ask(browser, make_staff().email)
    browser.get(link())

    page = browser.submit(password=password)

    assert page.status == status


def test_a_new_password_signs_out_everywhere(browser: Browser, app: Flask) -> None:
    user = make_staff()
    elsewhere = Browser(app)
    elsewhere.sign_in(user)
    assert elsewhere.get("/beheer/").url == "/beheer/"
    ask(browser, user.email)

    browser.get(link())
    browser.submit(password=NEW)

    assert elsewhere.get("/beheer/").url == "/inloggen"


def test_who_was_deactivated_gets_no_link(browser: Browser) -> None:
    user = make_staff()
    user.active = False

    ask(browser, user.email)

    assert messages() == 0


def test_a_link_dies_with_the_account(browser: Browser) -> None:
    make_staff()
    user = make_staff(RoleName.ORGANISER, "organisator@voorbeeld.nl")
    ask(browser, user.email)
    url = link()

    service.deactivate(user, now=NOW)
    service.activate(user)

    assert browser.get(url).status == 404


def test_an_invited_colleague_chooses_a_password_and_sets_up_an_app(
    browser: Browser, app: Flask
) -> None:
    team = Browser(app)
    team.sign_in(make_staff())
    team.get("/beheer/medewerkers/uitnodigen")
    team.submit(name="Karim", email="Karim@Voorbeeld.nl", roles=["organiser"])
    sent = mail()

    browser.get(link())
    browser.submit(password=PASSWORD)
    page = give_password(browser, "karim@voorbeeld.nl")

    assert sent is not None
    assert sent["To"] == "karim@voorbeeld.nl"
    assert sent["Subject"] == "Je uitnodiging voor Academie"
    assert page.url == "/inloggen/instellen"


def test_an_invitation_works_for_a_week_and_can_be_sent_again(
    browser: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = Browser(app)
    team.sign_in(make_staff())
    user = service.invite(
        email="karim@voorbeeld.nl", name="Karim", roles=[RoleName.READER], now=NOW
    )
    first = link()

    monkeypatch.setattr(clock, "now", lambda: NOW + INVITE_WITHIN)
    ran_out = browser.get(first)
    team.get(f"/beheer/medewerkers/{user.ref}")
    team.submit("form[action$=uitnodiging]")

    assert ran_out.status == 404
    assert browser.get(first).status == 404
    assert browser.get(link()).status == 200


def test_who_has_a_password_is_not_invited_again(app: Flask) -> None:  # noqa: ARG001
    user = make_staff()

    with pytest.raises(DomainError, match="heeft al een wachtwoord"):
        service.invite_again(user, now=NOW)


def test_a_link_of_somebody_else_is_refused(browser: Browser) -> None:
    user: User = make_staff()

    page = browser.get(f"/wachtwoord/{user.ref}-1.nonsense")

    assert page.status == 404
    assert queries.by_ref(user.ref) is user


def test_both_texts_of_a_mail_say_the_same(browser: Browser) -> None:
    ask(browser, make_staff().email)

    found = mail()

    assert found is not None
    plain, html = found.get_body(("plain",)), found.get_body(("html",))
    assert plain is not None
    assert html is not None
    for body in (plain.get_content(), html.get_content()):
        assert "Dag Janneke," in body
        assert "maandag 1 maart 2027, 15.00\N{NO-BREAK SPACE}uur" in body
        assert "http://127.0.0.1:8000/wachtwoord/" in body
