"""The verbs of contributors: propose, ask, approve, decline, withdraw.

What the world reads is a copy that the person approved. The proposal beside it is the house's own
and may change at any time; only another yes puts it in the copy's place.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _

from academie.core import journal, links
from academie.core.db import db
from academie.core.errors import BrokenLinkError, DomainError
from academie.events import queries as events
from academie.events import service as event_service
from academie.events.models import Event
from academie.outbox import service as outbox
from academie.outbox.service import enqueue
from academie.programme import queries
from academie.programme.models import Contributor, SessionItem
from academie.programme.service import Direction, require_alive
from academie.programme.terms import ContributorRole, ContributorState
from academie.reference.models import KnowledgeSource

PURPOSE = "contribution"


class NoAddressError(DomainError):
    """There is nowhere to send the question."""

    message = _("Vul eerst een e-mailadres in. Dan kunnen we om akkoord vragen.")


class NothingToAskError(DomainError):
    """The answer to the present proposal is known, or may not be asked for any more."""

    message = _("Om dit akkoord hoef je niet te vragen.")


class ProposalChangedError(DomainError):
    """What was read is no longer what would be shown."""

    message = _("De tekst is intussen veranderd. Lees hem nog een keer en kies dan.")


class GoneError(DomainError):
    """Everything about this person was erased."""

    message = _("Dit is ingetrokken en gewist. Voeg de bijdrager opnieuw toe als dat mag.")


def add(
    event: Event,
    *,
    name: str,
    role: ContributorRole,
    knowledge: KnowledgeSource | None,
    text: str | None,
    email: str | None,
    items: Sequence[SessionItem],
) -> Contributor:
    """Write down who contributes; the world sees nothing of it yet.

    Raises:
        IllegalMoveError: the meeting was called off.
    """
    require_alive(event)
    others = queries.contributors(event)
    contributor = Contributor(
        event=event,
        position=max((row.position for row in others), default=-1) + 1,
        name=name,
        role=role,
        knowledge=knowledge,
        text=text,
        email=email,
        items=list(items),
    )
    db.session.add(contributor)
    db.session.flush()
    return contributor


def change(
    contributor: Contributor,
    *,
    now: datetime,
    name: str,
    role: ContributorRole,
    knowledge: KnowledgeSource | None,
    text: str | None,
    email: str | None,
    items: Sequence[SessionItem],
) -> None:
    """Change what is known or proposed. Another name, role or text needs another approval.

    Another address ends the link that the old one holds.

    Raises:
        GoneError: they withdrew, or were erased.
        IllegalMoveError: the meeting was called off.
    """
    require_alive(contributor.event)
    db.session.refresh(contributor)
    _require_known(contributor)
    before, address = contributor.proposal, contributor.email
    contributor.name, contributor.role, contributor.text = name, role, text
    contributor.knowledge, contributor.items = knowledge, list(items)
    contributor.email = email
    if contributor.email != address:
        contributor.link_version += 1
    if contributor.proposal != before:
        contributor.asked_at = contributor.declined_at = contributor.wording = None
    event_service.show_anew(contributor.event, now=now)
    db.session.flush()


def remove(contributor: Contributor, *, now: datetime) -> None:
    """Take somebody out of the programme with all that is known of them, whenever they ask."""
    _hold(contributor)
    forget(contributor)
    journal.note_wish(f"contributor:{contributor.ref}", now)
    db.session.delete(contributor)
    event_service.show_anew(contributor.event, now=now)
    db.session.flush()


def ask(contributor: Contributor, *, now: datetime) -> None:
    """Mail the link to read the proposal and say yes or no; asking answers another wording too.

    Raises:
        NoAddressError: no address is known.
        NothingToAskError: they approved this proposal, or withdrew.
        IllegalMoveError: the meeting was called off.
    """
    require_alive(contributor.event)
    db.session.refresh(contributor)
    if contributor.state not in {
        ContributorState.NOT_ASKED,
        ContributorState.ASKED,
        ContributorState.DECLINED,
    }:
        raise NothingToAskError
    if contributor.email is None:
        raise NoAddressError
    contributor.asked_at = now
    contributor.declined_at = contributor.wording = None
    enqueue("programme.approval", contributor.ref, now)


def token_of(contributor: Contributor) -> str:
    """Write the token of somebody's link."""
    return links.sign(PURPOSE, contributor.ref, contributor.link_version)


def by_token(token: str) -> Contributor:
    """Find the contributor behind a link.

    Raises:
        BrokenLinkError: the link was changed or revoked, or all behind it was erased by time.
    """
    claim = links.read(PURPOSE, token)
    contributor = queries.contributor_by_ref(claim.ref)
    if contributor is None or contributor.link_version != claim.version:
        raise BrokenLinkError
    if contributor.state is ContributorState.ERASED:
        raise BrokenLinkError
    return contributor


def fingerprint(contributor: Contributor) -> str:
    """Recognise a proposal: a yes counts for the one that was read and no other."""
    name, role, text = contributor.proposal
    words = "\0".join((name or "", role, text or ""))
    return hashlib.sha256(words.encode()).hexdigest()


def approve(contributor: Contributor, *, read: str, now: datetime) -> None:
    """Show the proposal to the world from now on.

    Args:
        read: fingerprint of what the person read.

    Raises:
        ProposalChangedError: the proposal is another one by now.
        GoneError: they withdrew.
    """
    _hold_answer(contributor, read)
    contributor.approved_name = contributor.name
    contributor.approved_role = contributor.role
    contributor.approved_text = contributor.text
    contributor.approved_at = now
    contributor.declined_at = contributor.wording = None
    event_service.show_anew(contributor.event, now=now)


def decline(contributor: Contributor, *, read: str, now: datetime) -> None:
    """Note that this proposal is not to be shown, also after a yes; the organiser hears of it once.

    Raises:
        ProposalChangedError: the proposal is another one by now.
        GoneError: they withdrew.
    """
    _hold_answer(contributor, read)
    if contributor.state is ContributorState.DECLINED:
        return
    if contributor.state is ContributorState.APPROVED:
        _hide(contributor)
        event_service.show_anew(contributor.event, now=now)
    contributor.declined_at = now
    enqueue("programme.refused", contributor.ref, now)


def move(contributor: Contributor, direction: Direction, *, now: datetime) -> None:
    """Let somebody change places with their neighbour; at either end nothing happens.

    Raises:
        IllegalMoveError: the meeting was called off.
    """
    require_alive(contributor.event)
    rows = list(queries.contributors(contributor.event))
    here = rows.index(contributor)
    there = here - 1 if direction is Direction.UP else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows):
        row.position = position
    event_service.show_anew(contributor.event, now=now)
    db.session.flush()


def reword(contributor: Contributor, *, wording: str, now: datetime) -> None:
    """Bring another wording to the organiser; what the world sees stays as it is.

    Raises:
        GoneError: they withdrew.
    """
    _hold(contributor)
    _require_known(contributor)
    contributor.wording = wording
    enqueue("programme.wording", contributor.ref, now)


def withdraw(contributor: Contributor, *, now: datetime) -> None:
    """Hide at once what the world saw of somebody, and forget them; a second time changes nothing.

    What stays is that somebody in this role was in the programme.
    """
    _hold(contributor)
    if contributor.withdrawn_at:
        return
    forget(contributor)
    journal.note_wish(f"contributor:{contributor.ref}", now)
    contributor.withdrawn_at = now
    event_service.show_anew(contributor.event, now=now)
    enqueue("programme.refused", contributor.ref, now)
    db.session.flush()


def forget(contributor: Contributor) -> None:
    """Empty all that says who somebody is, what the world sees of them included."""
    outbox.forget(contributor.ref)
    contributor.name = contributor.email = contributor.text = contributor.wording = None
    _hide(contributor)


def _hide(contributor: Contributor) -> None:
    contributor.approved_name = contributor.approved_role = None
    contributor.approved_text = contributor.approved_at = None


def _hold(contributor: Contributor) -> None:
    """Keep the row for this transaction alone, and read it afresh; all verbs lock the meeting."""
    events.lock(contributor.event)
    db.session.refresh(contributor)


def _hold_answer(contributor: Contributor, read: str) -> None:
    _hold(contributor)
    _require_known(contributor)
    if read != fingerprint(contributor):
        raise ProposalChangedError


def _require_known(contributor: Contributor) -> None:
    if contributor.state in {ContributorState.WITHDRAWN, ContributorState.ERASED}:
        raise GoneError
