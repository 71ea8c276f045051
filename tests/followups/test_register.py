"""The register: found by a word, turned page by page, and asked for in as many questions."""

from datetime import timedelta

import pytest

from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.db import db
from academie.followups import listing, review, service
from academie.followups.listing import Choice, register
from academie.followups.service import Place
from academie.followups.terms import EvidenceKind, OutcomeState, OutcomeStatus, PlaceKind, Strength
from tests.browser import Browser
from tests.factories import make_event, make_user
from tests.followups.factories import LATER, adopted, author, make_outcome, see, show
from tests.statements import asked_queries

pytestmark = pytest.mark.usefixtures("app")


def found(words: str) -> list[str]:
    return [row.label for row in register(author(), Choice(words=words)).rows]


def test_a_word_is_found_in_title_change_party_place_meeting_or_number() -> None:
    make_outcome(make_event(title="Academie Emmen"), title="Bieb open")
    make_outcome(
        what_changed="De school vraagt 50% minder.",
        actors=["Basisschool De Esdoorn"],
        places=[Place(PlaceKind.MUNICIPALITY, "Assen")],
    )

    assert found("emmen") == found("BIEB") == found("academie bieb") == ["OPB-0001"]
    assert found("esdoorn") == found("assen") == found("50%") == found("opb-0002") == ["OPB-0002"]
    assert found("50% emmen") == found("_") == []


def test_a_line_tells_the_last_status_and_how_well_it_is_shown() -> None:
    outcome = make_outcome()
    see(outcome, OutcomeStatus.STARTED)
    show(outcome, EvidenceKind.NEWS, independent=True)

    (line,) = register(author(), Choice()).rows

    assert (line.status, line.strength) == (OutcomeStatus.STARTED, Strength.FAIR)


def test_a_page_asks_the_same_however_many_there_are() -> None:
    event, reader = make_event(), make_user(RoleName.READER, "lezen@voorbeeld.nl")
    numbers = []
    for more in (1, 3):
        for _number in range(more):
            see(adopted(event), OutcomeStatus.STARTED)
        db.session.commit()
        with asked_queries() as asked:
            register(reader, Choice(words="agenda"))
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]


def test_a_page_is_drawn_once_until_something_changes(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    outcome, reader = make_outcome(title="Doe-agenda"), author()
    browser.sign_in(reader)

    def read() -> tuple[str, str]:
        page = browser.get("/beheer/opbrengsten")
        return page.text("tbody a"), page.text("tbody td:last-child")

    with asked_queries() as first:
        read()
    with asked_queries() as again:
        read()
    assert (len(first), len(again)) == (5, 2)

    later = LATER + timedelta(hours=1)
    service.change(outcome, by=reader, now=LATER, title="Doe-agenda van nu")
    assert read() == ("Doe-agenda van nu", str(OutcomeState.DRAFT.label))

    monkeypatch.setattr(clock, "now", lambda: later)
    read()
    review.submit(outcome, by=reader, now=later)
    assert read() == ("Doe-agenda van nu", str(OutcomeState.SUBMITTED.label))


def test_the_register_is_turned_page_by_page(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    for number in range(5):
        make_outcome(title=f"Opbrengst {number}")
    browser.sign_in(author())

    page = browser.get("/beheer/opbrengsten?q=opbrengst&state=draft&pagina=2")

    assert page.texts("tbody a") == ["Opbrengst 2", "Opbrengst 1"]
    assert page.text("nav.flow span") == "3 tot en met 4 van 5"
    hrefs = [str(link["href"]) for link in page.select("nav.flow a")]
    assert all("q=opbrengst" in href and "state=draft" in href for href in hrefs)
    beyond = browser.get("/beheer/opbrengsten?pagina=999999999999")
    assert beyond.texts("tbody a") == ["Opbrengst 0"]
