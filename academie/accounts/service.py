"""The verbs of staff: invite, give roles, deactivate, help back in; and the access log."""

from collections.abc import Collection
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import insert

from academie.accounts import queries
from academie.accounts.models import AccessAction, AccessLogLine, Change, RoleName, User
from academie.core.db import db, is_writing, write_apart
from academie.core.errors import DomainError
from academie.outbox import service as outbox

MAIL_PAUSE = timedelta(minutes=5)


class AddressTakenError(DomainError):
    """Somebody of the staff has this address already."""

    message = _("Dit e-mailadres hoort al bij een medewerker. Zoek die medewerker op in de lijst.")


class LastOneError(DomainError):
    """Nobody would be left to manage the staff."""

    message = _(
        "Dit is de laatste van het projectteam die kan inloggen. "
        "Geef eerst iemand anders de rol Projectteam."
    )


def add(*, email: str, name: str | None, roles: Collection[RoleName], now: datetime) -> User:
    """Make an account without a password.

    Raises:
        AddressTakenError: the address has an account.
    """
    if queries.by_email(email):
        raise AddressTakenError
    user = User(
        email=email,
        name=name,
        active=True,
        fs_uniquifier=token_hex(),
        link_version=1,
        created_at=now,
        roles=queries.roles(roles),
    )
    db.session.add(user)
    db.session.flush()
    return user


def invite(*, email: str, name: str, roles: Collection[RoleName], now: datetime) -> User:
    """Make an account and mail a link to choose its password.

    Raises:
        AddressTakenError: the address has an account.
    """
    user = add(email=email, name=name, roles=roles, now=now)
    invite_again(user, now=now)
    return user


def invite_again(user: User, *, now: datetime) -> None:
    """Mail the link to choose a first password once more.

    Raises:
        DomainError: they chose one already.
    """
    if user.password or not user.active:
        raise DomainError(_("Deze medewerker heeft al een wachtwoord of kan niet inloggen."))
    _give_link(user, now)
    outbox.enqueue("accounts.invite", user.ref, now)


def ask_new_password(email: str, *, now: datetime) -> None:
    """Mail a link to choose a new password, when the address is one of the staff.

    Says nothing either way, and mails nobody twice within `MAIL_PAUSE`.
    """
    user = queries.by_email(email)
    if user is None or not user.active:
        return
    if user.link_sent_at and now - user.link_sent_at < MAIL_PAUSE:
        return
    _give_link(user, now)
    outbox.enqueue("accounts.password_reset", user.ref, now)


def change(user: User, *, name: str, roles: Collection[RoleName]) -> None:
    """Change somebody's name and roles.

    Raises:
        LastOneError: nobody would be left to manage the staff.
    """
    if RoleName.PROJECT_TEAM not in roles:
        _require_others(user)
    user.name = name
    user.roles = queries.roles(roles)


def deactivate(user: User, *, now: datetime) -> None:
    """Refuse somebody from now on, also where they are signed in; in time they are forgotten.

    Raises:
        LastOneError: nobody would be left to manage the staff.
    """
    _require_others(user)
    user.active = False
    user.deactivated_at = user.deactivated_at or now
    end_link(user)
    sign_out_everywhere(user)


def activate(user: User) -> None:
    """Let somebody sign in again, who has not been forgotten yet."""
    user.active = True
    user.deactivated_at = None


def reset_second_step(user: User, *, now: datetime) -> None:
    """Forget a lost phone: at the next sign-in they set up an app anew."""
    tell_of(Change.NO_APP, user, now)
    user.tf_primary_method = None
    user.tf_totp_secret = None
    user.totp_last_counter = None
    user.mf_recovery_codes = None
    sign_out_everywhere(user)


def tell_of(change: Change, user: User, now: datetime) -> None:
    """Mail somebody that their way to sign in changed."""
    outbox.enqueue(f"accounts.{change.value}_changed", user.ref, now)


def sign_out_everywhere(user: User) -> None:
    """End all sessions of somebody: each holds the word that changes here."""
    user.fs_uniquifier = token_hex()


def end_link(user: User) -> None:
    """Make the link to choose a password work no longer."""
    user.link_version += 1
    user.link_sent_at = None


OWN_LINK = "met de link uit de eigen mail"
"""The reason in the log when somebody does it themselves."""


def log_access(
    user: User, action: AccessAction, subject: str, now: datetime, purpose: str | None = None
) -> None:
    """Note that somebody of the staff saw or touched personal data.

    A request that writes keeps the line only when it succeeds. A page that only reads writes the
    line at once, in a transaction of its own: what was shown was seen.

    Args:
        subject: kind of row and its ref, such as `registration:0123456789abcdef`.
        purpose: why, as told for an export.
    """
    _log(at=now, user_id=user.id, action=action, subject=subject, purpose=purpose)


def log_own(action: AccessAction, subject: str, now: datetime) -> None:
    """Note, as `log_access` does, what somebody did with data of their own."""
    _log(at=now, action=action, subject=subject, purpose=OWN_LINK)


def log_duty(action: AccessAction, subject: str, now: datetime, purpose: str) -> None:
    """Note what the worker did by itself, in the transaction of its duty."""
    line = {"at": now, "action": action, "subject": subject, "purpose": purpose}
    db.session.execute(insert(AccessLogLine).values(line))


def _log(**line: Any) -> None:
    row = insert(AccessLogLine).values(line)
    if is_writing():
        db.session.execute(row)
        return
    with write_apart() as connection:
        connection.execute(row)


def _give_link(user: User, now: datetime) -> None:
    """Let the link work from now on; one that had run out stays dead."""
    if user.link_expires_at and user.link_expires_at <= now:
        end_link(user)
    user.link_sent_at = now


def _require_others(user: User) -> None:
    manages = user.active and user.holds(RoleName.PROJECT_TEAM)
    if manages and queries.others_who_manage(user) == 0:
        raise LastOneError
