"""The mails to who may confirm an outcome, and the news of their answer."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

from flask_babel import gettext as _

from academie.core import links, mail
from academie.followups.confirmation_queries import by_ref, token_of
from academie.followups.confirmations import ASKABLE, Confirmation
from academie.followups.terms import ConfirmationState
from academie.outbox.models import OutboxMessage, Renderer

_Render = Callable[[Confirmation, OutboxMessage, datetime], EmailMessage | None]


def _about(render: _Render) -> Renderer:
    """Look up the question."""

    def renderer(message: OutboxMessage, now: datetime) -> EmailMessage | None:
        confirmation = by_ref(message.about)
        return render(confirmation, message, now) if confirmation else None

    return renderer


def _question(
    confirmation: Confirmation, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    """Ask whether an outcome is true; what it tells stands behind the link."""
    subject = _("Klopt dit? %(title)s", title=confirmation.outcome.title)
    return _to_outsider("confirmation", subject, confirmation, message, now)


def _reminder(
    confirmation: Confirmation, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    """Ask once more."""
    subject = _("Wil je nog antwoorden? %(title)s", title=confirmation.outcome.title)
    return _to_outsider("confirmation_reminder", subject, confirmation, message, now)


def _to_outsider(
    template: str,
    subject: str,
    confirmation: Confirmation,
    message: OutboxMessage,
    now: datetime,
) -> EmailMessage | None:
    """Write to who was asked, unless asking has lost its sense."""
    is_open = confirmation.state(now) is ConfirmationState.ASKED
    if confirmation.email is None or not is_open or confirmation.outcome.state not in ASKABLE:
        return None
    return mail.compose(
        f"followups/{template}",
        to=confirmation.email,
        subject=subject,
        message_ref=message.ref,
        now=now,
        reply_to=confirmation.asked_by.email if confirmation.asked_by.active else None,
        confirmation=confirmation,
        link=links.absolute("confirming.confirm", token=token_of(confirmation)),
    )


def _answered(
    confirmation: Confirmation, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    """Tell who asked that there is an answer; what it says is read at the workplace."""
    asker = confirmation.asked_by
    if confirmation.answered_at is None or not asker.active:
        return None
    outcome = confirmation.outcome
    return mail.compose(
        "followups/confirmation_answered",
        to=asker.email,
        subject=_("Antwoord over %(label)s", label=outcome.label),
        message_ref=message.ref,
        now=now,
        confirmation=confirmation,
        link=links.absolute(
            "confirming_manage.show", ref=outcome.ref, confirmation_ref=confirmation.ref
        ),
    )


RENDERERS: dict[str, Renderer] = {
    "followups.confirmation": _about(_question),
    "followups.confirmation_reminder": _about(_reminder),
    "followups.confirmation_answered": _about(_answered),
}
