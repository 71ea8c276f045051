"""The local contact of a meeting: set by staff, handed over by link, forgotten."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from academie.accounts.models import AccessAction, User
from academie.accounts.service import log_own
from academie.checkpoints import days, queries
from academie.checkpoints.models import Checkpoint, FollowUp
from academie.core import journal
from academie.core.db import db, lock_row
from academie.core.errors import DomainError, IllegalMoveError
from academie.events import queries as events
from academie.events.models import Event
from academie.outbox import service as outbox


class SameAddressError(DomainError):
    """Somebody hands over to themselves."""

    message = _("Dit is je eigen e-mailadres. Vul het adres van je collega in.")


def assign(
    event: Event,
    *,
    name: str | None,
    email: str | None,
    phone: str | None,
    owner: User | None,
    now: datetime,
) -> FollowUp:
    """Say who is asked after a meeting, and who of the staff sees to it.

    Another address ends the links of the one before; what waits for an answer is asked anew.
    """
    follow_up = _held(event)
    before = follow_up.contact_email
    follow_up.contact_name, follow_up.contact_email = name, email
    follow_up.contact_phone, follow_up.owner = phone, owner
    if email != before:
        _end_links(event)
        if email and (current := queries.current_of(event, now)):
            _ask_anew(current)
    db.session.flush()
    return follow_up


def want_questions(event: Event, *, now: datetime) -> None:
    """Let questions follow a meeting of a kind that has none by itself.

    Raises:
        IllegalMoveError: it is off, or so long ago that the last question is past.
    """
    if not days.can_be_asked(event, now):
        raise IllegalMoveError(_("Over deze bijeenkomst kunnen we geen vragen meer stellen."))
    _held(event).wanted = True
    db.session.flush()


def hand_over(checkpoint: Checkpoint, *, name: str, email: str, now: datetime) -> None:
    """Let a colleague be the contact from now on: they get a link, and the old ones end.

    It leads to the question that waits now, also where the link that was opened is of an older one.

    Raises:
        SameAddressError: they have this address already.
    """
    follow_up = _held(checkpoint.event)
    if email == follow_up.contact_email:
        raise SameAddressError
    follow_up.contact_name, follow_up.contact_email = name, email
    follow_up.contact_phone = None
    _end_links(checkpoint.event)
    waits = queries.current_of(checkpoint.event, now) or checkpoint
    if waits.result is None:
        _ask_anew(waits)
        waits.asked_at = now
    log_own(AccessAction.CHANGE, f"follow_up:{checkpoint.event.ref}", now)
    db.session.flush()
    outbox.enqueue("checkpoints.handed_over", waits.ref, now)


def step_down(follow_up: FollowUp, *, now: datetime) -> None:
    """Forget a contact who wants to be asked no more; a person takes it from there."""
    forget(follow_up)
    journal.note_wish(f"follow_up:{follow_up.event.ref}", now)


def forget(follow_up: FollowUp) -> None:
    """Empty who the contact of a meeting was; their links lead nowhere and no mail is sent."""
    lock_row(follow_up)
    follow_up.contact_name = follow_up.contact_email = follow_up.contact_phone = None
    outbox.forget(*_end_links(follow_up.event))


def _held(event: Event) -> FollowUp:
    """Give the row of a meeting, made when there is none; whoever asks meanwhile waits."""
    events.lock(event)
    follow_up = queries.follow_up_of(event)
    if follow_up is None:
        follow_up = FollowUp(event=event)
        db.session.add(follow_up)
    else:
        lock_row(follow_up)
    return follow_up


def _end_links(event: Event) -> list[str]:
    """Let every link to a question of a meeting lead nowhere; give the refs of the questions."""
    found = queries.of_event(event)
    for checkpoint in found:
        checkpoint.link_version += 1
    db.session.flush()
    return [checkpoint.ref for checkpoint in found]


def _ask_anew(checkpoint: Checkpoint) -> None:
    """Begin again with a question: whoever is the contact now was never asked."""
    outbox.forget(checkpoint.ref)
    checkpoint.asked_at = checkpoint.sent_at = checkpoint.last_sent_at = None
    checkpoint.reminded_at = checkpoint.reminded_again_at = checkpoint.tasked_at = None
    db.session.flush()
