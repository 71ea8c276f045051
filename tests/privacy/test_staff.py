"""Staff who are called about somebody's data: note it, find it, give it, erase it, in time."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from academie.accounts.models import AccessAction, AccessLogLine, RoleName
from academie.core import clock
from academie.core.db import db
from academie.needs import service as needs
from academie.privacy import retention
from academie.privacy.models import Breach, DataRequest, RequestKind, month_after
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.privacy import leftovers as left
from tests.privacy.factories import make_asked, make_breach


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def team(app: Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(make_user())
    return browser


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2027, 3, 2), date(2027, 4, 2)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2027, 12, 15), date(2028, 1, 15)),
    ],
)
def test_a_request_is_due_a_month_later(asked: date, due: date) -> None:
    assert month_after(asked) == due


def test_what_somebody_asks_is_written_down_with_its_day(team: Browser) -> None:
    team.get("/beheer/privacy/verzoek")
    refused = team.submit()
    assert refused.status == 422
    assert refused.text("#kind-error" if refused.select("#kind-error") else ".summary")

    page = team.submit(kind="erase", name="Zwaantje", reach="06-12", asked_on="1-3-2027")

    assert page.status == 200
    assert "1 april" in page.text(".facts")
    asked = db.session.scalars(select(DataRequest)).one()
    assert (asked.due_on, asked.noted_by is not None) == (date(2027, 4, 1), True)


def test_a_day_that_is_still_to_come_is_refused(team: Browser) -> None:
    team.get("/beheer/privacy/verzoek")

    page = team.submit(kind="see", name="Zwaantje", reach="06-12", asked_on="9-9-2027")

    assert page.text("#asked_on-error").startswith("Deze dag moet nog komen.")


def test_what_is_overdue_comes_first_and_is_told_at_the_front(team: Browser) -> None:
    make_asked(name="Op tijd")
    make_asked(name="Te laat", asked_on=date(2027, 1, 20))

    page = team.get("/beheer/privacy")

    assert page.texts("tbody td:first-child") == ["Te laat", "Op tijd"]
    assert "9 dagen te laat" in page.text("tbody tr:first-child")
    assert "nog 31 dagen" in page.text("tbody tr:last-child")
    assert "2 verzoeken over gegevens" in team.get("/beheer/").text(".notice")


def test_of_who_is_erased_the_request_keeps_nothing(team: Browser) -> None:
    asked = make_asked(kind=RequestKind.ERASE)
    team.get(f"/beheer/privacy/verzoek/{asked.ref}")

    page = team.submit(outcome="done")

    assert "Gedaan" in page.text("tbody")
    db.session.refresh(asked)
    assert (asked.name, asked.reach, asked.about) == (None, None, None)
    assert asked.done_on == date(2027, 3, 1)
    team.get(f"/beheer/privacy/verzoek/{asked.ref}")
    assert team.post(f"/beheer/privacy/verzoek/{asked.ref}", {"outcome": "done"}).status in {
        400,
        409,
    }


@pytest.mark.parametrize(("days", "known"), [(29, True), (31, False)])
def test_who_asked_is_forgotten_a_month_after_the_answer(
    team: Browser, days: int, known: bool
) -> None:
    asked = make_asked()
    team.get(f"/beheer/privacy/verzoek/{asked.ref}")
    team.submit(outcome="done")

    retention.erase_due(NOW + timedelta(days=days))
    db.session.commit()

    db.session.refresh(asked)
    assert (asked.name is not None) is known


def test_somebody_is_found_everywhere_and_erased_with_one_button(team: Browser) -> None:
    event = make_event()
    left.make_guest(event)
    left.make_speaker(event)
    left.make_asker()
    left.make_on_list()
    left.make_going_on(event)
    team.get("/beheer/privacy/zoeken")

    found = team.submit(email=left.EMAIL.upper())
    assert found.url == "/beheer/privacy/zoeken"
    assert len(found.select("main ul li")) == 5
    for link in [item["href"] for item in found.select("main ul li a")]:
        assert team.get(str(link)).status == 200
    team.page = found
    done = team.submit("main form[action$=wissen]")

    assert "Alles van dit e-mailadres is gewist." in done.text(".notice")
    db.session.expire_all()
    left.work()
    erased = select(AccessLogLine).where(AccessLogLine.action == AccessAction.ERASE)
    assert len(db.session.scalars(erased).all()) == 5
    assert left.found_in_rows() == set()


def test_an_unknown_address_is_said_so_and_every_search_is_logged(team: Browser) -> None:
    team.get("/beheer/privacy/zoeken")

    page = team.submit(email="niemand@voorbeeld.nl")

    assert "Dit adres kennen we niet." in page.text("main")
    lines = db.session.scalars(select(AccessLogLine)).all()
    assert [line.subject for line in lines] == ["address:typed"]


def test_an_organiser_reads_a_guests_data_out_but_not_what_only_hosts_see(app: Flask) -> None:
    event = make_event()
    guest = left.make_guest(event)
    organiser = make_user(RoleName.ORGANISER, email="o@voorbeeld.nl", events=[event])
    browser = Browser(app)
    browser.sign_in(organiser)
    url = f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/{guest.ref}/gegevens"

    page = browser.get(url)
    file = browser.get(f"{url}/bestand.json").response

    assert left.EMAIL in page.text("main")
    assert "Regelen" not in page.texts("dt")
    assert "needs" not in (file.json or {})
    needs.name_hosts(event, [organiser])
    db.session.commit()
    assert "Regelen" in browser.get(url).texts("dt")
    lines = db.session.scalars(select(AccessLogLine).order_by(AccessLogLine.id)).all()
    assert [line.action for line in lines][:2] == [AccessAction.VIEW, AccessAction.EXPORT]
    assert lines[1].purpose == "op verzoek van de persoon zelf"


def test_an_organiser_erases_a_guest_who_calls(app: Flask) -> None:
    event = make_event()
    guest = left.make_guest(event)
    browser = Browser(app)
    browser.sign_in(make_user(RoleName.ORGANISER, email="o@voorbeeld.nl", events=[event]))
    browser.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/{guest.ref}/gegevens")

    page = browser.submit()

    assert "De gegevens zijn gewist." in page.text(".notice")
    db.session.refresh(guest)
    assert guest.is_erased


def test_what_went_wrong_has_a_clock_of_72_hours(team: Browser) -> None:
    make_breach()
    make_breach(noticed_at=NOW - timedelta(days=4))

    page = team.get("/beheer/privacy/datalekken")

    assert page.texts("tbody .status") == [
        "Nog 48 uur om te melden",
        "Te laat. Meld het nu en schrijf op waarom het later werd.",
    ]
    assert "2 datalekken" in team.get("/beheer/").text(".notice")


def test_a_breach_tells_what_the_log_says_of_its_days(team: Browser) -> None:
    event = make_event()
    team.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen")
    team.get("/beheer/privacy/datalek")

    refused = team.submit(noticed_day="1-3-2027", noticed_time="9.00", log_until="1-3-2027")
    assert refused.status == 422
    assert refused.text("#happened-error") == "Schrijf op wat er is gebeurd."
    page = team.submit(
        happened="Een wachtwoord lag op straat.",
        records="Een lijst van 40 mensen.",
        log_from="1-3-2027",
        log_until="1-3-2027",
    )

    assert page.texts("tbody td") == [f"Aanmeldingen van bijeenkomst {event.ref}", "Bekeken", "1"]
    team.submit(authority_told_on="1-3-2027")
    assert db.session.scalars(select(Breach)).one().is_settled
    assert team.get("/beheer/").select(".notice") == []


def test_what_went_wrong_is_kept_for_three_years(app: Flask) -> None:  # noqa: ARG001
    make_breach()

    retention.erase_due(NOW + timedelta(days=1000))
    assert len(db.session.scalars(select(Breach)).all()) == 1
    retention.erase_due(NOW + timedelta(days=1100))
    assert db.session.scalars(select(Breach)).all() == []


def test_the_journal_shows_wishes_and_rules_without_anybody(team: Browser) -> None:
    event = make_event()
    guest = left.make_guest(event)
    browser = Browser(team.client.application)
    browser.sign_in(make_user(email="tweede@voorbeeld.nl"))
    browser.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/{guest.ref}/gegevens")
    browser.submit()

    page = team.get("/beheer/privacy/gewist")

    assert page.texts("tbody td")[1:] == ["Op verzoek gewist", f"Aanmelding {guest.ref}", "1"]
