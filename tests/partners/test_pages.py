"""Pages about organisations: the project team keeps them, others look."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from academie.accounts.models import RoleName
from academie.app import create_app
from academie.core.db import db
from academie.partners import queries
from academie.partners.models import Organisation, Scope
from tests.browser import Browser
from tests.conftest import test_settings
from tests.factories import make_user
from tests.partners.factories import make_organisation
from tests.statements import asked_queries


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what pages show does not depend on it."""
    return sqlite_url


@pytest.fixture
def team(app: Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(make_user())
    return browser


def test_the_list_shows_numbers_and_can_be_searched(team: Browser) -> None:
    make_organisation("Gemeente Súdwest-Fryslân", sector="gemeente", core=True)
    make_organisation("Buurthuis", partner=False)

    everything = team.get("/beheer/partners")
    found = team.submit("form.filter", zoek="fryslan")

    assert everything.texts(".stats dd") == ["1", "1", "2"]
    assert everything.texts("tbody td:first-child a") == ["Buurthuis", "Gemeente Súdwest-Fryslân"]
    assert found.texts("tbody td:first-child a") == ["Gemeente Súdwest-Fryslân"]
    assert found.text("h2") == "1 organisatie"


def test_the_download_follows_the_search_and_nothing_else_in_the_address(team: Browser) -> None:
    page = team.get("/beheer/partners?zoek=brug&endpoint=x&_external=1&_scheme=y")

    assert (
        page.one("main a[href*='partners.csv']")["href"]
        == "/beheer/partners/partners.csv?zoek=brug"
    )


def test_a_reader_looks_but_touches_nothing(app: Flask) -> None:
    make_organisation("Buurthuis")
    browser = Browser(app)
    browser.sign_in(make_user(RoleName.READER, "lezer@voorbeeld.nl"))

    page = browser.get("/beheer/partners")

    assert page.text("tbody td:first-child") == "Buurthuis Leeuwarden"
    assert page.select("main a[href*='nieuw'], main tbody a, main a[href*='inlezen']") == []


def test_an_organisation_is_added_and_changed(team: Browser) -> None:
    team.get("/beheer/partners/nieuw")
    team.submit(name="Voedselbank Assen", sector="overig", place="Assen", partner_since="1-2-2024")
    row = db.session.scalars(select(Organisation)).one()

    team.get(f"/beheer/partners/{row.ref}")
    page = team.submit(core="y", scope="national")

    assert page.text(".notice") == "De gegevens zijn bewaard."
    db.session.refresh(row)
    assert (row.core, row.scope, str(row.partner_since)) == (True, Scope.NATIONAL, "2024-02-01")


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(team: Browser) -> None:
    make_organisation("De Brug")
    team.get("/beheer/partners/nieuw")

    empty = team.submit(partner=None, core="y", partner_since="31-2-2027")
    taken = team.submit(name="de brug", sector="zorg", core=None, partner_since="", place="Assen")

    assert empty.status == taken.status == 422
    assert empty.text("#name-error") == "Vul de naam van de organisatie in."
    assert empty.text("#sector-error") == "Kies een sector."
    assert empty.text("#core-error") == "Een kernpartner is ook partner. Kruis allebei aan."
    assert empty.text("#partner_since-error") == "Schrijf de datum zo: 9-3-2027."
    assert taken.text("#name-error") == "Er is al een organisatie met deze naam: De Brug."
    assert taken.one("#place")["value"] == "Assen"


def test_two_are_shown_side_by_side_before_they_become_one(team: Browser) -> None:
    kept = make_organisation("De Brug", place=None)
    gone = make_organisation("Stichting De Brug", place="Assen", core=True)
    doubles = team.get("/beheer/partners/dubbel")
    url = str(doubles.one("main .rows a")["href"])

    shown = team.get(url)
    done = team.submit()

    assert shown.texts("tbody tr:nth-child(3) td") == ["", "Assen", "Assen"]
    assert queries.listing(queries.Choice())[0].ref == kept.ref
    assert done.text(".notice") == "Stichting De Brug is nu De Brug."
    assert done.text("aside li") == "Stichting De Brug"
    assert team.get(f"/beheer/partners/{gone.ref}").url == f"/beheer/partners/{kept.ref}"
    assert team.get(f"/beheer/partners/{gone.ref}/samenvoegen").url.endswith(kept.ref)


def test_a_double_can_be_picked_from_the_list(team: Browser) -> None:
    kept, gone = make_organisation("De Brug"), make_organisation("Iets anders")
    team.get(f"/beheer/partners/{kept.ref}/samenvoegen")

    page = team.submit(met=gone.ref)

    assert page.texts("thead th") == ["Blijft", "Verdwijnt", "Straks"]
    assert team.submit(other="onbekend").status == 422


def test_a_sector_moves_retires_and_gets_another_name(team: Browser) -> None:
    brug = make_organisation(sector="zorg")
    team.get("/beheer/partners/sectoren")
    team.submit("form[action$='/zorg/omlaag']")
    team.submit("form[action$='/zorg/uitzetten']")
    team.get("/beheer/partners/sectoren/zorg")
    page = team.submit(name="Zorg en welzijn")

    assert page.texts("tbody td:first-child a")[1] == "Zorg en welzijn"
    assert page.text("#sector-zorg .soft") == "Kun je niet meer kiezen"
    offered = team.get("/beheer/partners/nieuw").texts("#sector option")
    assert "Zorg en welzijn" not in offered
    kept = team.get(f"/beheer/partners/{brug.ref}").texts("#sector option")
    assert "Zorg en welzijn" in kept


def test_a_sector_is_never_there_twice(team: Browser) -> None:
    team.get("/beheer/partners/sectoren")

    page = team.submit("#nieuw", name="ZORG")

    assert page.text("#name-error") == "Er is al een sector met deze naam."


def test_a_long_list_costs_no_more_queries(team: Browser) -> None:
    make_organisation("Een")
    with asked_queries() as for_one:
        team.get("/beheer/partners")
    for name in ("Twee", "Drie"):
        make_organisation(name, sector="fonds")
    with asked_queries() as for_three:
        team.get("/beheer/partners")

    assert len(for_three) == len(for_one)


def test_names_are_offered_to_everybody_as_json(browser: Browser) -> None:
    make_organisation("Bibliotheek Fryslân")

    answer = browser.get("/organisaties.json?q=FRYSLAN").response

    assert answer.json == ["Bibliotheek Fryslân"]
    assert browser.get("/organisaties.json").response.json == []


def test_nobody_can_ask_for_names_without_end(sqlite_url: str, tmp_path: Path) -> None:
    limited = create_app(test_settings(sqlite_url, tmp_path), TESTING=True, RATELIMIT_ENABLED=True)
    visitor = limited.test_client()

    answers = [visitor.get("/organisaties.json?q=a").status_code for _ in range(61)]

    assert answers == [200] * 60 + [429]
    assert visitor.get("/").status_code == 200
