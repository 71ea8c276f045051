"""Lists of organisations: shown before they are applied, and written so that they read back."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from academie.core import clock, csv_files
from academie.core.csv_files import CsvError
from academie.core.db import db
from academie.partners import exchange, queries, sectors, service, uploads
from academie.partners.exchange import Verdict
from academie.partners.models import Organisation, PartnerUpload, Scope
from tests.browser import Browser, Page
from tests.factories import NOW, make_user
from tests.partners.factories import HEAD, make_organisation, make_upload

NEW = "Bibliotheek Noord;Onderwijs;Assen;lokaal;ja;nee"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: a list reads the same on both."""
    return sqlite_url


@pytest.fixture
def team(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    browser = Browser(app)
    browser.sign_in(make_user())
    return browser


def send(team: Browser, content: bytes) -> Page:
    token = team.get("/beheer/partners/inlezen").one("main [name=csrf_token]")["value"]
    data = {"csrf_token": token, "file": (BytesIO(content), "lijst.csv")}
    return team.post("/beheer/partners/inlezen", data, content_type="multipart/form-data")


def send_lines(team: Browser, *lines: str) -> Page:
    return send(team, "\n".join([HEAD, *lines]).encode())


def facts(row: Organisation) -> tuple[Any, ...]:
    return (row.name, row.sector.slug, row.place, row.scope, row.partner, row.core)


def everybody() -> list[tuple[Any, ...]]:
    db.session.rollback()
    return [facts(row) for row in queries.listing(queries.Choice())]


def test_nothing_is_written_before_the_button(team: Browser) -> None:
    page = send_lines(team, NEW)

    assert page.texts("tbody td") == ["2", "Bibliotheek Noord", "Nieuw"]
    assert everybody() == []

    done = team.submit()

    assert done.text(".notice") == "1 organisatie is nieuw. 0 zijn veranderd."
    assert everybody() == [("Bibliotheek Noord", "onderwijs", "Assen", Scope.LOCAL, True, False)]
    assert db.session.scalars(select(PartnerUpload)).all() == []


def test_each_change_is_shown_old_beside_new(team: Browser) -> None:
    make_organisation("bibliotheek noord", sector="onderwijs", place=None)
    make_organisation("Blijft", sector="zorg", place="Assen")

    page = send_lines(team, NEW, "Blijft;zorg;Assen;lokaal;ja;nee")

    assert page.texts("tbody tr:first-child td")[2] == (
        "Verandert naam: bibliotheek noord → Bibliotheek Noord plaats: leeg → Assen"
    )
    assert page.texts("tbody tr:last-child td")[2] == "Blijft gelijk"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (";zorg;Assen;lokaal;ja;nee", "Vul een naam in met letters of cijfers."),
        ("A;ruimtevaart;Assen;lokaal;ja;nee", "Sector 'ruimtevaart' kennen we niet."),
        ("A;zorg;Assen;overal;ja;nee", "Vul 'landelijk' of 'lokaal' in, niet 'overal'."),
        ("A;zorg;Assen;lokaal;misschien;nee", "Vul bij partner 'ja' of 'nee' in."),
        ("A;zorg;Assen;lokaal;ja;", "Vul bij kernpartner 'ja' of 'nee' in."),
        ("A;zorg;Assen;lokaal;nee;ja", "Een kernpartner is ook partner."),
        ("A;zorg;Assen", "Hier staan 3 cellen. Dat moeten er 6 zijn."),
        (f"{'x' * 201};zorg;;lokaal;ja;nee", "De naam is te lang: hooguit 200 tekens."),
        (f"A;zorg;{'x' * 121};lokaal;ja;nee", "De plaats is te lang: hooguit 120 tekens."),
        ("bibliotheek NOORD;zorg;;lokaal;ja;nee", "Deze organisatie staat ook op regel 2."),
    ],
)
def test_a_bad_row_is_refused_with_its_line(team: Browser, line: str, sentence: str) -> None:
    page = send_lines(team, NEW, "", line)

    number, _name, words = page.texts("tbody tr:last-child td")
    assert number == "4"
    assert words.startswith(f"Geweigerd {sentence}")


def test_refused_rows_stop_the_list_until_somebody_says_to_skip_them(team: Browser) -> None:
    send_lines(team, NEW, "A;zorg;Assen;overal;ja;nee")

    stopped = team.submit()
    assert (stopped.status, everybody()) == (422, [])
    assert "sla die regels over" in stopped.text("#skip-error")

    team.submit(skip="y")
    assert [row[0] for row in everybody()] == ["Bibliotheek Noord"]


def test_a_preview_that_is_no_longer_true_is_not_applied(team: Browser) -> None:
    send_lines(team, NEW)
    make_organisation("Bibliotheek Noord", place="Emmen")

    page = team.submit()

    assert page.status == 409
    assert page.text(".summary li") == "Er is intussen iets veranderd. Kijk de lijst nog eens na."
    assert "plaats: Emmen → Assen" in page.text("tbody tr")
    assert team.submit().status == 200
    assert [row[2] for row in everybody()] == ["Assen"]


def test_a_second_press_or_the_same_list_again_does_no_harm(team: Browser) -> None:
    preview = send_lines(team, NEW)
    team.submit()
    team.page = preview
    assert team.submit().status == 404

    again = send_lines(team, NEW)

    assert again.select("main form") == []
    assert "Je hoeft niets te doen." in again.text("main")
    assert len(everybody()) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("naam;café".encode("cp1252"), "De letters in dit bestand kunnen we niet lezen."),
        (HEAD.encode("utf-16"), "De letters in dit bestand kunnen we niet lezen."),
        (b"PK\x03\x04rest", "Dit is geen CSV-bestand."),
        (b"%PDF-1.7", "Dit is geen CSV-bestand."),
        (b"naam\0;sector", "Dit is geen CSV-bestand."),
        (b"naam\x07;sector", "Dit is geen CSV-bestand."),
        (b"\n \n", "Dit bestand is leeg."),
        (b"naam;sector\na;b", "We missen deze kolommen: plaats,"),
        (f"{HEAD};naam\na".encode(), "Een kolom staat er twee keer in."),
        (HEAD.encode(), "Onder de kolommen staat nog niets."),
        (f'{HEAD}\n"half'.encode(), "Regel 2 kunnen we niet lezen."),
        (f"{HEAD}\n".encode() + b"a;b\n" * 2001, "Deze lijst is te lang."),
        (b"x" * 500_001, "Dit bestand is te groot."),
    ],
)
def test_what_is_no_list_is_refused_in_plain_words(
    team: Browser, content: bytes, sentence: str
) -> None:
    page = send(team, content)

    assert page.status == 422
    assert page.text("#file-error").startswith(sentence)


def test_a_file_is_asked_for(team: Browser) -> None:
    team.get("/beheer/partners/inlezen")

    assert team.submit().text("#file-error") == "Kies een bestand."


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_commas_semicolons_and_a_mark_are_all_read(
    team: Browser, delimiter: str, encoding: str
) -> None:
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(["Naam", "SECTOR", "plaats", "landelijk/lokaal", "partner", "kernpartner"])
    writer.writerow(['Huis, tuin; "keuken"', "zorg", "'s-Gravenhage", "Landelijk", "JA", "n"])

    page = send(team, text.getvalue().encode(encoding))

    assert page.texts("tbody td")[1:] == ['Huis, tuin; "keuken"', "Nieuw"]


def test_marks_that_nobody_sees_are_no_part_of_a_name(team: Browser) -> None:
    send_lines(team, "\u202eBibliotheek\u200b Noord\ufffe;Onderwijs;\ufeffAssen;lokaal;ja;nee")

    team.submit()

    assert [(row.name, row.place) for row in db.session.scalars(select(Organisation))] == [
        ("Bibliotheek Noord", "Assen")
    ]


def test_an_unknown_column_is_passed_over_and_told(team: Browser) -> None:
    page = send(team, f"{HEAD};opmerking\n{NEW};let op".encode())

    assert "1 kolom kennen we niet. Die slaan we over." in page.text("main")
    assert "let op" not in str(db.session.scalars(select(PartnerUpload.content)).one())
    team.submit()
    assert everybody()[0][0] == "Bibliotheek Noord"


def test_a_download_reads_back_unchanged(team: Browser) -> None:
    make_organisation("=SOM(A1)", place="-Assen", core=True)
    make_organisation("'t Hoekje", sector="fonds", scope=Scope.NATIONAL, place=None)
    make_organisation("'=al", partner=False)
    make_organisation('Met "aanhaling"; en, komma', sector="overig")
    db.session.scalars(select(Organisation)).first().partner_since = NOW.date()  # type: ignore[union-attr] # four were made

    response = team.get("/beheer/partners/partners.csv").response
    shown = send(team, response.data)

    assert response.headers["Content-Disposition"] == "attachment; filename=partners.csv"
    assert set(shown.texts("tbody td:last-child")) == {"Blijft gelijk"}
    read = list(csv.reader(StringIO(response.data.decode("utf-8-sig")), delimiter=";"))
    assert read[0] == [*HEAD.split(";"), "partner sinds"]
    assert {row[0] for row in read[1:]} >= {"'=SOM(A1)", "''=al", "'t Hoekje"}
    assert "2027-03-01" in {row[6] for row in read[1:]}


def test_a_list_without_that_column_leaves_since_when_alone(team: Browser) -> None:
    row = make_organisation("Bibliotheek Noord", sector="onderwijs", place="Assen")
    row.partner_since = NOW.date()
    db.session.commit()

    page = send_lines(team, NEW)

    assert page.texts("tbody td")[2] == "Blijft gelijk"


@pytest.mark.parametrize(
    ("since", "partner", "sentence"),
    [
        ("9-3-2027", "ja", None),
        ("2027-03-09", "ja", None),
        ("maart", "ja", "Schrijf de dag zo: 9-3-2027."),
        ("1-1-0001", "ja", "Schrijf de dag zo: 9-3-2027."),
        ("9-3-2027", "nee", "Alleen een partner heeft een dag bij 'partner sinds'."),
    ],
)
def test_since_when_is_read_as_people_and_spreadsheets_write_it(
    app: Flask,  # noqa: ARG001 - its database
    since: str,
    partner: str,
    sentence: str | None,
) -> None:
    upload = make_upload(f"A;zorg;;lokaal;{partner};nee;{since}", head=f"{HEAD};partner sinds")

    (row,) = exchange.plan(upload.content).rows

    assert row.refusal == (sentence or "")
    if sentence is None:
        assert str(row.facts["partner_since"]) == "2027-03-09"


def test_a_row_about_a_merged_double_is_about_who_took_it_over(app: Flask) -> None:  # noqa: ARG001
    kept, gone = make_organisation("De Brug"), make_organisation("Stichting De Brug")
    service.merge(kept, gone, now=NOW)
    upload = make_upload("Stichting De Brug;zorg;Leeuwarden;lokaal;ja;nee")

    (row,) = exchange.plan(upload.content).rows

    assert (row.organisation, row.verdict) == (kept, Verdict.SAME)


def test_a_retired_sector_is_only_for_who_has_it(app: Flask) -> None:  # noqa: ARG001
    zorg = queries.sector_by_slug("zorg")
    assert zorg
    make_organisation("Oud", sector="zorg", place=None)
    sectors.retire(zorg, now=NOW)
    upload = make_upload("Oud;zorg;;lokaal;ja;nee", "Nieuw;zorg;;lokaal;ja;nee")

    assert [row.verdict for row in exchange.plan(upload.content).rows] == ["same", "refused"]


def test_a_list_is_kept_for_a_day(app: Flask) -> None:  # noqa: ARG001
    make_upload(now=NOW - queries.UPLOAD_KEPT)

    fresh = make_upload()

    assert list(queries.uploads(NOW)) == [fresh]
    assert db.session.scalars(select(PartnerUpload)).all() == [fresh]


def test_a_large_list_is_not_read_whole(app: Flask) -> None:  # noqa: ARG001
    with pytest.raises(CsvError, match="te groot"):
        uploads.keep(b"a" * (uploads.LARGEST + 1), now=NOW)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20))
def test_every_text_comes_back_from_its_neutral_form(text: str) -> None:
    assert csv_files.typed(csv_files.neutral(text)) == text
    assert not csv_files.neutral(text).startswith(("=", "+", "-", "@"))
