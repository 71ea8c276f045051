"""The mails about a contribution: the question, and the answers that the organiser hears of."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from flask_babel import gettext as _

from academie.core import links, mail
from academie.events.terms import EventStatus
from academie.outbox.models import OutboxMessage, Renderer
from academie.programme import queries
from academie.programme.models import Contributor
from academie.programme.terms import ContributorState

_Render = Callable[[Contributor, OutboxMessage, datetime], EmailMessage | None]
PURPOSE = "contribution"


def _about_somebody(render: _Render) -> Renderer:
    """Look up the contributor; about who was taken out, or a meeting called off, goes no mail."""

    def renderer(message: OutboxMessage, now: datetime) -> EmailMessage | None:
        contributor = queries.contributor_by_ref(message.about)
        if contributor is None or contributor.event.status is EventStatus.CANCELLED:
            return None
        return render(contributor, message, now)

    return renderer


def _approval(
    contributor: Contributor, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    """Ask whether a text may be shown; a text that changed meanwhile needs another question."""
    if contributor.email is None or contributor.state is not ContributorState.ASKED:
        return None
    subject = _("Je bijdrage aan %(event)s", event=contributor.event.title)
    token = links.sign(PURPOSE, contributor.ref, contributor.link_version)
    return _compose(
        "approval",
        contributor,
        message,
        now,
        to=contributor.email,
        subject=subject,
        link=links.absolute("programme.contribution", token=token),
    )


def _wording(
    contributor: Contributor, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    """Bring the organiser another wording."""
    if contributor.wording is None:
        return None
    subject = _("Een andere tekst voor %(event)s", event=contributor.event.title)
    return _to_organiser("wording", contributor, message, now, subject)


def _refused(
    contributor: Contributor, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    """Tell the organiser that somebody said no, or not any longer."""
    if contributor.state not in {ContributorState.DECLINED, ContributorState.WITHDRAWN}:
        return None
    subject = _("Een antwoord van een bijdrager aan %(event)s", event=contributor.event.title)
    return _to_organiser("refused", contributor, message, now, subject)


def _to_organiser(
    template: str, contributor: Contributor, message: OutboxMessage, now: datetime, subject: str
) -> EmailMessage:
    event = contributor.event
    return _compose(
        template,
        contributor,
        message,
        now,
        to=event.reply_address,
        subject=subject,
        link=links.absolute("programme_manage.overview", ref=event.ref),
    )


def _compose(
    template: str,
    contributor: Contributor,
    message: OutboxMessage,
    now: datetime,
    **facts: Any,
) -> EmailMessage:
    event = contributor.event
    return mail.compose(
        f"programme/{template}",
        message_ref=message.ref,
        now=now,
        sender_name=event.organisation,
        reply_to=event.reply_address,
        event=event,
        contributor=contributor,
        **facts,
    )


RENDERERS: dict[str, Renderer] = {
    "programme.approval": _about_somebody(_approval),
    "programme.wording": _about_somebody(_wording),
    "programme.refused": _about_somebody(_refused),
}
