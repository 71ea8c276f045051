"""No column about guests goes unnoticed: numbers, days and choices can tell who somebody is too.

Words are placed in `test_retention`; here every column beside them that is no key.
"""

from sqlalchemy import Table

from academie.core.db import db
from tests.house.test_retention import ROOMS, WORDLESS

PEOPLE = ("registration", "assisted_visit", "joiner", "series_member", "series_invitation")
"""Tables of guests. Those that point to one of them are about guests too."""

OURS = {
    "assisted_party": {"people"},
    "assisted_visit": {"made_at", "known", "mailed"},
    "check_in": {"people", "checked_in_at", "online_at", "mode"},
    "consent": {"kind", "given_at", "withdrawn_at", "exported_at"},
    "joiner": {"joined_at", "link_version", "connected_on"},
    "offer_call": {"called_at"},
    "phone_call": {"since", "moved", "called_at"},
    "registration": {
        *("people", "mode", "status", "audience", "province"),
        *("registered_at", "queued_at", "status_changed_at", "address_at", "bounced_at"),
        *("link_version", "ticket_version", "told_sequence", "invite_sequence", "moved"),
        *("waits_for", "missed_offers", "undo_until", "waited_for"),
    },
    "scan": {
        *("number", "method", "verdict", "said", "people", "conflict", "late"),
        *("scanned_at", "received_at"),
    },
    "sealed_needs": {"kept_at"},
    "seat_claim": {"seats"},
    "seat_offer": {"mode", "outcome", "offered_at", "expires_at", "ended_at"},
    "series_invitation": {"invited_at", "answer", "answered_at", "told_sequence"},
    "series_member": {"joined_at", "confirmed_at", "asked_at", "left_at", "link_version"},
}
"""Counts, states and moments of ours, as far as the rules let them stay: what somebody is stands
in none. Moments go to the month when a guest is forgotten, but for those of the door."""


def about_guests() -> list[Table]:
    """List the tables of guests, and whatever points to them."""
    found = {db.metadata.tables[name] for name in PEOPLE}
    while more := {
        table
        for table in set(db.metadata.tables.values()) - found
        if any(key.column.table in found for key in table.foreign_keys)
    }:
        found |= more
    return sorted(found, key=lambda table: table.name)


def test_every_column_about_guests_is_ours_or_has_a_rule() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in about_guests()
        for column in table.columns
        if isinstance(column.type, WORDLESS) and not (column.primary_key or column.foreign_keys)
    }
    ruled = {column for room in ROOMS for rule in room.RULES for column in rule.columns}
    ours = {f"{table}.{name}" for table, names in OURS.items() for name in names}

    assert found <= ruled | ours
    assert ours <= found
