"""The page behind a contributor's own link."""

from pathlib import Path

import pytest
from bs4 import Tag

from academie.app import create_app
from academie.core import clock
from academie.core.db import db
from academie.programme import contributors
from academie.programme.models import Contributor
from academie.programme.terms import ContributorRole, ContributorState
from tests.browser import Browser, Page
from tests.conftest import test_settings
from tests.factories import NOW, make_event
from tests.programme.factories import link_of, make_contributor

SHOWN = "Samira Ervaringsdeskundige Vertelt over de schoolreis."


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: pages ask nothing that the other answers differently."""
    return sqlite_url


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def public(browser: Browser, contributor: Contributor) -> Page:
    return browser.get(f"/bijeenkomsten/{contributor.event.slug}")


def words_of(page: Page) -> list[str]:
    return [" ".join(tag.get_text(" ").split()) for tag in page.select(".facts") if shown(tag)]


def shown(tag: Tag) -> bool:
    return "Samira" in tag.get_text()


def test_the_page_shows_to_the_letter_what_everybody_will_read(browser: Browser) -> None:
    samira = make_contributor(make_event())

    page = browser.get(link_of(samira))
    assert page.texts(".quiet .facts") == [SHOWN]
    browser.submit("#answer", yes="1")

    assert words_of(public(browser, samira)) == [SHOWN]


def test_opening_the_link_changes_nothing(browser: Browser) -> None:
    samira = make_contributor(make_event())

    browser.get(link_of(samira))
    browser.get(f"{link_of(samira)}?yes=1")

    db.session.refresh(samira)
    assert samira.state is ContributorState.NOT_ASKED


def test_a_no_shows_nothing_and_leaves_room_for_a_yes(browser: Browser) -> None:
    samira = make_contributor(make_event())
    browser.get(link_of(samira))

    page = browser.submit("#answer", no="1")
    assert page.text("h1") == "Dit komt niet op de pagina"
    assert words_of(public(browser, samira)) == []

    browser.get(link_of(samira))
    browser.submit("#answer", yes="1")
    assert words_of(public(browser, samira)) == [SHOWN]


def test_what_was_withdrawn_is_gone_at_once(browser: Browser) -> None:
    samira = make_contributor(make_event(), approved=True)
    assert words_of(public(browser, samira)) == [SHOWN]

    browser.get(link_of(samira))
    page = browser.submit("#withdraw")

    assert page.text("h1") == "Er staat niets meer over jou"
    assert "Samira" not in page.text("main")
    assert page.select("main form") == []
    assert words_of(public(browser, samira)) == []


def test_no_cache_keeps_the_page_of_a_meeting_unasked(browser: Browser) -> None:
    page = public(browser, make_contributor(make_event(), approved=True))

    assert page.response.headers["Cache-Control"] == "no-cache"


def test_a_yes_to_words_that_changed_meanwhile_is_asked_again(browser: Browser) -> None:
    samira = make_contributor(make_event())
    browser.get(link_of(samira))
    contributors.change(
        samira,
        name="Samira",
        role=ContributorRole.SPEAKER,
        knowledge=None,
        text="Iets anders.",
        email=samira.email,
        items=[],
        now=NOW,
    )

    page = browser.submit("#answer", yes="1")
    assert page.status == 409
    assert "De tekst is intussen veranderd." in page.text(".summary")
    assert page.texts(".quiet .facts") == ["Samira Spreker Iets anders."]

    browser.submit("#answer", yes="1")
    assert words_of(public(browser, samira)) == ["Samira Spreker Iets anders."]


def test_another_wording_goes_to_the_organiser_and_shows_nothing(browser: Browser) -> None:
    samira = make_contributor(make_event())
    browser.get(link_of(samira))

    page = browser.submit("#reword", wording="Moeder van drie.\nZij vertelt.")

    assert page.text(".notice .lines") == "Moeder van drie. Zij vertelt."
    assert words_of(public(browser, samira)) == []


def test_an_empty_wording_is_refused_beside_its_field(browser: Browser) -> None:
    browser.get(link_of(make_contributor(make_event())))

    page = browser.submit("#reword")

    assert page.status == 422
    assert page.text("#wording-error") == "Schrijf op hoe je het liever wilt."


def test_the_page_is_kept_out_of_caches_and_search_engines(browser: Browser) -> None:
    samira = make_contributor(make_event())

    headers = browser.get(link_of(samira)).response.headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_draft_shows_its_page_to_contributors_only(browser: Browser) -> None:
    samira = make_contributor(make_event(published=False))

    assert browser.get(link_of(samira)).status == 200


def test_the_answers_need_the_link_and_the_token_of_the_form(browser: Browser) -> None:
    samira = make_contributor(make_event(), approved=True)

    for path in ("", "/anders", "/intrekken"):
        assert browser.post(f"{link_of(samira)}{path}").status == 400
        assert browser.get(f"/bijdrage/wrong{path}").status in {404, 405}

    db.session.refresh(samira)
    assert samira.state is ContributorState.APPROVED


def test_a_link_does_not_mail_the_organiser_without_end(sqlite_url: str, tmp_path: Path) -> None:
    limited = create_app(test_settings(sqlite_url, tmp_path), TESTING=True, RATELIMIT_ENABLED=True)
    with limited.app_context():
        browser = Browser(limited)
        browser.get(link_of(make_contributor(make_event())))
        start = browser.page
        statuses = []
        for _ in range(21):
            browser.page = start
            statuses.append(browser.submit("#reword", wording="Liever zo.").status)
        db.engine.dispose()

    assert statuses == [200] * 20 + [429]
