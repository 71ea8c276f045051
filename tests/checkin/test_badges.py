"""Name badges: a first name large enough to read, on the sheet that lies in the printer."""

import pytest
from sqlalchemy import select

from academie.accounts.models import AccessAction, AccessLogLine
from academie.checkin.badges import Badge, Sheet, badges_pdf
from academie.core.db import db
from academie.core.pdf import A4, mm
from academie.events.models import Event
from academie.registrations.models import RegistrationStatus
from tests import pdf_reading as pdf
from tests.browser import Browser
from tests.checkin.factories import make_guest
from tests.factories import make_event, make_user

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: a badge does not depend on it."""
    return sqlite_url


@pytest.fixture
def event() -> Event:
    """Have a meeting that people come to."""
    return make_event()


@pytest.fixture
def team(browser: Browser, event: Event) -> Browser:
    """Open the page as the project team."""
    browser.sign_in(make_user())
    browser.get(f"/beheer/bijeenkomsten/{event.ref}/naamkaartjes")
    return browser


def sheets(team: Browser, **typed: str) -> bytes:
    """Ask for badges, and give the document."""
    answer = team.submit(**typed).response
    assert answer.mimetype == "application/pdf"
    return bytes(answer.data)


def page_count(document: bytes) -> int:
    return len(pdf.read(document).pages)


@pytest.mark.parametrize("sheet", list(Sheet))
def test_the_labels_lie_within_the_sheet_and_beside_one_another(sheet: Sheet) -> None:
    labels = sheet.labels

    first, last = labels.corner(0), labels.corner(labels.places - 1)

    assert first[0] >= 4 * mm
    assert first[0] == pytest.approx(A4[0] - last[0] - labels.across * mm)
    assert first[1] == pytest.approx(A4[1] - last[1] - labels.down * mm)
    assert labels.step_x >= labels.across
    assert labels.step_y >= labels.down


@pytest.mark.parametrize("sheet", list(Sheet))
def test_a_name_is_as_large_as_its_label_allows(event: Event, sheet: Sheet) -> None:
    content = badges_pdf(event, [Badge("Jo")], sheet)

    ((_left, bottom, _right, top),) = pdf.edges(content)
    assert top - bottom >= 0.2 * sheet.labels.down * mm


def test_a_badge_has_a_first_name_and_nothing_to_reach_somebody_by(
    team: Browser, event: Event
) -> None:
    make_guest(event, given_name="Fatima", people=1, organisation_name="Voedselbank")

    content = sheets(team)

    assert pdf.text(content).split() == ["Fatima"]
    assert pdf.qr_codes(content) == []


def test_the_organisation_is_on_it_when_asked(team: Browser, event: Event) -> None:
    make_guest(event, organisation_name="Voedselbank")

    assert "Voedselbank" in pdf.text(sheets(team, organisations="y"))


def test_who_comes_along_gets_an_empty_badge_when_asked(team: Browser, event: Event) -> None:
    make_guest(event, people=10)
    make_guest(event, people=1)

    content = sheets(team, companions="y")

    assert page_count(content) == 2
    assert pdf.text(content).split() == ["Fatima", "Fatima"]


def test_a_name_in_letters_that_cannot_be_drawn_is_written_by_hand(
    team: Browser, event: Event
) -> None:
    make_guest(event, given_name="名前", organisation_name="Voedselbank")

    assert pdf.text(sheets(team, organisations="y")) == "Voedselbank"


def test_who_comes_along_gets_none_by_itself(team: Browser, event: Event) -> None:
    make_guest(event, people=10)
    make_guest(event, people=1)

    assert page_count(sheets(team)) == 1


def test_one_badge_is_printed_again_on_a_sheet_that_was_begun(team: Browser, event: Event) -> None:
    make_guest(event, given_name="Fatima")
    make_guest(event, given_name="Joris", family_name="van 't Hek")

    text = pdf.text(sheets(team, words="hek", first="10"))

    assert text.split() == ["Joris"]


def test_somebody_who_registered_nowhere_gets_one_too(team: Browser) -> None:
    assert pdf.text(sheets(team, name="Yusuf")).split() == ["Yusuf"]


@pytest.mark.parametrize("status", [RegistrationStatus.CANCELLED, RegistrationStatus.WAITLISTED])
def test_who_has_no_seat_gets_none(team: Browser, event: Event, status: RegistrationStatus) -> None:
    make_guest(event, status=status)

    page = team.submit()

    assert page.status == 422
    assert "We vinden niemand met deze naam of code." in page.text("#inhoud")


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        ("0", "Vul een getal in. Een vol vel begint bij 1."),
        ("elf", "Vul een getal in."),
        ("11", "Dit vel heeft 10 etiketten. Vul een lager getal in."),
    ],
)
def test_a_label_that_is_not_there_is_refused_beside_its_field(
    team: Browser, event: Event, first: str, sentence: str
) -> None:
    make_guest(event)

    page = team.submit(first=first)

    assert page.status == 422
    assert sentence in page.text("#inhoud")


def test_who_made_badges_is_in_the_log(team: Browser, event: Event) -> None:
    make_guest(event)

    team.submit()

    line = db.session.scalars(select(AccessLogLine)).one()
    assert (line.action, line.subject) == (AccessAction.EXPORT, f"event:{event.ref}/door")


def test_a_name_in_any_letters_stays_on_its_badge(event: Event) -> None:
    names = ["Ömer-Şükrü van Wijngaarden tot den Hoogenboezem", "\u202eAli", "=1+1", "🙂"]

    content = badges_pdf(event, [Badge(name, "A" * 300, "G" * 300) for name in names], Sheet.SMALL)

    assert page_count(content) == 1
