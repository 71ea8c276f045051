"""The worker of long work: claim one job, do it, keep its file, write down that it is there.

A worker that dies leaves its claim behind; who finds that old begins anew. Only who still holds
the claim can end a job, so of two that did the same the later one's file is thrown away.
"""

import logging
import secrets
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import ColumnElement, and_, or_, select, update

from academie.config import current_settings
from academie.core import clock, store
from academie.core.db import ONE, db, is_there, write_transaction
from academie.core.errors import DomainError, where
from academie.jobs.models import SETTLED, Job, JobStatus
from academie.jobs.progress import Claim, JobFile, Progress, StoppedError, Work, beating
from academie.jobs.retention import FILE

LEASE = timedelta(minutes=1)
"""After so long without a word its worker is taken for dead."""

MOST_ATTEMPTS = 3
IDLE_SECONDS = 1

log = logging.getLogger(__name__)


def init_app(app: Flask, work: Mapping[str, Work]) -> None:
    """Tell the worker how each kind of work is done."""
    app.extensions["academie.jobs"] = work


def run_forever(app: Flask, stop: threading.Event) -> None:
    """Do one job after another; no error ends it."""
    while not stop.is_set():
        found = False
        try:
            with app.app_context():
                found = run_next(stop)
        except Exception as error:  # noqa: BLE001 - the next round may go well
            log.error("worker: %s", where(error))  # noqa: TRY400 - data in it
        if not found:
            stop.wait(IDLE_SECONDS)


def run_all() -> int:
    """Do all that waits; tell how many jobs that were."""
    done = 0
    while run_next(threading.Event()):
        done += 1
    return done


def run_next(stop: threading.Event) -> bool:
    """Do the job that waits longest; tell whether there was one."""
    claim = claim_next(clock.now())
    if claim is None:
        return False
    try:
        with store.draft() as place:
            made = _made(claim, Progress(place, claim), stop)
            store.keep(received := store.read_again(place))
            now = clock.now()
            claim.write_down(
                status=JobStatus.DONE,
                claim=None,
                percent=SETTLED,
                step=None,
                ended_at=now,
                expires_at=now + FILE.kept,
                sha256=received.sha256,
                **made._asdict(),
            )
    except StoppedError:
        claim.write_down(status=JobStatus.WAITING, claim=None, attempts=Job.attempts - 1)
    except Exception as error:  # noqa: BLE001 - one failing job holds up no other
        _fail(claim, error)
    return True


def _made(claim: Claim, progress: Progress, stop: threading.Event) -> JobFile:
    """Do the work as in a request, for what it writes may hold addresses of pages."""
    work: Mapping[str, Work] = current_app.extensions["academie.jobs"]
    with (
        beating(claim, progress, stop),
        current_app.test_request_context(base_url=current_settings().base_url),
    ):
        return work[claim.kind](progress, claim.params)


def _fail(claim: Claim, error: Exception) -> None:
    """Write down that it did not work, in the words of the rule that was broken if one was."""
    problem = str(error) if isinstance(error, DomainError) else None
    if problem is None:
        log.error("job %s of kind %s: %s", claim.ref, claim.kind, where(error))
    ended = {"ended_at": clock.now(), "step": None, "problem": problem}
    claim.write_down(status=JobStatus.FAILED, claim=None, **ended)


def claim_next(now: datetime) -> Claim | None:
    """Take the job that waits longest, so that no other worker does; write only when one is due."""
    if not is_there(select(Job.id).where(_due(now)).limit(ONE)):
        return None
    with write_transaction():
        _give_up(now)
        first = select(Job.id).where(_due(now)).order_by(Job.asked_at, Job.id).limit(1)
        token = secrets.token_hex(8)
        taken = (
            update(Job)
            .where(Job.id == first.with_for_update(skip_locked=True).scalar_subquery())
            .values(
                status=JobStatus.RUNNING,
                claim=token,
                claimed_at=now,
                started_at=now,
                percent=0,
                step=None,
                attempts=Job.attempts + 1,
            )
            .returning(Job.id, Job.ref, Job.kind, Job.params)
        )
        row = db.session.execute(taken).one_or_none()
    return Claim(row.id, row.ref, token, row.kind, row.params) if row else None


def _give_up(now: datetime) -> None:
    """Let go what each time took its worker along."""
    tried = update(Job).where(_abandoned(now), Job.attempts >= MOST_ATTEMPTS)
    ended = {"status": JobStatus.FAILED, "claim": None, "ended_at": now, "step": None}
    db.session.execute(tried.values(ended))


def _due(now: datetime) -> ColumnElement[bool]:
    return or_(Job.status == JobStatus.WAITING, _abandoned(now))


def _abandoned(now: datetime) -> ColumnElement[bool]:
    return and_(Job.status == JobStatus.RUNNING, Job.claimed_at < now - LEASE)
