"""Pledges: signed, talked about, and not forgotten for a year."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from academie.alliances import pledges, pledging
from academie.core.db import db
from academie.partners import service as partners
from tests.alliances.factories import SINCE, make_pledge, talk
from tests.factories import NOW
from tests.followups.factories import author
from tests.partners.factories import make_organisation

pytestmark = pytest.mark.usefixtures("app")

TODAY = date(2028, 3, 1)


def test_who_heard_nothing_for_twelve_months_is_listed_with_the_day_of_the_last_talk() -> None:
    silent, spoken, _new, ended = (
        make_pledge(make_organisation(name), signed_on=day)
        for name, day in (
            ("Stil", date(2026, 1, 1)),
            ("Gesproken", date(2026, 1, 1)),
            ("Nieuw", date(2027, 6, 1)),
            ("Gestopt", date(2026, 1, 1)),
        )
    )
    talk(silent, date(2027, 3, 1))
    talk(silent, date(2026, 5, 1))
    talk(spoken, date(2027, 3, 2))
    ended.ended_on = date(2027, 1, 1)
    never = make_pledge(make_organisation("Nooit"), signed_on=date(2027, 2, 1))

    found = pledges.silent(TODAY)

    assert [(row.organisation, row.talked_on) for row in found] == [
        (never.organisation, None),
        (silent.organisation, date(2027, 3, 1)),
    ]


def test_a_leap_day_has_a_day_a_year_before() -> None:
    assert pledges.a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)


def test_pressing_twice_signs_and_talks_once() -> None:
    pledge = make_pledge()

    again = make_pledge(pledge.organisation)
    for _ in range(2):
        talk(pledge, SINCE)

    assert again is pledge
    assert len(pledge.talks) == 1


def test_nobody_talks_of_a_pledge_before_it_is_signed() -> None:
    with pytest.raises(pledging.TalkTooEarlyError):
        talk(make_pledge(signed_on=date(2027, 2, 1)), SINCE)


def test_a_pledge_does_not_end_before_it_begins() -> None:
    with pytest.raises(pledging.EndTooEarlyError):
        make_pledge(ended_on=date(2020, 1, 1))


def test_the_database_keeps_every_talk() -> None:
    talk(make_pledge(), SINCE)

    for statement in ("UPDATE pledge_talk SET agreed = 'niets'", "DELETE FROM pledge_talk"):
        with pytest.raises(DatabaseError, match="append only"):
            db.session.execute(text(statement))
        db.session.rollback()


def test_pledges_and_their_talks_move_along_when_organisations_merge() -> None:
    kept, gone = make_organisation("Stichting De Brug"), make_organisation("De Brug")
    pledge = make_pledge(gone)
    make_pledge(kept)
    talk(pledge, SINCE)

    partners.merge(kept, gone, now=NOW)

    assert len(pledges.of_organisation(kept)) == 2
    assert pledge.organisation is kept
    assert len(pledge.talks) == 1


def test_the_search_finds_pledges_by_the_name_of_who_promised() -> None:
    pledge = make_pledge(make_organisation("Coöperatie Het Plein"))
    make_pledge(make_organisation("Bakkerij"))

    assert list(pledges.listing("cooperatie")) == [pledge]
    assert list(pledges.listing("100%_")) == []
    assert len(pledges.listing()) == 2
    assert author() is pledge.added_by
