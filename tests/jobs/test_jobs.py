"""Long work: begun once, told about, stopped, begun anew, kept for a week."""

import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from academie import duties
from academie.core import clock, store
from academie.core.db import db, write_transaction
from academie.core.errors import DomainError, IllegalMoveError
from academie.jobs import progress as beats
from academie.jobs import queries, retention, runner, service
from academie.jobs.models import SETTLED, Job, JobStatus
from academie.jobs.progress import JobFile, Progress
from tests.factories import NOW, make_user
from tests.followups.test_evidence import age_all
from tests.jobs.factories import KIND, ask, work_by, write

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def now(app: Flask, monkeypatch: pytest.MonkeyPatch) -> datetime:
    del app
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(beats, "BEAT_SECONDS", 0.01)
    work_by(write)
    return NOW


def state(job: Job) -> Any:
    """Read how far a job is, as another process would."""
    db.session.rollback()
    db.session.expire_all()
    return job.status, job.percent, job.step


def until(told: threading.Event) -> None:
    assert told.wait(10)


def test_what_is_asked_for_is_made_and_kept() -> None:
    job = ask(make_user(), "lieve mensen")

    assert runner.run_all() == 1

    assert state(job) == (JobStatus.DONE, 100, None)
    assert job.sha256
    assert store.path_of(job.sha256).read_text() == "lieve mensen"
    assert (job.name, job.mimetype) == ("brieven.txt", "text/plain")
    assert job.expires_at == NOW + WEEK
    assert runner.run_all() == 0


def test_asking_twice_is_asking_once() -> None:
    one, other = make_user(), make_user(email="ander@voorbeeld.nl")

    first, again, different, theirs = ask(one), ask(one), ask(one, "xyz"), ask(other)

    assert first is again
    assert len({first.ref, different.ref, theirs.ref}) == 3
    runner.run_all()
    assert ask(one, now=NOW + timedelta(seconds=5)) is first
    assert ask(one, now=NOW + timedelta(minutes=5)) is not first


def test_it_tells_how_far_it_is_and_stops_midway() -> None:
    job = ask(make_user())
    seen: list[Any] = []

    def slow(progress: Progress, _params: Any) -> JobFile:
        progress.target.write_text("half")
        while True:
            progress.tell(40, "We schrijven de brieven")
            if not seen and state(job)[1]:
                seen.append(state(job))
                service.cancel(job, now=NOW)
                db.session.commit()

    work_by(slow)
    runner.run_all()

    assert seen == [(JobStatus.RUNNING, 40, "We schrijven de brieven")]
    assert state(job)[0] is JobStatus.CANCELLED
    assert list(store.folder().iterdir()) == []
    with pytest.raises(IllegalMoveError):
        service.cancel(job, now=NOW)


def test_what_fails_says_so_and_can_be_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    job = ask(make_user())
    work_by(fail_with(KeyError("Fatima")))

    runner.run_all()

    assert state(job)[0] is JobStatus.FAILED
    assert job.problem is None
    assert "KeyError at test_jobs.py" in caplog.text
    assert "Fatima" not in caplog.text
    work_by(write)
    again = service.again(job, now=NOW)
    db.session.commit()
    runner.run_all()
    assert state(again)[0] is JobStatus.DONE
    with pytest.raises(IllegalMoveError):
        service.again(again, now=NOW)


def fail_with(error: Exception) -> Any:
    def work(_progress: Progress, _params: Any) -> JobFile:
        raise error

    return work


def test_a_broken_rule_is_told_in_its_own_words() -> None:
    job = ask(make_user())
    work_by(fail_with(DomainError("Er is niets gevonden.")))

    runner.run_all()

    assert (state(job)[0], job.problem) == (JobStatus.FAILED, "Er is niets gevonden.")


def test_the_work_of_a_dead_worker_is_done_anew_and_ends_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = ask(make_user())
    monkeypatch.setattr(beats, "BEAT_SECONDS", 1000)

    def stuck(progress: Progress, _params: Any) -> JobFile:
        """Go on while another worker takes over, and finish after it."""
        assert runner.run_all() == 0
        monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=2))
        work_by(write)
        assert runner.run_all() == 1
        progress.target.write_text("too late")
        return JobFile("te-laat.txt", "text/plain")

    work_by(stuck)
    runner.run_all()

    assert state(job)[0] is JobStatus.DONE
    assert (job.name, job.attempts) == ("brieven.txt", 2)


def test_what_takes_its_worker_along_each_time_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    job = ask(make_user())
    for minutes in range(0, 10, 2):
        monkeypatch.setattr(clock, "now", lambda at=NOW + timedelta(minutes=minutes): at)
        runner.claim_next(clock.now())  # and dies

    assert state(job)[0] is JobStatus.FAILED
    assert job.attempts == runner.MOST_ATTEMPTS


def test_a_worker_that_is_told_to_end_leaves_the_work_to_the_next() -> None:
    job = ask(make_user())
    ending, begun = threading.Event(), threading.Event()

    def slow(progress: Progress, _params: Any) -> JobFile:
        ending.set()
        while True:
            begun.set()
            progress.tell(1, "We beginnen")

    work_by(slow)
    runner.run_next(ending)

    assert begun.is_set()
    assert (state(job)[0], job.attempts, job.claim) == (JobStatus.WAITING, 0, None)


def test_what_changed_for_good_cannot_be_stopped_any_more(tmp_path: Path) -> None:
    job = ask(make_user())
    claim = runner.claim_next(NOW)
    assert claim

    with write_transaction():
        Progress(tmp_path / "brieven", claim).settle()

    with pytest.raises(IllegalMoveError):
        service.cancel(job, now=NOW)
    assert state(job)[:2] == (JobStatus.RUNNING, SETTLED)


def test_a_file_goes_after_a_week_unless_somebody_else_has_the_same() -> None:
    first, later = make_user(), make_user(email="later@voorbeeld.nl")
    one = ask(first)
    runner.run_all()
    other = ask(later)
    runner.run_all()
    db.session.commit()
    other.expires_at = NOW + 2 * WEEK
    db.session.commit()
    assert one.sha256 == other.sha256
    age_all(hours=2)

    retention.erase_due(NOW + WEEK)
    db.session.commit()
    duties.clear_files(NOW + WEEK)
    assert (one.has_file, other.has_file) == (False, True)
    assert len(list(store.folder().iterdir())) == 1

    retention.erase_due(NOW + 2 * WEEK)
    db.session.commit()
    duties.clear_files(NOW + 2 * WEEK)
    assert list(store.folder().iterdir()) == []
    retention.erase_due(NOW + timedelta(days=31))
    db.session.commit()
    assert list(queries.all_own(first)) == []


def test_a_file_about_people_goes_when_one_of_them_is_forgotten() -> None:
    about, other = ask(make_user(), people=True), ask(make_user(email="b@voorbeeld.nl"))
    runner.run_all()

    service.forget_people()
    db.session.commit()

    assert (about.has_file, other.has_file) == (False, True)
    assert about.kind == KIND
