"""Forgetting tries to sign in."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from academie.accounts.models import SignInFailure
from academie.core.db import db
from academie.core.retention import RetentionRule

TRIES = RetentionRule(("sign_in_failure.address_hash",), timedelta(days=30), "the try")
RULES = (TRIES,)


def forget_old(now: datetime) -> None:
    """Delete failures that are no longer needed for security; a duty of the worker."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.failed_at < now - TRIES.kept))
