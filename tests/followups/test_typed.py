"""What is typed and not saved: kept quietly or by a button, alone for who typed it."""

from datetime import timedelta

import pytest

from academie.accounts.models import RoleName
from academie.core.db import db
from academie.followups import drafting, retention, service
from academie.followups.drafting import TooManyError, TypedElsewhereError
from academie.followups.terms import Step
from academie.followups.typed import TypedForm
from tests.browser import Browser, current_values
from tests.factories import NOW, make_user
from tests.followups.factories import author, make_outcome, reviewer, typed_before

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

QUIET = {"Accept": "application/json"}
KEEP = "/beheer/opbrengsten/getypt/bewaren"


def form_of(browser: Browser, url: str, **typed: str) -> dict[str, object]:
    """Open a step and type in it, without sending it."""
    return {**current_values(browser.get(url).one("#step")), **typed}


def all_typed() -> list[TypedForm]:
    db.session.rollback()
    return db.session.query(TypedForm).order_by(TypedForm.id).all()


def test_half_an_outcome_is_kept_by_a_button_and_found_again(browser: Browser) -> None:
    browser.sign_in(author())
    fields = form_of(browser, "/beheer/opbrengsten/nieuw", title="Half", changed_on="gisteren")

    page = browser.post(KEEP, fields)

    assert page.one("#title")["value"] == "Half"
    assert page.one("#changed_on")["value"] == "gisteren"
    assert "Dit typte je op" in page.text("main div.notice")
    assert "Half" in browser.get("/beheer/opbrengsten").texts("main .check a")
    browser.get(f"/beheer/opbrengsten/nieuw?typed={all_typed()[0].ref}")
    browser.submit('form[action$="/weg"]')
    assert all_typed() == []


def test_saving_throws_away_what_was_kept(browser: Browser) -> None:
    outcome = make_outcome()
    browser.sign_in(author())
    url = f"/beheer/opbrengsten/{outcome.ref}/stap-1"
    browser.post(KEEP, form_of(browser, url, title="Nieuwe titel"))
    assert outcome.title != "Nieuwe titel"

    browser.get(url)
    browser.submit("#step")

    assert outcome.title == "Nieuwe titel"
    assert all_typed() == []


def test_quiet_keeping_says_when_and_stops_where_another_window_typed(browser: Browser) -> None:
    outcome = make_outcome()
    browser.sign_in(author())
    fields = form_of(browser, f"/beheer/opbrengsten/{outcome.ref}/stap-3", transferable="Eerst")

    told = browser.post(KEEP, fields, headers=QUIET).response
    again = browser.post(KEEP, fields, headers=QUIET).response
    other = browser.post(KEEP, fields | {"transferable": "Anders"}, headers=QUIET).response

    assert told.get_json()["revision"] == again.get_json()["revision"] == 1
    assert told.get_json()["words"].startswith("Bewaard om ")
    assert other.status_code == 409
    assert "ander venster" in other.get_json()["words"]
    assert all_typed()[0].fields["transferable"] == ["Eerst"]

    page = browser.post(KEEP, fields | {"transferable": "Anders"})
    assert page.status == 409
    assert page.text("#transferable") == "Anders"


def test_who_keeps_typing_hears_that_a_colleague_saved(browser: Browser) -> None:
    outcome = make_outcome()
    browser.sign_in(author())
    fields = form_of(browser, f"/beheer/opbrengsten/{outcome.ref}/stap-1", title="Van mij")
    service.change(outcome, by=reviewer(), now=NOW, title="Van een collega")

    told = browser.post(KEEP, fields, headers=QUIET).response
    page = browser.post(f"/beheer/opbrengsten/{outcome.ref}/stap-1", fields)

    assert "Een collega heeft dit intussen veranderd" in told.get_json()["words"]
    assert page.status == 409
    assert "Nu: Van een collega" in page.text("#intussen-veranderd")
    assert outcome.title == "Van een collega"
    assert page.one("#title")["value"] == "Van mij"


def test_nobody_sees_or_throws_away_what_another_typed(browser: Browser) -> None:
    typed = typed_before()
    browser.sign_in(reviewer())

    page = browser.get(f"/beheer/opbrengsten/nieuw?typed={typed.ref}")

    assert page.one("#title")["value"] == ""
    token = str(page.one("#step [name=csrf_token]")["value"])
    gone = browser.post(f"/beheer/opbrengsten/getypt/{typed.ref}/weg", {"csrf_token": token})
    assert gone.status == 404


@pytest.mark.parametrize("wrong", [{"step": "later"}, {"step": "meaning"}, {"outcome": "0000"}])
def test_keeping_something_unknown_is_no_page(browser: Browser, wrong: dict[str, str]) -> None:
    browser.sign_in(author())
    fields = form_of(browser, "/beheer/opbrengsten/nieuw")

    assert browser.post(KEEP, fields | wrong).status == 404


def test_a_reader_keeps_nothing(browser: Browser) -> None:
    browser.sign_in(make_user(RoleName.READER, "lezen@voorbeeld.nl"))
    token = str(browser.get("/beheer/").one("form.account [name=csrf_token]")["value"])

    assert browser.post(KEEP, {"csrf_token": token, "step": "what"}).status == 404


@pytest.mark.usefixtures("app")
def test_what_was_typed_long_ago_is_forgotten() -> None:
    typed_before()

    retention.erase_due(NOW + timedelta(days=89))
    assert len(all_typed()) == 1
    retention.erase_due(NOW + timedelta(days=91))
    db.session.commit()

    assert all_typed() == []


@pytest.mark.usefixtures("app")
def test_a_stale_window_overwrites_nothing_and_twenty_are_enough() -> None:
    typed = typed_before()

    with pytest.raises(TypedElsewhereError):
        drafting.keep(
            user=author(),
            step=Step.WHAT,
            outcome=None,
            known=typed,
            revision=0,
            fields={"title": ["Anders"]},
            now=NOW,
        )
    for _number in range(19):
        typed_before()
    with pytest.raises(TooManyError):
        typed_before()


@pytest.mark.parametrize("step", ["seen", "shown"])
def test_both_forms_of_step_2_are_kept_until_they_are_added(browser: Browser, step: str) -> None:
    outcome = make_outcome()
    browser.sign_in(author())
    url = f"/beheer/opbrengsten/{outcome.ref}/stap-2"
    form = {"seen": "#observe", "shown": "#evidence"}[step]
    typed = {
        "seen": {"seen-text": "Er staat een kast.", "seen-observed_on": "1-9-2026"},
        "shown": {"shown-title": "Verslag", "shown-location": "Bladzijde 1"},
    }[step]
    fields = {**current_values(browser.get(url).one(form)), **typed}

    told = browser.post(KEEP, fields, headers=QUIET).response
    stale = browser.post(f"{KEEP}?stap=2", {**fields, **dict.fromkeys(typed, "Anders")})

    assert told.get_json()["words"].startswith("Bewaard om ")
    assert set(all_typed()[0].fields) <= {field for field in fields if field.startswith(step)}
    assert stale.status == 409
    browser.get(url)
    added = browser.submit(
        form, **({"seen-status": "started"} if step == "seen" else {"shown-kind": "document"})
    )
    assert "oegevoegd" in added.text("main")
    assert all_typed() == []
