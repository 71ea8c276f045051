"""The page of long work: how far it is, for who asked alone."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import update

from academie.accounts.models import AccessLogLine, RoleName
from academie.core import clock
from academie.core.db import db
from academie.jobs import runner, service
from academie.jobs.models import Job, JobStatus
from tests.browser import Browser
from tests.factories import NOW, make_user
from tests.jobs.factories import TITLE, ask, work_by, write


@pytest.fixture(autouse=True)
def now(app: Flask, monkeypatch: pytest.MonkeyPatch) -> datetime:
    del app
    monkeypatch.setattr(clock, "now", lambda: NOW)
    work_by(write)
    return NOW


def test_the_page_asks_again_until_the_file_is_there(browser: Browser) -> None:
    user = make_user(RoleName.READER)
    job = ask(user)
    browser.sign_in(user)
    address = f"/beheer/bestanden/{job.ref}"
    db.session.execute(
        update(Job).values(
            status=JobStatus.RUNNING, claim="x", percent=40, step="We tellen de aanmeldingen"
        )
    )
    db.session.commit()

    running = browser.get(address)

    assert running.response.headers["Refresh"] == "3"
    assert "40 procent klaar" in running.text("main")
    assert "We tellen de aanmeldingen" in running.text("main")
    assert "Refresh" not in browser.get(f"{address}?rust=1").response.headers
    db.session.execute(update(Job).values(status=JobStatus.WAITING, claim=None))
    db.session.commit()
    runner.run_all()
    done = browser.get(address)
    assert "Refresh" not in done.response.headers
    file = browser.get(f"{address}/bestand").response
    assert file.data == b"abc"
    assert file.headers["Content-Disposition"] == "attachment; filename=brieven.txt"
    mine = browser.get("/beheer/bestanden")
    assert TITLE in mine.text("main")
    assert mine.text("nav [aria-current]") == "Rapporten"


def test_nobody_else_knows_of_it(app: Flask) -> None:
    job = ask(make_user(RoleName.READER, email="een@voorbeeld.nl"))
    runner.run_all()
    other = Browser(app)
    other.sign_in(make_user())

    for page in ("", "/bestand"):
        assert other.get(f"/beheer/bestanden/{job.ref}{page}").status == 404
    assert TITLE not in other.get("/beheer/bestanden").text("main")


def test_stopping_making_anew_and_taking_away_are_buttons(browser: Browser) -> None:
    user = make_user()
    job = ask(user)
    browser.sign_in(user)
    browser.get(f"/beheer/bestanden/{job.ref}")

    stopped = browser.submit('form[action$="stoppen"]')
    assert "Je hebt dit gestopt." in stopped.text("main")
    browser.submit('form[action$="opnieuw"]')
    runner.run_all()
    (again,) = db.session.query(Job).filter_by(status=JobStatus.DONE)
    browser.get(f"/beheer/bestanden/{again.ref}")
    gone = browser.submit('form[action$="weghalen"]')
    assert "bewaren we niet meer" in gone.text("main")
    assert browser.get(f"/beheer/bestanden/{again.ref}/bestand").status == 404


def test_a_file_about_people_is_for_the_project_team_and_logged(browser: Browser) -> None:
    user = make_user(RoleName.ORGANISER, email="o@voorbeeld.nl")
    job = ask(user, people=True)
    runner.run_all()
    browser.sign_in(user)
    assert browser.get(f"/beheer/bestanden/{job.ref}/bestand").status == 404

    team = make_user()
    mine = ask(team, people=True)
    runner.run_all()
    browser.sign_in(team)
    browser.get(f"/beheer/bestanden/{mine.ref}/bestand")

    lines = db.session.query(AccessLogLine).all()
    assert [line.subject for line in lines] == [f"job:{mine.ref}"]
    service.forget_people()
    db.session.commit()
    assert browser.get(f"/beheer/bestanden/{mine.ref}/bestand").status == 404
    gone = browser.get(f"/beheer/bestanden/{mine.ref}")
    assert gone.one("main a.button")["href"] == "/beheer/rapporten/deelnemers"
    token = {"csrf_token": str(gone.one("[name=csrf_token]")["value"])}
    assert browser.post(f"/beheer/bestanden/{mine.ref}/opnieuw", token).status == 409
    assert db.session.query(Job).count() == 2
