"""The list of municipalities: what a file of Statistics Netherlands does to it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from academie.core.db import db
from academie.events.municipalities import as_known, suggestions
from academie.reference import municipalities
from academie.reference.commands import import_municipalities
from academie.reference.models import Municipality, Province

HEAD = "code,name,province\n"
FILE = (
    HEAD
    + "GM0080,Leeuwarden,Fryslân\n"
    + 'GM0820,"Nuenen, Gerwen en Nederwetten",Noord-Brabant\n'
    + "GM0796,'s-Hertogenbosch,Noord-Brabant\n"
)
IN_MAY = datetime(2026, 5, 1, 12, tzinfo=UTC)
IN_JANUARY = datetime(2026, 12, 31, 23, tzinfo=UTC)


def take_in(text: str, *others: tuple[str, str], now: datetime = IN_MAY) -> municipalities.Taken:
    return municipalities.take_in(municipalities.read(text.encode()), others, now=now)


def test_a_list_is_taken_in_once_however_often_it_comes(app: Flask) -> None:  # noqa: ARG001
    assert take_in(FILE) == (3, 0, 0)
    assert take_in(FILE) == (0, 0, 0)

    assert "Nuenen, Gerwen en Nederwetten" in municipalities.names()


def test_a_province_is_known_by_any_way_of_writing_a_name(app: Flask) -> None:  # noqa: ARG001
    take_in(FILE, ("GM0796", "Den Bosch"))

    found = municipalities.provinces_of(["LEEUWARDEN", "Den Bosch", "Lutjebroek"])

    assert found == {"LEEUWARDEN": Province.FRIESLAND, "Den Bosch": Province.NOORD_BRABANT}


def test_a_name_in_two_provinces_tells_none(app: Flask) -> None:  # noqa: ARG001
    take_in(HEAD + "GM0373,Bergen (NH.),Noord-Holland\nGM0893,Bergen (L.),Limburg\n")
    take_in(
        HEAD + "GM0373,Bergen (NH.),Noord-Holland\nGM0893,Bergen (L.),Limburg\n",
        ("GM0373", "Bergen"),
        ("GM0893", "Bergen"),
    )

    assert municipalities.provinces_of(["Bergen"]) == {}
    assert municipalities.provinces_of(["Bergen (L.)"]) == {"Bergen (L.)": Province.LIMBURG}


def test_who_is_gone_is_closed_and_who_was_renamed_keeps_the_old_name(
    app: Flask,  # noqa: ARG001
) -> None:
    take_in(FILE)

    taken = take_in(HEAD + "GM0080,Ljouwert,Friesland\n", now=IN_JANUARY)

    assert taken == (0, 1, 2)
    assert municipalities.names() == ["Ljouwert"]
    assert set(municipalities.provinces_of(["Leeuwarden", "Ljouwert"])) == {
        "Leeuwarden",
        "Ljouwert",
    }
    assert db.session.scalars(select(Municipality.valid_to).order_by(Municipality.code)).all() == [
        None,
        date(2027, 1, 1),
        date(2027, 1, 1),
    ]


def test_who_returns_exists_again(app: Flask) -> None:  # noqa: ARG001
    take_in(FILE)
    take_in(HEAD + "GM0080,Leeuwarden,Friesland\n", now=IN_JANUARY)

    assert take_in(FILE, now=IN_JANUARY) == (0, 2, 0)

    assert len(municipalities.names()) == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("naam,provincie\nEmmen,Drenthe\n", "The first line must be"),
        (HEAD + "GM0080,Leeuwarden\n", "Line 2 must have 3 cells"),
        (HEAD + "0080,Leeuwarden,Friesland\n", "Line 2: 0080 is no code"),
        (HEAD + "GM0080,Leeuwarden,Vlaanderen\n", "Line 2: Vlaanderen is no province"),
        (HEAD + "GM0080,A,Drenthe\nGM0080,B,Drenthe\n", "stands in the list twice"),
        ("", "leeg"),
    ],
)
def test_a_file_that_is_no_list_changes_nothing(
    app: Flask,  # noqa: ARG001
    text: str,
    sentence: str,
) -> None:
    with pytest.raises(municipalities.ListError, match=sentence):
        take_in(text)

    assert municipalities.names() == []


def test_a_list_that_misses_many_is_refused(app: Flask) -> None:  # noqa: ARG001
    many = "".join(f"GM{number:04},Dorp {number},Drenthe\n" for number in range(1, 30))
    take_in(HEAD + many)

    with pytest.raises(municipalities.ListError, match="28 municipalities are missing"):
        take_in(HEAD + "GM0001,Dorp 1,Drenthe\n")


def test_the_list_is_offered_while_somebody_types(app: Flask) -> None:  # noqa: ARG001
    take_in(FILE)

    assert suggestions("hertog") == ["'s-Hertogenbosch"]
    assert as_known("leeuwarden") == "Leeuwarden"


def test_the_command_says_what_it_did_and_what_is_wrong(app: Flask, tmp_path: Path) -> None:
    file, others = tmp_path / "list.csv", tmp_path / "names.csv"
    file.write_text(FILE, encoding="utf-8")
    others.write_text("code,alias\nGM9999,Nergens\n", encoding="utf-8")
    run = app.test_cli_runner().invoke

    assert "3 added, 0 changed, 0 closed" in run(import_municipalities, [str(file)]).output
    wrong = run(import_municipalities, [str(file), "--aliases", str(others)])
    assert wrong.exit_code == 1
    assert "unknown code: GM9999" in wrong.output
