"""Versions of a meeting: what guests must hear of makes a new one, which keeps the old facts."""

from datetime import timedelta
from typing import Any

import pytest

from academie.events import queries, service
from academie.events.terms import EventMode
from tests.events.factories import change
from tests.factories import NOW, WHEN, make_event

pytestmark = pytest.mark.usefixtures("app")

LATER: dict[str, Any] = {
    "starts_at": WHEN + timedelta(days=30),
    "ends_at": WHEN + timedelta(days=30, hours=2),
}


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Anders"},
        {"venue": "De Harmonie"},
        {"address": "Ruiterskwartier 4"},
        {"place": "Franeker"},
        {"mode": EventMode.HYBRID},
        LATER,
    ],
    ids="-".join,
)
def test_what_guests_must_hear_of_makes_a_new_version(fields: dict[str, Any]) -> None:
    event = make_event()

    change(event, **fields)

    assert event.sequence == 1
    assert [version.sequence for version in event.versions] == [0, 1]


@pytest.mark.parametrize(
    "fields",
    [
        {"summary": "Kom ook"},
        {"capacity": 50},
        {"phone": "058-1"},
        {"travel": "Bus 4"},
        {"join_link": "https://meet.voorbeeld.nl/a"},
    ],
)
def test_what_guests_need_not_hear_of_leaves_the_version_alone(fields: dict[str, Any]) -> None:
    event = make_event()
    later = NOW + timedelta(hours=1)

    change(event, now=later, **fields)

    assert event.sequence == 0
    assert event.changed_at == later


def test_a_version_keeps_the_old_facts_and_never_the_join_link() -> None:
    event = make_event(mode=EventMode.HYBRID, join_link="https://meet.voorbeeld.nl/geheim")

    change(event, place="Franeker", join_link="https://meet.voorbeeld.nl/nieuw")

    old, new = queries.version(event, 0), queries.version(event, 1)
    assert old is not None
    assert new is not None
    assert (old.facts["place"], new.facts["place"]) == ("Leeuwarden", "Franeker")
    assert "meet" not in str(old.facts) + str(new.facts)


def test_guests_of_a_postponed_meeting_hear_once_when_it_has_its_new_date() -> None:
    event = make_event()
    service.postpone(event, now=NOW)

    change(event, **LATER)
    service.publish(event, now=NOW)

    assert event.sequence == 2
    assert [version.facts["status"] for version in event.versions] == [
        "published",
        "postponed",
        "published",
    ]


def test_a_draft_has_no_versions() -> None:
    event = make_event(published=False)

    change(event, title="Anders")

    assert (event.sequence, event.versions) == (0, [])
