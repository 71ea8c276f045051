"""The workplace: writing an outcome down step by step, judging it, and who sees what."""

from datetime import timedelta

import pytest

from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.db import db
from academie.followups import review
from academie.followups.models import Outcome
from academie.followups.terms import Nature, OutcomeState, OutcomeStatus, Precision
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.followups.factories import (
    LATER,
    adopted,
    author,
    make_outcome,
    reviewer,
    see,
    show,
)

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

STEP_ONE = {
    "nature": "outcome",
    "title": "Doe-agenda",
    "what_changed": "Partners werken aan een doe-agenda.",
    "actors": "Gemeente Leeuwarden\nScholen\nScholen",
    "municipalities": "Leeuwarden",
    "changed_on": "17-8-2027",
    "changed_precision": "half_year",
    "line": "veranderen",
    "other_lines": ["verzachten", "veranderen"],
    "kinds": ["policy"],
    "level": "municipality",
    "event_link": "later",
}


@pytest.fixture(autouse=True)
def a_year_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)


def only_outcome() -> Outcome:
    db.session.rollback()
    return db.session.query(Outcome).one()


def test_an_outcome_is_written_in_three_steps_and_adopted_by_somebody_else(
    browser: Browser,
) -> None:
    event, judge = make_event(), reviewer()
    browser.sign_in(author())
    browser.get(f"/beheer/opbrengsten/nieuw?bijeenkomst={event.ref}")

    step_two = browser.submit(**STEP_ONE)
    assert step_two.texts(".steps [aria-current]") == ["Stap 2 van 3: Hoe weten we het?"]
    browser.submit("#evidence", **{"shown-kind": "own_report", "shown-title": "Verslag"})
    browser.submit(
        "#observe",
        **{
            "seen-observed_on": "1-9-2027",
            "seen-status": "realised",
            "seen-text": "De agenda is er.",
        },
    )
    ref = only_outcome().ref
    browser.get(f"/beheer/opbrengsten/{ref}/stap-3")
    browser.submit(
        significance="Nu weten ze elkaar te vinden.",
        contribution_not_stated="y",
        contribution_score="unknown",
        kickstart="Alliantie Kinderarmoede",
        visibility="public",
    )
    browser.submit(f'form[action="/beheer/opbrengsten/{ref}/indienen"]')
    browser.sign_in(judge)
    browser.get(f"/beheer/opbrengsten/{ref}")
    browser.submit(f'form[action="/beheer/opbrengsten/{ref}/vaststellen"]')

    outcome = only_outcome()
    assert outcome.state is OutcomeState.ADOPTED
    assert outcome.reviewer is judge
    assert [actor.name for actor in outcome.actors] == ["Gemeente Leeuwarden", "Scholen"]
    assert str(outcome.changed_on) == "2027-07-01"
    assert [other.line.value for other in outcome.other_lines] == ["verzachten"]
    page = browser.get(f"/opbrengsten/{outcome.label}")
    assert "tweede helft van 2027" in page.texts(".facts dd")


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    browser: Browser,
) -> None:
    browser.sign_in(author())
    browser.get("/beheer/opbrengsten/nieuw")

    page = browser.submit(title="Doe-agenda", changed_on="17-8-2027")

    assert page.status == 422
    assert page.text("#what_changed-error") == "Schrijf op wie wat anders doet."
    assert page.one("#title")["value"] == "Doe-agenda"

    page = browser.submit(**(STEP_ONE | {"event_link": None, "changed_precision": "unknown"}))

    assert page.text("#changed_on-error").startswith("Vul een dag in")


def test_what_we_did_ourselves_is_kept_as_an_activity(browser: Browser) -> None:
    browser.sign_in(author())
    browser.get("/beheer/opbrengsten/nieuw")

    page = browser.submit(**(STEP_ONE | {"nature": "activity", "event_link": None}))

    assert "Bewaard als activiteit" in page.text(".notice")
    assert only_outcome().nature is Nature.ACTIVITY
    page = browser.submit("aside form")
    assert page.text("#nature-error").startswith("Dit is een activiteit.")


def test_handing_in_too_early_leads_to_the_field_that_is_missing(browser: Browser) -> None:
    outcome = make_outcome(significance_not_stated=False)
    browser.sign_in(author())
    browser.get(f"/beheer/opbrengsten/{outcome.ref}")

    page = browser.submit("aside form")

    assert page.url.endswith("/stap-3")
    assert page.text("#significance-error").startswith("Schrijf een tekst.")


def test_a_wrong_contribution_is_said_beside_its_field(browser: Browser) -> None:
    outcome = make_outcome(make_event())
    browser.sign_in(author())
    browser.get(f"/beheer/opbrengsten/{outcome.ref}/stap-3")

    page = browser.submit(contribution_score="decisive", other_factors="Geld van het Rijk.")

    assert page.status == 422
    assert page.text("#without_us-error").startswith("Schrijf op wat er zonder")
    assert page.text("#other_factors") == "Geld van het Rijk."


def test_realised_without_evidence_is_said_beside_the_field(browser: Browser) -> None:
    outcome = make_outcome()
    browser.sign_in(author())
    browser.get(f"/beheer/opbrengsten/{outcome.ref}")

    page = browser.submit(
        "#observe",
        **{"seen-observed_on": "1-9-2027", "seen-status": "realised", "seen-text": "Klaar."},
    )

    assert page.status == 422
    assert page.text("#seen-status-error").startswith("Voeg eerst bewijs toe.")
    assert page.text("#seen-text") == "Klaar."


def test_a_reviewer_returns_with_a_note_and_the_author_cannot_adopt(browser: Browser) -> None:
    outcome, judge = make_outcome(), reviewer()
    review.submit(outcome, now=NOW)
    browser.sign_in(author())

    page = browser.get(f"/beheer/opbrengsten/{outcome.ref}")
    assert not page.select('form[action$="/vaststellen"]')
    assert browser.post(f"/beheer/opbrengsten/{outcome.ref}/vaststellen").status == 400

    browser.sign_in(judge)
    browser.get(f"/beheer/opbrengsten/{outcome.ref}/teruggeven")
    page = browser.submit(note="Noem de partij.")

    assert "Noem de partij." in page.text("main div.notice")


def test_what_is_adopted_takes_observations_but_no_changes(browser: Browser) -> None:
    outcome = adopted(make_event())
    see(outcome, OutcomeStatus.STARTED)
    browser.sign_in(author())

    assert browser.get(f"/beheer/opbrengsten/{outcome.ref}/stap-1").status == 404
    browser.get(f"/beheer/opbrengsten/{outcome.ref}")
    page = browser.submit(
        "#observe",
        **{"seen-observed_on": "1-10-2027", "seen-status": "ongoing", "seen-text": "Loopt."},
    )

    assert page.texts(".path .status") == ["Begonnen", "Bezig"]

    browser.get(f"/beheer/opbrengsten/{outcome.ref}/intrekken")
    browser.submit(note="Het klopte niet.")

    assert only_outcome().state is OutcomeState.WITHDRAWN
    assert browser.get(f"/opbrengsten/{outcome.label}").status == 404


def test_each_role_sees_its_own(browser: Browser) -> None:
    own, other = make_event(), make_event(title="Academie Drenthe")
    organiser = make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [own])
    reader = make_user(RoleName.READER, "lezen@voorbeeld.nl")
    mine, theirs = make_outcome(own, title="Van mij"), make_outcome(other, title="Van hen")
    public = adopted(other, title="Vastgesteld")
    show(public)

    def seen() -> list[str]:
        return browser.get("/beheer/opbrengsten").texts("tbody a")

    def answers(path: str) -> int:
        return browser.get(path).status

    browser.sign_in(author())
    assert seen() == ["Vastgesteld", "Van hen", "Van mij"]
    browser.sign_in(organiser)
    assert seen() == ["Vastgesteld", "Van mij"]
    assert answers(f"/beheer/opbrengsten/{mine.ref}/stap-1") == 200
    assert answers(f"/beheer/opbrengsten/{theirs.ref}") == 404
    assert answers(f"/beheer/opbrengsten/{public.ref}") == 200
    assert answers(f"/beheer/opbrengsten/{public.ref}/intrekken") == 404
    assert answers(f"/beheer/bijeenkomsten/{own.ref}/opvolging") == 200
    assert answers(f"/beheer/bijeenkomsten/{other.ref}/opvolging") == 404
    browser.sign_in(reader)
    assert seen() == ["Vastgesteld"]
    assert answers("/beheer/opbrengsten/nieuw") == 404
    assert answers(f"/beheer/opbrengsten/{mine.ref}") == 404
    assert not browser.get(f"/beheer/opbrengsten/{public.ref}").select("main form")


def test_an_organiser_writes_for_a_meeting_of_their_own(browser: Browser) -> None:
    own = make_event()
    organiser = make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [own])
    browser.sign_in(organiser)
    browser.get("/beheer/opbrengsten/nieuw")

    page = browser.submit(**(STEP_ONE | {"event_link": None}))

    assert page.text("#event-error") == "Kies een van je bijeenkomsten."


def test_the_register_filters_by_state_line_and_meeting(browser: Browser) -> None:
    event = make_event()
    make_outcome(title="Concept")
    adopted(event, title="Vastgesteld")
    browser.sign_in(author())

    for query in ("state=adopted", f"event={event.ref}", "state=adopted&line=veranderen"):
        page = browser.get(f"/beheer/opbrengsten?{query}")
        assert page.texts("tbody a") == ["Vastgesteld"]
    assert not browser.get("/beheer/opbrengsten?line=versterken").select("tbody")
    assert len(browser.get("/beheer/opbrengsten?state=onzin").select("tbody tr")) == 2


@pytest.mark.parametrize("query", ["", "?line=verzachten", "?state=onzin"])
def test_the_filter_of_the_register_never_complains(browser: Browser, query: str) -> None:
    browser.sign_in(author())

    page = browser.get(f"/beheer/opbrengsten{query}")

    assert page.select(".filter .message") == []


def test_the_tab_of_a_meeting_tells_what_is_still_being_written(browser: Browser) -> None:
    event = make_event()
    make_outcome(event, title="Nog een concept")
    adopted(event, title="Al vastgesteld")
    browser.sign_in(author())

    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/opvolging")

    assert page.texts(".after b") == ["1. Al vastgesteld"]
    assert page.texts("main .check a") == ["Nog een concept"]


def test_a_register_that_nobody_filtered_names_no_error(browser: Browser) -> None:
    browser.sign_in(make_user())

    page = browser.get("/beheer/opbrengsten")

    assert page.text("title") == "Opvolging - Academie"


def test_who_moves_a_meeting_past_what_came_of_it_is_told(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    event = make_event()
    held_on = clock.to_local(event.starts_at).date()
    outcome = make_outcome(event, changed_on=held_on, changed_precision=Precision.DAY)
    browser.sign_in(author())

    browser.get(f"/beheer/bijeenkomsten/{event.ref}")
    page = browser.submit("main form", day=f"{held_on + timedelta(days=1):%d-%m-%Y}")

    assert f"volgens {outcome.label} was er al iets veranderd" in page.text("body")
    page = browser.get(f"/beheer/opbrengsten/{outcome.ref}")
    assert "De bijeenkomst is verzet" in page.text("main .notice")


def test_what_a_draft_does_not_say_yet_is_said_to_be_missing(browser: Browser) -> None:
    outcome = make_outcome(actors=[], places=[], kinds=[])
    browser.sign_in(author())

    page = browser.get(f"/beheer/opbrengsten/{outcome.ref}")

    assert "" not in page.texts("dl.facts dd")
    assert page.texts("dl.facts dd").count("Nog niet ingevuld") == 3
