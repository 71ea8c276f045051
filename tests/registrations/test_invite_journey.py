"""One guest's meeting in a calendar that believes nothing it need not, from invite to invite."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import pytest
from icalendar import Calendar

from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import changing, invites, offers, service, undoing
from academie.registrations.guest_links import join_url
from academie.registrations.models import Registration
from tests.clocks import Clock, stop_clock
from tests.factories import NOW, WHEN, make_event
from tests.mail import deliver
from tests.outbox.factories import Mailbox
from tests.registrations.factories import accept_offer, register
from tests.registrations.reading import read

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ONSITE, ONLINE = AttendanceMode.ONSITE, AttendanceMode.ONLINE
LINK = "https://meet.voorbeeld.nl/x"
_SAME = ("uid", "organizer", "attendee")


class StrictCalendar:
    """A calendar that takes an update only with a higher number, a later stamp and the same names.

    So do the strictest of those that guests have; `shown` is what stands in it, if anything.
    """

    def __init__(self) -> None:
        """Begin with nothing in it."""
        self.last: Any = None
        self.shown: Any = None

    def take(self, mailbox: Mailbox) -> None:
        """Read the mail to Fatima in the order in which it came."""
        for mail in deliver(mailbox):
            if mail["to"] != "fatima@voorbeeld.nl":
                continue
            parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
            for part in parts:
                body = cast("bytes", part.get_payload(decode=True))
                method = str(Calendar.from_ical(body.decode())["method"])
                assert method == part.get_param("method")
                self._follow(method, read(body))

    def _follow(self, method: str, vevent: Any) -> None:
        if self.last is not None:
            for name in _SAME:
                assert vevent[name] == self.last[name], name
            again = int(vevent["sequence"]) == int(self.last["sequence"])
            if again and all(vevent[each] == self.last[each] for each in ("location", "status")):
                return
            assert int(vevent["sequence"]) > int(self.last["sequence"])
            assert vevent["dtstamp"].dt > self.last["dtstamp"].dt
        self.last = vevent
        self.shown = vevent if method == "REQUEST" else None


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return stop_clock(monkeypatch, NOW)


def hybrid(**fields: Any) -> Event:
    values: dict[str, Any] = {"capacity": 5, "online_capacity": 5, "join_link": LINK} | fields
    return make_event(mode=EventMode.HYBRID, **values)


def kept(guest: Registration) -> Any:
    """Read the file that a guest may download."""
    return Calendar.from_ical(invites.download(guest).decode()).walk("VEVENT")[0]


def agrees(calendar: StrictCalendar, guest: Registration) -> None:
    """Check that the calendar says how the guest takes part now."""
    db.session.refresh(guest)
    online = guest.mode is ONLINE
    shown = calendar.shown
    assert shown is not None
    where = str(shown["location"])
    assert where == ("Online" if online else "Dorpshuis De Terphoeve, Hemrikweg 4, Leeuwarden")
    assert shown.get("conference") == (join_url(guest) if online else None)
    assert ("Doe online mee" in str(shown["description"])) is online
    assert LINK not in invites.request(guest, NOW).decode()


def test_there_and_back_in_another_way_and_off_and_on_again(mailbox: Mailbox, time: Clock) -> None:
    event, calendar = hybrid(), StrictCalendar()
    guest = register(event)
    steps: list[tuple[Callable[[], object], bool]] = [
        (lambda: changing.switch_mode(guest, ONLINE, now=time.at), True),
        (lambda: changing.switch_mode(guest, ONSITE, now=time.at), True),
        (lambda: service.cancel(guest, now=time.at), False),
        (lambda: register(event, mode=ONLINE, now=time.at), True),
        (lambda: changing.switch_mode(guest, ONSITE, now=time.at), True),
        (lambda: service.cancel(guest, now=time.at), False),
        (lambda: undoing.undo_cancel(guest, now=time.at), True),
        (lambda: changing.change_party(guest, 2, now=time.at), True),
        (lambda: changing.switch_mode(guest, ONLINE, now=time.at), True),
    ]
    calendar.take(mailbox)
    agrees(calendar, guest)

    for step, comes in steps:
        time.pass_by(minutes=1)
        step()
        calendar.take(mailbox)

        assert (calendar.shown is not None) is comes
        if comes:
            agrees(calendar, guest)


def test_changes_in_one_breath_leave_the_last_one_standing(mailbox: Mailbox, time: Clock) -> None:
    event, calendar = hybrid(), StrictCalendar()
    guest = register(event)
    calendar.take(mailbox)
    time.pass_by(minutes=1)

    changing.switch_mode(guest, ONLINE, now=time.at)
    changing.switch_mode(guest, ONSITE, now=time.at)
    service.cancel(guest, now=time.at)
    undoing.undo_cancel(guest, now=time.at)
    changing.switch_mode(guest, ONLINE, now=time.at)
    calendar.take(mailbox)

    agrees(calendar, guest)


def test_off_and_on_before_any_mail_left(mailbox: Mailbox, time: Clock) -> None:
    event, calendar = hybrid(), StrictCalendar()
    guest = register(event)
    service.cancel(guest, now=time.pass_by(minutes=1))
    register(event, mode=ONLINE, now=time.pass_by(minutes=1))

    calendar.take(mailbox)

    agrees(calendar, guest)


def test_another_way_while_the_meeting_itself_moves(mailbox: Mailbox, time: Clock) -> None:
    event, calendar = hybrid(), StrictCalendar()
    guest = register(event)
    calendar.take(mailbox)
    later: dict[str, Any] = {
        "starts_at": WHEN + timedelta(days=7),
        "ends_at": WHEN + timedelta(days=7, hours=2),
        "reply_address": "nieuw@voorbeeld.nl",
    }

    events.change(event, now=time.pass_by(minutes=1), capacities={ONSITE: 5, ONLINE: 5}, **later)
    changing.switch_mode(guest, ONLINE, now=time.pass_by(minutes=1))
    db.session.commit()
    calendar.take(mailbox)
    time.pass_by(minutes=1)
    calendar.take(mailbox)

    agrees(calendar, guest)
    assert calendar.shown["dtstart"].dt == later["starts_at"]


def test_the_room_after_online_comes_as_an_update(mailbox: Mailbox, time: Clock) -> None:
    event, calendar = hybrid(capacity=1), StrictCalendar()
    first = register(event, "eerste@voorbeeld.nl")
    guest = register(event)
    calendar.take(mailbox)
    before = calendar.shown
    offers.join_online_meanwhile(guest, now=time.pass_by(minutes=1))
    calendar.take(mailbox)
    agrees(calendar, guest)

    service.cancel(first, now=time.pass_by(minutes=1))
    calendar.take(mailbox)
    meanwhile = calendar.shown
    accept_offer(guest, time.pass_by(minutes=1))
    calendar.take(mailbox)

    assert before is None
    assert str(meanwhile["location"]) == "Online"
    agrees(calendar, guest)


def test_a_file_to_keep_follows_too(mailbox: Mailbox, time: Clock) -> None:
    guest = register(hybrid())
    deliver(mailbox)
    first = kept(guest)
    changing.switch_mode(guest, ONLINE, now=time.pass_by(minutes=1))

    after = kept(guest)

    assert after["uid"] == first["uid"]
    assert int(after["sequence"]) > int(first["sequence"])
    assert str(after["location"]) == "Online"
