"""What goes on paper: whom to call, and the run sheet."""

from pathlib import Path

import pypdfium2
from sqlalchemy import select

from academie.accounts.models import AccessLogLine
from academie.core.db import db
from academie.planning import queries
from academie.programme import queries as programme
from tests.browser import Browser
from tests.factories import make_event
from tests.live import chromium
from tests.planning.factories import make_contact, make_planned
from tests.planning.test_pages import ADD, press, url

STYLE = Path(__file__).parents[2] / "static" / "style.css"


def test_contacts_are_kept_for_the_day_and_looking_is_logged(team: Browser) -> None:
    event = make_planned()
    team.get(url(event, "/contacten"))

    page = team.submit(ADD, role="Gespreksleider", name="Esra", phone="06-12 34 56 03")
    shown = page.texts("main li.task div")
    (contact,) = queries.contacts_of(event)
    team.get(url(event, f"/contacten/{contact.ref}"))
    page = team.submit(ADD, role="Gespreksleider", name="Daan", phone="")
    changed = page.texts("main li.task div")
    team.get(url(event, f"/contacten/{contact.ref}"))
    press(team, "/weg")

    assert (shown, changed) == (
        ["Gespreksleider Esra, 06-12 34 56 03"],
        ["Gespreksleider Daan"],
    )
    assert queries.contacts_of(event) == []
    actions = db.session.scalars(
        select(AccessLogLine.action)
        .where(AccessLogLine.subject == f"event:{event.ref}/contacts")
        .order_by(AccessLogLine.id)
    ).all()
    assert actions == ["view", "change", "view", "view", "change", "view", "view", "erase", "view"]


def test_the_sheet_has_times_roles_numbers_and_what_to_do_in_an_emergency(team: Browser) -> None:
    event = make_planned(access_notes="De ingang is gelijkvloers.")
    make_contact(event, role="Gespreksleider", name="Esra", phone="06-12 34 56 03")

    page = team.get(url(event, "/blad"))

    assert page.texts("tbody tr")[:2] == [
        "19.00 - 19.30 Inloop met koffie en thee",
        "19.30 - 19.40 Welkom door de gespreksleider",
    ]
    assert page.texts(".pairs li")[0] == "Gespreksleider : Esra, 06-12 34 56 03"
    assert "Spreker:" in page.texts(".blank")
    assert "Gespreksleider:" not in page.texts(".blank")
    words = page.text("main")
    assert "De deur gaat open om 19.00 uur." in words
    assert "Dorpshuis De Terphoeve, Hemrikweg 4, Leeuwarden" in words
    assert "Bel 112 en zeg waar je bent: Dorpshuis De Terphoeve" in words


def test_the_emergency_text_can_be_our_own(team: Browser) -> None:
    event = make_event()
    team.get(url(event, "/nood"))

    page = team.submit("main form", emergency="Verzamel bij de fietsenstalling.")
    own = page.text(".lines")
    team.get(url(event, "/nood"))
    page = team.submit("main form", emergency="")

    assert own == "Verzamel bij de fietsenstalling."
    assert page.text(".lines").startswith("Bel 112")


def test_the_sheet_fits_on_one_side_of_paper(team: Browser) -> None:
    event = make_planned(access_notes="De ingang is gelijkvloers. " * 20)
    for number in range(10):
        make_contact(event, role=f"Begeleider van groep {number}", name="Esra Demir")
    html = team.get(url(event, "/blad")).response.text

    with chromium() as context:
        page = context.new_page()
        page.set_content(html)
        page.add_style_tag(path=STYLE)
        document = page.pdf(prefer_css_page_size=True)

    pages = pypdfium2.PdfDocument(document)
    sizes = [tuple(round(side / 72 * 25.4) for side in sheet.get_size()) for sheet in pages]
    pages.close()
    assert sizes == [(210, 297)]


def test_a_long_word_never_makes_the_sheet_wider_than_a_phone(team: Browser) -> None:
    event = make_planned()
    (first, *_others) = programme.items(event)
    first.title, first.room = "w" * 100, "z" * 60
    db.session.commit()
    html = team.get(url(event, "/blad")).response.text

    with chromium(width=320) as context:
        page = context.new_page()
        page.set_content(html)
        page.add_style_tag(path=STYLE)
        width = page.evaluate("document.documentElement.scrollWidth")

    assert width == 320
