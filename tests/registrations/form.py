"""Filling in the form in tests."""

from typing import Any

from sqlalchemy import select

from academie.core.db import db
from academie.events.models import Event
from academie.registrations.models import Registration
from tests.browser import Browser, Page

FATIMA = {"given_name": "Fatima", "email": "fatima@voorbeeld.nl"}


def form_url(event: Event) -> str:
    """Give the address of the form of a meeting."""
    return f"/bijeenkomsten/{event.slug}/aanmelden"


def open_form(browser: Browser, event: Event) -> Page:
    """Open the form of a meeting."""
    return browser.get(form_url(event))


def send(browser: Browser, **fields: Any) -> Page:
    """Fill in the form that is open as Fatima, and send it."""
    return browser.submit(**(FATIMA | fields))


def the_registration() -> Registration:
    """Give the one registration there is."""
    return db.session.scalars(select(Registration)).one()
