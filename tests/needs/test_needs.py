"""What guests need: sealed, seen by hosts alone, gone when it is not needed any more."""

from datetime import timedelta

import pytest
from cryptography.fernet import InvalidToken
from flask import Flask
from sqlalchemy import func, select

from academie.accounts.models import AccessLogLine, RoleName
from academie.core.db import db
from academie.events.models import Event
from academie.needs import queries, retention, sealing, service
from academie.needs.models import Food, Need, SealedNeeds
from academie.needs.sealing import Needs
from academie.registrations import consents
from academie.registrations.models import ConsentKind, Registration
from academie.registrations.more import More
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.registrations.factories import register

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ASKED = Needs(frozenset({Need.WHEELCHAIR, Need.HEARING_LOOP}), frozenset({Food.NUTS}))
AGREED = More(needs=ASKED, consents=frozenset({ConsentKind.NEEDS}))


def sealed() -> int:
    return db.session.scalar(select(func.count()).select_from(SealedNeeds)) or 0


def ask(event: Event, email: str = "fatima@voorbeeld.nl") -> Registration:
    return register(event, email, more=AGREED)


def test_what_somebody_needs_is_read_back_as_it_was_asked(app: Flask) -> None:  # noqa: ARG001
    guest = ask(make_event())

    assert queries.of_guest(guest.id) == ASKED


def test_nothing_is_kept_without_consent(app: Flask) -> None:  # noqa: ARG001
    register(make_event(), more=More(needs=ASKED))

    assert sealed() == 0


def test_the_seal_says_nothing_by_its_words_or_its_length(app: Flask) -> None:  # noqa: ARG001
    little, much = sealing.seal(Needs(frozenset({Need.CALL}))), sealing.seal(ASKED)

    assert b"wheelchair" not in much
    assert len(little) == len(much)


def test_another_secret_opens_nothing(app: Flask) -> None:
    kept = sealing.seal(ASKED)
    settings = app.extensions["academie.settings"]
    app.extensions["academie.settings"] = type(settings)(
        **(vars(settings) | {"secret_key": "een-ander-geheim-van-32-tekens-lang"})
    )

    with pytest.raises(InvalidToken):
        sealing.unseal(kept)


@pytest.mark.parametrize(("days", "left"), [(13, 1), (15, 0)])
def test_it_goes_two_weeks_after_the_meeting(app: Flask, days: int, left: int) -> None:  # noqa: ARG001
    event = make_event()
    ask(event)

    retention.erase_due(event.ends_at + timedelta(days=days))

    assert sealed() == left


def test_a_host_sees_actions_and_only_on_request_names(browser: Browser) -> None:
    host = make_user(RoleName.READER, "gastheer@voorbeeld.nl")
    event = make_event()
    ask(event)
    ask(event, "bram@voorbeeld.nl")
    service.name_hosts(event, [host])
    db.session.commit()
    browser.sign_in(host)

    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/geregeld")
    names = browser.get(f"/beheer/bijeenkomsten/{event.ref}/geregeld/namen")

    assert "Rolstoelplek 2" in page.text("main")
    assert "Geen noten 2" in page.text("main")
    assert "Fatima" not in page.text("main")
    assert "Fatima el Idrissi" in names.text("main")
    seen = set(db.session.scalars(select(AccessLogLine.subject)))
    assert {f"event:{event.ref}/needs", f"event:{event.ref}/needs-by-name"} <= seen


def test_who_waits_is_counted_apart(browser: Browser) -> None:
    event = make_event(capacity=0)
    ask(event)
    browser.sign_in(make_user())

    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/geregeld")

    assert "Niemand die komt vroeg iets." in page.text("main")
    assert "Misschien nog nodig" in page.text("main")


def test_an_organiser_who_is_no_host_finds_no_such_page(browser: Browser) -> None:
    organiser = make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl")
    event = make_event(organisers=[organiser])
    browser.sign_in(organiser)

    assert browser.get(f"/beheer/bijeenkomsten/{event.ref}/geregeld").status == 404
    assert browser.get(f"/beheer/bijeenkomsten/{event.ref}/geregeld/namen").status == 404


def test_naming_and_unnaming_a_host_takes_effect_at_once(browser: Browser) -> None:
    organiser = make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl")
    event = make_event(organisers=[organiser])
    browser.sign_in(organiser)
    path = f"/beheer/bijeenkomsten/{event.ref}"

    browser.get(f"{path}/gastheren")
    browser.submit(hosts=organiser.ref)
    allowed = browser.get(f"{path}/geregeld").status
    browser.get(f"{path}/gastheren")
    browser.submit(hosts=[])

    assert (allowed, browser.get(f"{path}/geregeld").status) == (200, 404)


def test_withdrawing_consent_forgets_it_at_once(app: Flask) -> None:  # noqa: ARG001

    guest = ask(make_event())

    consents.withdraw(guest, ConsentKind.NEEDS, now=NOW)

    assert sealed() == 0
    assert consents.given(guest) == frozenset()
