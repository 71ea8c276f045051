"""The public pages: only what was adopted and made public, in picture and words alike."""

from datetime import UTC, date, datetime, timedelta

import pytest

from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.followups import demo, linking, queries, review
from academie.followups.first_outcome import first_outcome
from academie.followups.terms import (
    EventLink,
    OutcomeLinkKind,
    OutcomeStatus,
    Precision,
    ReachKind,
    Strength,
    Visibility,
)
from academie.reference.models import ChangeLine
from tests.browser import Browser, Page
from tests.factories import NOW, WHEN, make_event, make_user
from tests.followups.factories import (
    LATER,
    SEEN_ON,
    adopted,
    author,
    make_outcome,
    reviewer,
    see,
    show,
)
from tests.statements import asked_queries

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def a_year_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)


def numbers(page: Page, css: str) -> list[str]:
    return [text.split(".")[0] for text in page.texts(css)]


def test_the_story_shows_the_same_outcomes_in_picture_and_list(browser: Browser) -> None:
    event = make_event()
    for title, line, day, link in (
        ("Derde", ChangeLine.VERSTERKEN, SEEN_ON, EventLink.NOT_SHOWN),
        ("Tweede", ChangeLine.VERZACHTEN, SEEN_ON, EventLink.LATER),
        ("Eerste", ChangeLine.VERANDEREN, SEEN_ON - timedelta(days=60), EventLink.DIRECT),
    ):
        outcome = adopted(event, title=title, line=line, link=link)
        see(outcome, OutcomeStatus.STARTED, day)

    page = browser.get(f"/bijeenkomsten/{event.slug}/vervolg")

    assert page.texts(".after b") == ["1. Eerste", "2. Tweede", "3. Derde"]
    assert numbers(page, "svg.wide tspan") == ["1", "2"]
    assert page.texts("svg.tall text[font-weight='700']")[-3:] == ["1", "2", "3"]
    assert "Geen verband aangetoond" in page.text(".after > li:last-child")
    assert "Gezien (1 september 2027): begonnen" in page.text(".after > li:nth-child(2)")


def test_no_page_shows_what_is_not_adopted_and_public(browser: Browser) -> None:
    event = make_event()
    secret = "Dit mag niemand lezen"  # noqa: S105 - no password
    hidden = [
        make_outcome(event, title=secret),
        adopted(event, title=secret, visibility=Visibility.INTERNAL),
        adopted(event, title=secret, visibility=Visibility.PARTNERS),
    ]
    gone = adopted(event, title=secret)
    review.withdraw(gone, by=author(), reason="Klopt niet.", now=NOW)
    open_one = adopted(event, title="Dit mag iedereen lezen")
    linking.link(open_one, hidden[1], kind=OutcomeLinkKind.LEADS_TO, explanation="Daarna.", now=NOW)

    story = browser.get(f"/bijeenkomsten/{event.slug}/vervolg")
    register = browser.get("/opbrengsten")
    one = browser.get(f"/opbrengsten/{open_one.label}")

    for page in (story, register, one):
        assert secret not in page.html.get_text()
        assert "Dit mag iedereen lezen" in page.html.get_text()
    for outcome in (*hidden, gone):
        assert browser.get(f"/opbrengsten/{outcome.label}").status == 404
    assert browser.get("/opbrengsten/onzin").status == 404


def test_a_page_shows_public_evidence_and_marks_what_a_source_does_not_say(
    browser: Browser,
) -> None:
    outcome = adopted(
        make_event(),
        reach_number=300,
        reach_unit="leerlingen",
        reach_kind=ReachKind.PLANNED,
        child_view="De juf vraagt het niet meer.",
    )
    show(outcome, title="Het verslag")
    show(outcome, title="Een brief", public=False)

    page = browser.get(f"/opbrengsten/{outcome.label}")

    assert page.texts(".facts dt")[0] == "Wat merkt een kind hiervan?"
    assert page.texts(".facts dd").count("Staat niet in de bron") == 2
    assert "300 leerlingen, gepland" in page.texts(".facts dd")
    assert "Het verslag" in page.html.get_text()
    assert "Een brief" not in page.html.get_text()


def test_who_writes_an_outcome_alone_reads_how_few_it_reaches(browser: Browser) -> None:
    outcome = adopted(reach_number=3, reach_unit="leerlingen", reach_kind=ReachKind.COUNTED)
    pages = (f"/opbrengsten/{outcome.label}", f"/beheer/opbrengsten/{outcome.ref}")

    browser.sign_in(make_user(RoleName.READER, "lezend@voorbeeld.nl"))
    for page in pages:
        assert "minder dan 5 leerlingen, geteld" in browser.get(page).texts(".facts dd")
    browser.sign_in(author())

    assert "3 leerlingen, geteld" in browser.get(pages[1]).texts(".facts dd")


def test_a_meeting_without_outcomes_has_an_empty_light(browser: Browser) -> None:
    event = make_event()

    page = browser.get(f"/bijeenkomsten/{event.slug}/vervolg")

    assert "We weten nog niet" in page.text(".quiet")
    assert page.select("svg.wide")
    assert not page.select(".after")


def test_a_coming_meeting_has_no_light_yet(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event()
    monkeypatch.setattr(clock, "now", lambda: NOW)

    page = browser.get(f"/bijeenkomsten/{event.slug}/vervolg")

    assert "nog niet geweest" in page.text(".quiet")
    assert not page.select(".story")


def test_a_meeting_that_is_not_public_has_no_story(browser: Browser) -> None:
    event = make_event(published=False)

    assert browser.get(f"/bijeenkomsten/{event.slug}/vervolg").status == 404


def test_lists_take_as_many_queries_for_three_outcomes_as_for_one(browser: Browser) -> None:
    one, three = make_event(title="Academie Een"), make_event(title="Academie Drie")
    lists = []
    for event, count in ((one, 1), (three, 3)):
        for _ in range(count):
            outcome = adopted(event)
            show(outcome)
            see(outcome, OutcomeStatus.REALISED)
        db.session.commit()
        with asked_queries() as statements:
            told = queries.public_rows(most=9)
            assert {row.status for row in told} == {OutcomeStatus.REALISED}
            assert {len(row.event_titles) for row in told} == {1}
        lists.append(len(statements))
    slugs, pages = [one.slug, three.slug], []
    db.session.expunge_all()

    for slug in slugs:
        with asked_queries() as statements:
            browser.get(f"/bijeenkomsten/{slug}/vervolg")
        pages.append(len(statements))

    assert lists[0] == lists[1]
    assert pages[0] == pages[1]


def test_the_demo_tells_the_eight_outcomes_of_the_sources(browser: Browser) -> None:
    first = datetime(2020, 1, 15, 18, 30, tzinfo=UTC)
    meetings = {
        key: make_event(title=title, starts_at=first, now=first - timedelta(days=30))
        for key, title in (
            ("friesland", "Publieksacademie Friesland"),
            ("brabant", "Publieksacademie Brabant"),
            ("first", "De eerste publieksacademie"),
            ("de_volgende_stap", "De Volgende Stap"),
        )
    }

    outcomes = demo.load_outcomes(meetings, author=author(), reviewer=reviewer(), now=NOW)
    db.session.commit()

    rows = [queries.row(outcome) for outcome in outcomes]
    assert [row.status.value for row in rows] == [
        "ongoing",
        "announced",
        "announced",
        "started",
        "announced",
        "announced",
        "secured",
        "realised",
    ]
    assert {row.strength for row in rows} == {Strength.WEAK}
    assert [len(row.outcome.evidence) for row in rows] == [0, 0, 0, 0, 0, 0, 1, 1]
    assert [[link.link for link in row.outcome.events] for row in rows] == [
        [EventLink.LATER],
        [EventLink.LATER],
        [EventLink.DIRECT],
        [],
        [],
        [],
        [EventLink.DIRECT],
        [EventLink.DIRECT],
    ]
    assert (rows[4].outcome.reach_number, rows[4].outcome.reach_kind) == (300, ReachKind.PLANNED)
    for row in rows[6:]:
        assert row.outcome.evidence[0].title == demo.REPORT
    assert all(row.outcome.significance_not_stated for row in rows)
    assert len(browser.get("/opbrengsten").select(".rows > li")) == 8
    assert "Staat naast" in browser.get("/opbrengsten/OPB-0006").html.get_text()


def test_days_to_the_first_outcome_count_from_the_meeting(browser: Browser) -> None:
    del browser
    event = make_event()
    year, half = (
        (date(WHEN.year, 1, 1), Precision.YEAR),
        (date(WHEN.year, 7, 1), Precision.HALF_YEAR),
    )
    assert first_outcome(event) is None
    adopted(event, changed_on=year[0], changed_precision=year[1])
    assert told_first(event) == (None, "in hetzelfde jaar")
    adopted(event, changed_on=half[0], changed_precision=half[1])
    assert told_first(event) == ((half[0] - WHEN.date()).days, "na minstens 114 dagen")
    for days in (40, 20):
        day = (WHEN + timedelta(days=days)).date()
        adopted(event, changed_on=day, changed_precision=Precision.DAY)
    adopted(
        event, link=EventLink.NOT_SHOWN, changed_on=WHEN.date(), changed_precision=Precision.DAY
    )

    assert told_first(event) == (20, "na 20 dagen")
    adopted(event, changed_on=WHEN.date(), changed_precision=Precision.DAY)
    assert told_first(event) == (0, "op dezelfde dag")


def test_what_was_seen_before_the_first_known_day_is_not_passed_over(browser: Browser) -> None:
    del browser
    event = make_event()
    undated = adopted(event)
    assert told_first(event) == (None, "datum onbekend")

    see(undated, OutcomeStatus.ONGOING, (WHEN + timedelta(days=30)).date())
    assert told_first(event) == (None, "binnen 30 dagen")
    for days, told in ((40, (None, "binnen 30 dagen")), (30, (30, "na 30 dagen"))):
        day = (WHEN + timedelta(days=days)).date()
        adopted(event, changed_on=day, changed_precision=Precision.DAY)
        assert told_first(event) == told


def told_first(event: Event) -> tuple[int | None, str]:
    first = first_outcome(event)
    assert first
    return first.days, first.words
