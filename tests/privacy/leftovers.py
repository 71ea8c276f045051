"""One invented person in every room of the house, and a search for what is left of her."""

import os
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from academie.config import current_settings
from academie.core.db import db
from academie.evaluations.models import Joiner
from academie.events.models import Event
from academie.followups.confirmations import Confirmation
from academie.needs.models import Need
from academie.needs.sealing import Needs
from academie.outbox import delivery
from academie.outbox.transports import folder
from academie.programme.models import Contributor
from academie.registrations import more, offers
from academie.registrations.models import ConsentKind, Registration
from academie.registrations.more import More
from academie.requests import service as requests
from academie.requests.models import AcademyRequest
from academie.series.models import SeriesMember
from tests.factories import NOW, make_event, make_user
from tests.followups.factories import ask_outsider, submitted
from tests.letters.factories import make_letter, send
from tests.programme.factories import make_contributor
from tests.questions.factories import make_question
from tests.registrations.factories import accept_offer, register
from tests.requests.factories import make_request
from tests.series.factories import make_member

GIVEN, FAMILY, EMAIL = "Zwaantje", "van Ommeren", "zwaantje.vo@voorbeeld.nl"
PHONE, SHOP, TOWN = "+31687654321", "Kapsalon Zwaneveld", "Schiermonnikoog"
MARKS = ("Zwaan", "zwaan", "Ommeren", "687654321", "87 65 43 21", TOWN)
"""Whoever finds one of these has found her."""


def make_guest(event: Event | None = None) -> Registration:
    """Register her with all that a guest can tell, a seat given by hand, and a letter read."""
    event = event or make_event(capacity=2)
    guest = register(
        event, EMAIL, given_name=GIVEN, family_name=FAMILY, people=2, organisation=SHOP
    )
    question = make_question(event)
    told = More(
        phone=PHONE,
        municipality=TOWN,
        needs=Needs(frozenset({Need.QUIET})),
        answers={question.id: 0},
        consents=frozenset(ConsentKind),
    )
    more.keep(guest, told, NOW)
    db.session.commit()
    send(make_letter(event))
    return guest


def make_guest_ahead(event: Event) -> Registration:
    """Let her wait, and go ahead of the line for a reason in which her name stands."""
    first = register(event, "eerste@voorbeeld.nl", people=2)
    guest = make_guest(event)
    db.session.refresh(first)
    event.pools[0].capacity = 4
    offers.offer(guest, now=NOW, picked_by=make_user(), reason=f"{GIVEN} belde")
    db.session.commit()
    accept_offer(guest)
    return guest


def make_asker() -> AcademyRequest:
    """Let her ask for an academy, and talk about it."""
    asker = make_request(name=f"{GIVEN} {FAMILY}", email=EMAIL, phone="06-87 65 43 21")
    requests.ask(asker, user=make_user(email="vraagt@voorbeeld.nl"), text="Waar?", now=NOW)
    requests.answer(asker, text=f"Groet, {GIVEN}", now=NOW)
    db.session.commit()
    return asker


def make_speaker(event: Event) -> Contributor:
    """Let her tell her story."""
    words = f"{GIVEN} vertelt."
    return make_contributor(event, approved=True, name=GIVEN, text=words, email=EMAIL)


def make_on_list() -> SeriesMember:
    """Put her on a standing list."""
    return make_member(email=EMAIL, given_name=GIVEN, organisation=SHOP)


def make_going_on(event: Event) -> Joiner:
    """Let her go on after a meeting."""
    joiner = Joiner(
        event_id=event.id,
        name=GIVEN,
        email=EMAIL,
        needed=f"Iemand voor {GIVEN}",
        offered="Koken",
        consent_version="1",
        joined_at=NOW,
    )
    db.session.add(joiner)
    db.session.commit()
    return joiner


def make_confirmer(event: Event) -> Confirmation:
    """Ask her whether an outcome is true."""
    return ask_outsider(submitted(event), email=EMAIL)


def found_in_rows() -> set[str]:
    """Name each column in which something of her stands."""
    return {
        f"{name}.{column}"
        for name in db.metadata.tables
        for row in db.session.execute(text(f"SELECT * FROM {name}")).mappings()  # noqa: S608 - ours
        for column, value in row.items()
        if any(mark in str(value) for mark in MARKS)
    }


def found_in_files(folder: Path) -> set[str]:
    """Name each file of an installation that holds a byte of her."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".sqlite3" for path in files)
    return {
        path.name for path in files if any(mark.encode() in path.read_bytes() for mark in MARKS)
    }


def work() -> None:
    """Let the worker do all that is due; its files are then as old as the clock says."""
    db.session.commit()
    delivery.run_once()
    for path in folder(current_settings()).glob("*"):
        made = datetime.strptime(path.name[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
        os.utime(path, (made, made))
    db.session.rollback()
