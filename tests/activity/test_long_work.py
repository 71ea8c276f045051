"""A report with large files is adopted as long work, once, and as the one who asked."""

from pathlib import Path

import pytest
from flask import Flask

from academie.activity import adopting, long_work, service
from academie.activity.drawing import draw
from academie.activity.models import ActivityFile, ActivityReport
from academie.activity.terms import FileKind
from academie.core import clock
from academie.core.db import db
from academie.jobs import runner
from academie.jobs import service as jobs
from academie.jobs.models import Job, JobStatus
from academie.jobs.progress import Progress, StoppedError
from academie.reports import large
from tests.activity.factories import AFTER, adopt, adopter, complete, explain
from tests.browser import Browser

LIST = "/beheer/rapporten/activiteiten"


@pytest.fixture(autouse=True)
def _after_the_plan(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    del app
    monkeypatch.setattr(clock, "now", lambda: AFTER)


def ask(report: ActivityReport) -> Job:
    """Ask for what the page asks for when files are large."""
    params = long_work.params(report, adopter())
    job = jobs.start(long_work.KIND, params, adopter(), title="Verslag", now=AFTER)
    db.session.commit()
    return job


def test_a_large_report_is_adopted_as_long_work(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = complete()
    monkeypatch.setitem(large.MOST_CELLS, "pdf", 0)
    browser.sign_in(adopter())
    browser.get(f"{LIST}/{report.ref}/vaststellen")

    page = browser.submit("main form.press")
    waits = report.is_adopted
    runner.run_all()
    db.session.expire_all()

    assert page.text("h1").endswith(", vastgesteld")
    assert (waits, report.is_adopted, report.adopted_by) == (False, True, adopter())
    (job,) = db.session.query(Job)
    pdf = report.file_of(FileKind.PDF)
    assert pdf is not None
    assert (job.status, job.sha256, job.name) == (JobStatus.DONE, pdf.sha256, pdf.name)
    assert browser.get(f"{LIST}/{report.ref}").texts("main .status") == ["Vastgesteld"]


def test_work_done_twice_adopts_once() -> None:
    report = complete()
    first = ask(report)
    runner.run_all()
    before = db.session.query(ActivityFile).count()

    first.status, first.sha256, first.ended_at = JobStatus.WAITING, None, None
    db.session.commit()
    runner.run_all()

    assert first.status is JobStatus.DONE
    assert db.session.query(ActivityFile).count() == before


def test_what_may_no_longer_be_adopted_stays_a_draft_and_says_why() -> None:
    report = complete()
    job = ask(report)
    explain(report, "Toch anders.", by=adopter())

    runner.run_all()

    assert (job.status, report.is_adopted) == (JobStatus.FAILED, False)
    assert "Iemand anders uit het projectteam" in str(job.problem)


def test_who_left_meanwhile_adopts_nothing() -> None:
    report = complete()
    job = ask(report)
    adopter().active = False
    db.session.commit()

    runner.run_all()

    assert (job.status, report.is_adopted) == (JobStatus.FAILED, False)


def test_a_draft_thrown_away_meanwhile_ends_the_work() -> None:
    report = complete()
    job = ask(report)
    service.throw_away(report)
    db.session.commit()

    runner.run_all()

    assert job.status is JobStatus.FAILED


def test_what_was_stopped_at_the_last_moment_stays_a_draft(tmp_path: Path) -> None:
    report = complete()
    job = ask(report)
    claim = runner.claim_next(AFTER)
    assert claim
    jobs.cancel(job, now=AFTER)
    db.session.commit()

    with pytest.raises(StoppedError):
        long_work.work(Progress(tmp_path / "verslag.pdf", claim), claim.params)

    assert (job.status, report.is_adopted) == (JobStatus.CANCELLED, False)
    assert db.session.query(ActivityFile).count() == 0


def test_it_can_be_stopped_at_every_step_of_the_way() -> None:
    report = complete()
    gathered: list[float] = []
    written: list[float] = []

    drawing = draw(report, AFTER, final=True, tell=gathered.append)
    with adopting.ready(drawing, by=adopter(), tell=written.append):
        pass

    assert gathered == [0, 1 / 4, 2 / 4, 3 / 4, 1]
    assert written == sorted(written)
    assert {number / len(FileKind) for number in range(len(FileKind) + 1)} <= set(written)


def test_who_adopts_at_once_is_not_in_the_way_of_the_work() -> None:
    report = complete()
    job = ask(report)
    adopt(report)

    runner.run_all()

    assert job.status is JobStatus.DONE
