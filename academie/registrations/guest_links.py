"""The links of our own in the mails to guests; `personal` tells whom they let in."""

from academie.core import links
from academie.registrations.models import Registration

MINE = "registration"
JOIN = "join"


def token_of(registration: Registration, purpose: str = MINE) -> str:
    """Write the token of somebody's link: to their own page, or for another purpose."""
    return links.sign(purpose, registration.ref, registration.link_version)


def join_url(registration: Registration) -> str:
    """Write the link to take part online: it stays the same whatever becomes of the meeting's."""
    return links.absolute("checkin.join", token=token_of(registration, JOIN))
