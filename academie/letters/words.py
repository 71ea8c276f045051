"""What staff read about mail: its kinds and how it fares."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.letters import outgoing
from academie.letters.outgoing import Tally
from academie.outbox.models import MessageStatus
from academie.outbox.words import reason
from academie.registrations.models import Registration

_KINDS = {
    "registrations.confirmed": _("Kaartje"),
    "registrations.waitlisted": _("Op de wachtlijst"),
    "registrations.offered": _("Plek aangeboden"),
    "registrations.offer_expired": _("Aanbod verlopen"),
    "registrations.cancelled": _("Afgemeld"),
    "registrations.event_changed": _("Er is iets veranderd"),
    "registrations.event_postponed": _("Uitgesteld"),
    "registrations.event_cancelled": _("Gaat niet door"),
    "letters.week": _("Herinnering, een week van tevoren"),
    "letters.day": _("Herinnering, een dag van tevoren"),
    "letters.thanks": _("Bedankt"),
    "letters.written": _("Zelf geschreven"),
}
OTHER = _("Andere e-mail")
_STATUSES = {
    MessageStatus.WAITING: _("Wacht"),
    MessageStatus.SENDING: _("Wacht"),
    MessageStatus.SENT: _("Verstuurd"),
    MessageStatus.FAILED: _("Mislukt"),
}
FILTERS = {
    "wacht": (MessageStatus.WAITING, MessageStatus.SENDING),
    "verstuurd": (MessageStatus.SENT,),
    "mislukt": (MessageStatus.FAILED,),
}
"""How a list of mails is asked for in an address."""


class Mail(NamedTuple):
    """One mail to a guest, in words: what, how it fares, since when, and why it did not leave."""

    kind: LazyString
    status: LazyString
    at: datetime
    reason: str


class KindNumbers(NamedTuple):
    """How the mails of one kind fare."""

    kind: str
    label: LazyString
    waiting: int
    sent: int
    failed: int


def mails_of(registration: Registration) -> list[Mail]:
    """Tell of each mail to a guest how it fares, the newest first."""
    return [
        Mail(
            kind(message.kind),
            status(message.status),
            message.sent_at or message.created_at,
            "" if message.sent_at else reason(message.last_error),
        )
        for message in outgoing.of_registration(registration)
    ]


def kind(name: str) -> LazyString:
    """Name a kind of mail."""
    return _KINDS.get(name, OTHER)


def status(of: MessageStatus) -> LazyString:
    """Name where a mail stands."""
    return _STATUSES[of]


def numbers(tallies: Iterable[Tally]) -> list[KindNumbers]:
    """Put what was counted in a line for each kind, in the order in which guests get them."""
    counted: dict[str, dict[MessageStatus, int]] = {}
    for tally in tallies:
        counted.setdefault(tally.kind, {})[tally.status] = tally.number
    order = {name: place for place, name in enumerate(_KINDS)}
    return [
        KindNumbers(
            name,
            kind(name),
            *(sum(found.get(one, 0) for one in statuses) for statuses in FILTERS.values()),
        )
        for name, found in sorted(counted.items(), key=lambda item: order.get(item[0], len(order)))
    ]
