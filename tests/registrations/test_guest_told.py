"""What staff write down of what a guest tells them."""

import pytest
from sqlalchemy import select

from academie.accounts.models import AccessLogLine, RoleName
from academie.core.db import db
from academie.core.journal import Erasure
from academie.events.models import Event
from academie.events.terms import EventKind
from academie.needs import queries as needs
from academie.needs import service as needs_service
from academie.needs.models import Food, Need
from academie.needs.sealing import Needs
from academie.outbox.models import OutboxMessage
from academie.registrations import consents
from academie.registrations.models import Consent, ConsentKind, Registration
from academie.registrations.more import More, keep
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.registrations.factories import register

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("at_now"),
]

QUIET = Needs(frozenset({Need.QUIET}))
BOTH = frozenset({ConsentKind.NEEDS, ConsentKind.FOLLOW_UP})


def url(guest: Registration) -> str:
    return f"/beheer/bijeenkomsten/{guest.event.ref}/aanmeldingen/{guest.ref}/wijzigen"


def who_needs_quiet(event: Event) -> Registration:
    guest = register(event)
    keep(guest, More(needs=QUIET, consents=BOTH), NOW)
    db.session.query(OutboxMessage).delete()
    db.session.commit()
    return guest


def test_staff_write_down_what_somebody_without_email_tells(browser: Browser) -> None:
    guest = register(make_event(kind=EventKind.PARTNERBIJEENKOMST), None)
    browser.sign_in(make_user())
    browser.get(url(guest))
    told = {"phone": "06 12345678", "municipality": "Leeuwarden", "organisation": "Bieb"}

    refused = browser.submit(needs=["wheelchair", "call"], **told)
    done = browser.submit(needs=["wheelchair", "call"], needs_consent="y", **told)

    assert refused.status == 422
    assert refused.text("#needs_consent-error").startswith("Zet een vinkje als we dit mogen")
    assert done.texts(".notice")[0] == "De aanmelding is bewaard."
    assert (guest.phone, guest.municipality) == ("+31612345678", "Leeuwarden")
    assert guest.organisation_name == "Bieb"
    assert needs.of_guest(guest.id).needs == {Need.WHEELCHAIR, Need.CALL}
    (consent,) = db.session.scalars(select(Consent))
    assert (consent.kind, consent.text_version) == (ConsentKind.NEEDS, consents.SPOKEN_VERSION)
    subjects = db.session.scalars(select(AccessLogLine.subject)).all()
    assert f"registration:{guest.ref}/needs" in subjects


def test_whoever_may_not_see_what_a_guest_needs_leaves_it_as_it_is(browser: Browser) -> None:
    event = make_event()
    guest = who_needs_quiet(event)
    browser.sign_in(make_user(RoleName.ORGANISER, events=[event]))

    page = browser.get(url(guest))
    browser.submit(phone="058 2345678")

    assert not page.select("[name^=needs], [name=food]")
    assert "needs" not in page.one("[name=seen]")["value"]
    assert guest.phone == "+31582345678"
    assert needs.of_guest(guest.id) == QUIET
    assert consents.given(guest) == BOTH


def test_a_host_changes_what_a_guest_needs_and_no_other_consent(browser: Browser) -> None:
    event = make_event()
    guest = who_needs_quiet(event)
    host = make_user(RoleName.ORGANISER, events=[event])
    needs_service.name_hosts(event, [host])
    browser.sign_in(host)

    page = browser.get(url(guest))
    browser.submit(needs=["childcare"])
    db.session.expire_all()
    changed = needs.of_guest(guest.id)
    browser.get(url(guest))
    browser.submit(needs=[], needs_consent=[])

    assert [box["value"] for box in page.select("[name=needs][checked]")] == ["quiet"]
    assert changed == Needs(frozenset({Need.CHILDCARE}), frozenset[Food]())
    assert needs.of_guest(guest.id) == Needs()
    assert consents.given(guest) == {ConsentKind.FOLLOW_UP}
    wishes = db.session.scalars(select(Erasure.subject)).all()
    assert wishes == [f"consent:{guest.ref}/needs"]
