"""Mail to a requester that follows from what was typed, and so may go to anybody's address."""

from datetime import datetime

from sqlalchemy import select

from academie.outbox import service as outbox
from academie.outbox.models import OutboxMessage
from academie.requests.models import AcademyRequest
from academie.requests.terms import RequestStatus

SAVED, RECEIVED = "requests.saved", "requests.received"
QUESTION = "requests.question"
ACCEPTED, DECLINED = "requests.accepted", "requests.declined"
WITHDRAWN = "requests.withdrawn"
_ENDED = {
    RequestStatus.ACCEPTED: ACCEPTED,
    RequestStatus.DECLINED: DECLINED,
    RequestStatus.WITHDRAWN: WITHDRAWN,
}
_TO_REQUESTER = (SAVED, RECEIVED, *_ENDED.values())


def tell(kind: str, request: AcademyRequest, now: datetime) -> None:
    """Mail a requester the link to a request, unless their address heard enough.

    Anybody may make as many requests as they like with the address of somebody else.
    """
    theirs = select(AcademyRequest.ref).where(AcademyRequest.email == request.email)
    told = (OutboxMessage.about.in_(theirs), OutboxMessage.kind.in_(_TO_REQUESTER))
    if not outbox.heard_enough(now, *told):
        outbox.enqueue(kind, request.ref, now)


def tell_end_again(request: AcademyRequest, now: datetime) -> None:
    """Mail how a request ended to its new address, with the link that works from now on.

    However much that address heard of other requests; but whoever goes from one address to the
    next floods none of them.
    """
    kind = _ENDED[request.status]
    told = (OutboxMessage.about == request.ref, OutboxMessage.kind == kind)
    if not outbox.heard_enough(now, *told):
        outbox.enqueue(kind, request.ref, now)


def tell_how_it_stands(request: AcademyRequest, now: datetime) -> None:
    """Mail an open request to its new address: what we asked, or else that it came."""
    outbox.enqueue(QUESTION if request.open_questions else RECEIVED, request.ref, now)
