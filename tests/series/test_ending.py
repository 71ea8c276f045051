"""A series that ends: its list hears of it and is forgotten, and what was held stays."""

from datetime import timedelta

import pytest

from academie.core import clock, links
from academie.core.db import db
from academie.events import queries as events
from academie.events import service as event_service
from academie.series import queries, retention, service
from academie.series.service import MeetingsAheadError, SeriesEndedError
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_user
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.series.factories import make_meeting, make_member, make_series


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def team(browser: Browser) -> Browser:
    browser.sign_in(make_user())
    return browser


def test_staff_see_what_ending_does_before_they_do_it(team: Browser) -> None:
    series = make_series()
    make_member(series)
    team.get(f"/beheer/partners/reeksen/{series.ref}")

    shown = team.get(f"/beheer/partners/reeksen/{series.ref}/stoppen")
    done = team.submit()

    assert "1 persoon op de lijst krijgt hierover een mail." in shown.text("main")
    assert done.texts(".notice")[0] == "De reeks is gestopt."
    assert "Deze reeks is gestopt op maandag 1 maart 2027." in done.text("main")
    assert done.select("a[href$='/stoppen']") == []
    assert "Gestopt op" in team.get("/beheer/partners/reeksen").text("tbody")


@pytest.mark.parametrize("postponed", [False, True])
def test_a_series_with_meetings_ahead_goes_on(team: Browser, postponed: bool) -> None:
    series = make_series()
    event = make_meeting(series)
    if postponed:
        event_service.postpone(event, now=NOW)
        db.session.commit()
    address = f"/beheer/partners/reeksen/{series.ref}/stoppen"
    shown = team.get(address)
    token = shown.one("form.account [name=csrf_token]")["value"]

    page = team.post(address, {"csrf_token": token})

    assert shown.select("main button") == []
    assert shown.one("main li a")["href"] == f"/beheer/bijeenkomsten/{event.ref}"
    assert page.status == 409
    assert "Deze reeks heeft nog bijeenkomsten die komen." in page.text(".summary")
    db.session.refresh(series)
    assert series.ended_at is None


def test_nobody_joins_what_ended(browser: Browser) -> None:
    series = make_series()
    form = browser.get(f"/reeksen/{series.slug}")
    service.end(series, now=NOW)
    db.session.commit()

    page = browser.get(f"/reeksen/{series.slug}")
    browser.page = form
    late = browser.submit(given_name="Samira", email="s@voorbeeld.nl", organisation="De Brug")

    assert "Deze reeks is gestopt." in page.text("main")
    assert page.select("main form") == []
    assert late.status == SeriesEndedError.status
    assert "Deze reeks is gestopt." in late.text("main")


def test_the_list_hears_of_the_end_once_and_when_it_is_forgotten(mailbox: Mailbox) -> None:
    member = make_member()
    make_member(member.series, "bram@voorbeeld.nl", confirmed=False)
    deliver(mailbox)
    for _ in range(2):
        service.end(member.series, now=NOW)

    (mail,) = deliver(mailbox)

    assert mail["to"] == "samira@voorbeeld.nl"
    assert mail["subject"] == "Kenniskring schulden is gestopt"
    for text in (plain(mail), html(mail)):
        assert "Op maandag 15 maart 2027 wissen we je gegevens." in text


def test_the_page_of_a_member_says_that_it_ended(browser: Browser) -> None:
    member = make_member()
    service.end(member.series, now=NOW)
    db.session.commit()
    token = links.sign("series_member", member.ref, member.link_version)

    page = browser.get(f"/vaste-lijst/{token}")

    assert page.text("h1") == "Deze reeks is gestopt"
    assert page.texts("main form button") == ["Haal mij van de lijst"]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(("days", "known"), [(13, True), (14, False)])
def test_the_list_of_what_ended_is_forgotten(days: int, known: bool) -> None:
    member = make_member()
    service.end(member.series, now=NOW)

    retention.erase_due(NOW + timedelta(days=days))

    assert (member.email is not None) is known


@pytest.mark.usefixtures("app")
def test_nobody_is_asked_to_stay_on_the_list_of_what_ended() -> None:
    member = make_member(now=NOW - timedelta(days=365))
    service.end(member.series, now=NOW)

    service.ask_due(NOW)

    assert member.asked_at is None


@pytest.mark.usefixtures("app")
def test_a_meeting_may_stay_in_what_ended_but_none_is_added() -> None:
    series = make_series()
    event = make_meeting(series)
    other = make_meeting(make_series("Leernetwerk"))
    service.end(series, now=WHEN + timedelta(days=1))

    assert series in events.series_for(event)
    assert series not in events.series_for(other)
    assert series not in events.series_for(None)
    assert not queries.takes_invitations(event, NOW)


@pytest.mark.usefixtures("app")
def test_a_series_ends_when_all_was_held() -> None:
    series = make_series()
    make_meeting(series)

    with pytest.raises(MeetingsAheadError):
        service.end(series, now=NOW)
    service.end(series, now=WHEN + timedelta(days=1))

    assert series.ended_at == WHEN + timedelta(days=1)
