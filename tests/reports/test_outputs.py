"""The four files of a report and its page say the same, cell by cell, whatever people typed."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from academie.core.pdf_text import MISSING
from academie.reports import contents, data
from academie.reports.document import Document
from academie.reports.files import write
from academie.reports.tables import Chapter, Column, Table
from tests import pdf_reading
from tests.reports import comparing, reading
from tests.reports.awkward import awkward
from tests.reports.factories import awkward_report


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: nothing is asked of it."""
    return sqlite_url


@lru_cache
def report() -> Document:
    """Make the follow-up report."""
    return contents.document(awkward_report())


DOCUMENTS = pytest.mark.parametrize("make", [awkward, report])


@DOCUMENTS
def test_all_files_of_a_report_and_its_page_say_the_same_cell_by_cell(
    app: Flask, make: Callable[[], Document]
) -> None:
    document = make()

    comparing.page_agrees(app, document)
    comparing.files_agree(document)


@DOCUMENTS
def test_the_json_follows_its_schema_and_reads_back_whole(make: Callable[[], Document]) -> None:
    document = make()

    written = write(document, "json")

    Draft202012Validator.check_schema(json.loads(data.SCHEMA.read_bytes()))
    comparing.follows_its_schema(document)
    assert write(data.from_json(written), "json") == written
    assert write(data.from_json(written), "zip") == write(document, "zip")


def test_a_report_of_another_version_is_not_read() -> None:
    written = write(report(), "json").replace(b'"version":1', b'"version":2')

    with pytest.raises(ValueError, match="2"):
        data.from_json(written)


def test_the_schema_refuses_what_is_no_report() -> None:
    schema = json.loads(data.SCHEMA.read_bytes())
    kept = json.loads(write(report(), "json"))
    kept["chapters"][0]["tables"][0]["rows"][0][1] = {"withheld": "some", "words": ""}

    assert not Draft202012Validator(schema).is_valid(kept)


def test_paper_says_in_front_that_it_lacks_letters() -> None:
    cover = pdf_reading.read(write(awkward(), "pdf")).pages[0].extract_text()

    assert f"{MISSING} staat voor een teken" in " ".join(cover.split())


def test_every_file_says_what_a_table_without_rows_means() -> None:
    sentence = "Er is niets gevonden."

    assert sentence in pdf_reading.text(write(awkward(), "pdf"))
    assert reading.xlsx_tables(write(awkward(), "xlsx"))["Niets"][1][0] == sentence
    assert sentence in write(awkward(), "json").decode()
    dictionary = reading.csv_tables(write(awkward(), "zip"))["kolommen"]
    assert [row[2] for row in dictionary if row[0] == "Niets"] == ["0", "0"]


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "zip"])
def test_writing_tells_often_how_far_it_is_so_that_it_can_be_stopped_halfway(kind: str) -> None:
    heard: list[float] = []

    write(_long(), kind, tell=heard.append)

    assert heard == sorted(heard)
    assert len([part for part in heard if 0 < part < 1]) >= 3


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "zip"])
def test_who_is_told_to_stop_writes_no_further(kind: str) -> None:
    def stop(part: float) -> None:
        if part > 0:
            raise InterruptedError(part)

    with pytest.raises(InterruptedError) as stopped:
        write(_long(), kind, tell=stop)

    assert stopped.value.args[0] < 0.5


def _long() -> Document:
    """Make a report of some thousands of rows."""
    rows = [(f"Naam {number}", number) for number in range(2_000)]
    columns = [Column("Naam", "Wie."), Column("Aantal", "Hoeveel.", numeric=True)]
    table = Table(key="namen", title="Namen", columns=columns, rows=rows, empty="")
    return replace(awkward(), chapters=[Chapter(title="Namen", intro="", tables=[table])])
