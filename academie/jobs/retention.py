"""Letting go of files that were made for somebody, and of what was asked."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update

from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.jobs.models import Job

FILE = RetentionRule(("job.sha256",), timedelta(days=7), "the file was made")
ASKED = RetentionRule(
    tuple(f"job.{name}" for name in ("title", "params", "digest", "problem", "name")),
    timedelta(days=30),
    "it ended",
)
RULES = (FILE, ASKED)


def erase_due(now: datetime) -> None:
    """Let files go whose time is over, and rows that ended long ago; a duty of the worker."""
    over = update(Job).where(Job.sha256.is_not(None), Job.expires_at <= now)
    db.session.execute(over.values(sha256=None))
    db.session.execute(delete(Job).where(Job.sha256.is_(None), Job.ended_at < now - ASKED.kept))
