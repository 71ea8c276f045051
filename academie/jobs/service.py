"""Asking for long work, and taking that back."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from flask_babel import lazy_gettext as _
from sqlalchemy import Table, and_, or_, select, update

from academie.accounts.models import User
from academie.core.db import db, insert_or_ignore, new_ref
from academie.core.errors import IllegalMoveError
from academie.jobs.models import SETTLED, Job, JobStatus

TWICE = timedelta(seconds=15)
"""Who asks the same within so long pressed the button twice, also when the file is there."""

_OPEN = (JobStatus.WAITING, JobStatus.RUNNING)
_TABLE = cast("Table", Job.__table__)


def start(
    kind: str,
    params: Mapping[str, Any],
    staff: User,
    *,
    title: str,
    now: datetime,
    people: bool = False,
) -> Job:
    """Ask for work, or give what this person asked for already and is not there yet.

    Args:
        kind: a key of `WORK`.
        params: what JSON can hold; words that say who somebody is do not belong in it.
        title: what it makes, for who asked.
        people: the file says who somebody is.
    """
    digest = hashlib.sha256(json.dumps([kind, params], sort_keys=True).encode()).hexdigest()
    mine = (Job.asked_by_id == staff.id, Job.digest == digest)
    recent = and_(Job.sha256.is_not(None), Job.asked_at > now - TWICE)
    same = select(Job).where(*mine, or_(Job.status.in_(_OPEN), recent)).order_by(Job.id.desc())
    if known := db.session.scalar(same.limit(1)):
        return known
    row = {
        "ref": new_ref(),
        "kind": kind,
        "title": title,
        "params": dict(params),
        "digest": digest,
        "asked_by_id": staff.id,
        "asked_at": now,
        "status": JobStatus.WAITING,
        "percent": 0,
        "attempts": 0,
        "people": people,
    }
    insert_or_ignore(_TABLE, row)
    return db.session.scalars(same.limit(1)).one()


def cancel(job: Job, *, now: datetime) -> None:
    """Stop work that has not ended; who does it notices within a second.

    Raises:
        IllegalMoveError: it has ended, or did what cannot be taken back.
    """
    stopped = {"status": JobStatus.CANCELLED, "claim": None, "ended_at": now, "step": None}
    still_open = (Job.id == job.id, Job.status.in_(_OPEN), Job.percent < SETTLED)
    statement = update(Job).where(*still_open).values(stopped)
    changed = db.session.execute(statement, execution_options={"preserve_rowcount": True})
    if not cast("Any", changed).rowcount:
        raise IllegalMoveError(_("Dit was al klaar of gestopt."))


def again(job: Job, *, now: datetime) -> Job:
    """Ask anew for what failed, was stopped or is no longer kept.

    Raises:
        IllegalMoveError: it goes on, or can be fetched; or it is about people, and what those are
            needed for has to be said each time.
    """
    if job.people:
        raise IllegalMoveError(
            _("Vraag dit bestand opnieuw aan en zeg waar je het voor nodig hebt.")
        )
    if job.is_open or job.has_file:
        raise IllegalMoveError(_("Dit bestand is er al, of wordt nog gemaakt."))
    return start(job.kind, job.params, job.asked_by, title=job.title, now=now)


def remove(job: Job) -> None:
    """Let the file go before its time; the worker throws it away within two hours."""
    job.sha256 = None


def forget_people() -> None:
    """Let go every file about people, because one of them is forgotten now.

    What is being made begins anew, for it may hold them already.
    """
    about_people = Job.people.is_(True)
    db.session.execute(update(Job).where(about_people, Job.sha256.is_not(None)).values(sha256=None))
    anew = {"status": JobStatus.WAITING, "claim": None, "percent": 0}
    running = update(Job).where(about_people, Job.status == JobStatus.RUNNING)
    db.session.execute(running.values(anew))
