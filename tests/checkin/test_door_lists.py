"""The door on paper: lists that help without a network and tell no more than they must."""

import re

import pytest

from academie.core import clock
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.registrations.models import RegistrationStatus
from tests import pdf_reading as pdf
from tests.browser import Browser
from tests.checkin.factories import make_door, make_guest, scan
from tests.factories import WHEN, make_event, make_user

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(autouse=True)
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the meeting begin now."""
    monkeypatch.setattr(clock, "now", lambda: WHEN)


@pytest.fixture
def event() -> Event:
    """Have a meeting that people come to."""
    return make_event()


def read(browser: Browser, event: Event, kind: str) -> str:
    """Get a list as the project team, and read its words."""
    browser.sign_in(make_user())
    answer = browser.get(f"/beheer/bijeenkomsten/{event.ref}/deur/{kind}.pdf").response
    assert answer.mimetype == "application/pdf"
    return pdf.text(answer.data)


def test_the_list_of_names_has_a_first_name_and_an_initial(browser: Browser, event: Event) -> None:
    guest = make_guest(event, given_name="Fatima", family_name="el Idrissi", people=3)

    text = read(browser, event, "namen")

    assert "Fatima E." in text
    assert "□" in text
    assert "Idrissi" not in text
    assert guest.code not in text.replace(" ", "")
    assert "Stand van dinsdag 9 maart 2027, 19.30 uur." in " ".join(text.split())


def test_names_stand_in_the_order_in_which_they_are_called(browser: Browser, event: Event) -> None:
    for name in ("zoë", "Émile", "Anna"):
        make_guest(event, given_name=name, family_name=None)

    text = read(browser, event, "namen")

    assert re.findall("zoë|Émile|Anna", text) == ["Anna", "Émile", "zoë"]


def test_the_list_of_codes_has_no_names(browser: Browser, event: Event) -> None:
    guest = make_guest(event, given_name="Fatima")

    text = read(browser, event, "codes")

    assert guest.spaced_code in text
    assert "Fatima" not in text


def test_a_party_has_a_box_for_each_and_who_is_in_already_is_marked(
    browser: Browser, event: Event
) -> None:
    make_guest(event, given_name="Anna", people=4)
    scan(make_door(event), make_guest(event, given_name="Bram", people=1))

    text = " ".join(read(browser, event, "namen").split())

    assert "Anna E. □□□□ 4" in text
    assert "Bram E. □ 1 is al binnen" in text


def test_who_waits_for_the_room_is_marked(browser: Browser, event: Event) -> None:
    make_guest(
        event,
        given_name="Joris",
        status=RegistrationStatus.WAITLISTED,
        waits_for=AttendanceMode.ONSITE,
    )

    assert "wacht op een plek" in " ".join(read(browser, event, "namen").split())


@pytest.mark.parametrize(
    "fields",
    [{"status": RegistrationStatus.CANCELLED}, {"mode": AttendanceMode.ONLINE}],
)
def test_who_does_not_come_to_the_room_is_not_on_it(
    browser: Browser, event: Event, fields: dict[str, object]
) -> None:
    make_guest(event, given_name="Joris", **fields)

    text = read(browser, event, "namen")

    assert "Joris" not in text
    assert "Er staat nog niemand op de lijst." in " ".join(text.split())


def test_a_long_list_repeats_its_head_and_counts_its_pages(browser: Browser, event: Event) -> None:
    for number in range(50):
        make_guest(event, given_name=f"Gast {number}")

    text = read(browser, event, "namen")

    assert "Pagina 2 van 2" in text
    assert text.count("Voornaam") == 2
