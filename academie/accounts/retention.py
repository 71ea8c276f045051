"""Forgetting: tries to sign in, staff who left, and who saw what."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import delete, insert, select

from academie.accounts.models import AccessAction, AccessLogLine, SignInFailure, User
from academie.core import journal
from academie.core.db import db
from academie.core.retention import RetentionRule

TRIES = RetentionRule(("sign_in_failure.address_hash",), timedelta(days=30), "the try")
LEFT = RetentionRule(
    (
        "user_account.email",
        "user_account.name",
        "user_account.password",
        "user_account.fs_uniquifier",
        "user_account.tf_primary_method",
        "user_account.tf_totp_secret",
        "user_account.mf_recovery_codes",
    ),
    timedelta(weeks=12),
    "the account was put out",
)
SEEN = RetentionRule(
    ("access_log.subject", "access_log.purpose"), timedelta(days=366), "what was done"
)
RULES = (TRIES, LEFT, SEEN)


def forget_old(now: datetime) -> None:
    """Delete failures that are no longer needed for security; a duty of the worker."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.failed_at < now - TRIES.kept))


def forget_who_left(now: datetime) -> None:
    """Empty the accounts of staff who left, and log it; the worker's, after their meetings.

    The row stays, for what they did stays theirs, under a word that is nobody's name.
    """
    for user in who_left(now):
        _empty(user, now)
        journal.note(f"user:{user.ref}", LEFT, now)
        line = {"at": now, "action": AccessAction.ERASE, "subject": f"user:{user.ref}"}
        db.session.execute(insert(AccessLogLine).values(line))


def who_left(now: datetime) -> Sequence[User]:
    """List staff who left long enough ago, and keep their rows to this transaction."""
    gone = select(User).where(
        User.deactivated_at < now - LEFT.kept, User.emptied_at.is_(None), User.active.is_(False)
    )
    return db.session.scalars(gone.order_by(User.id).with_for_update()).all()


def shed_log(now: datetime) -> None:
    """Delete the lines of the access log that the database lets go; a duty of the worker."""
    db.session.execute(delete(AccessLogLine).where(AccessLogLine.at < now - SEEN.kept))


def _empty(user: User, now: datetime) -> None:
    """Leave an address that no mail can reach, for two accounts never share one.

    Source: RFC 2606 (names that never exist).
    """
    user.email = f"{user.ref}@invalid"
    user.name = user.password = None
    user.fs_uniquifier = token_hex()
    user.tf_primary_method = user.tf_totp_secret = None
    user.totp_last_counter = user.mf_recovery_codes = None
    user.emptied_at = now
