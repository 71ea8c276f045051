"""A dossier tells a story whole and true, on three pages at most."""

from datetime import UTC, date, datetime

import pytest

from academie.core.period import Period
from academie.events import service as events
from academie.events.models import Event
from academie.followups.terms import EventLink, OutcomeStatus, Precision
from academie.reports import dossiers, place_dossiers
from academie.reports.choices import EVER
from academie.reports.document import Document
from academie.reports.files import write
from academie.reports.tables import words
from academie.reports.wanted import Wanted
from tests import pdf_reading
from tests.checkpoints.factories import make_question
from tests.factories import NOW, make_event
from tests.followups.factories import adopted, see
from tests.reports.awkward import TYPED
from tests.reports.comparing import files_agree, follows_its_schema
from tests.reports.year import fill_a_year

LATER = datetime(2029, 12, 1, 8, 30, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what a dossier asks of it others ask too."""
    return sqlite_url


def dossier(event: Event | None = None, place: str | None = None) -> Document:
    """Write the dossier of a meeting or of a municipality."""
    wanted = Wanted(period=Period(**EVER), now=LATER, event=event, place=place)
    return dossiers.of_meeting(wanted) if event else place_dossiers.of_place(wanted)


def told(document: Document) -> list[str]:
    """Give what happened, in order."""
    (table,) = [one for one in document.tables if one.key == "tijdlijn"]
    return [words(row[1]) for row in table.rows]


def test_what_was_called_off_did_not_take_place() -> None:
    event = make_event()
    events.cancel(event, reason="De zaal is dicht.", now=NOW)

    found = dossier(event)

    assert told(found)[-1] == "De bijeenkomst ging niet door"
    assert "De bijeenkomst" not in told(found)
    assert ("Wat ervan werd", "De bijeenkomst ging niet door") in found.facts


def test_what_is_not_shown_to_follow_says_so() -> None:
    event = make_event()
    outcome = adopted(event, link=EventLink.NOT_SHOWN)
    see(outcome, OutcomeStatus.STARTED)

    assert told(dossier(event))[-1] == "OPB-0001 (geen verband aangetoond): begonnen"
    assert told(dossier(place="Leeuwarden"))[-1] == "OPB-0001: begonnen"


def test_a_dossier_of_any_name_is_a_file_that_others_can_read() -> None:
    for place in ("Sint-Nicolaasga / Ærø", "Київ", "'s-Hertogenbosch", *TYPED):
        follows_its_schema(dossier(place=place))


def test_a_full_story_has_three_pages() -> None:
    event = fill_a_year()
    for months in (12, 24):
        make_question(event, months=months, now=LATER, said=True)
    for number in range(8):
        day = date(2027, 4 + number // 2, 1)
        see(
            adopted(
                event,
                changed_on=day,
                changed_precision=Precision.MONTH,
                child_view="Een kind hoeft thuis niets meer te vragen.",
            ),
            OutcomeStatus.STARTED,
        )

    found = [dossier(event), dossier(place="Leeuwarden")]

    assert [len(one.tables[2].rows) for one in found] == [11, 12]
    assert [len(pdf_reading.read(write(one, "pdf")).pages) for one in found] == [3, 3]
    for one in found:
        files_agree(one)
