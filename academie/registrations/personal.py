"""The personal link of a registration: whom it lets in, and what it says when it no longer does."""

from flask_babel import lazy_gettext as _

from academie.core import links
from academie.core.errors import BrokenLinkError
from academie.registrations import line, queries
from academie.registrations.guest_links import MINE
from academie.registrations.models import Registration, SeatOffer


class UnknownLinkError(BrokenLinkError):
    """A link that we never wrote, or that lost a letter on its way."""

    message = _(
        "Deze link werkt niet. Misschien is hij niet helemaal overgenomen. "
        "Open de link in je e-mail nog eens, of vraag een nieuwe aan."
    )
    way_on = ("selfservice.lost", _("Mail mij een nieuwe link"))


class OldLinkError(UnknownLinkError):
    """A link that another has come in place of."""

    message = _("Deze link werkt niet meer. Er is een nieuwe voor in de plaats. Vraag hem aan.")


class ErasedError(BrokenLinkError):
    """A link to somebody who is forgotten."""

    message = _("Deze link werkt niet meer. De gegevens die erbij hoorden, zijn gewist.")


def by_link(token: str, purpose: str = MINE) -> Registration:
    """Find the registration a link leads to: to its own page, or for another purpose.

    Raises:
        UnknownLinkError: the link was changed, or is none of ours.
        OldLinkError: there is a newer one.
        ErasedError: whose it was is forgotten.
    """
    claim = _read(purpose, token)
    registration = queries.by_ref(claim.ref)
    if registration is None:
        raise UnknownLinkError
    _check_version(registration, claim)
    return registration


def by_offer_link(token: str) -> SeatOffer:
    """Find the offer of seats that a link leads to.

    Raises:
        UnknownLinkError: the link was changed, or is none of ours.
        OldLinkError: there is a newer one.
        ErasedError: whose it was is forgotten.
    """
    claim = _read(line.OFFER, token)
    offer = queries.offer_by_ref(claim.ref)
    if offer is None:
        raise UnknownLinkError
    _check_version(offer.registration, claim)
    return offer


def _read(purpose: str, token: str) -> links.LinkClaim:
    try:
        return links.read(purpose, token)
    except BrokenLinkError as error:
        raise UnknownLinkError from error


def _check_version(registration: Registration, claim: links.LinkClaim) -> None:
    if registration.link_version != claim.version:
        raise ErasedError if registration.is_erased else OldLinkError
