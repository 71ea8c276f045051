"""What an outcome led to: told by staff, refused in a circle, taken back when it proves wrong."""

import threading

import pytest
from flask import Flask
from sqlalchemy import text

from academie.accounts.models import RoleName
from academie.core.db import db, write_transaction
from academie.core.errors import DomainError
from academie.followups import chains, linking, review
from academie.followups.models import Outcome
from academie.followups.terms import OutcomeLinkKind
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.followups.factories import adopted, author, make_outcome, reviewer


def lead(
    source: Outcome, target: Outcome, kind: OutcomeLinkKind = OutcomeLinkKind.LEADS_TO
) -> None:
    linking.link(source, target, kind=kind, explanation="Dat zegt de wethouder.", now=NOW)
    db.session.commit()


def test_outcomes_are_linked_and_a_circle_is_shown_along_its_path(browser: Browser) -> None:
    first, second = make_outcome(title="Eerst"), make_outcome(title="Daarna")
    browser.sign_in(author())
    told = {"kind": "leads_to", "explanation": "De krant schreef het."}

    browser.get(f"/beheer/opbrengsten/{first.ref}/verband")
    page = browser.submit(other="opb-0002", **told)
    assert "Het verband is toegevoegd" in page.text(".notice")
    assert chains.are_linked(first, second)

    browser.get(f"/beheer/opbrengsten/{second.ref}/verband")
    page = browser.submit(other="OPB-0001", **told)
    assert page.status == 422
    arrow = "\N{RIGHTWARDS ARROW}"
    path = f"OPB-0002 (Daarna) {arrow} OPB-0001 (Eerst) {arrow} OPB-0002 (Daarna)."
    assert page.text("#other-error").endswith(path)
    assert page.text("#explanation") == "De krant schreef het."

    page = browser.submit(other="OPB-9999", **told)
    assert page.text("#other-error").startswith("Deze opbrengst is er niet.")

    (link,) = chains.links_of(first)
    browser.get(f"/beheer/opbrengsten/{first.ref}/verband/{link.ref}/intrekken")
    assert browser.submit("main form").status == 422
    page = browser.submit("main form", note="Het was een ander nummer.")
    assert "Reden: Het was een ander nummer." in page.text("details")
    db.session.rollback()
    assert not chains.links_of(first)

    browser.get(f"/beheer/opbrengsten/{first.ref}/verband/{link.ref}/intrekken")
    page = browser.submit("main form", note="Nog eens.")
    assert page.status == 409
    assert "al ingetrokken" in page.text("main")


def test_an_organiser_links_only_what_is_their_own(browser: Browser) -> None:
    meeting = make_event()
    organiser = make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [meeting])
    own, other, third = make_outcome(meeting), adopted(), adopted(meeting)
    lead(third, other)
    (joint,) = chains.links_of(other)
    browser.sign_in(organiser)

    browser.get(f"/beheer/opbrengsten/{own.ref}/verband")
    page = browser.submit(other=other.label, kind="beside", explanation="Dat vind ik.")

    assert page.status == 422
    assert page.text("#other-error").startswith("Deze opbrengst is van anderen.")
    wrong = f"/beheer/opbrengsten/{third.ref}/verband/{joint.ref}/intrekken"
    assert wrong not in str(browser.get(f"/beheer/opbrengsten/{third.ref}").html)
    assert browser.get(wrong).status == 404


def test_a_third_meeting_stays_linked_though_the_form_has_no_place_for_it(
    browser: Browser,
) -> None:
    meetings = [make_event(title=f"Academie {number}") for number in (1, 2, 3)]
    outcome = make_outcome(*meetings)
    browser.sign_in(author())

    step = browser.get(f"/beheer/opbrengsten/{outcome.ref}/stap-1")
    assert "Dit blijft ook gekoppeld: Academie 3." in step.text("form#step")
    browser.submit("#step", title="Nieuwe titel")

    db.session.rollback()
    assert outcome.title == "Nieuwe titel"
    assert {link.event_id for link in outcome.events} == {meeting.id for meeting in meetings}


@pytest.mark.usefixtures("app")
def test_what_stands_beside_leads_nowhere() -> None:
    first, second, third = make_outcome(), make_outcome(), make_outcome()
    lead(first, second)
    lead(second, third, OutcomeLinkKind.BESIDE)

    lead(third, first)

    assert chains.path(third, second) == [third, first, second]


@pytest.mark.usefixtures("app")
def test_a_link_that_was_taken_back_ties_nothing_and_stays_to_be_read() -> None:
    first, second = make_outcome(), make_outcome()
    lead(first, second)
    (wrong,) = chains.links_of(first)
    linking.withdraw(wrong, by=author(), reason="Verkeerd nummer.", now=NOW)
    db.session.commit()

    lead(second, first)

    assert chains.withdrawn_links_of(first) == [wrong]
    assert [link.source for link in chains.links_of(first)] == [second]
    with pytest.raises(DomainError, match="al ingetrokken"):
        linking.withdraw(wrong, by=author(), reason="Nog eens.", now=NOW)
    for change in ("UPDATE outcome_link SET withdrawn_at = NULL", "DELETE FROM outcome_link"):
        with pytest.raises(Exception, match="append only"):
            db.session.execute(text(change))
        db.session.rollback()


@pytest.mark.usefixtures("app")
def test_only_two_outcomes_that_stand_are_linked_and_in_one_way() -> None:
    first, second, gone = make_outcome(), make_outcome(), adopted()
    review.withdraw(gone, by=reviewer(), reason="Dubbel.", now=NOW)
    lead(first, second)

    for source, target, words in (
        (first, gone, "Er komt niets meer bij"),
        (gone, first, "Er komt niets meer bij"),
        (second, first, "staat al een verband"),
        (first, first, "dezelfde opbrengst"),
    ):
        with pytest.raises(DomainError, match=words):
            lead(source, target, OutcomeLinkKind.BESIDE)
        db.session.rollback()


def test_two_crossing_links_at_once_make_no_circle(app: Flask) -> None:
    first, second = make_outcome(), make_outcome()
    ids, refusals = (first.id, second.id), list[Exception]()
    db.session.rollback()
    together = threading.Barrier(2)

    def cross(source: int, target: int) -> None:
        with app.app_context():
            together.wait()
            try:
                with write_transaction():
                    ends = (db.session.get_one(Outcome, number) for number in (source, target))
                    linking.link(
                        *ends, kind=OutcomeLinkKind.LEADS_TO, explanation="Daarna.", now=NOW
                    )
            except DomainError as error:
                refusals.append(error)

    threads = [threading.Thread(target=cross, args=pair) for pair in (ids, ids[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [type(error) for error in refusals] == [linking.CircleError]
