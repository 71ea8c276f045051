"""The world reads no words that name somebody who did not confirm them."""

import pytest

from academie.commitments import queries
from academie.commitments.terms import PartyAnswer
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.events.stamps import SETTLES
from tests.browser import Browser
from tests.commitments.factories import approve, make_commitment, make_confirmed, say
from tests.factories import make_event
from tests.partners.factories import make_organisation

pytestmark = pytest.mark.usefixtures("app")


def public(event: Event) -> list[str]:
    db.session.expire_all()
    return [one.text for one in queries.public_of(event)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Wij gaan met de Brug koken.", False),
        ("Wij koken; STICHTING DE BRUG doet mee!", False),
        ("Wij koken met Leergeld Emmen.", False),
        ("Gemeente De Brug kookt zelf, over de bruggen heen.", True),
    ],
)
def test_the_words_wait_until_everybody_they_name_has_confirmed(text: str, shown: bool) -> None:
    make_organisation("Leergeld Emmen")
    event = make_event()
    commitment = make_commitment(
        event, "Gemeente De Brug", "Stichting De Brug", "Leergeld Emmen", text=text
    )
    say(commitment.parties[0], PartyAnswer.CONFIRMED)
    approve(commitment)
    assert public(event) == [text] * shown

    for party in commitment.parties[1:]:
        say(party, PartyAnswer.CONFIRMED)

    assert public(event) == [text]


def test_the_words_wait_when_they_name_an_organisation_that_nobody_asked() -> None:
    make_organisation("Leergeld Emmen")
    event = make_event()
    make_confirmed(event, "Gemeente", text="Wij werken samen met Leergeld Emmen.")

    assert public(event) == []


def test_a_page_that_is_kept_goes_when_an_organisation_it_names_becomes_known(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Wij werken samen met Leergeld Emmen."
    event = make_event()
    make_confirmed(event, "Gemeente", text=text)
    later = event.ends_at + 2 * SETTLES
    monkeypatch.setattr(clock, "now", lambda: later)
    page = f"/bijeenkomsten/{event.slug}"
    assert text in browser.get(page).text("main")

    make_organisation("Leergeld Emmen", now=later)

    assert text not in browser.get(page).text("main")
