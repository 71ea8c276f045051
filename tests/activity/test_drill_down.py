"""Each figure of an activity report opens exactly what it counts, also after everything changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import Tag
from flask import Flask

from academie.accounts.models import RoleName
from academie.activity.behind import Place
from academie.activity.frozen import frozen
from academie.activity.models import ActivityReport
from academie.commitments import service as commitments
from academie.commitments.models import Commitment
from academie.commitments.terms import CommitmentStatus
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventKind
from academie.followups import review
from academie.followups.models import Outcome
from academie.followups.terms import OutcomeState
from academie.plans.terms import Measure
from academie.reference.models import ChangeLine
from academie.registrations import retention as registrations
from tests.activity.factories import AFTER, adopt, adopter, make_report
from tests.alliances.factories import make_pledge
from tests.browser import Browser, Page, words
from tests.checkin.factories import make_guest
from tests.commitments.factories import make_commitment
from tests.factories import NOW, make_event, make_user
from tests.followups.factories import adopted, author
from tests.lessons.factories import make_lesson
from tests.partners.factories import make_organisation
from tests.plans.factories import make_plan, without_target
from tests.reports.year import fill_a_year

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LIST = "/beheer/rapporten/activiteiten"
NO_LIST = {"minder dan 5", "afgeschermd", "niet geteld", ""}


@pytest.fixture(autouse=True)
def _after_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER)


@pytest.fixture
def report(app: Flask) -> ActivityReport:  # noqa: ARG001 - it lives there
    """Draft a report of a year with something of everything, a line a measure."""
    event = fill_a_year()
    for kind in EventKind:
        make_event(kind=kind, title=f"Nog een {kind.label}")
    for line in ChangeLine:
        adopted(line=line)
    make_pledge(make_organisation("Bieb Assen", partner_since=event.starts_at.date(), core=True))
    make_lesson(event)
    keep(make_commitment(event, "De bieb"))
    plan = make_plan()
    for measure in Measure:
        without_target(plan, measure)
    return make_report(plan)


def keep(commitment: Commitment) -> None:
    """Say that it was kept."""
    commitments.move(commitment, CommitmentStatus.KEPT, by=author(), now=NOW)
    db.session.commit()


def figures(page: Page) -> Iterator[Tag]:
    """Give what shows a figure: the lines of a draft, and the cells of tables but differences."""
    yield from page.select("main section dd:has(a)")
    for table in page.select("main table"):
        for row in table.select("tbody tr"):
            cells = row.select("td.num")
            yield from cells[:1] if "Verschil" in words(table) else cells


def opened(browser: Browser, page: Page) -> dict[str, str]:
    """Open every figure of a page, and give the figures by the addresses of their lists."""
    links = {}
    for cell in figures(page):
        link = cell.select_one("a")
        if link is None:
            assert words(cell) in NO_LIST, words(cell)
        else:
            links[str(link["href"])] = words(link)
    for href, figure in links.items():
        shown = browser.get(href)
        assert shown.status == 200, href
        assert shown.text("#figure") == figure, href
        if figure not in NO_LIST:
            assert counted(shown, figure), href
    return links


def counted(shown: Page, figure: str) -> bool:
    """Tell whether the rows of a list are as many as the figure, or add up to it."""
    rows = shown.select("main tbody tr")
    if not rows:
        return figure == "0" and "niets" in shown.text("main").casefold()
    number = int(figure.replace(".", ""))
    columns = zip(*([words(cell) for cell in row.select("td.num")] for row in rows), strict=True)
    sums = {sum(int(one) for one in column if one.isdigit()) for column in columns}
    return number in {len(rows)} | sums


def test_every_figure_opens_what_it_counts_and_goes_on_doing_so_once_adopted(
    browser: Browser, report: ActivityReport
) -> None:
    browser.sign_in(adopter())
    address = f"{LIST}/{report.ref}"

    draft = opened(browser, browser.get(address))
    adopt(report)
    final = opened(browser, browser.get(address))
    some = {href: browser.get(href).text("main") for href in list(final)[::5]}
    _change_everything()

    assert len(draft) > len(Measure) + 15
    assert {href: final[href] for href in draft} == draft
    assert {href: browser.get(href).text("main") for href in some} == some


def test_a_zero_of_a_report_in_which_zeros_were_not_kept_opens_an_empty_list(
    report: ActivityReport,
) -> None:
    adopt(report)
    kept = frozen(report)
    of_today = kept.behind

    older = [one for one in kept.data["figures"] if one["counts"]["rows"]]
    behind = replace(kept, data={**kept.data, "figures": older}).behind

    zeros = of_today.keys() - {Place(one["table"], one["row"], one["column"]) for one in older}
    assert zeros
    assert behind.keys() == of_today.keys()
    assert not any(behind[place].listed(kept.document).rows for place in zeros)


def _change_everything() -> None:
    for outcome in db.session.query(Outcome).filter_by(state=OutcomeState.ADOPTED):
        review.withdraw(outcome, by=adopter(), reason="Het klopte niet.", now=AFTER)
    for event in db.session.query(Event):
        event.title = "Anders"
    db.session.commit()
    registrations.erase_due(AFTER + timedelta(days=4000))


def test_every_figure_of_a_plan_opens_what_it_counts(
    browser: Browser, report: ActivityReport
) -> None:
    browser.sign_in(adopter())

    found = opened(browser, browser.get(f"/beheer/plannen/{report.plan.ref}"))

    assert len(found) == len(Measure)
    assert not NO_LIST.intersection(found.values())


def test_what_the_project_team_alone_may_open_stays_closed_to_readers(
    app: Flask, browser: Browser
) -> None:
    plan = make_plan()
    make_guest(make_event(), people=3)
    make_pledge()
    without_target(plan, Measure.REGISTERED)
    without_target(plan, Measure.PLEDGES)
    report = make_report(plan)
    adopt(report)
    address = f"{LIST}/{report.ref}"
    reader = Browser(app)
    browser.sign_in(adopter())
    reader.sign_in(make_user(RoleName.READER, email="karim@voorbeeld.nl"))

    found = opened(browser, browser.get(address))
    read = reader.get(address)

    lines = {f"{address}/regels/1": "minder dan 5", f"{address}/regels/2": "1"}
    assert found == lines
    assert browser.get(f"{address}/regels/1").texts("tbody td.num") == ["minder dan 5"]
    assert not any(cell.select("a") for cell in figures(read))
    closed = f"{address}/bestand/content"
    assert browser.get(closed).status == 200
    assert not read.select(f'a[href="{closed}"]')
    assert [reader.get(each).status for each in (*lines, closed)] == [404] * 3


def test_an_address_that_is_no_figure_opens_nothing(
    browser: Browser, report: ActivityReport
) -> None:
    adopt(report)
    browser.sign_in(make_user(RoleName.READER, email="karim@voorbeeld.nl"))

    for place in ("opkomst/0/0", "opkomst/999/3", "niets/0/1", "regels/0/4", "opkomst/-1/3"):
        assert browser.get(f"{LIST}/{report.ref}/cijfers/{place}").status == 404, place
