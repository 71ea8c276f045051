"""All that we hold of one guest: the same facts to read and to take along."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from academie.core import formats, telephone
from academie.core.db import db
from academie.events import ical
from academie.needs import queries as needs
from academie.needs.models import Food, Need
from academie.privacy import dealings
from academie.privacy.facts import Fact, Section, moment, texts
from academie.questions import queries as questions
from academie.questions.service import answers_to
from academie.registrations.models import Consent, Registration


def sections(registration: Registration) -> list[Section]:
    """Gather what we hold of a guest; a fact we do not have is left out."""
    found = (
        Section("person", _("Wie je bent"), [*_person(registration)]),
        Section("registration", _("Je aanmelding"), [*_registration(registration)]),
        Section("needs", _("Wat we voor je regelen"), [*_needs(registration)]),
        Section("answers", _("Je antwoorden"), [*_answers(registration)]),
        Section("consents", _("Waar je ja op zei"), [*_consents(registration)]),
        Section("meeting", _("De bijeenkomst"), [*_meeting(registration)]),
        Section("offers", _("Plekken die we je aanboden"), [*dealings.offers(registration)]),
        Section("visit", _("Je bezoek"), [*dealings.visit(registration)]),
        Section("mail", _("E-mails van ons"), [*dealings.mails(registration)]),
        Section("letters", _("Berichten van de organisatie"), [*dealings.letters(registration)]),
        Section("calls", _("Telefoontjes"), [*dealings.calls(registration)]),
    )
    return [section for section in found if section.facts]


def document(found: Iterable[Section], now: datetime) -> dict[str, object]:
    """Write the same for machines: moments in UTC, states by their names."""
    held: dict[str, object] = {
        section.key: {fact.key: fact.value for fact in section.facts} for section in found
    }
    return {"made_at": now.isoformat(timespec="seconds")} | held


def _person(registration: Registration) -> Iterable[Fact]:
    audience = registration.audience
    yield from texts(
        ("given_name", _("Voornaam"), registration.given_name),
        ("family_name", _("Achternaam"), registration.family_name),
        ("email", _("E-mailadres"), registration.email),
        ("phone", _("Telefoonnummer"), telephone.written(registration.phone or "")),
        ("municipality", _("Gemeente"), registration.municipality),
        ("province", _("Provincie"), registration.province and registration.province.label),
        ("audience", _("Je doet mee als"), audience and str(audience.label)),
        ("organisation", _("Organisatie"), registration.organisation_name),
    )
    if registration.bounced_at:
        yield moment("bounced_at", _("Mail komt niet aan sinds"), registration.bounced_at)


def _registration(registration: Registration) -> Iterable[Fact]:
    people = registration.people
    yield Fact("people", _("Aantal mensen"), people, formats.people(people))
    mode, status = registration.mode, registration.status
    yield Fact("mode", _("Hoe je meedoet"), mode.value, str(mode.label))
    yield Fact("status", _("Stand"), status.value, str(status.label))
    group, second = registration.breakout_group, registration.second_group
    waits_for = registration.waits_for
    yield from texts(
        ("group", _("Groep"), group.title if group else None),
        ("second_group", _("Tweede keuze"), second.title if second else None),
        ("waits_for", _("Wachtlijst voor"), waits_for and str(waits_for.label)),
        ("registered_by", _("Aangemeld door"), dealings.registered_by(registration)),
    )
    yield moment("registered_at", _("Aangemeld op"), registration.registered_at)
    yield moment("changed_at", _("Stand veranderd op"), registration.status_changed_at)
    yield from texts(
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
    for number, (question, choice) in enumerate(questions.of_guest(registration.id), start=1):
        words = answers_to(question)[choice]
        yield Fact(f"{number}. {question.text}", question.text, words, words)


def _consents(registration: Registration) -> Iterable[Fact]:
    """List every yes with its words and moments, also one that was taken back."""
    rows = select(Consent).where(Consent.registration_id == registration.id).order_by(Consent.id)
    for number, consent in enumerate(db.session.scalars(rows), start=1):
        moments = [_("sinds %(moment)s", moment=formats.moment(consent.given_at))]
        if consent.withdrawn_at:
            moments.append(_("tot %(moment)s", moment=formats.moment(consent.withdrawn_at)))
        until = consent.withdrawn_at.isoformat() if consent.withdrawn_at else ""
        if consent.exported_at:
            moments.append(
                _("doorgegeven op %(moment)s", moment=formats.moment(consent.exported_at))
            )
        value = f"{consent.given_at.isoformat()}/{until} ({consent.text_version})"
        key = f"{consent.kind.value}_{number}"
        yield Fact(key, str(consent.kind.label), value, ", ".join(moments))


def _meeting(registration: Registration) -> Iterable[Fact]:
    event = registration.event
    yield from texts(("title", _("Naam"), event.title))
    when = formats.when(event.starts_at, event.ends_at)
    yield Fact("starts_at", _("Wanneer"), event.starts_at.isoformat(timespec="seconds"), when)
    yield from texts(("where", _("Waar"), ical.location(event, registration.mode)))
