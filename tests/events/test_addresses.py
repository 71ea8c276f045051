"""The address of a meeting's page: typed or made, never somebody else's, and fixed once public."""

import threading
from collections.abc import Callable, Collection

import pytest
from flask import Flask

from academie.core.db import db, write_transaction
from academie.events import queries, service
from academie.events.addresses import AddressTakenError
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from tests.browser import Browser
from tests.events.pages import FORM, errors, url
from tests.factories import NOW, make_event, make_user

ADDRESS = "publieksacademie-emmen"


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        (ADDRESS, "Een andere bijeenkomst heeft dit adres al. Kies een ander."),
        ("Emmen!", "Gebruik alleen kleine letters, cijfers en streepjes."),
    ],
)
def test_an_address_that_is_taken_or_none_is_refused_beside_its_field(
    sqlite_app: Flask, slug: str, sentence: str
) -> None:
    make_event(slug=ADDRESS)
    browser = Browser(sqlite_app)
    browser.sign_in(make_user())
    browser.get(url(make_event(published=False)))

    page = browser.submit(FORM, slug=slug, title="Een nieuwe titel")

    assert (page.status, errors(page)) == (422, {"slug": sentence})
    assert page.one("#title")["value"] == "Een nieuwe titel"


def test_what_is_public_keeps_its_address_whatever_an_older_form_says(app: Flask) -> None:
    del app
    event = make_event(slug=ADDRESS)

    service.change(event, now=NOW, capacities={AttendanceMode.ONSITE: 100}, slug=None)

    assert event.slug == ADDRESS


def at_once(app: Flask, refs: Collection[str], verb: Callable[[Event], None]) -> list[str]:
    """Do the same with some meetings at one moment; give the refusals."""
    refused: list[str] = []
    together = threading.Barrier(len(refs))

    def do(ref: str) -> None:
        with app.app_context():
            together.wait()
            try:
                with write_transaction():
                    event = queries.by_ref(ref)
                    assert event
                    verb(event)
            except AddressTakenError as error:
                refused.append(error.field)
            db.session.remove()

    threads = [threading.Thread(target=do, args=(ref,)) for ref in refs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return refused


def test_of_two_who_type_one_address_at_once_the_second_is_told_beside_the_field(
    app: Flask,
) -> None:
    refs = [make_event(published=False).ref for _each in range(2)]

    def take(event: Event) -> None:
        capacities = {AttendanceMode.ONSITE: 100}
        service.change(event, now=NOW, capacities=capacities, slug=ADDRESS)

    assert at_once(app, refs, take) == ["slug"]


def test_meetings_of_one_title_that_go_public_at_once_all_get_an_address(app: Flask) -> None:
    refs = [make_event(published=False).ref for _each in range(4)]

    refused = at_once(app, refs, lambda event: service.publish(event, now=NOW))

    slugs = {event.slug for event in map(queries.by_ref, refs) if event}
    stem = "publieksacademie-leeuwarden-2027"
    assert (refused, slugs) == ([], {stem, f"{stem}-2", f"{stem}-3", f"{stem}-4"})
