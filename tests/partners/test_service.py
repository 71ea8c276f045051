"""Organisations: one name once, and doubles that become one with all that refers to them."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from academie.core.db import db
from academie.core.names import key_of
from academie.events.terms import EventKind
from academie.partners import queries, sectors, service
from academie.partners.models import Scope
from academie.partners.names import likeness_of
from academie.partners.queries import Choice, Membership
from tests.factories import NOW, make_event
from tests.partners.factories import make_organisation
from tests.registrations.factories import register

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Súdwest-Fryslân", "sudwest fryslan"),
        ("  Stichting   'De Brug' ", "STICHTING DE BRUG"),
        ("Jeugd & Gezin", "jeugd gezin"),
    ],
)
def test_two_ways_of_writing_are_one_name(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_names_are_alike_without_the_words_that_say_little() -> None:
    assert likeness_of(key_of("Stichting De Brug")) == likeness_of(key_of("Brug"))
    assert likeness_of(key_of("Gemeente")) == "gemeente"


def test_a_name_is_taken_however_it_is_written() -> None:
    make_organisation("Stichting De Brug")

    with pytest.raises(service.NameTakenError, match="Stichting De Brug"):
        make_organisation("stichting de  brug")


def test_a_name_has_letters_or_digits() -> None:
    with pytest.raises(service.NameWithoutLettersError):
        make_organisation("!?")


def test_an_organisation_keeps_its_own_name_when_it_changes() -> None:
    brug = make_organisation("Stichting de brug")

    service.change(brug, now=NOW, name="Stichting De Brug", place="Assen")

    assert (brug.name, brug.place) == ("Stichting De Brug", "Assen")


@pytest.mark.parametrize("fields", [{"core": True}, {"partner_since": date(2020, 1, 1)}])
def test_the_database_refuses_what_only_a_partner_has(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        make_organisation(partner=False, **fields)


def test_the_database_refuses_a_second_live_name() -> None:
    first, second = make_organisation("Een"), make_organisation("Twee")
    second.name_key = first.name_key

    with pytest.raises(IntegrityError):
        db.session.commit()


def test_a_merge_keeps_its_own_facts_and_learns_the_rest() -> None:
    kept = make_organisation("De Brug", place=None, partner=False)
    gone = make_organisation(
        "Stichting De Brug", place="Assen", core=True, partner_since=date(2020, 5, 1)
    )

    service.merge(kept, gone, now=NOW)

    assert (kept.place, kept.partner, kept.core) == ("Assen", True, True)
    assert kept.partner_since == date(2020, 5, 1)
    assert gone.merged_into is kept
    assert [row.name for row in queries.listing(Choice())] == ["De Brug"]


def test_what_refers_to_a_double_moves_along() -> None:
    kept, gone = make_organisation("De Brug"), make_organisation("Stichting De Brug")
    older = make_organisation("Brug")
    service.merge(gone, older, now=NOW)
    guest = register(make_event(kind=EventKind.KENNISKRING), organisation="Stichting De Brug")

    service.merge(kept, gone, now=NOW)

    assert guest.organisation_id == kept.id
    assert older.merged_into is kept
    assert queries.by_name("BRUG") is kept
    assert queries.by_name("stichting de brug") is kept


def test_every_reference_to_an_organisation_is_known() -> None:
    found = {f"{table.name}.{column.name}" for table, column in service.references()}

    assert {"registration.organisation_id", "organisation.merged_into_id"} <= found


def test_nobody_is_merged_with_themselves_or_twice() -> None:
    kept, gone = make_organisation("De Brug"), make_organisation("Stichting De Brug")
    with pytest.raises(service.MergeError):
        service.merge(kept, kept, now=NOW)
    service.merge(kept, gone, now=NOW)

    with pytest.raises(service.MergeError):
        service.merge(kept, gone, now=NOW)
    with pytest.raises(service.MergeError):
        service.change(gone, now=NOW, name="Nieuw")


def test_the_name_of_a_merged_double_is_free_again() -> None:
    kept, gone = make_organisation("De Brug"), make_organisation("Stichting De Brug")
    service.merge(kept, gone, now=NOW)

    again = make_organisation("Stichting De Brug")

    assert queries.by_name("Stichting De Brug") is again


def test_likely_doubles_are_found() -> None:
    first, second = make_organisation("Gemeente Leeuwarden"), make_organisation("Leeuwarden")
    make_organisation("Gemeente Assen")

    assert list(queries.likely_doubles()) == [(first, second)]
    assert queries.likely_doubles_of(first) == [second]


def test_a_choice_narrows_the_list() -> None:
    make_organisation("Fryske Bibliotheek", sector="onderwijs", scope=Scope.NATIONAL)
    make_organisation("Gemeente Súdwest-Fryslân", sector="gemeente", place="Sneek", core=True)
    make_organisation("Buurthuis", partner=False)

    def names(**choice: object) -> list[str]:
        return [row.name for row in queries.listing(Choice(**choice))]  # type: ignore[arg-type] # by name

    assert names(words="FRYSLAN") == ["Gemeente Súdwest-Fryslân"]
    assert names(sector="onderwijs") == ["Fryske Bibliotheek"]
    assert names(membership=Membership.OTHER) == ["Buurthuis"]
    assert names(membership=Membership.CORE) == ["Gemeente Súdwest-Fryslân"]
    assert names(place="snee") == ["Gemeente Súdwest-Fryslân"]
    assert names(place="100%") == []
    assert queries.counts() == queries.Counts(all=3, partners=2, core=1)


def test_suggestions_are_partners_and_at_most_ten() -> None:
    for number in range(12):
        make_organisation(f"School {number:02}")
    make_organisation("Brede school")
    make_organisation("Schoolbank", partner=False)

    found = queries.suggestions("schóol")

    assert list(found) == [f"School {number:02}" for number in range(10)]
    assert list(queries.suggestions("brede")) == ["Brede school"]
    assert list(queries.suggestions("%")) == []


def test_sectors_keep_their_order_their_name_and_their_organisations() -> None:
    zorg = queries.sector_by_slug("zorg")
    assert zorg
    make_organisation(sector="zorg")

    sectors.move(zorg, 1)
    sectors.retire(zorg, now=NOW)

    slugs = [row.slug for row in queries.sectors()]
    assert slugs[:2] == ["maatschappelijke_organisatie", "zorg"]
    assert zorg not in queries.offered_sectors()
    assert queries.sector_sizes() == {zorg.id: 1}
    with pytest.raises(sectors.SectorTakenError):
        sectors.add("ZORG")
    db.session.rollback()


def test_a_new_sector_gets_an_address_of_its_own() -> None:
    first = sectors.add("Sport & Spel")

    assert (first.slug, first.position) == ("sport_spel", 11)
    sectors.rename(first, "Sport en spel")
    assert sectors.add("Sport & spel?").slug == "sport_spel_2"
    db.session.rollback()
