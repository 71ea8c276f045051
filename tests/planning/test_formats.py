"""Formats: versions that stay as they are, and what is other in a newer one."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from academie.core.db import db
from academie.events.terms import EventKind
from academie.planning import formats, queries
from academie.planning.difference import difference
from academie.planning.models import Format
from academie.planning.service import MailAlwaysGoesError
from academie.planning.terms import Part
from tests.factories import NOW, make_user
from tests.planning.factories import issue_version, make_version

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


def first() -> Format:
    found = queries.newest(EventKind.PUBLIEKSACADEMIE)
    assert found is not None
    return found


def test_every_kind_comes_with_a_first_version() -> None:
    shipped = {row.kind: row.version for row in queries.formats() if not row.is_draft}

    assert shipped == dict.fromkeys(EventKind, 1)


def test_every_first_version_has_something_of_every_part() -> None:
    for made in queries.formats():
        assert {part for part in Part if made.of(part)} == set(Part), made.kind


def test_the_first_academy_has_the_programme_of_an_evening() -> None:
    programme = first().of(Part.PROGRAMME)

    assert [row.offset_minutes for row in programme] == [-30, 0, 10, 25, 40, 60, 70, 110, 130, 135]
    assert {len(first().of(part)) > 0 for part in Part} == {True}


def test_a_new_version_begins_as_a_copy_and_counts_only_once_it_is_issued() -> None:
    made = make_version()

    assert made.version == 3
    assert difference(first().ingredients, made.ingredients).is_empty
    assert first().version == 2


def test_there_is_one_new_version_at_a_time() -> None:
    made = make_version()

    again = formats.new_version(made.kind, by=make_user(), now=NOW)

    assert again is made


def test_a_version_that_says_nothing_new_is_refused() -> None:
    with pytest.raises(formats.NothingNewError):
        formats.issue(make_version(), note="Niets", now=NOW)


def test_an_issued_version_counts_and_says_what_is_other() -> None:
    old = first()

    made = issue_version()

    news = difference(old.ingredients, made.ingredients)
    assert first() is made
    assert [row.title for row in news.added] == ["Kinderraad"]
    assert [(change.old.days, change.new.days) for change in news.changed] == [(-56, -70)]
    assert [row.key for row in news.removed] == ["pauze"]


def test_an_issued_version_refuses_every_verb() -> None:
    made = issue_version()
    row = made.ingredients[0]

    for verb in (
        lambda: formats.add(made, Part.ROLE, title="X"),
        lambda: formats.change(row, title="X"),
        lambda: formats.leave_out(row),
        lambda: formats.shift(row, 1),
        lambda: formats.issue(made, note="X", now=NOW),
        lambda: formats.discard(made),
    ):
        with pytest.raises(formats.IssuedFormatError):
            verb()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE format SET note = 'x'",
        "DELETE FROM format",
        "UPDATE format_ingredient SET title = 'x'",
        "DELETE FROM format_ingredient",
        (
            "INSERT INTO format_ingredient (format_id, key, part, position, title)"
            " SELECT 1, 'x', 'role', 9, 'x'"
        ),
    ],
)
def test_the_database_itself_keeps_an_issued_version(statement: str) -> None:
    with pytest.raises(DatabaseError, match="stays as it is"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_an_ingredient_goes_up_and_down_within_its_part() -> None:
    made = make_version()
    last_of_programme, first_role = made.of(Part.PROGRAMME)[-1], made.of(Part.ROLE)[0]

    formats.shift(last_of_programme, 1)
    formats.shift(first_role, -1)
    formats.shift(made.of(Part.PROGRAMME)[0], 1)

    db.session.refresh(made)
    assert [row.key for row in made.of(Part.PROGRAMME)][:2] == ["welkom", "inloop"]
    assert made.of(Part.PROGRAMME)[-1] is last_of_programme
    assert made.of(Part.ROLE)[0] is first_role


def test_a_mail_that_always_goes_cannot_be_left_out_of_a_version() -> None:
    made = make_version()
    mails = {row.key: row for row in made.of(Part.MAIL)}

    with pytest.raises(MailAlwaysGoesError):
        formats.leave_out(mails["bevestiging"])

    formats.leave_out(mails["bedankt-mail"])
    assert "bevestiging" in {row.key for row in made.of(Part.MAIL)}


def test_a_discarded_version_leaves_nothing() -> None:
    before = len(queries.formats())

    formats.discard(make_version())

    assert queries.draft_of(EventKind.PUBLIEKSACADEMIE) is None
    assert len(queries.formats()) == before


def test_no_format_asks_later_by_a_task_what_the_questions_ask() -> None:
    for kind in EventKind:
        newest = queries.newest(kind)

        assert newest is not None
        assert [row.key for row in newest.ingredients if row.key.startswith("vervolg-")] == []
