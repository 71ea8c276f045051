"""Who tells their story decides what the world reads of it, from question to withdrawal."""

import re
from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, expect

from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.outbox import delivery
from academie.programme import contributors, queries
from tests.factories import make_event
from tests.live import Live, at_home, chromium
from tests.outbox.factories import mail_server
from tests.programme.factories import make_contributor, make_item

SHOWN = "Vertelt over de schoolreis."


def make_scene() -> Event:
    """Make a meeting of next week, with a story and the one who tells it."""
    soon = clock.now() + timedelta(days=7)
    event = make_event(now=clock.now(), starts_at=soon, ends_at=soon + timedelta(hours=2))
    make_contributor(event, items=[make_item(event, "Een verhaal")])
    return event


def mailed_link(event: Event) -> str:
    """Ask, send the mail by a real server, and take the link out of what arrived."""
    (samira,) = queries.contributors(event)
    with mail_server() as mailbox:
        contributors.ask(samira, now=clock.now())
        db.session.commit()
        delivery.run_once()
        (mail,) = mailbox.mails
    body = mail.get_body(("plain",))
    assert body
    found = re.search(r"http\S+/bijdrage/\S+", str(body.get_content()))
    assert found
    return found[0]


def public_page(context: BrowserContext, live: Live, event: Event) -> Page:
    """Open the meeting in a tab of its own, as any visitor has it."""
    page = context.new_page()
    page.goto(f"{live.url}/bijeenkomsten/{event.slug}")
    return page


def test_from_question_to_yes_to_withdrawal(live: Live) -> None:
    event = make_scene()
    link = mailed_link(event)

    with chromium(javascript=False) as context, at_home(context, live.url):
        visitor, mine = public_page(context, live, event), context.new_page()
        expect(visitor.get_by_text("Een verhaal")).to_be_visible()
        expect(visitor.get_by_text("Samira")).to_have_count(0)

        mine.goto(link)
        expect(mine.get_by_text(SHOWN)).to_be_visible()
        mine.get_by_role("button", name="Ja, dit mag online").click()
        expect(mine.get_by_role("heading", level=1)).to_have_text("Dit staat over jou op de pagina")
        visitor.reload()
        expect(visitor.get_by_text("Met Samira.")).to_be_visible()
        expect(visitor.get_by_text(SHOWN)).to_be_visible()

        mine.get_by_role("button", name="Haal alles over mij weg").click()
        expect(mine.get_by_role("heading", level=1)).to_have_text("Er staat niets meer over jou")
        visitor.goto(f"{live.url}/")
        visitor.goto(f"{live.url}/bijeenkomsten/{event.slug}")
        expect(visitor.get_by_text("Een verhaal")).to_be_visible()
        expect(visitor.get_by_text("Samira")).to_have_count(0)
