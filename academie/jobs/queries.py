"""Questions about long work."""

from collections.abc import Sequence

from sqlalchemy import select

from academie.accounts.models import User
from academie.core.db import db
from academie.jobs.models import Job


def own(staff: User, ref: str) -> Job | None:
    """Find what this member of staff asked for; nobody else may know of it."""
    return db.session.scalar(select(Job).where(Job.ref == ref, Job.asked_by_id == staff.id))


def all_own(staff: User) -> Sequence[Job]:
    """List what this member of staff asked for, the latest first."""
    asked = select(Job).where(Job.asked_by_id == staff.id)
    return db.session.scalars(asked.order_by(Job.asked_at.desc(), Job.id.desc())).all()


def kept_files() -> set[str]:
    """Give the hash of every file that can still be fetched."""
    rows = select(Job.sha256).where(Job.sha256.is_not(None))
    return {sha256 for sha256 in db.session.scalars(rows) if sha256}
