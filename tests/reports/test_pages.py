"""Staff choose a period, read the figures and take them along."""

from datetime import UTC, datetime

import pytest

from academie.accounts.models import RoleName
from academie.core import clock
from academie.evaluations.terms import Choice
from tests import pdf_reading
from tests.browser import Browser
from tests.evaluations.factories import LATER, answers, count_in
from tests.factories import make_event, make_user
from tests.reports import reading

PAGE = "/beheer/rapporten/opvolging"
REVERSED = "De laatste dag ligt voor de eerste dag. Kies een latere dag."
DAYS = "?first=2027-01-01&last=2027-12-31"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what the figures ask of either is tested apart."""
    return sqlite_url


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be a day in June 2027."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 6, 1, 8, 30, tzinfo=UTC))


@pytest.fixture
def reader(browser: Browser) -> Browser:
    """Give the browser of somebody who may only read."""
    browser.sign_in(make_user(RoleName.READER))
    return browser


@pytest.mark.parametrize("role", list(RoleName))
def test_all_staff_may_read_reports(browser: Browser, role: RoleName) -> None:
    browser.sign_in(make_user(role))

    assert browser.get(PAGE).status == 200
    assert browser.get(f"{PAGE}.zip{DAYS}").status == 200


@pytest.mark.parametrize("path", ["", ".pdf", ".xlsx"])
def test_a_visitor_reads_no_report(browser: Browser, path: str) -> None:
    response = browser.client.get(PAGE + path)

    assert response.status_code == 302
    assert response.location.startswith("/inloggen")


def test_a_long_title_has_a_seam_for_small_screens(reader: Browser) -> None:
    title = reader.get("/beheer/rapporten/opbrengsten").select("h1")[0]

    assert title.get_text() == "Opbrengsten\N{SOFT HYPHEN}register"


def test_the_page_shows_this_year_at_first(reader: Browser) -> None:
    make_event()

    page = reader.get(PAGE)

    assert page.one("#first")["value"] == "2027-01-01"
    assert page.one("#last")["value"] == "2027-12-31"
    held = page.select("table")[0].select("tbody tr")[0]
    assert held.get_text(" ", strip=True) == "Bijeenkomsten gehouden 1"


def test_last_year_is_one_press_away(reader: Browser) -> None:
    page = reader.get(PAGE)
    (link,) = [link for link in page.select("main a") if link.get_text() == "Vorig jaar"]

    page = reader.get(str(link["href"]))

    assert "1 januari tot en met 31 december 2026" in page.text("main")


def test_a_period_can_be_typed(reader: Browser) -> None:
    make_event()
    reader.get(PAGE)

    page = reader.submit(first="10-3-2027", last="31-3-2027")

    assert page.status == 200
    assert "10 maart tot en met 31 maart 2027" in page.text("main")
    assert "Er zijn geen bijeenkomsten gehouden in deze periode." in page.text("main")


@pytest.mark.parametrize(
    ("first", "last", "field", "sentence"),
    [
        ("2027-03-10", "2027-03-09", "last", REVERSED),
        ("morgen", "2027-03-09", "first", "Schrijf de datum zo: 9-3-2027."),
        (" ", "2027-03-09", "first", "Vul de eerste dag in."),
        ("", "2027-03-09", "first", "Vul de eerste dag in."),
        ("0001-01-01", "2027-03-09", "first", "Kies een dag in de jaren 1900 tot en met 2100."),
        ("2027-03-10", "9999-12-31", "last", "Kies een dag in de jaren 1900 tot en met 2100."),
    ],
)
def test_wrong_days_are_refused_beside_the_field(
    reader: Browser, first: str, last: str, field: str, sentence: str
) -> None:
    for path in ("", ".pdf"):
        page = reader.get(f"{PAGE}{path}", query_string={"first": first, "last": last})

        assert page.status == 422
        assert page.text(f"#{field}-error") == sentence
        assert page.one("#first")["value"] == first
        assert page.one("#last")["value"] == last


def test_the_files_are_for_keeping_and_no_cache_keeps_them(reader: Browser) -> None:
    page = reader.get(PAGE + DAYS)
    links = [str(link["href"]) for link in page.select("main a[href*='opvolging.']")]

    answers = [reader.get(link).response for link in links]

    names = [answer.headers["Content-Disposition"] for answer in answers]
    assert names == [
        f"attachment; filename=opvolgverslag-2027-01-01-2027-12-31.{ending}"
        for ending in ("pdf", "xlsx", "zip", "zip", "json")
    ]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_the_files_say_what_the_page_says(reader: Browser) -> None:
    make_event(title="=1+1")

    page = reader.get(PAGE + DAYS)
    document, workbook, bundle = (
        reader.get(f"{PAGE}.{ending}{DAYS}").response.data for ending in ("pdf", "xlsx", "zip")
    )

    titles = [
        str(table.select("tbody th")[0].get_text())
        for table in page.select("table")
        if "Gehouden bijeenkomsten" in table.get_text()
    ]
    assert titles == ["=1+1"]
    assert "=1+1" in pdf_reading.text(document)
    assert reading.xlsx_tables(workbook)["Gehouden bijeenkomsten"][1][0] == "=1+1"
    assert reading.csv_tables(bundle)["bijeenkomsten"][1][0] == "'=1+1"


def test_what_people_said_is_the_same_on_the_page_and_in_every_file(reader: Browser) -> None:
    event = make_event()
    answers(event, 12, Choice.GOOD, Choice.YES)
    answers(event, 3, Choice.FAIR, Choice.YES)
    count_in(LATER)

    page = reader.get(PAGE + DAYS)
    book = reading.xlsx_tables(reader.client.get(f"{PAGE}.xlsx{DAYS}").data)
    bundle = reading.csv_tables(reader.client.get(f"{PAGE}.zip{DAYS}").data)
    paper = dict(reading.pdf_tables(reader.client.get(f"{PAGE}.pdf{DAYS}").data))

    figures = ["0", "afgeschermd", "minder dan 5", "0", "0"]
    title = "Tabel 9. Wat vond je van de bijeenkomst?"
    assert [line[1] for line in bundle["oordeel"][1:]] == figures
    assert [str(line[1]) for line in book["Oordeel"][1:]] == figures
    assert [line[1] for line in paper[title]] == figures
    (table,) = [one for one in page.select("table") if title in one.get_text(" ")]
    assert [
        line.select("td")[-1].get_text(strip=True) for line in table.select("tbody tr")
    ] == figures
