"""Files as evidence: taken in as they are, given to save alone, and gone when they should be."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from academie import duties
from academie.accounts.models import AccessLogLine, RoleName
from academie.core import store
from academie.core.content.kinds import RefusedFileError
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.followups import proving, queries, retention, review, service
from academie.followups.evidence import Evidence
from academie.followups.models import Outcome
from academie.followups.terms import EvidenceKind, OutcomeStatus, Portrayed, Strength, Visibility
from tests.browser import Browser, Page
from tests.core import files
from tests.factories import NOW, make_event, make_user
from tests.followups.factories import adopted, author, make_outcome, reviewer, see, show_file

ABOUT = {"shown-kind": "decision", "shown-title": "Besluit van de raad"}
SOON = NOW + timedelta(minutes=1)


def send(browser: Browser, outcome: Outcome, content: bytes, name: str, **more: str) -> Page:
    """Send a file by the form on the page of an outcome."""
    page = browser.get(f"/beheer/opbrengsten/{outcome.ref}")
    token = str(page.one("#evidence [name$=csrf_token]")["value"])
    fields = {**ABOUT, **more, "csrf_token": token, "shown-file": (BytesIO(content), name)}
    return browser.post(
        f"/beheer/opbrengsten/{outcome.ref}/bewijs", fields, content_type="multipart/form-data"
    )


def kept() -> list[str]:
    return sorted(path.name for path in store.folder().iterdir())


def age_all(hours: int) -> None:
    """Let every file be this old."""
    for path in store.folder().iterdir():
        moment = (NOW - timedelta(hours=hours)).timestamp()
        os.utime(path, (moment, moment))


def test_what_is_sent_twice_is_added_once(browser: Browser) -> None:
    outcome = make_outcome()
    browser.sign_in(author())

    for link in ("", "", "https://voorbeeld.nl/besluit"):
        page = send(browser, outcome, files.pdf(), "besluit.pdf", **{"shown-link": link})
        assert "Het bewijs is toegevoegd" in page.text(".notice")

    assert [evidence.link for evidence in outcome.evidence] == [
        None,
        "https://voorbeeld.nl/besluit",
    ]


def test_a_file_is_sent_kept_under_its_hash_and_given_to_save(browser: Browser) -> None:
    outcome = make_outcome()
    browser.sign_in(author())

    page = send(browser, outcome, files.pdf(), "geheim verslag van Joke.exe")

    assert "Het bewijs is toegevoegd" in page.text(".notice")
    (evidence,) = outcome.evidence
    assert kept() == [evidence.sha256]
    answer = browser.get(f"/beheer/bewijs/{evidence.ref}/bestand").response
    assert answer.data == files.pdf()
    assert "Besluit" in PdfReader(BytesIO(answer.data)).pages[0].extract_text()
    headers = answer.headers
    assert headers["Content-Disposition"] == "attachment; filename=OPB-0001-bewijs-1.pdf"
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].endswith("; sandbox")
    assert headers["Cache-Control"] == "no-store"
    seen = db.session.query(AccessLogLine).filter_by(subject=f"evidence:{evidence.ref}").count()
    assert seen == 1


@pytest.mark.usefixtures("app")
def test_a_picture_keeps_both_hashes_and_no_word_of_its_maker() -> None:
    evidence = show_file(make_outcome(), files.picture(), portrayed=Portrayed.NOBODY)

    content = store.path_of(evidence.sha256 or "").read_bytes()
    assert b"Fotograaf" not in content
    assert Image.open(BytesIO(content)).size == (30, 40)
    assert evidence.received_sha256 != evidence.sha256


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<script>alert(1)</script>", "wat de naam ook zegt"),
        (b"PK\x03\x04" + b"0" * 99, "beschadigd"),
        (files.pdf() + b"x" * 9000, "te groot"),
    ],
)
def test_a_file_that_lies_is_refused_beside_its_field_and_what_was_typed_stays(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, content: bytes, words: str
) -> None:
    monkeypatch.setattr(proving, "LARGEST_FILE", 9000)
    outcome = make_outcome()
    browser.sign_in(author())

    page = send(browser, outcome, content, "verslag.pdf")

    assert page.status == 422
    assert words in page.text("#shown-file-error")
    assert page.one("#shown-title")["value"] == "Besluit van de raad"
    assert kept() == []


def test_who_forgot_something_chooses_the_file_again(browser: Browser) -> None:
    browser.sign_in(author())

    page = send(browser, make_outcome(), files.pdf(), "a.pdf", **{"shown-title": ""})

    assert "nog een keer" in page.text("#shown-file-error")
    assert page.text("#shown-title-error") == "Vul een titel in."


def test_evidence_needs_something_to_look_at(browser: Browser) -> None:
    browser.sign_in(author())
    browser.get(f"/beheer/opbrengsten/{make_outcome().ref}")

    page = browser.submit("#evidence", **ABOUT)

    assert page.text("#shown-file-error").startswith("Kies een bestand of geef een link.")


def test_a_link_with_a_password_in_it_is_refused_and_kept_as_it_was_typed(browser: Browser) -> None:
    outcome = make_outcome()
    browser.sign_in(author())
    browser.get(f"/beheer/opbrengsten/{outcome.ref}")
    link = "https://jan:geheim@voorbeeld.nl/besluit"

    page = browser.submit("#evidence", **ABOUT, **{"shown-link": link})

    assert page.status == 422
    assert page.text("#shown-link-error") == (
        "In deze link staat een gebruikersnaam of een wachtwoord. Haal dat eruit."
    )
    assert page.one("#shown-link")["value"] == link
    assert not outcome.evidence


def test_a_public_picture_asks_who_is_in_it(browser: Browser) -> None:
    outcome = make_outcome()
    browser.sign_in(author())

    page = send(browser, outcome, files.picture(), "foto.jpg", **{"shown-public": "y"})

    assert "niemand te herkennen" in page.text("#shown-portrayed-error")
    assert kept() == []


def test_the_world_gets_only_what_is_public_of_a_public_outcome(browser: Browser) -> None:
    told = adopted()
    public, internal = show_file(told), show_file(told, public=False)
    hidden = show_file(adopted(visibility=Visibility.INTERNAL))
    draft = show_file(make_outcome())

    def status(outcome: str, evidence: Evidence) -> int:
        return browser.get(f"/opbrengsten/{outcome}/bewijs/{evidence.ref}").status

    assert status("OPB-0001", public) == 200
    refused = [("OPB-0001", internal), ("OPB-0002", hidden), ("OPB-0003", draft)]
    assert [status(*which) for which in refused] == [404, 404, 404]
    assert status("OPB-0002", public) == 404
    page = browser.get("/opbrengsten/OPB-0001")
    assert len(page.select('a[href*="/bewijs/"]')) == 1

    review.withdraw(told, by=author(), reason="Klopt niet.", now=NOW)
    assert status("OPB-0001", public) == 404


def test_staff_get_files_of_what_they_may_read(browser: Browser) -> None:
    evidence = show_file(make_outcome(make_event()))
    browser.sign_in(make_user(RoleName.READER, "lezen@voorbeeld.nl"))

    assert browser.get(f"/beheer/bewijs/{evidence.ref}/bestand").status == 404
    assert browser.get(f"/beheer/bewijs/{evidence.ref}/weghalen").status == 404
    assert browser.get("/beheer/bewijs/0000/bestand").status == 404


def test_a_file_that_was_taken_away_leaves_its_row_and_no_byte(browser: Browser) -> None:
    evidence = show_file(adopted())
    sha256 = evidence.sha256
    browser.sign_in(author())
    browser.get(f"/beheer/bewijs/{evidence.ref}/weghalen")

    page = browser.submit(note="Er staat een naam in.")

    assert "Reden: Er staat een naam in." in page.text("main")
    assert browser.get(f"/opbrengsten/OPB-0001/bewijs/{evidence.ref}").status == 404
    assert (evidence.sha256, evidence.removed_by) == (sha256, author())
    age_all(hours=2)
    duties.clear_files(NOW)
    assert kept() == []
    with pytest.raises(IllegalMoveError):
        proving.remove_file(evidence, by=author(), reason="Nog eens.", now=NOW)


@pytest.mark.usefixtures("app")
def test_a_file_that_two_outcomes_show_stays_while_one_does() -> None:
    first, second = show_file(make_outcome()), show_file(make_outcome())
    proving.remove_file(first, by=author(), reason="Dubbel.", now=NOW)
    db.session.commit()
    age_all(hours=2)

    duties.clear_files(NOW)

    assert kept() == [second.sha256]


@pytest.mark.usefixtures("app")
def test_a_commit_that_never_came_leaves_an_orphan_that_is_swept() -> None:
    outcome, content = make_outcome(), BytesIO(files.pdf())
    with proving.intake(content) as file:
        proving.add_evidence(
            outcome,
            added_by=author(),
            now=NOW,
            file=file,
            kind=EvidenceKind.DECISION,
            title="Besluit",
        )
        db.session.rollback()

    age_all(hours=0)
    duties.clear_files(SOON)
    assert len(kept()) == 1  # somebody may be about to commit
    age_all(hours=2)
    duties.clear_files(NOW)
    assert kept() == []
    assert outcome.evidence == []


@pytest.mark.usefixtures("app")
def test_what_is_handed_in_again_while_it_is_swept_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    sha256 = show_file(make_outcome()).sha256
    age_all(hours=2)
    replace = Path.replace

    def handed_in_meanwhile(path: Path, target: Path) -> Path:
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
        monkeypatch.setattr(Path, "replace", replace)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", handed_in_meanwhile)

    assert store.sweep(set(), NOW) == 0
    assert kept() == [sha256]


@pytest.mark.usefixtures("app")
def test_a_refused_file_leaves_nothing_behind() -> None:
    with pytest.raises(RefusedFileError), proving.intake(BytesIO(b"x")):
        pass

    assert kept() == []


@pytest.mark.usefixtures("app")
def test_files_of_a_withdrawn_outcome_are_gone_after_twelve_weeks() -> None:
    outcome = make_outcome()
    evidence, left = show_file(outcome), []
    review.withdraw(outcome, by=author(), reason="Klopt niet.", now=NOW)

    for weeks in (11, 13):
        retention.erase_due(NOW + timedelta(weeks=weeks))
        left.append(evidence.has_file)

    assert left == [True, False]
    assert evidence.removal_reason == "De opbrengst is ingetrokken."


@pytest.mark.usefixtures("app")
def test_a_document_that_was_taken_away_makes_nothing_stronger() -> None:
    outcome = make_outcome()
    evidence = show_file(outcome, independent=True)
    assert queries.strength(outcome) is Strength.FAIR
    see(outcome, OutcomeStatus.REALISED)

    proving.remove_file(evidence, by=reviewer(), reason="Mocht niet.", now=NOW)

    assert queries.strength(outcome) is Strength.WEAK
    assert queries.row(outcome).has_lost_its_evidence
    with pytest.raises(service.EvidenceNeededError):
        see(outcome, OutcomeStatus.SECURED)
