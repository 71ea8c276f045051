"""Each figure of a report opens exactly the records it counts."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from bs4 import Tag
from flask import Flask

from academie.accounts.models import RoleName
from academie.core import clock
from academie.events.models import Event
from academie.reports.catalogue import REPORTS
from academie.reports.wanted import Asks
from tests.browser import Browser, Page, words
from tests.factories import make_event, make_user
from tests.reports.year import fill_a_year

NOW = datetime(2027, 12, 1, 8, 30, tzinfo=UTC)
DAYS = "first=2027-01-01&last=2027-12-31"
NEVER_LINKED = {"Doel", "Nog te plannen", "Gewoonlijk"}
"""What is no figure of the records: what was agreed to reach, and what is left of that."""
HIDDEN = {"minder dan 5", "afgeschermd", "niet geteld", ""}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: lists and figures come from the same questions."""
    return sqlite_url


@pytest.fixture
def year(app: object, monkeypatch: pytest.MonkeyPatch) -> Event:  # noqa: ARG001 - it lives there
    """Fill a year with a little of everything, and give its largest meeting."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return fill_a_year()


def pages(event: Event) -> Iterator[str]:
    """Name every report with something to tell."""
    asked = {
        Asks.PERIOD: DAYS,
        Asks.MEETING: f"event={event.ref}",
        Asks.PLACE: "place=Leeuwarden",
        Asks.NOTHING: "",
    }
    for report in REPORTS:
        yield f"/beheer/rapporten/{report.key}?{asked[report.asks]}"


def figures(page: Page) -> Iterator[tuple[str, Tag]]:
    """Give the figures of all tables of a report, with the head of their column."""
    for table in page.select("main table"):
        heads = [words(head) for head in table.select("thead th")]
        for row in table.select("tbody tr"):
            for place, cell in enumerate(row.select("td"), start=1):
                if cell in row.select("td.num"):
                    yield heads[place], cell


def records(page: Page) -> int:
    """Count the records of a list, or add them up."""
    rows = page.select("main tbody tr")
    numbers: list[list[int]] = [[int(words(cell)) for cell in row.select("td.num")] for row in rows]
    if page.select("main tfoot"):
        return sum(numbers_of[-1] for numbers_of in numbers)
    unit = page.text("main p:has(data)")
    if "procent" in unit:
        tickets, absent = (sum(column) for column in zip(*numbers, strict=True))
        return int(100 * absent / tickets + 0.5)
    if "gemiddeld" in unit:
        return round(sum(row[0] for row in numbers) / len(rows))
    return len(rows)


def test_every_figure_opens_as_many_records_as_it_says(browser: Browser, year: Event) -> None:
    browser.sign_in(make_user(RoleName.PROJECT_TEAM))
    opened: dict[str, str] = {}

    for url in pages(year):
        page = browser.get(url)
        assert page.status == 200, url
        for head, cell in figures(page):
            link = cell.select_one("a")
            if link is None:
                assert words(cell) in HIDDEN or head in NEVER_LINKED, f"{head} on {url}"
            else:
                opened[str(link["href"])] = words(link)

    assert len(opened) > 100
    for href, figure in opened.items():
        found = browser.get(href)
        assert found.status == 200, href
        if figure not in HIDDEN:
            assert found.text("data b") == figure, href
            assert records(found) == int(figure.replace(".", "")), href


@pytest.mark.usefixtures("year")
def test_a_hidden_figure_opens_no_list_for_who_may_only_read(app: Flask, browser: Browser) -> None:
    browser.sign_in(make_user(RoleName.PROJECT_TEAM))
    reader = Browser(app)
    reader.sign_in(make_user(RoleName.READER, email="iemand@voorbeeld.nl"))

    seen, read = (hidden(one) for one in (browser, reader))

    lists = [str(link["href"]) for cell in seen for link in cell.select("a")]
    assert lists
    assert [link for link in lists if "/opbrengsten?" in link and "reach=counted" in link]
    assert {browser.get(link).status for link in lists} == {200}
    assert not any(cell.select("a") for cell in read)
    assert {reader.get(link).status for link in lists} == {404}


def hidden(browser: Browser) -> list[Tag]:
    """Give the cells of the follow-up report that say a group is small."""
    page = browser.get(f"/beheer/rapporten/opvolging?{DAYS}")
    return [cell for _head, cell in figures(page) if words(cell) == "minder dan 5"]


@pytest.mark.usefixtures("year")
def test_a_reader_sees_how_many_came_to_a_meeting_and_nothing_of_who(browser: Browser) -> None:
    browser.sign_in(make_user(RoleName.READER))
    report = browser.get(f"/beheer/rapporten/opvolging?{DAYS}")
    (table,) = [one for one in report.select("table") if "Gehouden bij" in one.get_text()]
    link = table.select("td a")[0]

    page = browser.get(str(link["href"]))

    (row,) = page.select("tbody tr")
    assert words(row.select("td")[-1]) == words(link) == page.text("data b")
    assert len(row.select("td")) == 2


@pytest.mark.parametrize(
    "address",
    [
        "mensen",
        "nergens?first=2027-01-01&last=2027-12-31",
        "mensen?first=2027-01-01&last=2027-12-31&people=alle",
        "opbrengsten?first=2027-12-31&last=2027-01-01",
        "opbrengsten?first=morgen&last=2027-01-01",
        "opbrengsten?first=0001-01-01&last=9999-12-31",
        "bijeenkomsten?first=2027-01-01&last=2027-12-31&kind=feest",
        "bijeenkomsten?first=2027-01-01&last=2027-12-31&place=%00",
        f"bijeenkomsten?{DAYS}&span=2027-9",
        f"mensen?{DAYS}&span=2027-x&people=came",
        f"opbrengsten?{DAYS}&reach=counted",
        f"in-de-zaal?{DAYS}&people=came&audience=resident&sector=welzijn",
    ],
)
def test_an_address_that_no_figure_has_opens_nothing(browser: Browser, address: str) -> None:
    browser.sign_in(make_user(RoleName.PROJECT_TEAM))

    assert browser.get(f"/beheer/rapporten/lijst/{address}").status == 404


def test_a_list_that_counts_nothing_says_so(browser: Browser) -> None:
    make_event()
    browser.sign_in(make_user(RoleName.READER))

    page = browser.get(f"/beheer/rapporten/lijst/opbrengsten?{DAYS}&event=onbekend")

    assert page.text("data b") == "0"
    assert "Hier is niets bij geteld." in page.text("main")
