"""A worker that is killed midway: its work is begun anew, and nothing half is given."""

import os
import signal
import threading
import time
from datetime import timedelta
from typing import Any

import pytest

from academie import duties
from academie.core import clock, store
from academie.core.db import db
from academie.jobs import runner
from academie.jobs.models import JobStatus
from academie.jobs.progress import Progress
from tests.factories import NOW, make_user
from tests.followups.test_evidence import age_all
from tests.jobs.factories import ask, work_by, write

SECONDS = 60


def kill_a_worker_midway() -> None:
    """Let a process of its own begin the work, and end it as a power cut would."""
    begun, tell = os.pipe()
    worker = os.fork()
    if not worker:
        try:
            _begin(tell)
        finally:
            os._exit(0)
    os.close(tell)
    assert os.read(begun, 1) == b"!"
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    os.close(begun)


def _begin(tell: int) -> None:
    """Do half of the work, in the process that will be killed."""
    db.engine.dispose(close=False)

    def half(progress: Progress, _params: Any) -> Any:
        progress.target.write_text("half")
        os.write(tell, b"!")
        time.sleep(SECONDS)

    work_by(half)
    runner.run_next(threading.Event())


@pytest.mark.usefixtures("app")
def test_work_that_was_killed_is_begun_anew_once_its_claim_is_old(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = ask(make_user())
    db.session.remove()
    kill_a_worker_midway()
    work_by(write)

    at_once = runner.run_all()
    later = clock.now() + timedelta(minutes=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    then = runner.run_all()

    job = db.session.merge(job)
    assert (at_once, then) == (0, 1)
    assert (job.status, job.attempts) == (JobStatus.DONE, 2)
    age_all(hours=2)
    duties.clear_files(NOW)
    assert [path.read_text() for path in store.folder().iterdir()] == ["abc"]
