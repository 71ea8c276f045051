"""Where staff manage meetings, and what their pages say."""

from academie.core.db import db
from academie.events.models import Event
from tests.browser import Page

LIST = "/beheer/bijeenkomsten"
FORM = "main form"


def url(event: Event, move: str = "") -> str:
    return f"{LIST}/{event.ref}" + (f"/{move}" if move else "")


def errors(page: Page) -> dict[str, str]:
    """Read the message beside each field."""
    return {
        str(tag["id"]).removesuffix("-error"): tag.get_text() for tag in page.select(".message")
    }


def the_only_event() -> Event:
    db.session.rollback()
    event: Event = db.session.scalars(db.select(Event)).one()
    return event
