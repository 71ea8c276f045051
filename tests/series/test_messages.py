"""The mails to who stands on a list: sent by a real server, and read back."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from academie.core import clock, links
from academie.core.db import db
from academie.events import service as events
from academie.events.terms import AttendanceMode, EventStatus
from academie.outbox import delivery
from academie.registrations import forecast as registrations
from academie.series import forecast, service, told
from tests.factories import NOW
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.series.factories import invite, make_meeting, make_member, make_series

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SILENT = "zwijgt@voorbeeld.nl"


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_confirming_is_asked_by_mail(mailbox: Mailbox) -> None:
    member = make_member(confirmed=False)
    token = links.sign("series_member", member.ref, member.link_version)
    url = f"http://127.0.0.1:8000/vaste-lijst/{token}"

    (mail,) = deliver(mailbox, hourly=True)

    assert mail["subject"] == "Wil je op de vaste lijst van Kenniskring schulden?"
    assert (mail["to"], mail["from"]) == (
        "samira@voorbeeld.nl",
        "Alliantie Kinderarmoede <academie@voorbeeld.nl>",
    )
    assert mail["list-unsubscribe"] == f"<{url}>"
    for text in (plain(mail), html(mail)):
        assert "Dag Samira," in text
        assert url in text


def test_who_stands_on_it_already_is_told_so(mailbox: Mailbox) -> None:
    member = make_member()
    deliver(mailbox, hourly=True)
    make_member(member.series, confirmed=False)

    (mail,) = deliver(mailbox, hourly=True)

    assert mail["subject"] == "Je staat al op de vaste lijst van Kenniskring schulden"
    assert "Je hoeft niets te doen." in plain(mail)


def test_the_worker_asks_every_year_and_says_until_when(mailbox: Mailbox) -> None:
    make_member(now=NOW - timedelta(days=365))

    (mail,) = deliver(mailbox, hourly=True)

    assert mail["subject"] == "Wil je op de vaste lijst van Kenniskring schulden blijven?"
    assert "Horen we niets voor vrijdag 30 april 2027?" in plain(mail)
    assert "Horen we niets voor vrijdag 30 april 2027?" in html(mail)


def test_the_invitation_says_what_when_and_where(mailbox: Mailbox) -> None:
    series = make_series()
    make_member(series)
    deliver(mailbox, hourly=True)
    (invitation,) = invite(make_meeting(series, title="<b>Kring</b>"))
    token = links.sign("series_invitation", invitation.ref, invitation.member.link_version)

    (mail,) = deliver(mailbox, hourly=True)

    assert mail["subject"] == "Kom je ook naar <b>Kring</b>?"
    assert "Wanneer: dinsdag 9 maart 2027, 19.30 tot 21.45 uur" in plain(mail)
    assert "Waar: Dorpshuis De Terphoeve, Hemrikweg 4, Leeuwarden" in plain(mail)
    for text in (plain(mail), html(mail)):
        assert f"http://127.0.0.1:8000/uitnodiging/{token}" in text
    assert "<b>Kring" not in html(mail)


@pytest.mark.parametrize("happening", ["left", "cancelled", "answered"])
def test_an_invitation_that_lost_its_sense_is_never_sent(mailbox: Mailbox, happening: str) -> None:
    series = make_series()
    member = make_member(series)
    deliver(mailbox, hourly=True)
    event = make_meeting(series)
    (invitation,) = invite(event)
    if happening == "left":
        service.leave(member, now=NOW)
    elif happening == "cancelled":
        events.cancel(event, reason="Ziek", now=NOW)
    else:
        service.decline(invitation, now=NOW)

    assert deliver(mailbox, hourly=True) == []


@pytest.mark.parametrize("left", [True, False])
def test_a_question_that_lost_its_sense_is_never_sent(mailbox: Mailbox, left: bool) -> None:
    member = make_member(confirmed=False)
    if left:
        service.leave(member, now=NOW)
    else:
        service.confirm(member, now=NOW)

    assert deliver(mailbox, hourly=True) == []


def told_by_mail(mailbox: Mailbox) -> list[EmailMessage]:
    """Have the worker tell what is due; give what who says nothing hears."""
    return [mail for mail in deliver(mailbox) if mail["to"] == SILENT]


def test_who_has_not_answered_hears_each_time_what_became_of_the_meeting(mailbox: Mailbox) -> None:
    series = make_series()
    event = make_meeting(series)
    for email in (SILENT, "komt-niet@voorbeeld.nl", "komt@voorbeeld.nl"):
        make_member(series, email)
    _silent, declines, comes = invite(event)
    service.decline(declines, now=NOW)
    service.come(comes, mode=AttendanceMode.ONSITE, now=NOW)
    deliver(mailbox)
    before = forecast.standing(event, NOW)
    at_first = told_by_mail(mailbox)

    capacities = {AttendanceMode.ONSITE: 100}
    events.change(event, now=NOW, capacities=capacities, venue="De Klok")
    foreseen = registrations.since(before, forecast.standing(event, NOW))
    moved = told_by_mail(mailbox)
    put_off = forecast.of_status(event, EventStatus.POSTPONED, NOW)
    events.postpone(event, now=NOW)
    postponed = told_by_mail(mailbox)
    events.cancel(event, reason="Te weinig mensen.", now=NOW)
    cancelled = told_by_mail(mailbox)

    assert at_first == []
    assert [str(mail["subject"]) for mail in (*moved, *postponed, *cancelled)] == [
        "Er is iets veranderd bij Kenniskring",
        "Kenniskring is uitgesteld",
        "Kenniskring gaat niet door",
    ]
    assert [letter.people for letter in foreseen.letters] == [1, 1]
    assert [letter.people for letter in put_off.letters] == [1, 1]
    for text in (plain(cancelled[0]), html(cancelled[0])):
        assert "Te weinig mensen." in text


def test_who_reads_the_new_facts_in_the_invitation_hears_them_once(mailbox: Mailbox) -> None:
    series = make_series()
    event = make_meeting(series)
    make_member(series, SILENT)
    invite(event)
    events.change(event, now=NOW, capacities={AttendanceMode.ONSITE: 100}, venue="De Klok")

    invited = told_by_mail(mailbox)
    after = told_by_mail(mailbox)

    assert ["De Klok" in plain(mail) for mail in invited] == [True]
    assert after == []


def test_a_change_between_the_duties_of_a_round_and_its_mail_is_told_once(
    mailbox: Mailbox,
) -> None:
    series = make_series()
    event = make_meeting(series)
    make_member(series, SILENT)
    invite(event)
    service.tell_about_changes(NOW)
    events.change(event, now=NOW, capacities={AttendanceMode.ONSITE: 100}, venue="De Klok")
    db.session.commit()

    delivery.deliver_due()
    invited, mailbox.mails = mailbox.mails, []
    after = told_by_mail(mailbox)
    events.change(event, now=NOW, capacities={AttendanceMode.ONSITE: 100}, venue="De Hal")
    later = told_by_mail(mailbox)

    assert ["De Klok" in plain(mail) for mail in invited] == [True]
    assert after == []
    assert ["De Hal" in plain(mail) for mail in later] == [True]


def test_whose_invitation_could_not_go_is_invited_once_the_meeting_has_its_day(
    mailbox: Mailbox,
) -> None:
    series = make_series()
    event = make_meeting(series)
    make_member(series, SILENT)
    (invitation,) = invite(event)
    events.postpone(event, now=NOW)
    assert told_by_mail(mailbox) == []
    events.publish(event, now=NOW)

    (again,) = invite(event)
    (mail,) = told_by_mail(mailbox)

    assert again is invitation
    assert mail["subject"] == "Kom je ook naar Kenniskring?"
    assert told.audience(event).fresh == []
    assert told_by_mail(mailbox) == []
