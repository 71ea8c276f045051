"""A large report is made as long work; it says what the one made at once says."""

from datetime import datetime

import pytest
from flask import Flask

from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.db import db
from academie.jobs import runner
from academie.jobs.models import Job, JobStatus
from academie.reports import large
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.followups.factories import adopted

ADDRESS = "/beheer/rapporten/opvolging.{kind}?first=2027-01-01&last=2027-12-31"


@pytest.fixture(autouse=True)
def now(app: Flask, monkeypatch: pytest.MonkeyPatch) -> datetime:
    del app
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW


@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_a_large_report_is_offered_made_and_the_same(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    make_event()
    browser.sign_in(make_user(RoleName.READER))
    address = ADDRESS.format(kind=kind)
    small = browser.get(address).response.data
    monkeypatch.setitem(large.MOST_CELLS, kind, 0)

    offered = browser.get(address)
    page = browser.submit()
    runner.run_all()
    (job,) = db.session.query(Job)

    assert "Dit bestand is groot" in offered.text("main")
    about = f"Opvolgverslag, 1 januari tot en met 31 december 2027 ({kind.upper()})"
    assert page.text("h1") == about
    assert (job.status, job.people) == (JobStatus.DONE, False)
    assert browser.get(f"/beheer/bestanden/{job.ref}/bestand").response.data == small


def test_an_address_that_asks_nothing_right_makes_nothing(browser: Browser) -> None:
    browser.sign_in(make_user(RoleName.READER))
    page = browser.get("/beheer/bestanden")
    token = str(page.one("[name=csrf_token]")["value"])
    wrong = "/beheer/rapporten/opvolging.pdf?first=2027-02-01&last=2027-01-01"

    assert browser.post(wrong, {"csrf_token": token}).status == 422
    assert browser.post("/beheer/rapporten/niets.pdf", {"csrf_token": token}).status == 404
    assert db.session.query(Job).all() == []


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("academie.pdf?event={event}", "Dossier van een bijeenkomst, Publieksacademie Assen (PDF)"),
        ("gemeente.pdf?place=Leeuwarden", "Dossier van een gemeente, Leeuwarden (PDF)"),
        ("stille-partners.pdf", "Partners die we niet spraken (PDF)"),
    ],
)
def test_a_file_says_what_its_report_is_about(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, address: str, title: str
) -> None:
    event = make_event(title="Publieksacademie Assen")
    adopted(event)
    browser.sign_in(make_user())
    monkeypatch.setitem(large.MOST_CELLS, "pdf", 0)

    browser.get(f"/beheer/rapporten/{address.format(event=event.ref)}")

    assert browser.submit().text("h1") == title
