"""The mails of this room, rendered at the moment of sending."""

from datetime import datetime
from email.message import EmailMessage

from flask_babel import gettext as _

from academie.accounts import queries
from academie.accounts.models import Change
from academie.config import current_settings
from academie.core import links
from academie.core.mail import compose
from academie.outbox.models import OutboxMessage, Renderer


def invite(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Ask somebody new to choose a password."""
    return _with_link(message, now, "accounts/invite", _("Je uitnodiging voor Academie"))


def password_reset(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Bring the link to choose a new password."""
    return _with_link(message, now, "accounts/password_reset", _("Kies een nieuw wachtwoord"))


def _changed(change: Change) -> Renderer:
    """Tell of a change in how somebody signs in; None when the account was emptied meanwhile."""

    def render(message: OutboxMessage, now: datetime) -> EmailMessage | None:
        user = queries.by_ref(message.about)
        if user is None or user.emptied_at:
            return None
        return compose(
            "accounts/changed",
            to=user.email,
            subject=_("Er is iets veranderd aan je account voor Academie"),
            message_ref=message.ref,
            now=now,
            name=user.name,
            contact=current_settings().mail_from,
            sentence=change.sentence,
            changed_at=message.created_at,
        )

    return render


def _with_link(
    message: OutboxMessage, now: datetime, template: str, subject: str
) -> EmailMessage | None:
    """Write a mail with the link; None when the link was used or revoked meanwhile."""
    user = queries.by_ref(message.about)
    if user is None or not queries.link_works(user, now):
        return None
    token = links.sign(queries.LINK, user.ref, user.link_version)
    return compose(
        template,
        to=user.email,
        subject=subject,
        message_ref=message.ref,
        now=now,
        name=user.name,
        contact=current_settings().mail_from,
        link=links.absolute("accounts.choose_password", token=token),
        expires_at=user.link_expires_at,
    )


RENDERERS: dict[str, Renderer] = {
    "accounts.invite": invite,
    "accounts.password_reset": password_reset,
} | {f"accounts.{change.value}_changed": _changed(change) for change in Change}
