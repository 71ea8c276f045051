"""The verbs of registering for somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext as ngettext

from academie.accounts.models import User
from academie.assisted import queries
from academie.assisted.models import AssistedParty, AssistedVisit, HelperLink
from academie.core import links
from academie.core.db import db
from academie.core.errors import BrokenLinkError, DomainError, IllegalMoveError
from academie.events import queries as event_queries
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode, Audience
from academie.registrations import queries as registration_queries
from academie.registrations import service as registrations
from academie.registrations.changing import AddressTakenError
from academie.registrations.models import Registration
from academie.registrations.more import NOTHING, More
from academie.registrations.seats import GroupFullError, GroupNotOfferedError

PURPOSE = "helper"
MOST_PARTIES = 8


@dataclass(frozen=True, kw_only=True)
class Party:
    """What somebody else tells of a party; a first name suffices."""

    given_name: str
    people: int
    mode: AttendanceMode
    family_name: str | None = None
    email: str | None = None
    organisation: str | None = None
    audience: Audience | None = None
    group: BreakoutGroup | None = None
    second_group: BreakoutGroup | None = None
    more: More = NOTHING


class BrokenHelperLinkError(BrokenLinkError):
    """A link of a helping organisation that was revoked, changed or never ours."""

    message = _("Deze link werkt niet meer. Vraag een nieuwe link aan de organisator.")


class PartyRefusedError(DomainError):
    """One party of the form cannot be registered, so none was.

    Attributes:
        number: which party, counted from nought.
        field: what to put right.
    """

    def __init__(self, number: int, field: str, error: DomainError) -> None:
        """Say it in the words of the rule."""
        super().__init__(error.message)
        self.number, self.field = number, field


class LinkFullError(DomainError):
    """A link may not register so many people."""

    def __init__(self, left: int) -> None:
        """Say how many it still may."""
        super().__init__(room_in_words(left))


class StrangeKeyError(DomainError):
    """A form brought the key of somebody else's."""

    message = _("Laad deze pagina opnieuw en vul hem nog een keer in.")


def room_left(link: HelperLink) -> int | None:
    """Count how many people a link may still register; None for no limit of its own."""
    return None if link.seats is None else max(0, link.seats - queries.people_of(link))


def room_in_words(left: int) -> LazyString:
    """Say how many people a link may still register."""
    if left == 0:
        return _("Met deze link kun je niemand meer aanmelden. Bel de organisator.")
    return ngettext(
        "Met deze link kun je nog %(num)s persoon aanmelden.",
        "Met deze link kun je nog %(num)s personen aanmelden.",
        left,
    )


def make_link(event: Event, *, organisation: str, seats: int | None, now: datetime) -> HelperLink:
    """Make a link by which an organisation registers people for one meeting.

    Raises:
        IllegalMoveError: the meeting is not public.
    """
    if not event.is_public:
        raise IllegalMoveError(_("Publiceer de bijeenkomst eerst. Maak daarna een link."))
    made = HelperLink(event=event, organisation=organisation, seats=seats, created_at=now)
    db.session.add(made)
    db.session.flush()
    return made


def revoke_link(link: HelperLink, *, now: datetime) -> None:
    """End a link at once, wherever it is open; a second time changes nothing."""
    if link.revoked_at is None:
        link.revoked_at = now
        link.link_version += 1


def link_token(link: HelperLink) -> str:
    """Write the token of a link."""
    return links.sign(PURPOSE, link.ref, link.link_version)


def open_link(token: str) -> HelperLink:
    """Find the link behind a token.

    Raises:
        BrokenHelperLinkError: it is none of ours, or has been revoked.
    """
    try:
        claim = links.read(PURPOSE, token)
    except BrokenLinkError as error:
        raise BrokenHelperLinkError from error
    link = queries.link(claim.ref)
    if link is None or link.link_version != claim.version or link.revoked_at is not None:
        raise BrokenHelperLinkError
    return link


def register_all(
    event: Event, parties: Sequence[Party], *, by: User | HelperLink, key: str, now: datetime
) -> tuple[AssistedVisit, bool]:
    """Register all parties of a form, or none; a form that is sent again changes nothing.

    An address that is known already is told to staff. Whoever holds a link hears nothing of that:
    all with an address get their ticket by mail, the known ones once more.

    Args:
        by: a member of staff, who may also do so after the closing of registration, or a link.
        key: what the form brought to be known again.

    Returns:
        the visit, and whether it is new.

    Raises:
        PartyRefusedError: one of them cannot be registered.
        LinkFullError: more people than the link may register.
        RegistrationClosedError: the meeting takes no registrations at `now`.
        StrangeKeyError: the key was used elsewhere.
    """
    event_queries.lock(event)
    if known := queries.visit_of_key(key):
        if by not in (known.helper_link, known.made_by) or known.event is not event:
            raise StrangeKeyError
        return known, False
    helper = by if isinstance(by, HelperLink) else None
    if helper:
        _check_link(helper, sum(party.people for party in parties))
    visit = AssistedVisit(
        event=event,
        key=key,
        helper_link=helper,
        made_by=by if isinstance(by, User) else None,
        made_at=now,
        mailed=sum(party.email is not None for party in parties) if helper else 0,
    )
    db.session.add(visit)
    for number, party in enumerate(parties):
        if registration := _register(visit, number, party, now):
            _belong(registration, visit)
        else:
            visit.known += party.people
    db.session.flush()
    return visit, True


def _check_link(link: HelperLink, people: int) -> None:
    """Make sure that a link still works, and may register so many; the meeting is locked."""
    db.session.refresh(link)
    if link.revoked_at is not None:
        raise BrokenHelperLinkError
    left = room_left(link)
    if left is not None and left < people:
        raise LinkFullError(left)


def _register(
    visit: AssistedVisit, number: int, party: Party, now: datetime
) -> Registration | None:
    """Register one party; none when a link names an address that is known."""
    event, email = visit.event, party.email
    known = registration_queries.of_address(event, email) if email else None
    if known and known.is_live:
        if visit.helper_link is None:
            raise PartyRefusedError(number, "email", AddressTakenError())
        registrations.trust_address(known, now)
        registrations.tell_known(known, now)
        return None
    try:
        return registrations.register(
            event, now=now, by_staff=visit.helper_link is None, **vars(party)
        )
    except (GroupFullError, GroupNotOfferedError) as error:
        raise PartyRefusedError(number, "group", error) from error


def _belong(registration: Registration, visit: AssistedVisit) -> None:
    """Note by which visit somebody came; who signed off and comes again, by the last."""
    known = db.session.get(AssistedParty, registration.id)
    if known:
        known.visit, known.people = visit, registration.people
    else:
        party = AssistedParty(registration=registration, visit=visit, people=registration.people)
        db.session.add(party)
