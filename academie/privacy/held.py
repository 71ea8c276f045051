"""All that we hold of one guest: the same facts to read and to take along."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from academie.checkin.models import CheckIn
from academie.core import formats, telephone
from academie.core.db import db
from academie.events import ical
from academie.needs import queries as needs
from academie.needs.models import Food, Need
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.questions import queries as questions
from academie.questions.service import answers_to
from academie.registrations.models import Consent, Registration


class Fact(NamedTuple):
    """One thing we know; `value` is for machines, `words` for people."""

    key: str
    label: str
    value: str | int | None
    words: str


class Section(NamedTuple):
    """Facts that belong together."""

    key: str
    title: str
    facts: list[Fact]


def sections(registration: Registration) -> list[Section]:
    """Gather what we hold of a guest; a fact we do not have is left out."""
    found = (
        Section("person", _("Wie je bent"), [*_person(registration)]),
        Section("registration", _("Je aanmelding"), [*_registration(registration)]),
        Section("needs", _("Wat we voor je regelen"), [*_needs(registration)]),
        Section("answers", _("Je antwoorden"), [*_answers(registration)]),
        Section("consents", _("Waar je ja op zei"), [*_consents(registration)]),
        Section("meeting", _("De bijeenkomst"), [*_meeting(registration)]),
        Section("visit", _("Je bezoek"), [*_visit(registration)]),
        Section("mail", _("E-mails van ons"), [*_mails(registration)]),
    )
    return [section for section in found if section.facts]


def document(registration: Registration, now: datetime) -> dict[str, object]:
    """Write the same for machines: moments in UTC, states by their names."""
    held: dict[str, object] = {
        section.key: {fact.key: fact.value for fact in section.facts}
        for section in sections(registration)
    }
    return {"made_at": now.isoformat(timespec="seconds")} | held


def _person(registration: Registration) -> Iterable[Fact]:
    audience = registration.audience
    yield from _texts(
        ("given_name", _("Voornaam"), registration.given_name),
        ("family_name", _("Achternaam"), registration.family_name),
        ("email", _("E-mailadres"), registration.email),
        ("phone", _("Telefoonnummer"), telephone.written(registration.phone or "")),
        ("municipality", _("Gemeente"), registration.municipality),
        ("audience", _("Je doet mee als"), audience and str(audience.label)),
        ("organisation", _("Organisatie"), registration.organisation_name),
    )


def _registration(registration: Registration) -> Iterable[Fact]:
    people = registration.people
    yield Fact("people", _("Aantal mensen"), people, formats.people(people))
    mode, status = registration.mode, registration.status
    yield Fact("mode", _("Hoe je meedoet"), mode.value, str(mode.label))
    yield Fact("status", _("Stand"), status.value, str(status.label))
    group = registration.breakout_group
    yield from _texts(("group", _("Groep"), group.title if group else None))
    yield _moment("registered_at", _("Aangemeld op"), registration.registered_at)
    yield _moment("changed_at", _("Laatst veranderd"), registration.status_changed_at)
    yield from _texts(
        ("code", _("Code op je kaartje"), registration.spaced_code),
        ("privacy_version", _("Privacyverklaring"), registration.privacy_version),
    )


def _needs(registration: Registration) -> Iterable[Fact]:
    asked = needs.of_guest(registration.id)
    for key, label, kinds, chosen in (
        ("needs", _("Regelen"), Need, asked.needs),
        ("food", _("Eten en drinken"), Food, asked.food),
    ):
        words = [str(kind.label) for kind in kinds if kind in chosen]
        names = ", ".join(kind.value for kind in kinds if kind in chosen)
        if words:
            yield Fact(key, label, names, ", ".join(words))


def _answers(registration: Registration) -> Iterable[Fact]:
    for question, choice in questions.of_guest(registration.id):
        words = answers_to(question)[choice]
        yield Fact(question.text, question.text, words, words)


def _consents(registration: Registration) -> Iterable[Fact]:
    """List every yes with its words and moments, also one that was taken back."""
    rows = select(Consent).where(Consent.registration_id == registration.id).order_by(Consent.id)
    for number, consent in enumerate(db.session.scalars(rows), start=1):
        moments = [_("sinds %(moment)s", moment=formats.moment(consent.given_at))]
        if consent.withdrawn_at:
            moments.append(_("tot %(moment)s", moment=formats.moment(consent.withdrawn_at)))
        until = consent.withdrawn_at.isoformat() if consent.withdrawn_at else ""
        value = f"{consent.given_at.isoformat()}/{until} ({consent.text_version})"
        key = f"{consent.kind.value}_{number}"
        yield Fact(key, str(consent.kind.label), value, ", ".join(moments))


def _meeting(registration: Registration) -> Iterable[Fact]:
    event = registration.event
    yield from _texts(("title", _("Naam"), event.title))
    when = formats.when(event.starts_at, event.ends_at)
    yield Fact("starts_at", _("Wanneer"), event.starts_at.isoformat(timespec="seconds"), when)
    yield from _texts(("where", _("Waar"), ical.location(event, registration.mode)))


def _visit(registration: Registration) -> Iterable[Fact]:
    came = db.session.scalar(select(CheckIn).where(CheckIn.registration_id == registration.id))
    if came:
        yield _moment("checked_in_at", _("Binnen sinds"), came.checked_in_at)
        yield Fact("people", _("Aantal mensen"), came.people, formats.people(came.people))


def _mails(registration: Registration) -> Iterable[Fact]:
    """Count the mail of the last thirty days; older lines are gone."""
    sent = db.session.scalars(
        select(OutboxMessage.sent_at)
        .where(OutboxMessage.about == registration.ref, OutboxMessage.status == MessageStatus.SENT)
        .order_by(OutboxMessage.sent_at)
    ).all()
    if sent and sent[-1]:
        yield Fact("sent", _("Aantal, in de laatste 30 dagen"), len(sent), str(len(sent)))
        yield _moment("last_sent_at", _("De laatste"), sent[-1])


def _texts(*facts: tuple[str, str, str | None]) -> Iterable[Fact]:
    for key, label, value in facts:
        if value:
            yield Fact(key, label, value, value)


def _moment(key: str, label: str, moment: datetime) -> Fact:
    return Fact(key, label, moment.isoformat(timespec="seconds"), formats.moment(moment))
