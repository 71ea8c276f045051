"""Nobody comes on the waiting list without having been told so."""

import pytest

from academie.core import clock
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.questions import service as asking
from academie.registrations import queries
from academie.registrations.models import RegistrationStatus
from tests.browser import Browser, Page
from tests.factories import NOW, make_event
from tests.registrations.factories import make_group, register, reserve
from tests.registrations.form import FATIMA, open_form, send

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

EITHER = "Verstuur mijn aanmelding"
"""What the button says when it may register somebody or put them on the list."""
JUST_GONE = "De laatste plek is net weg. Je kunt op de wachtlijst."


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def fatima(event: Event) -> RegistrationStatus | None:
    """Tell what became of Fatima, who pressed the button."""
    found = queries.of_address(event, FATIMA["email"])
    return found.status if found else None


def button(page: Page) -> str:
    return page.text("main form button")


def test_who_is_just_too_late_is_asked_before_coming_on_the_list(browser: Browser) -> None:
    event = make_event(capacity=1)
    open_form(browser, event)
    register(event, "sneller@voorbeeld.nl")

    refused = send(browser, family_name="Demir")
    asked = fatima(event)
    page = browser.submit()

    assert refused.status == 422
    assert refused.texts(".summary li") == [JUST_GONE]
    assert refused.one("#family_name")["value"] == "Demir"
    assert button(refused) == "Zet me op de wachtlijst"
    assert asked is None
    assert page.text("h1") == "Je staat op de wachtlijst"
    assert page.texts("main ol li") == [
        "Je krijgt binnen 10 minuten een e-mail op fatima@voorbeeld.nl.",
        "Komt er een plek vrij die past? Dan mailen we je. Zeg dan op tijd of je komt.",
    ]


def test_a_party_that_is_too_large_hears_no_number_but_what_helps(
    browser: Browser,
) -> None:
    event = make_event(capacity=3)
    register(event, "eerder@voorbeeld.nl")
    open_form(browser, event)

    refused = send(browser, people="4")
    page = browser.submit(people="2")

    assert refused.text("#people-error") == (
        "Zoveel plek is er niet. Kom met minder mensen. Of verstuur dit nog eens, dan kom je op de"
        " wachtlijst."
    )
    assert page.text("h1") == "Je bent aangemeld"
    assert fatima(event) is RegistrationStatus.CONFIRMED


def test_who_would_rather_wait_with_all_presses_once_more(browser: Browser) -> None:
    event = make_event(capacity=3)
    open_form(browser, event)

    refused = send(browser, people="4")
    page = browser.submit()

    assert button(refused) == EITHER
    assert page.text("h1") == "Je staat op de wachtlijst"


def test_a_full_hall_is_named_and_online_is_a_way_out(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=1, online_capacity=5)
    open_form(browser, event)
    register(event, "sneller@voorbeeld.nl")

    refused = send(browser, mode="onsite")
    page = browser.submit(mode="online")

    assert refused.text("#mode-error") == (
        "Op de locatie is geen plek meer. Doe online mee. Of verstuur dit nog eens, dan kom je op"
        " de wachtlijst."
    )
    assert refused.texts("fieldset .pick span")[:2] == [
        "Ik kom naar de locatie (vol, wel een wachtlijst)",
        "Ik doe online mee",
    ]
    assert button(refused) == EITHER
    assert page.text("h1") == "Je bent aangemeld"


def test_who_chooses_what_is_said_to_be_full_is_not_asked_again(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=0, online_capacity=5)
    form = open_form(browser, event)

    page = send(browser, mode="onsite")

    assert button(form) == EITHER
    assert page.text("h1") == "Je staat op de wachtlijst"


def test_the_last_places_are_said_to_be_kept_for_residents(browser: Browser) -> None:
    event = make_event(capacity=2)
    reserve(event, 2)
    asking.choose_fields(event, [])
    asked = open_form(browser, event)

    refused = send(browser, audience="professional")
    page = browser.submit(audience="resident")

    assert asked.text("#audience-hint") == "We houden plekken vrij voor bewoners."
    assert refused.text("#audience-error") == (
        "De laatste plekken houden we vrij voor bewoners. Je kunt op de wachtlijst."
    )
    assert page.text("h1") == "Je bent aangemeld"


def test_online_is_a_way_out_too_when_the_hall_is_kept_for_others(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=2, online_capacity=5)
    reserve(event, 2)
    open_form(browser, event)

    refused = send(browser, mode="onsite")
    page = browser.submit(mode="online")

    assert refused.text("#audience-error") == (
        "De laatste plekken houden we vrij voor bewoners. Doe online mee. Of verstuur dit nog eens,"
        " dan kom je op de wachtlijst."
    )
    assert page.text("h1") == "Je bent aangemeld"


def test_a_second_choice_that_is_elsewhere_is_told_beside_it(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, online_capacity=5)
    here = make_group(event, "Schulden")
    online = make_group(event, "Wonen", mode=AttendanceMode.ONLINE)
    make_group(event, "Werk")
    open_form(browser, event)

    page = send(browser, mode="onsite", group=here.ref, second_group=online.ref)

    assert page.text("#second_group-error") == "Deze groep is online. Kies een groep op de locatie."
    assert fatima(event) is None


def test_when_registration_has_closed_nobody_is_offered_the_list(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(capacity=1)
    open_form(browser, event)
    register(event, "sneller@voorbeeld.nl")
    monkeypatch.setattr(clock, "now", lambda: event.starts_at)

    page = send(browser)

    assert page.texts(".summary li") == ["De aanmelding is gesloten. Bel 058-234 56 78."]
