"""The mails of a question: to the contact, and to who takes over; rendered when they leave."""

from datetime import datetime
from email.message import EmailMessage
from typing import Any

from flask_babel import gettext as _

from academie.checkpoints import days, queries
from academie.checkpoints.models import Checkpoint
from academie.core import links, mail
from academie.events.terms import EventStatus
from academie.outbox.models import OutboxMessage, Renderer


def asked(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Ask the local contact how it goes."""
    return _question(message, now, reminds=False)


def reminded(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Ask once more."""
    return _question(message, now, reminds=True)


def handed_over(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Tell somebody that a colleague made them the contact, with the question that waits."""
    checkpoint = queries.by_ref(message.about)
    if checkpoint is None or not _can_be_asked(checkpoint):
        return None
    subject = _("Jij bent nu contact voor %(event)s", event=checkpoint.event.title)
    ahead = queries.next_of(checkpoint.event)
    return _to_contact("handed_over", subject, checkpoint, message, now, ahead=ahead)


def tasked(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Tell who sees to a meeting that a question waits for them."""
    checkpoint = queries.by_ref(message.about)
    if checkpoint is None or checkpoint.result is not None or checkpoint.tasked_at is None:
        return None
    owner = queries.owner_of(checkpoint.event)
    if owner is None or owner.email is None:
        return None
    event = checkpoint.event
    link = links.absolute("checkpoints_manage.show", ref=event.ref, checkpoint_ref=checkpoint.ref)
    return mail.compose(
        "checkpoints/tasked",
        to=owner.email,
        subject=_("Wil je bellen over %(event)s?", event=event.title),
        message_ref=message.ref,
        now=now,
        owner=owner,
        event=event,
        checkpoint=checkpoint,
        was_asked=checkpoint.sent_at is not None,
        link=link,
    )


def _question(message: OutboxMessage, now: datetime, *, reminds: bool) -> EmailMessage | None:
    checkpoint = queries.by_ref(message.about)
    if checkpoint is None or checkpoint.result is not None or not _can_be_asked(checkpoint):
        return None
    event = checkpoint.event
    asked, more = queries.asked_first(queries.open_commitments(event))
    return _to_contact(
        "asked",
        _("Hoe gaat het met: %(event)s?", event=event.title),
        checkpoint,
        message,
        now,
        commitments=asked,
        more=bool(more),
        reminds=reminds,
    )


def _can_be_asked(checkpoint: Checkpoint) -> bool:
    follow_up = queries.follow_up_of(checkpoint.event)
    is_known = follow_up is not None and follow_up.contact_email is not None
    return is_known and checkpoint.event.status is EventStatus.CLOSED


def _to_contact(
    template: str,
    subject: str,
    checkpoint: Checkpoint,
    message: OutboxMessage,
    now: datetime,
    **facts: Any,
) -> EmailMessage:
    event, follow_up = checkpoint.event, queries.follow_up_of(checkpoint.event)
    assert follow_up is not None  # noqa: S101 - the contact is known
    token = queries.token_of(checkpoint)
    return mail.compose(
        f"checkpoints/{template}",
        to=follow_up.contact_email or "",
        subject=subject,
        message_ref=message.ref,
        now=now,
        sender_name=event.organisation,
        reply_to=event.reply_address,
        event=event,
        checkpoint=checkpoint,
        name=follow_up.contact_name,
        link=links.absolute("checkpoints.answer", token=token),
        yours_url=links.absolute("checkpoints.yours", token=token),
        days=days.LINK_KEPT.days,
        **facts,
    )


RENDERERS: dict[str, Renderer] = {
    "checkpoints.asked": asked,
    "checkpoints.reminded": reminded,
    "checkpoints.handed_over": handed_over,
    "checkpoints.tasked": tasked,
}
