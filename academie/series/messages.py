"""The mails to who stands on a list, rendered at the moment of sending."""

from datetime import datetime
from email.message import EmailMessage
from typing import Any

from flask_babel import gettext as _

from academie.config import current_settings
from academie.core import links, mail
from academie.events import ical
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.outbox.models import OutboxMessage, Renderer
from academie.series import queries, told
from academie.series.models import SeriesInvitation, SeriesMember

MEMBER = "series_member"
INVITATION = "series_invitation"


def member_token(member: SeriesMember) -> str:
    """Write the token of somebody's own page."""
    return links.sign(MEMBER, member.ref, member.link_version)


def confirm(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Ask whether somebody put themselves on the list."""
    member = queries.member_by_ref(message.about)
    if member is None or member.left_at or member.confirmed_at:
        return None
    subject = _("Wil je op de vaste lijst van %(series)s?", series=member.series.title)
    return _compose("confirm", subject, member, message, now)


def known(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Tell somebody that they stand on the list already."""
    member = queries.member_by_ref(message.about)
    if member is None or member.left_at:
        return None
    subject = _("Je staat al op de vaste lijst van %(series)s", series=member.series.title)
    return _compose("known", subject, member, message, now)


def stay(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Ask whether somebody stays on the list."""
    member = queries.member_by_ref(message.about)
    if member is None or member.asked_at is None or member.series.ended_at:
        return None
    subject = _("Wil je op de vaste lijst van %(series)s blijven?", series=member.series.title)
    answer_by = member.asked_at + queries.ANSWER_WITHIN
    return _compose("stay", subject, member, message, now, answer_by=answer_by)


def ended(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Tell somebody that the series is no more, and when we forget them."""
    member = queries.member_by_ref(message.about)
    if member is None or member.left_at or member.series.ended_at is None:
        return None
    subject = _("%(series)s is gestopt", series=member.series.title)
    erased_on = member.series.ended_at + queries.KEPT_AFTER_END
    return _compose("ended", subject, member, message, now, erased_on=erased_on)


def invited(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Invite somebody to a meeting of the series."""
    invitation = _unanswered(message)
    if invitation is None or not queries.takes_invitations(invitation.event, now):
        return None
    told.note_read(message, invitation.event)
    subject = _("Kom je ook naar %(event)s?", event=invitation.event.title)
    event_url = ical.page_url(invitation.event)
    return _compose_invitation("invited", subject, invitation, message, now, event_url=event_url)


def changed(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Tell who was invited and has not answered what became of the meeting."""
    invitation = _unanswered(message)
    if invitation is None:
        return None
    subject = change_subject(invitation.event, invitation.event.status)
    return _compose_invitation("changed", subject, invitation, message, now)


def change_subject(event: Event, status: EventStatus) -> str:
    """Name the mail to who was invited to a meeting that is otherwise by now."""
    if status is EventStatus.CANCELLED:
        return _("%(event)s gaat niet door", event=event.title)
    if status is EventStatus.POSTPONED:
        return _("%(event)s is uitgesteld", event=event.title)
    return _("Er is iets veranderd bij %(event)s", event=event.title)


def _unanswered(message: OutboxMessage) -> SeriesInvitation | None:
    """Find the invitation a mail is about, unless it was answered or its member left."""
    invitation = queries.invitation_by_ref(message.about)
    if invitation is None or invitation.member.left_at or invitation.answer:
        return None
    return invitation


def _compose_invitation(
    template: str,
    subject: str,
    invitation: SeriesInvitation,
    message: OutboxMessage,
    now: datetime,
    **facts: Any,
) -> EmailMessage:
    token = links.sign(INVITATION, invitation.ref, invitation.member.link_version)
    return _compose(
        template,
        subject,
        invitation.member,
        message,
        now,
        event=invitation.event,
        where=ical.location(invitation.event),
        answer_url=links.absolute("series.invitation", token=token),
        **facts,
    )


def _compose(
    template: str,
    subject: str,
    member: SeriesMember,
    message: OutboxMessage,
    now: datetime,
    **facts: Any,
) -> EmailMessage:
    settings = current_settings()
    letter = mail.compose(
        f"series/{template}",
        to=member.email or "",
        subject=subject,
        message_ref=message.ref,
        now=now,
        sender_name=_("Alliantie Kinderarmoede"),
        reply_to=settings.mail_from,
        member=member,
        series=member.series,
        contact=settings.mail_from,
        my_url=links.absolute("series.mine", token=member_token(member)),
        **facts,
    )
    letter["List-Unsubscribe"] = f"<{links.absolute('series.mine', token=member_token(member))}>"
    return letter


RENDERERS: dict[str, Renderer] = {
    "series.confirm": confirm,
    "series.known": known,
    "series.stay": stay,
    "series.ended": ended,
    told.INVITED: invited,
    "series.changed": changed,
}
