"""Makers of long work for tests."""

from typing import Any

from flask import current_app

from academie.accounts.models import User
from academie.core import clock
from academie.core.db import db
from academie.jobs import runner, service
from academie.jobs.models import Job
from academie.jobs.progress import JobFile, Progress, Work
from tests.factories import make_user

KIND = "letters"
TITLE = "Alle brieven"


def write(progress: Progress, params: Any) -> JobFile:
    """Write the letters that were asked for."""
    progress.target.write_text(params["letters"])
    return JobFile("brieven.txt", "text/plain")


def work_by(work: Work) -> None:
    """Let the worker of this test do letters in this way."""
    current_app.extensions["academie.jobs"] = {KIND: work}


def ask(staff: User, letters: str = "abc", **more: Any) -> Job:
    """Ask for letters, and commit."""
    params = {"letters": letters}
    job = service.start(KIND, params, staff, title=TITLE, **{"now": clock.now()} | more)
    db.session.commit()
    return job


def make_job(staff: User | None = None, *, made: bool = False) -> Job:
    """Make a job of somebody of the staff, which waits or has its file."""
    job = ask(staff or make_user(email="aanvrager@voorbeeld.nl"), letters=f"abc{made}")
    if made:
        work_by(write)
        runner.run_all()
    return job
