"""The mails to who stands on a list: sent by a real server, and read back."""

from datetime import timedelta

import pytest

from academie.core import clock, links
from academie.events import service as events
from academie.series import service
from tests.factories import NOW
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.series.factories import invite, make_meeting, make_member, make_series


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_confirming_is_asked_by_mail(mailbox: Mailbox) -> None:
    member = make_member(confirmed=False)
    token = links.sign("series_member", member.ref, member.link_version)
    url = f"http://127.0.0.1:8000/vaste-lijst/{token}"

    (mail,) = deliver(mailbox)

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
    deliver(mailbox)
    make_member(member.series, confirmed=False)

    (mail,) = deliver(mailbox)

    assert mail["subject"] == "Je staat al op de vaste lijst van Kenniskring schulden"
    assert "Je hoeft niets te doen." in plain(mail)


def test_the_worker_asks_every_year_and_says_until_when(mailbox: Mailbox) -> None:
    make_member(now=NOW - timedelta(days=365))

    (mail,) = deliver(mailbox)

    assert mail["subject"] == "Wil je op de vaste lijst van Kenniskring schulden blijven?"
    assert "Horen we niets voor vrijdag 30 april 2027?" in plain(mail)
    assert "Horen we niets voor vrijdag 30 april 2027?" in html(mail)


def test_the_invitation_says_what_when_and_where(mailbox: Mailbox) -> None:
    series = make_series()
    make_member(series)
    deliver(mailbox)
    (invitation,) = invite(make_meeting(series, title="<b>Kring</b>"))
    token = links.sign("series_invitation", invitation.ref, invitation.member.link_version)

    (mail,) = deliver(mailbox)

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
    deliver(mailbox)
    event = make_meeting(series)
    (invitation,) = invite(event)
    if happening == "left":
        service.leave(member, now=NOW)
    elif happening == "cancelled":
        events.cancel(event, reason="Ziek", now=NOW)
    else:
        service.decline(invitation, now=NOW)

    assert deliver(mailbox) == []


@pytest.mark.parametrize("left", [True, False])
def test_a_question_that_lost_its_sense_is_never_sent(mailbox: Mailbox, left: bool) -> None:
    member = make_member(confirmed=False)
    if left:
        service.leave(member, now=NOW)
    else:
        service.confirm(member, now=NOW)

    assert deliver(mailbox) == []
