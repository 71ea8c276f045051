"""The mails to guests, rendered at the moment of sending; each knows when it has lost its sense."""

from collections.abc import Callable, Sequence
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from academie.core import links, mail
from academie.events import ical
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.outbox import service as outbox
from academie.outbox.models import OutboxMessage, Renderer
from academie.planning import mails
from academie.planning.terms import Letter
from academie.registrations import enclosures, guest_links, line, news, queries
from academie.registrations.models import Registration, RegistrationStatus

_SUBJECTS = {
    "registrations.offered": lazy_gettext("Er is een plek voor je bij %(event)s"),
    "registrations.offer_expired": lazy_gettext("De plek bij %(event)s is weer weg"),
    "registrations.event_changed": lazy_gettext("Let op: er is iets veranderd bij %(event)s"),
    "registrations.event_postponed": lazy_gettext("%(event)s is uitgesteld"),
    "registrations.event_cancelled": lazy_gettext("%(event)s gaat niet door"),
}
_LETTERS = {
    "registrations.confirmed": Letter.CONFIRMATION,
    "registrations.waitlisted": Letter.WAITING_LIST,
    "registrations.offered": Letter.OFFER,
    "registrations.event_changed": Letter.CHANGE,
}
_Render = Callable[[Registration, OutboxMessage, datetime], EmailMessage | None]


def _to_guest(render: _Render) -> Renderer:
    """Look up the guest; whom mail does not reach, or whose meeting is over, gets none."""

    def renderer(message: OutboxMessage, now: datetime) -> EmailMessage | None:
        registration = queries.by_ref(message.about)
        if registration is None or not registration.reachable:
            return None
        if not queries.still_matters(registration.event, now):
            return None
        return render(registration, message, now)

    return renderer


def _confirmed(
    registration: Registration, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    if not _holds_seat(registration):
        return None
    subject = _("Je kaartje voor %(event)s", event=registration.event.title)
    known = message.detail
    letter = _compose(
        "confirmed",
        subject,
        registration,
        message,
        now,
        regrouped=known.get("regrouped", False),
        changed=known.get("changed", False),
        promoted=known.get("promoted", False),
        missed_group=known.get("missed_group"),
    )
    return enclosures.with_ticket(enclosures.with_invite(letter, registration, now), registration)


def _offered(
    registration: Registration, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    offer = queries.open_offer(registration)
    if offer is None or offer.expires_at <= now:
        return None
    if registration.event.status is not EventStatus.PUBLISHED:
        return None
    return _compose(
        "offered",
        subject(message.kind, registration.event),
        registration,
        message,
        now,
        offer=offer,
        offer_url=line.offer_url(offer),
        where=ical.location(registration.event, offer.mode),
        last_chance=registration.missed_offers > 0,
        changes=_changes(registration, message),
    )


def _offer_expired(
    registration: Registration, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    if registration.event.status is not EventStatus.PUBLISHED:
        return None
    if queries.open_offer(registration) or _comes(registration):
        return None
    about = subject(message.kind, registration.event)
    waits = registration.waits_for is not None
    return _compose("offer_expired", about, registration, message, now, waits=waits)


def _waitlisted(
    registration: Registration, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    waits = registration.status is RegistrationStatus.WAITLISTED
    if not waits or registration.event.status is not EventStatus.PUBLISHED:
        return None
    subject = _("Je staat op de wachtlijst voor %(event)s", event=registration.event.title)
    return _compose(
        "waitlisted",
        subject,
        registration,
        message,
        now,
        expectation=line.expectation(registration, now),
        by_hand=line.only_by_hand(registration.event, now),
        may_join_online=line.may_join_online(registration),
    )


def _cancelled(
    registration: Registration, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    if registration.is_live:
        return None
    subject = _("Je bent afgemeld voor %(event)s", event=registration.event.title)
    letter = _compose("cancelled", subject, registration, message, now)
    return enclosures.with_cancellation(letter, registration, now)


def _event_changed(
    registration: Registration, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    event = registration.event
    if not registration.is_live or event.status is not EventStatus.PUBLISHED:
        return None
    changes = _changes(registration, message)
    if not changes:
        return None
    about = subject(message.kind, event)
    letter = _compose("event_changed", about, registration, message, now, changes=changes)
    if not _holds_seat(registration):
        return letter
    return enclosures.with_ticket(enclosures.with_invite(letter, registration, now), registration)


def _event_postponed(
    registration: Registration, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    if not registration.is_live or registration.event.status is not EventStatus.POSTPONED:
        return None
    about = subject(message.kind, registration.event)
    letter = _compose("event_postponed", about, registration, message, now)
    return enclosures.with_cancellation(letter, registration, now)


def _event_cancelled(
    registration: Registration, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    event = registration.event
    if not registration.is_live or event.status is not EventStatus.CANCELLED:
        return None
    about = subject(message.kind, event)
    put_off = news.was_put_off(event)
    letter = _compose("event_cancelled", about, registration, message, now, put_off=put_off)
    return enclosures.with_cancellation(letter, registration, now)


def subject(kind: str, event: Event) -> str:
    """Give the subject of a mail that a change of the meeting brings."""
    return str(_SUBJECTS[kind]) % {"event": event.title}


def _changes(registration: Registration, message: OutboxMessage) -> Sequence[news.Change]:
    """List what changed since the guest was last told."""
    mode = registration.mode
    if "since" not in message.detail:
        return ()
    known = _known_before(message)
    event, since, was = registration.event, known["since"], AttendanceMode(known.get("mode", mode))
    found = news.changes(event, since=since, was=was, mode=mode)
    return [*found, *news.erase_days(event, since=since, guest_id=registration.id)] if found else ()


def _known_before(message: OutboxMessage) -> dict[str, Any]:
    """Give what a guest knew: of mail that never left, they do not know what it would have told."""
    known = message.detail
    for unheard in outbox.never_left(message):
        if unheard.get("until") == known["since"]:
            known = unheard
    return known


def _holds_seat(registration: Registration) -> bool:
    """Tell whether a guest may come, to a meeting that has its date."""
    confirmed = registration.status is RegistrationStatus.CONFIRMED
    return confirmed and registration.event.status is EventStatus.PUBLISHED


def _comes(registration: Registration) -> bool:
    """Tell whether a guest has a seat in the room, the best there is to have."""
    confirmed = registration.status is RegistrationStatus.CONFIRMED
    return confirmed and registration.mode is AttendanceMode.ONSITE


def _compose(
    template: str,
    subject: str,
    registration: Registration,
    message: OutboxMessage,
    now: datetime,
    **facts: Any,
) -> EmailMessage:
    return write_to_guest(f"registrations/{template}", subject, registration, message, now, **facts)


def write_to_guest(
    template: str,
    subject: str,
    registration: Registration,
    message: OutboxMessage,
    now: datetime,
    *,
    letter: Letter | None = None,
    **facts: Any,
) -> EmailMessage:
    """Write a mail to one guest in the name of the meeting, with the foot that each of them has.

    Args:
        template: path under `templates/mail/`, of one that extends `registrations/base`.
        letter: which mail of the meeting's format it is; the format may add a sentence.
        facts: what that template shows besides.
    """
    event = registration.event
    token = guest_links.token_of(registration)
    takes_part_online = registration.mode is AttendanceMode.ONLINE
    shown = {
        "event": event,
        "registration": registration,
        "again": message.detail.get("again", False),
        "repeated": message.detail.get("repeated", False),
        "join_url": guest_links.join_url(registration) if takes_part_online else None,
        "where": ical.location(event, registration.mode),
        "my_url": links.absolute("registrations.mine", token=token),
        "cancel_url": links.absolute("registrations.sign_off", token=token),
        "event_url": ical.page_url(event),
        "over": event.ends_at <= now and event.status is not EventStatus.POSTPONED,
        "own_sentence": mails.sentence_of(event, letter or _LETTERS.get(message.kind)),
    }
    return mail.compose(
        template,
        to=registration.email or "",
        subject=subject,
        message_ref=message.ref,
        now=now,
        sender_name=event.organisation,
        reply_to=event.reply_address,
        **(shown | facts),
    )


RENDERERS: dict[str, Renderer] = {
    "registrations.confirmed": _to_guest(_confirmed),
    "registrations.offered": _to_guest(_offered),
    "registrations.offer_expired": _to_guest(_offer_expired),
    "registrations.waitlisted": _to_guest(_waitlisted),
    "registrations.cancelled": _to_guest(_cancelled),
    "registrations.event_changed": _to_guest(_event_changed),
    "registrations.event_postponed": _to_guest(_event_postponed),
    "registrations.event_cancelled": _to_guest(_event_cancelled),
}
