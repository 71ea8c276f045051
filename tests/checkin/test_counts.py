"""What others make of who came: partly, without a ticket, or after all not."""

from datetime import date
from uuid import uuid4

import pytest

from academie.checkin import log
from academie.checkin.terms import ScanMethod
from academie.core.db import db, write_transaction
from academie.core.period import Period
from academie.letters.queries import came
from academie.privacy import service as privacy
from academie.registrations.guest_links import token_of
from academie.registrations.models import RegistrationStatus
from academie.reports.queries import meetings
from tests.browser import Browser
from tests.checkin.factories import make_door, make_guest, paired, people_in, take, ticket
from tests.factories import WHEN, make_event

pytestmark = pytest.mark.usefixtures("app")
YEAR = Period(first=date(2027, 1, 1), last=date(2027, 12, 31))


def test_a_door_that_only_counted_heads_tells_of_no_guest_that_they_stayed_away() -> None:
    event = make_event()
    guest, door = make_guest(event), paired(make_door(event))

    take(door, method=ScanMethod.WALK_IN, people=4)

    (meeting,) = meetings(YEAR)
    assert came(guest) is None
    assert (meeting.came, meeting.expected, meeting.absent) == (4, 0, 0)


def test_half_a_party_came_and_half_stayed_away() -> None:
    event = make_event()
    guest, door = make_guest(event), paired(make_door(event))
    take(door, token=ticket(guest), people=1)
    take(door, method=ScanMethod.WALK_IN, people=2)

    (meeting,) = meetings(YEAR)
    assert came(guest) is True
    assert (meeting.came, meeting.expected, meeting.absent) == (3, 3, 2)


def test_who_was_undone_did_not_come() -> None:
    event = make_event()
    guest, other = make_guest(event), make_guest(event)
    door, uuid = paired(make_door(event)), str(uuid4())
    take(door, token=ticket(other))
    take(door, token=ticket(guest), uuid=uuid)

    take(door, method=ScanMethod.UNDO, of=uuid)

    (meeting,) = meetings(YEAR)
    assert came(guest) is False
    assert (meeting.came, meeting.absent) == (3, 3)


def test_a_reason_at_the_door_is_shown_to_its_guest_and_wiped_with_them(browser: Browser) -> None:
    event = make_event()
    guest = make_guest(event, status=RegistrationStatus.WAITLISTED)
    take(paired(make_door(event)), token=ticket(guest), admit="Kwam helpen")
    url = f"/aanmelding/{token_of(guest)}/gegevens"
    db.session.commit()

    page = browser.get(url)
    with write_transaction():
        privacy.erase(guest, now=WHEN)

    assert "Kwam helpen" in page.texts("main dd")
    assert [line.reason for line in log.latest_scans(event, 5)] == [None]
    assert people_in(event) == 3
