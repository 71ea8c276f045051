"""Pages of a meeting on the narrowest phone, with what staff really type."""

from datetime import timedelta

from academie.core import clock
from tests.factories import make_event
from tests.live import Live, chromium

NARROW = 320
TWO_NUMBERS = "058-234 56 78 of 06-12 34 56 78 (ma-vr)"


def test_a_phone_number_with_hours_beside_it_never_makes_a_page_wider_than_the_phone(
    live: Live,
) -> None:
    soon = clock.now() + timedelta(days=9)
    event = make_event(
        now=clock.now(), starts_at=soon, ends_at=soon + timedelta(hours=2), phone=TWO_NUMBERS
    )
    place = f"{live.url}/bijeenkomsten/{event.slug}"

    with chromium(width=NARROW, javascript=False) as browser:
        page = browser.new_page()
        widths = []
        for address in (place, f"{place}/aanmelden"):
            page.goto(address)
            widths.append(page.evaluate("document.documentElement.scrollWidth"))

    assert widths == [NARROW, NARROW]
