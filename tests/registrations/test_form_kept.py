"""What guests agree to, and what is kept apart because of it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from academie.core import clock
from academie.core.db import db
from academie.needs import queries as needs
from academie.needs.models import Need, SealedNeeds
from academie.needs.sealing import Needs
from academie.questions import service as asking
from academie.questions.models import OptionalField
from academie.registrations import consents, service
from academie.registrations.models import Consent, ConsentKind
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_event
from tests.registrations.form import open_form, send, the_registration


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: pages ask nothing that the other answers differently."""
    return sqlite_url


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_consents_know_their_words_and_their_time(browser: Browser) -> None:
    open_form(browser, make_event())

    send(browser, follow_up="y")

    consent = db.session.scalars(select(Consent)).one()
    assert (consent.kind, consent.text_version) == (ConsentKind.FOLLOW_UP, consents.TEXT_VERSION)
    assert (consent.given_at, consent.withdrawn_at) == (NOW, None)


def test_taking_consent_back_forgets_the_needs_at_once(browser: Browser) -> None:
    open_form(browser, make_event())
    send(browser, needs=["wheelchair"], needs_consent="y")
    registration = the_registration()

    consents.withdraw(registration, ConsentKind.NEEDS, now=NOW)

    assert needs.of_guest(registration.id) == Needs()
    assert db.session.scalar(select(func.count()).select_from(SealedNeeds)) == 0


def test_whoever_comes_back_begins_anew(browser: Browser) -> None:
    event = make_event()
    open_form(browser, event)
    send(browser, phone="0612345678", needs=["quiet"], needs_consent="y", newsletter="y")
    service.cancel(the_registration(), now=NOW)
    open_form(browser, event)

    send(browser)

    again = the_registration()
    assert again.phone is None
    assert needs.of_guest(again.id) == Needs()
    assert consents.given(again) == frozenset()


def test_a_stranger_changes_nothing_of_somebody_who_is_registered(browser: Browser) -> None:
    event = make_event()
    open_form(browser, event)
    send(browser, phone="0612345678", needs=["quiet"], needs_consent="y")
    open_form(browser, event)

    send(browser, phone="0687654321", newsletter="y")

    known = the_registration()
    assert known.phone == "+31612345678"
    assert needs.of_guest(known.id).needs == {Need.QUIET}
    assert consents.given(known) == {ConsentKind.NEEDS}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_byte_of_what_somebody_needs_stands_readable_on_disk(
    sqlite_url: str, browser: Browser
) -> None:
    asking.choose_fields(event := make_event(), OptionalField)
    open_form(browser, event)
    send(
        browser,
        needs=["wheelchair", "hearing_loop", "sign_language"],
        food=["dairy"],
        needs_consent="y",
    )
    db.session.commit()

    file = Path(sqlite_url.removeprefix("sqlite:///")).resolve()
    parts = (file, file.with_name(f"{file.name}-wal"))
    content = b"".join(part.read_bytes() for part in parts if part.exists())

    assert b"fatima@voorbeeld.nl" in content
    for word in (b"wheelchair", b"hearing", b"sign_language", b"dairy", b"rolstoel"):
        assert word not in content


@pytest.mark.parametrize("asked", [[], ["quiet"], [need.value for need in Need]])
def test_a_seal_does_not_tell_how_much_is_in_it(browser: Browser, asked: list[str]) -> None:
    open_form(browser, make_event())
    send(browser, needs=[*asked, "call"], needs_consent="y")

    sealed = db.session.scalars(select(SealedNeeds.sealed)).one()

    assert len(sealed) == 440


@pytest.mark.parametrize(("now", "reminded"), [(NOW, True), (WHEN - timedelta(hours=10), False)])
def test_who_registers_is_told_what_comes_by_mail(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, now: datetime, reminded: bool
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    open_form(browser, make_event())

    page = send(browser)

    assert ("Een dag van tevoren herinneren we je." in page.texts("main ol li")) is reminded
