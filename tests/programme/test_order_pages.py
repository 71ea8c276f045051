"""The page of a programme, for staff: the order of who contributes, and the way to its groups."""

import pytest

from academie.core.db import db
from academie.events import service as events
from tests.browser import Browser
from tests.factories import NOW, make_event
from tests.programme.factories import make_contributor, make_item
from tests.registrations.factories import make_group

pytestmark = pytest.mark.usefixtures("at")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what pages show does not depend on it."""
    return sqlite_url


def test_a_button_lets_a_contributor_change_places(staff: Browser) -> None:
    event = make_event()
    make_contributor(event)
    bram = make_contributor(event, name="Bram")
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/programma")
    button = f'form[action$="/{bram.ref}/omhoog"]'

    page = staff.submit(button)

    assert page.texts("aside .check li > a") == ["Bram", "Samira"]
    assert page.response.history[-1].headers["Location"].endswith(f"#bijdrager-{bram.ref}")
    assert page.select(button) == []


def test_the_programme_leads_to_the_small_groups(staff: Browser) -> None:
    event = make_event()
    group = make_group(event, "Schulden")

    page = staff.get(f"/beheer/bijeenkomsten/{event.ref}/programma")

    assert page.text(f'aside a[href$="/groepen/{group.ref}"]') == "Schulden"
    assert page.text('aside a[href$="/groepen"]') == "Verdeel in kleine groepen"


def test_the_programme_of_a_cancelled_meeting_has_no_buttons_that_are_refused(
    staff: Browser,
) -> None:
    event = make_event()
    for number in range(2):
        make_item(event, f"Deel {number}")
        make_contributor(event, name=f"Bijdrager {number}")
    events.cancel(event, reason="De zaal is dicht.", now=NOW)
    db.session.commit()

    page = staff.get(f"/beheer/bijeenkomsten/{event.ref}/programma")

    assert page.select("main form") == []
