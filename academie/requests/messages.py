"""The mails about requests, rendered at the moment of sending."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from flask_babel import gettext as _

from academie.config import current_settings
from academie.core import links
from academie.core.mail import compose
from academie.outbox.models import OutboxMessage, Renderer
from academie.requests import queries
from academie.requests.models import AcademyRequest
from academie.requests.terms import RequestStatus

_Render = Callable[[AcademyRequest, OutboxMessage, datetime], EmailMessage | None]


def _about(render: _Render) -> Renderer:
    """Look up the request; of who was forgotten there is nobody to tell."""

    def renderer(message: OutboxMessage, now: datetime) -> EmailMessage | None:
        request = queries.by_ref(message.about)
        if request is None or request.email is None:
            return None
        return render(request, message, now)

    return renderer


def _saved(request: AcademyRequest, message: OutboxMessage, now: datetime) -> EmailMessage | None:
    if request.status is not RequestStatus.DRAFT:
        return None
    return _compose("saved", _("Ga verder met je aanvraag"), request, message, now)


def _received(
    request: AcademyRequest, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    if request.status is RequestStatus.WITHDRAWN:
        return None
    return _compose("received", _("We hebben je aanvraag ontvangen"), request, message, now)


def _question(
    request: AcademyRequest, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    questions = request.open_questions
    if request.status is not RequestStatus.IN_CONVERSATION or not questions:
        return None
    subject = _("We hebben een vraag over je aanvraag")
    return _compose("question", subject, request, message, now, questions=questions)


def _arrived(request: AcademyRequest, message: OutboxMessage, now: datetime) -> EmailMessage | None:
    subject = _("Nieuwe aanvraag: %(place)s", place=request.place)
    return _tell_team("arrived", subject, request, message, now)


def _answered(
    request: AcademyRequest, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    subject = _("Antwoord op je vraag over de aanvraag: %(place)s", place=request.place)
    return _tell_team("answered", subject, request, message, now)


def _changed(request: AcademyRequest, message: OutboxMessage, now: datetime) -> EmailMessage | None:
    subject = _("Veranderde aanvraag: %(place)s", place=request.place)
    return _tell_team("changed", subject, request, message, now)


def _tell_team(
    what: str, subject: str, request: AcademyRequest, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    """Lead the project team to the page of a request; the mail itself names nobody.

    Once it is decided, only a letter can still change, of one that was accepted.
    """
    goes_on = request.is_open or (what == "changed" and request.event is not None)
    if not goes_on:
        return None
    return compose(
        "requests/team",
        to=current_settings().mail_from,
        subject=subject,
        what=what,
        message_ref=message.ref,
        now=now,
        asked=request,
        source=queries.source_title(request),
        link=links.absolute("requests_manage.show", ref=request.ref),
    )


def _accepted(
    request: AcademyRequest, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    if request.event is None:
        return None
    organises = any(user.email == request.email for user in request.event.organisers)
    subject = _("Je aanvraag is aangenomen")
    return _compose("accepted", subject, request, message, now, organises=organises)


def _declined(
    request: AcademyRequest, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    return _compose("declined", _("Je aanvraag gaat niet door"), request, message, now)


def _withdrawn(
    request: AcademyRequest, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    return _compose("withdrawn", _("Je aanvraag is ingetrokken"), request, message, now)


def _compose(
    template: str,
    subject: str,
    request: AcademyRequest,
    message: OutboxMessage,
    now: datetime,
    **facts: Any,
) -> EmailMessage:
    settings = current_settings()
    return compose(
        f"requests/{template}",
        to=request.email or "",
        subject=subject,
        message_ref=message.ref,
        now=now,
        asked=request,
        source=queries.source_title(request),
        contact={"mail": settings.mail_from, "phone": settings.contact_phone},
        link=links.absolute("requests.mine", token=queries.token_of(request)),
        **facts,
    )


RENDERERS: dict[str, Renderer] = {
    "requests.saved": _about(_saved),
    "requests.received": _about(_received),
    "requests.arrived": _about(_arrived),
    "requests.question": _about(_question),
    "requests.answered": _about(_answered),
    "requests.changed": _about(_changed),
    "requests.accepted": _about(_accepted),
    "requests.declined": _about(_declined),
    "requests.withdrawn": _about(_withdrawn),
}
