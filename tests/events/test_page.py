"""The page of one meeting, as the world sees it."""

from datetime import timedelta

import pytest

from academie.core.db import db
from academie.events import lists, queries, service, stamps
from academie.events.models import Event, EventMunicipality
from academie.events.queries import Choice
from academie.events.signs import is_full
from academie.events.terms import EventKind, EventMode
from academie.followups import review
from academie.followups.terms import OutcomeStatus
from academie.reference.queries import current_challenges
from tests.browser import Browser, Page
from tests.events.conftest import SetClock
from tests.factories import NOW, WHEN, make_event
from tests.followups.factories import LATER, adopted, author, see
from tests.statements import asked_queries

pytestmark = [
    pytest.mark.usefixtures("at"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
INLINE_SCRIPT = 'script:not([src]):not([type="application/ld+json"])'


def open_page(browser: Browser, event: Event) -> Page:
    return browser.get(f"/bijeenkomsten/{event.slug}")


def test_the_page_tells_when_where_for_whom_and_how(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, access_notes="Gelijkvloers.", travel="Bus 4.")

    page = open_page(browser, event)

    assert page.texts(".facts dt") == ["Wanneer", "Waar", "Voor wie", "Kosten"]
    assert page.texts(".facts dd")[:2] == [
        "dinsdag 9 maart 2027 19.30 tot 21.45 uur",
        "Dorpshuis De Terphoeve, Hemrikweg 4, Leeuwarden of online",
    ]
    assert page.one(".facts time")["datetime"] == "2027-03-09T19:30+01:00"
    assert page.texts("aside .lines") == ["Gelijkvloers.", "Bus 4."]
    assert page.texts("#contact p a") == ["leeuwarden@voorbeeld.nl", "058-234 56 78"]


def test_the_button_leads_to_registering(browser: Browser) -> None:
    event = make_event()

    button = open_page(browser, event).one("main a.button")

    assert button.get_text(strip=True) == "Meld je aan"
    assert button["href"] == f"/bijeenkomsten/{event.slug}/aanmelden"


def test_the_page_follows_the_seats(browser: Browser) -> None:
    event = make_event(capacity=10)
    open_page(browser, event)

    event.pools[0].taken = 10

    assert open_page(browser, event).text("main a.button") == "Zet me op de wachtlijst"


@pytest.mark.usefixtures("app")
def test_what_is_kept_under_a_state_says_of_the_seats_what_that_state_says() -> None:
    """A seat taken between asking the state and writing the page must not stay in that page."""
    event = make_event(capacity=10)
    state = queries.page_state(event.slug or "", NOW)
    agenda = lists.page_state(lists.PageQuery(Choice()), NOW)
    assert state
    event.pools[0].taken = 10
    db.session.commit()

    found = [queries.public_page(state), *lists.page(agenda)[0]]

    assert [is_full(one) for one in found] == [False, False]
    assert not db.session.dirty


def test_a_hybrid_meeting_says_which_way_is_full(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=10, online_capacity=10)
    event.pools[0].taken = 10

    page = open_page(browser, event)

    assert page.text("main a.button") == "Meld je aan"
    assert "Vol: op locatie. Daarvoor is een wachtlijst." in page.text("main")


def test_the_page_follows_the_clock(browser: Browser, at: SetClock) -> None:
    event = make_event(
        registration_opens_at=NOW + timedelta(hours=1),
        registration_closes_at=NOW + timedelta(hours=2),
    )
    said = []

    for moment in (NOW, NOW + timedelta(hours=1), NOW + timedelta(hours=2), WHEN + timedelta(1)):
        at(moment)
        page = open_page(browser, event)
        said.append(page.text("main .cols > div > p:nth-of-type(1)"))

    assert said == [
        "Je kunt je aanmelden vanaf maandag 1 maart 2027, 14.00 uur.",
        "Meld je aan Er is plek",
        "Je kunt je niet meer aanmelden. Bel 058-234 56 78 als je toch wilt komen.",
        "Deze bijeenkomst is geweest.",
    ]


def test_the_page_follows_a_change(browser: Browser) -> None:
    event = make_event()
    open_page(browser, event)

    service.cancel(event, reason="De zaal is kapot.", now=NOW + timedelta(minutes=1))

    page = open_page(browser, event)
    assert page.text(".notice") == (
        "Deze bijeenkomst gaat niet door. De zaal is kapot. Bekijk de andere bijeenkomsten"
    )
    assert page.select("main a.button") == []


def test_a_postponed_meeting_shows_no_date(browser: Browser) -> None:
    event = make_event()
    service.postpone(event, now=NOW)

    page = open_page(browser, event)

    assert page.texts(".facts dd")[0] == "Nieuwe datum volgt"
    assert "maart" not in page.text("main")
    assert page.select("main a.button") == []


def test_a_meeting_for_partners_says_so(browser: Browser) -> None:
    page = open_page(browser, make_event(kind=EventKind.KENNISKRING))

    assert page.texts(".facts dd")[2].startswith("Voor organisaties die partner zijn")


def test_a_region_names_its_municipalities(browser: Browser) -> None:
    names = [EventMunicipality(name=name) for name in ("Veendam", "Oldambt")]

    page = open_page(browser, make_event(municipalities=names))

    assert "Voor de gemeenten Oldambt, Veendam." in page.text("main")


def test_the_page_names_its_subjects(browser: Browser) -> None:
    first, second = current_challenges()[:2]

    page = open_page(browser, make_event(challenges=[first, second]))

    assert page.texts(".facts dt")[-1] == "Onderwerpen"
    assert page.texts(".facts dd")[-1] == f"{first.name}, {second.name}"


def test_a_description_cannot_run_script(browser: Browser) -> None:
    event = make_event(
        title="<script>alert(1)</script>",
        description="<img src=x onerror=alert(1)> [klik](javascript:alert(1)) **vet**\n\n# Kop",
        access_notes="<script>alert(2)</script>",
    )

    page = open_page(browser, event)

    assert page.select(f"{INLINE_SCRIPT}, main img, main [onclick], main [onerror]") == []
    assert page.select('a[href^="javascript"]') == []
    assert page.text("main strong") == "vet"
    assert "Kop" in page.texts("main h2")


def test_the_join_link_is_on_no_public_page(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, join_link="https://meet.voorbeeld.nl/geheim")
    addresses = [
        "/",
        "/agenda.ics",
        f"/bijeenkomsten/{event.slug}",
        f"/bijeenkomsten/{event.slug}.ics",
    ]

    answers = [browser.get(address).response.text for address in addresses]

    assert all(event.title in answer.replace("\xad", "") for answer in answers)
    assert not any("geheim" in answer for answer in answers)


def test_a_draft_has_no_page(browser: Browser) -> None:
    event = make_event(published=False)

    assert browser.get(f"/bijeenkomsten/{event.ref}").status == 404
    assert browser.get("/bijeenkomsten/onbekend.ics").status == 404


def test_a_page_seen_before_takes_one_query(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, now=NOW - 2 * stamps.SETTLES)
    address = f"/bijeenkomsten/{event.slug}"
    db.session.commit()
    with asked_queries() as at_first:
        browser.get(address)

    with asked_queries() as later:
        browser.get(address)

    assert (len(at_first), len(later)) == (6, 1)


@pytest.mark.parametrize("address", ["/bijeenkomsten/{slug}", "/", "/agenda/inbedden"])
def test_two_changes_at_one_moment_are_both_seen(
    browser: Browser, at: SetClock, address: str
) -> None:
    event = make_event(title="Eerst")
    moment = event.changed_at
    url = address.format(slug=event.slug)
    browser.get(url)
    event.title, event.changed_at = "Daarna", moment
    soon = browser.get(url)
    at(NOW + 2 * stamps.SETTLES)

    later = browser.get(url)

    assert "Daarna" in soon.response.text
    assert "Daarna" in later.response.text


def test_the_page_follows_what_came_of_the_meeting(browser: Browser, at: SetClock) -> None:
    event = make_event()
    at(LATER)
    assert "Wat er daarna is gedaan" not in open_page(browser, event).texts("h2")
    outcome = adopted(event)

    told = open_page(browser, event)
    see(outcome, OutcomeStatus.ONGOING)
    seen = open_page(browser, event)
    review.withdraw(outcome, by=author(), reason="Het klopt niet.", now=LATER)
    gone = open_page(browser, event)

    assert told.texts(".check li") == ["Leeuwarden werkt aan een doe-agenda Onbekend"]
    assert seen.texts(".check li") == ["Leeuwarden werkt aan een doe-agenda Bezig"]
    assert gone.texts(".check li") == []


def test_a_meeting_that_was_held_no_longer_tells_how_to_come(
    browser: Browser, at: SetClock
) -> None:
    event = make_event(mode=EventMode.HYBRID, travel="Bus 4.")
    at(LATER)

    page = open_page(browser, event)

    assert page.texts("main h2") == ["Wie organiseert het?"]


def test_a_cancelled_meeting_leads_to_the_others(browser: Browser) -> None:
    event = make_event()
    service.cancel(event, reason="De zaal is kapot.", now=NOW)

    page = open_page(browser, event)

    assert page.text(".notice a[href='/']") == "Bekijk de andere bijeenkomsten"
    assert page.select("aside") == []


def test_the_page_sets_no_cookie(browser: Browser) -> None:
    assert "Set-Cookie" not in open_page(browser, make_event()).response.headers


def test_a_theme_that_asks_a_question_ends_the_sentence_itself(browser: Browser) -> None:
    event = make_event(theme="Wie helpt wie?")

    page = browser.get(f"/bijeenkomsten/{event.slug}")

    assert page.text(".hero p") == "Wie helpt wie? Op locatie."
