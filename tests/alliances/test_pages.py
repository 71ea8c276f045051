"""The pages about alliances and pledges: what staff do there, and what is refused in words."""

import pytest

from academie.accounts.models import RoleName
from academie.alliances import pledges, queries
from academie.alliances.terms import AlliancePhase
from academie.core import clock
from academie.core.db import db
from tests.alliances.factories import SINCE, make_alliance, make_pledge, show, talk
from tests.browser import Browser, Page
from tests.factories import NOW, make_event, make_user
from tests.followups import factories as outcomes
from tests.partners.factories import make_organisation


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what differs is tested below the pages."""
    return sqlite_url


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def team(browser: Browser) -> Browser:
    """Be of the project team."""
    browser.sign_in(make_user())
    return browser


def errors(page: Page) -> dict[str, str]:
    return {
        str(tag["id"]).removesuffix("-error"): tag.get_text() for tag in page.select(".message")
    }


def test_the_project_team_follows_an_alliance_from_wish_to_evidence(team: Browser) -> None:
    event, told = make_event(), outcomes.adopted()
    outcomes.show(told)
    team.get("/beheer/allianties/nieuw")
    team.submit(
        place="Leeuwarden",
        province="PV21",
        initiator="Welzijnswerk",
        event=event.ref,
        started_on="1-11-2026",
        started_precision="quarter",
        phase="wish",
        since_on="1-12-2026",
    )
    team.submit("form[action$='/fase']", phase="explore", since_on="1-2-2027")
    alliance = queries.by_place("leeuwarden")
    assert alliance is not None
    team.get(f"/beheer/allianties/{alliance.ref}/bewijs/b")
    team.submit(evidence=told.evidence[0].ref)
    team.get(f"/beheer/allianties/{alliance.ref}/bewijs/d")
    page = team.submit(title="Werkagenda", link="https://voorbeeld.nl/agenda")

    db.session.expire_all()
    wheel = queries.flywheel("Leeuwarden")
    assert page.status == 200
    assert (wheel.score, alliance.current.phase) == (2, AlliancePhase.EXPLORE)
    assert str(alliance.started_on) == "2026-10-01"
    assert alliance.event is event
    listed = team.get("/beheer/allianties?fase=explore")
    assert "van 15" in listed.text(".stats")
    assert listed.texts("tbody td:first-child a") == ["Leeuwarden"]
    assert team.get("/beheer/allianties?fase=build").select("tbody") == []
    assert "004_6b43313f35af3e89.txt" in listed.text("main")


def test_wrong_answers_about_an_alliance_are_refused_in_words(team: Browser) -> None:
    make_alliance("Leeuwarden")
    team.get("/beheer/allianties/nieuw")

    page = team.submit(place="leeuwarden ", initiator="Wij", phase="wish", since_on="1-2-2027")
    wrong = team.submit(
        place="Assen\x00", initiator="", started_on="1-1-2026", phase="nee", since_on="1-1-2028"
    )

    assert (page.status, errors(page)) == (
        422,
        {"place": "Er is al een lokale alliantie in Leeuwarden."},
    )
    assert wrong.status == 422
    assert errors(wrong)["started_precision"] == "Kies hoe precies je dit weet."
    assert errors(wrong)["since_on"] == "Deze dag moet nog komen."
    assert set(errors(wrong)) >= {"initiator", "phase"}
    assert wrong.one("#place")["value"] == "Assen"


def test_evidence_needs_one_source_with_a_link_that_is_one(team: Browser) -> None:
    alliance = make_alliance()
    shown = show(alliance)
    address = f"/beheer/allianties/{alliance.ref}/bewijs/a"
    team.get(address)

    nothing = team.submit()
    script = team.submit(title="Verslag", link="javascript:alert(1)")
    twice = team.submit(title=shown.title or "", link="")

    assert errors(nothing) == {"title": "Kies bewijs uit de lijst, of vul een titel in."}
    assert errors(script) == {"link": "Dit is geen webadres. Schrijf het zo: https://voorbeeld.nl."}
    assert (twice.status, "Dit bewijs staat er al bij." in twice.text("main")) == (409, True)
    assert team.get(f"/beheer/allianties/{alliance.ref}/bewijs/e").status == 404


def test_withdrawn_evidence_is_still_to_be_seen(team: Browser) -> None:
    alliance = make_alliance()
    show(alliance)
    team.get(f"/beheer/allianties/{alliance.ref}")

    page = team.submit("form[action$='/intrekken']")

    assert "0 van 4" in page.text("main")
    assert "Telt niet mee" in page.texts("h2")


def test_a_reader_looks_and_changes_nothing(browser: Browser) -> None:
    alliance = make_alliance()
    show(alliance)
    browser.sign_in(make_user(RoleName.READER, "lezer@voorbeeld.nl"))

    page = browser.get(f"/beheer/allianties/{alliance.ref}")

    assert page.status == 200
    assert page.select("main form") == []
    assert "Beloften" not in browser.get("/beheer/allianties").texts(".tabs a")


def test_a_partner_signs_at_a_meeting_and_the_talk_is_kept(browser: Browser) -> None:
    event, organisation = make_event(), make_organisation("Bakkerij De Korst")
    browser.sign_in(make_user(RoleName.ORGANISER, "org@voorbeeld.nl", events=[event]))
    address = f"/beheer/bijeenkomsten/{event.ref}/beloften"
    browser.get(address)

    unknown = browser.submit(organisation="Niemand", text="Brood", signed_on="1-2-2027")
    signed = browser.submit(organisation="bakkerij de korst")

    assert errors(unknown) == {
        "organisation": "Deze organisatie kennen we niet. Het projectteam kan haar toevoegen."
    }
    (pledge,) = pledges.signed_at(event)
    assert (signed.status, pledge.organisation) == (200, organisation)
    assert browser.get(f"/beheer/beloften/{pledge.ref}").status == 404
    browser.sign_in(make_user(email="team@voorbeeld.nl"))
    browser.get(f"/beheer/beloften/{pledge.ref}")
    early = browser.submit("form[action$='/gesprek']", talked_on="1-1-2027", agreed="Bellen")
    assert early.status == 422
    page = browser.submit("form[action$='/gesprek']", talked_on="2-2-2027")
    assert "Bellen" in page.text(".path")
    partner = browser.get(f"/beheer/partners/{organisation.ref}")
    assert "laatste gesprek op 2 februari 2027" in partner.text("aside")


def test_nobody_signs_at_a_draft(team: Browser) -> None:
    address = f"/beheer/bijeenkomsten/{make_event(published=False).ref}/beloften"
    token = team.get("/beheer/beloften/nieuw").one("form.account [name=csrf_token]")["value"]

    page = team.get(address)
    sent = team.post(address, {"csrf_token": token, "text": "Brood"})

    assert (page.status, page.select("main form")) == (200, [])
    assert sent.status == 409


def test_the_list_of_the_silent_names_the_last_talk(team: Browser) -> None:
    pledge = make_pledge(signed_on=SINCE.replace(year=2025))
    talk(pledge, SINCE.replace(year=2026))

    page = team.get("/beheer/beloften/stil")

    assert "15 januari 2026" in page.text("tbody")
    assert "1 partner is een jaar niet gesproken" in team.get("/beheer/beloften").text("main")


def test_a_pledge_is_put_right_and_ended(team: Browser) -> None:
    pledge = make_pledge()
    team.get(f"/beheer/beloften/{pledge.ref}/veranderen")

    refused = team.submit(text="Elke dag ontbijt.", ended_on="1-1-2020")
    page = team.submit(ended_on="1-2-2027")

    assert errors(refused) == {
        "ended_on": "De belofte kan niet stoppen voor de dag dat zij is getekend."
    }
    assert "Elke dag ontbijt." in page.text("main")
    assert "niet meer sinds 1 februari 2027" in page.text("main")
