"""The verbs of a request: save, send in, correct, ask, answer, decide, withdraw."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from academie.accounts import queries as accounts
from academie.accounts import service as account_service
from academie.accounts.models import RoleName, User
from academie.config import current_settings
from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.events import parties
from academie.events import service as events
from academie.events.models import Event, EventMunicipality
from academie.events.money import MONEY
from academie.events.terms import EventKind
from academie.outbox import service as outbox
from academie.planning import service as planning
from academie.reference import municipalities
from academie.requests import letters, queries, telling
from academie.requests.models import AcademyRequest, RequestMessage
from academie.requests.terms import RequestStatus, Side

SAME_WITHIN = timedelta(minutes=10)


class AccountOffError(DomainError):
    """The requester has an account that somebody switched off."""

    message = _(
        "Bij dit e-mailadres hoort een account dat uit staat. Zet het eerst aan, of haal dit weg."
    )


def save(*, now: datetime, **fields: Any) -> AcademyRequest:
    """Keep an unfinished request and mail its link; the same one twice is kept once.

    Args:
        fields: the columns of `AcademyRequest` that people fill in.
    """
    request = _known(fields, RequestStatus.DRAFT, now) or _make(fields, now)
    telling.tell(telling.SAVED, request, now)
    return request


def send(*, now: datetime, **fields: Any) -> AcademyRequest:
    """Send a request in at once; the same one twice is taken once."""
    known = _known(fields, RequestStatus.NEW, now)
    if known:
        return known
    request = _make(fields, now)
    _take_in(request, now)
    return request


def change(request: AcademyRequest, *, now: datetime, **fields: Any) -> None:
    """Go on with a saved request. Under another address it gets another link.

    Raises:
        IllegalMoveError: it was sent in.
    """
    queries.lock(request)
    _require(request, RequestStatus.DRAFT)
    if _write(request, fields, now):
        telling.tell(telling.SAVED, request, now)
    db.session.flush()


def send_saved(request: AcademyRequest, *, now: datetime, **fields: Any) -> None:
    """Send a saved request in.

    Raises:
        IllegalMoveError: it was sent in already.
    """
    change(request, now=now, **fields)
    _take_in(request, now)


def correct(request: AcademyRequest, *, now: datetime, **fields: Any) -> None:
    """Change what was sent in, and tell the team. Under another address it gets another link.

    Raises:
        IllegalMoveError: it is decided already, or taken back.
    """
    queries.lock(request)
    _require_open(request)
    if _says(request, fields):
        return
    if _write(request, fields, now):
        telling.tell(telling.RECEIVED, request, now)
    outbox.enqueue("requests.changed", request.ref, now)
    db.session.flush()


def discard(request: AcademyRequest) -> None:
    """Throw a saved request away, with all that was typed.

    Raises:
        IllegalMoveError: it was sent in.
    """
    queries.lock(request)
    _require(request, RequestStatus.DRAFT)
    db.session.delete(request)
    db.session.flush()


def withdraw(request: AcademyRequest, *, now: datetime) -> None:
    """Take back what was sent in.

    Raises:
        IllegalMoveError: it is decided already.
    """
    queries.lock(request)
    _require_open(request)
    request.status = RequestStatus.WITHDRAWN
    request.ended_at = now
    db.session.flush()


def ask(request: AcademyRequest, *, user: User, text: str, now: datetime) -> None:
    """Ask the requester something; from then on it is a conversation. The same twice is asked once.

    Raises:
        IllegalMoveError: it is decided, or taken back.
    """
    queries.lock(request)
    _require_open(request)
    if request.said_last(Side.TEAM, text, since=now - SAME_WITHIN):
        return
    request.status = RequestStatus.IN_CONVERSATION
    request.messages.append(RequestMessage(side=Side.TEAM, user=user, text=text, at=now))
    outbox.enqueue(telling.QUESTION, request.ref, now)
    db.session.flush()


def answer(request: AcademyRequest, *, text: str, now: datetime) -> None:
    """Answer the project team; the same answer twice counts once.

    Raises:
        IllegalMoveError: nothing was asked, or it is decided.
    """
    queries.lock(request)
    _require(request, RequestStatus.IN_CONVERSATION)
    if request.said_last(Side.REQUESTER, text, since=now - SAME_WITHIN):
        return
    request.messages.append(RequestMessage(side=Side.REQUESTER, text=text, at=now))
    outbox.enqueue("requests.answered", request.ref, now)
    db.session.flush()


def accept(
    request: AcademyRequest,
    *,
    user: User,
    next_steps: str,
    organiser: bool,
    now: datetime,
    **planned: Any,
) -> Event:
    """Say yes: plan the meeting from its format with all that was asked, and mail the next steps.

    Args:
        organiser: whether the requester is going to organise it, with an account if they have none.
        planned: title, start and end of the meeting.

    Raises:
        IllegalMoveError: somebody decided already, or it was taken back.
        AccountOffError: the account of the requester was switched off.
    """
    _decide(request, RequestStatus.ACCEPTED, user, next_steps, now)
    organisers = [_organiser(request, now)] if organiser else []
    request.event = events.plan(
        now=now, capacities={}, organisers=organisers, **planned, **_carried_over(request)
    )
    planning.apply_format(request.event, now=now)
    outbox.enqueue(telling.ACCEPTED, request.ref, now)
    db.session.flush()
    return request.event


def decline(request: AcademyRequest, *, user: User, reason: str, now: datetime) -> None:
    """Say no, and mail why.

    Raises:
        IllegalMoveError: somebody decided already, or it was taken back.
    """
    _decide(request, RequestStatus.DECLINED, user, reason, now)
    outbox.enqueue(telling.DECLINED, request.ref, now)
    db.session.flush()


def _known(fields: dict[str, Any], status: RequestStatus, now: datetime) -> AcademyRequest | None:
    """Find the same request, when a button was pressed twice."""
    for request in queries.recent(fields["email"], status, now - SAME_WITHIN):
        if _says(request, fields):
            return request
    return None


def _says(request: AcademyRequest, fields: dict[str, Any]) -> bool:
    return all(getattr(request, name) == value for name, value in fields.items())


def _write(request: AcademyRequest, fields: dict[str, Any], now: datetime) -> bool:
    """Write down what was typed, and tell whether it is under another address."""
    moved = bool(fields["email"] != request.email)
    for name, value in fields.items():
        setattr(request, name, value)
    request.saved_at = now
    if moved:
        request.link_version += 1
    return moved


def _make(fields: dict[str, Any], now: datetime) -> AcademyRequest:
    request = AcademyRequest(saved_at=now, **fields)
    db.session.add(request)
    db.session.flush()
    return request


def _take_in(request: AcademyRequest, now: datetime) -> None:
    request.status = RequestStatus.NEW
    request.sent_at = now
    telling.tell(telling.RECEIVED, request, now)
    outbox.enqueue("requests.arrived", request.ref, now)
    db.session.flush()


def _carried_over(request: AcademyRequest) -> dict[str, Any]:
    """Give what a meeting takes from its request; a place is not always a municipality."""
    municipality = municipalities.name_of(request.place or "")
    return {
        "kind": EventKind.PUBLIEKSACADEMIE,
        "mode": request.mode,
        "place": request.place,
        "province": request.province,
        "municipalities": [EventMunicipality(name=municipality)] if municipality else [],
        "organisation": request.organisation,
        "partners": parties.rows(parties.typed_names(request.partners)),
        "reply_address": request.email,
        "phone": request.phone or current_settings().contact_phone or "",
        "wish": request.wish,
        "description": request.audience and gettext("**Voor wie?** ") + request.audience,
        **{name: getattr(request, name) for name in MONEY},
        **letters.named(request),
    }


def _decide(
    request: AcademyRequest, status: RequestStatus, user: User, decision: str, now: datetime
) -> None:
    queries.lock(request)
    _require_open(request)
    request.status = status
    request.decision = decision
    request.decided_by = user
    request.ended_at = now


def _organiser(request: AcademyRequest, now: datetime) -> User:
    """Give the account of the requester, who may organise from now on."""
    email, name = request.email or "", request.name or ""
    user = accounts.by_email(email)
    if user is None:
        return account_service.invite(email=email, name=name, roles=[RoleName.ORGANISER], now=now)
    if not user.active:
        raise AccountOffError
    if not user.holds(RoleName.ORGANISER, RoleName.PROJECT_TEAM):
        user.roles += accounts.roles([RoleName.ORGANISER])
    return user


def _require(request: AcademyRequest, status: RequestStatus) -> None:
    if request.status is not status:
        raise IllegalMoveError(
            _(
                "Dat kan niet bij deze aanvraag. De stand is: %(status)s.",
                status=request.status.label,
            )
        )


def _require_open(request: AcademyRequest) -> None:
    """Refuse a second decision, and say who took the first."""
    if request.is_open:
        return
    if request.decided_by:
        raise IllegalMoveError(
            _(
                "Over deze aanvraag is al besloten door %(name)s. De stand is: %(status)s.",
                name=request.decided_by.called,
                status=request.status.label,
            )
        )
    raise IllegalMoveError(
        _("Deze aanvraag is niet meer open. De stand is: %(status)s.", status=request.status.label)
    )
