"""What passed between us and one guest: offers, visits, mail, letters and calls."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import select

from academie.assisted.models import AssistedParty, OfferCall, PhoneCall
from academie.checkin.models import CheckIn, Scan
from academie.checkin.terms import ScanMethod
from academie.core import formats
from academie.core.db import db
from academie.letters.models import Letter, LetterCopy
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.privacy.facts import Fact, moment
from academie.registrations import line
from academie.registrations.models import Registration, SeatOffer


def registered_by(registration: Registration) -> str | None:
    """Name who registered a guest, when somebody else did."""
    helped = db.session.get(AssistedParty, registration.id)
    if helped is None:
        return None
    link = helped.visit.helper_link
    return link.organisation if link else registration.event.organisation


def offers(registration: Registration) -> Iterable[Fact]:
    """List the seats that came free for a guest, and what became of each."""
    for number, offer in enumerate(reversed(line.offers_to(registration)), start=1):
        label = _("Aangeboden op %(moment)s", moment=formats.moment(offer.offered_at))
        came = str(offer.outcome.label) if offer.outcome else _("Nog geen antwoord")
        why = _("Reden: %(reason)s.", reason=offer.reason) if offer.reason else ""
        words = f"{offer.mode.label}. {came}. {why}".strip()
        yield Fact(f"offer_{number}", label, f"{offer.offered_at.isoformat()}: {words}", words)


def visit(registration: Registration) -> Iterable[Fact]:
    """Tell whether a guest came, and when their ticket was read."""
    came = db.session.scalar(select(CheckIn).where(CheckIn.registration_id == registration.id))
    if came:
        yield moment("checked_in_at", _("Binnen sinds"), came.checked_in_at)
        yield Fact("people", _("Aantal mensen"), came.people, formats.people(came.people))
    readings = db.session.scalars(
        select(Scan).where(Scan.registration_id == registration.id).order_by(Scan.scanned_at)
    )
    for number, scan in enumerate(readings, start=1):
        undone = scan.method is ScanMethod.UNDO
        said = str(scan.method.label if undone else scan.verdict.label)
        words = _("%(moment)s: %(said)s", moment=formats.moment(scan.scanned_at), said=said)
        value = f"{scan.scanned_at.isoformat()}: {scan.verdict.value}"
        yield Fact(f"scan_{number}", _("Kaartje gelezen"), value, words)
        if scan.reason:
            why = _("Waarom je toch naar binnen mocht")
            yield Fact(f"reason_{number}", why, scan.reason, scan.reason)


def mails(registration: Registration) -> Iterable[Fact]:
    """Count the mail of the last thirty days; older lines are gone."""
    sent = db.session.scalars(
        select(OutboxMessage.sent_at)
        .where(OutboxMessage.about == registration.ref, OutboxMessage.status == MessageStatus.SENT)
        .order_by(OutboxMessage.sent_at)
    ).all()
    if sent and sent[-1]:
        yield Fact("sent", _("Aantal, in de laatste 30 dagen"), len(sent), str(len(sent)))
        yield moment("last_sent_at", _("De laatste"), sent[-1])


def letters(registration: Registration) -> Iterable[Fact]:
    """List what an organiser wrote to a group that a guest was in."""
    written = db.session.scalars(
        select(Letter)
        .join(LetterCopy, LetterCopy.letter_id == Letter.id)
        .where(LetterCopy.registration_id == registration.id)
        .order_by(Letter.sent_at, Letter.id)
    )
    for number, letter in enumerate(written, start=1):
        on = formats.moment(letter.sent_at) if letter.sent_at else ""
        yield Fact(f"letter_{number}", letter.subject, letter.text, on)


def calls(registration: Registration) -> Iterable[Fact]:
    """List when a guest whom no mail reaches was called."""
    about_changes = select(PhoneCall.called_at).where(PhoneCall.registration_id == registration.id)
    about_offers = (
        select(OfferCall.called_at)
        .join(OfferCall.offer)
        .where(SeatOffer.registration_id == registration.id)
    )
    made = [*db.session.scalars(about_changes), *db.session.scalars(about_offers)]
    for number, called_at in enumerate(sorted(made), start=1):
        yield moment(f"call_{number}", _("Gebeld"), called_at)
