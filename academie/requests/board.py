"""The board of requests: four columns of cards, each with whose turn it is."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _

from academie.requests.models import AcademyRequest
from academie.requests.terms import RequestStatus, Side

LATE_AFTER = timedelta(weeks=4)
_WEEK = timedelta(weeks=1)


class Turn(NamedTuple):
    """Whose move it is, and since when."""

    side: Side
    since: datetime


class Card(NamedTuple):
    """A request on the board; `late` says how long somebody waits, when that is too long."""

    request: AcademyRequest
    late: str | None


class Column(NamedTuple):
    """The cards of one state, or what belongs there."""

    title: LazyString
    empty: LazyString
    cards: list[Card]


_EMPTY = {
    RequestStatus.NEW: _("Hier komen aanvragen die net binnen zijn."),
    RequestStatus.IN_CONVERSATION: _("Hier staan aanvragen waarover we een vraag stelden."),
    RequestStatus.ACCEPTED: _("Hier staan aanvragen die een bijeenkomst worden."),
    RequestStatus.DECLINED: _("Hier staan aanvragen die niet doorgaan, met de reden."),
}


def columns(requests: Sequence[AcademyRequest], now: datetime) -> list[Column]:
    """Lay requests out in their columns."""
    return [
        Column(
            title=status.label,
            empty=empty,
            cards=[_card(request, now) for request in requests if request.status is status],
        )
        for status, empty in _EMPTY.items()
    ]


def turn(request: AcademyRequest) -> Turn | None:
    """Tell whose move it is; None when nobody waits any more."""
    if not request.is_open or request.sent_at is None:
        return None
    if not request.messages:
        return Turn(Side.TEAM, request.sent_at)
    last = request.messages[-1]
    return Turn(Side.REQUESTER if last.side is Side.TEAM else Side.TEAM, last.at)


def waits_since(request: AcademyRequest, now: datetime) -> datetime | None:
    """Tell since when somebody waits for an answer, from four weeks on."""
    move = turn(request)
    return move.since if move and now - move.since >= LATE_AFTER else None


def late(request: AcademyRequest, now: datetime) -> str | None:
    """Say how long somebody waits for an answer, from four weeks on."""
    move = turn(request)
    if move is None or waits_since(request, now) is None:
        return None
    weeks = (now - move.since) // _WEEK
    if move.side is Side.REQUESTER:
        return ngettext("Wacht %(num)s week op antwoord", "Wacht %(num)s weken op antwoord", weeks)
    return ngettext("Wacht %(num)s week op ons", "Wacht %(num)s weken op ons", weeks)


def _card(request: AcademyRequest, now: datetime) -> Card:
    return Card(request, late(request, now))
