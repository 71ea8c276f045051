"""What came of it all as open data, read back as strangers would."""

import csv
import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from sqlalchemy import String, select
from werkzeug.test import TestResponse

from academie.core import clock, csv_files
from academie.core.db import Base, db
from academie.followups import review
from academie.followups.models import Outcome
from academie.followups.service import Place
from academie.followups.terms import OutcomeStatus, PlaceKind, ReachKind, Visibility
from academie.reference.models import ChangeLine, Province
from academie.results import open_data, records
from academie.results.queries import Wanted
from tests.factories import NOW, WHEN, make_event
from tests.followups.factories import (
    LATER,
    adopted,
    ask_outsider,
    author,
    denied,
    make_outcome,
    say,
    see,
    show,
)
from tests.house.test_retention import ROOMS
from tests.registrations.factories import register
from tests.reports.awkward import TYPED

pytestmark = pytest.mark.usefixtures("app")
STAFF = ("user_account.email", "user_account.name")


def full_outcome() -> Outcome:
    """Make one of which every field says something, confirmed by somebody from outside."""
    outcome = adopted(
        make_event(province=Province.FRIESLAND),
        places=[Place(PlaceKind.MUNICIPALITY, "Leeuwarden"), Place(PlaceKind.NATIONAL)],
        reach_kind=ReachKind.COUNTED,
        reach_number=40,
        reach_unit="leerlingen",
        child_view="Een kind eet mee.",
    )
    show(outcome)
    see(outcome, OutcomeStatus.REALISED, WHEN.date())
    say(ask_outsider(outcome))
    return outcome


def ask(app: Flask, address: str, **headers: str) -> TestResponse:
    """Ask as a stranger's program."""
    return app.test_client().get(address, headers=headers)


def read(response: TestResponse, delimiter: str = ";") -> list[dict[str, str]]:
    """Read a table as a spreadsheet would."""
    text = response.data.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=delimiter))


def found(app: Flask, address: str = "/opbrengsten.json") -> list[dict[str, Any]]:
    """Give the records behind an address."""
    outcomes: list[dict[str, Any]] = json.loads(ask(app, address).data)["outcomes"]
    return outcomes


def test_the_document_is_what_its_schema_says_down_to_each_value(app: Flask) -> None:
    outcome = full_outcome()
    adopted()

    schema = json.loads(ask(app, "/opbrengsten/schema.json").data)
    response = ask(app, "/opbrengsten.json")
    document = json.loads(response.data)

    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    validator.validate(document)
    assert document["$schema"] == schema["$id"]
    assert (document["version"], document["count"]) == (open_data.VERSION, 2)
    assert document["license"] == "https://creativecommons.org/licenses/by/4.0/"
    record = document["outcomes"][1]
    assert (record["id"], record["url"]) == (
        outcome.label,
        f"http://127.0.0.1:8000/opbrengsten/{outcome.label}",
    )
    assert (record["status"], record["strength"], record["counts"]) == ("realised", "fair", True)
    assert (record["municipalities"], record["national"]) == (["Leeuwarden"], True)
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_table_tells_the_same_as_the_document(app: Flask) -> None:
    full_outcome()
    adopted(reach_kind=ReachKind.COUNTED, reach_number=4, reach_unit="gezinnen")
    adopted(title='=SUM(1;2) "x"; y', what_changed="Een regel\nen nog een, met komma's 😀")

    told = found(app)
    tables = (
        read(ask(app, "/opbrengsten.csv")),
        read(ask(app, "/opbrengsten.csv?scheiding=komma"), ","),
    )
    words = [row["Veld"] for row in read(ask(app, "/opbrengsten/velden.csv"))]

    assert tables[0] == tables[1]
    assert [row["id"] for row in tables[0]] == [record["id"] for record in told]
    assert list(tables[0][0]) == words == list(told[0])
    assert tables[0][0]["title"] == "'" + told[0]["title"]
    assert tables[0][0]["what_changed"] == told[0]["what_changed"]
    assert (tables[0][2]["reach_number"], tables[0][2]["reach_is_few"]) == ("40", "nee")
    assert (told[1]["reach_number"], told[1]["reach_is_few"]) == (None, True)
    assert tables[0][2]["actors"] == "Partners in Leeuwarden"


def test_whatever_people_type_stands_in_both_as_they_typed_it() -> None:
    full_outcome()
    (record,) = records.records(Wanted())
    typed = [record | {"title": text, "actors": [text]} for text in TYPED]

    document = json.loads(open_data.document(typed, source="https://voorbeeld.example"))
    table = open_data.table(typed, separator=";").decode("utf-8-sig")

    Draft202012Validator(json.loads(open_data.schema())).validate(document)
    assert [one["title"] for one in document["outcomes"]] == list(TYPED)
    rows = list(csv.DictReader(StringIO(table, newline=""), delimiter=";"))
    assert [csv_files.typed(row["title"]) for row in rows] == list(TYPED)
    assert not [row["title"] for row in rows if row["title"].startswith(("=", "+", "@", "-2+"))]


def test_it_holds_what_the_page_holds_with_the_same_filters(app: Flask) -> None:
    make_outcome()
    adopted(visibility=Visibility.PARTNERS)
    first = adopted(title="Ontbijt", line=ChangeLine.VERZACHTEN)
    second = adopted(title="Beleid", line=ChangeLine.VERANDEREN)
    denied(second)

    everything = found(app)

    assert [(record["id"], record["counts"]) for record in everything] == [
        (second.label, False),
        (first.label, True),
    ]
    for chosen in ("lijn=verzachten", "woorden=ontbijt"):
        assert [one["id"] for one in found(app, f"/opbrengsten.json?{chosen}")] == [first.label]
    for odd in ("lijn=x", "provincie=1", "scheiding=%3B"):
        assert len(found(app, f"/opbrengsten.json?{odd}")) == len(everything)


def test_who_has_it_already_hears_so_until_something_changes(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = adopted()
    monkeypatch.setattr(clock, "now", lambda: LATER)

    for address in ("/opbrengsten.json", "/opbrengsten.csv"):
        mark = ask(app, address).headers["ETag"]
        again = ask(app, address, **{"If-None-Match": mark})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Access-Control-Allow-Origin"] == "*"
    review.withdraw(outcome, by=author(), reason="Het klopt niet.", now=LATER)
    db.session.commit()

    assert ask(app, "/opbrengsten.csv", **{"If-None-Match": mark}).status_code == 200
    assert found(app) == []


def test_nobody_stands_in_it_and_no_meeting_outside_the_agenda(app: Flask) -> None:
    outcome = full_outcome()
    adopted(make_event(title="Besloten kring", listed=False))
    register(outcome.events[0].event, "jansje@voorbeeld.example")
    denied(adopted(), email="nee@school.example", now=NOW + timedelta(days=1))

    told = b"".join(
        ask(app, address).data.lower() for address in ("/opbrengsten.json", "/opbrengsten.csv")
    ).decode()

    assert "besloten" not in told
    people = known_people()
    assert "jansje@voorbeeld.example" in people
    assert "directeur@vlieger.example" in people
    assert {who for who in people if who.lower() in told} == set()


def known_people() -> set[str]:
    """Give all that the database knows of who somebody is: what we have to forget in time."""
    rules = [rule for room in ROOMS for rule in room.RULES]
    names = {*(name for rule in rules for name in rule.columns), *STAFF}
    columns = [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if f"{table.name}.{column.name}" in names and isinstance(column.type, String)
    ]
    return {value for column in columns for value in db.session.scalars(select(column)) if value}
