"""A year with a little of everything that reports count."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from academie.checkin.models import CheckIn, HeadCount
from academie.core.db import db
from academie.evaluations.terms import Choice
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, Audience, EventKind, EventMode
from academie.followups.terms import OutcomeStatus, ReachKind
from academie.reference.models import ChangeLine, Province
from academie.reference.queries import current_challenges
from academie.registrations.models import Registration, RegistrationStatus
from tests.alliances.factories import make_alliance, make_pledge, show
from tests.checkpoints.factories import make_question
from tests.commitments.factories import make_confirmed
from tests.evaluations.factories import LATER, answers, count_in
from tests.factories import NOW, make_event
from tests.followups.factories import adopted, ask_outsider, denied, say, see
from tests.partners.factories import make_organisation
from tests.series.factories import make_meeting, make_series

_numbers = count()
CHECKED = datetime(2027, 6, 9, 8, tzinfo=UTC)


def party(meeting: Event, people: int, came: int = 0, **fields: Any) -> None:
    """Give a party a place, and let some of it come in."""
    number = next(_numbers)
    values: dict[str, Any] = {"mode": AttendanceMode.ONSITE, "email": None} | fields
    registration = Registration(
        event=meeting,
        given_name=None,
        family_name=None,
        people=people,
        status=RegistrationStatus.CONFIRMED,
        code=f"CODE{number}",
        registered_at=NOW,
        queued_at=NOW,
        status_changed_at=NOW,
        privacy_version="1",
        **values,
    )
    db.session.add(registration)
    if came:
        scanned: dict[str, Any] = {
            "event": meeting,
            "scan_uuid": f"scan-{number}",
            "checked_in_at": NOW,
        }
        db.session.add(CheckIn(registration=registration, people=came, **scanned))


def fill_a_year() -> Event:
    """Make it, and give its largest meeting."""
    event = make_event()
    school = make_organisation()
    for people, came in ((6, 6), (8, 7), (9, 4)):
        party(event, people, came, audience=Audience.RESIDENT, organisation_id=school.id)
    party(event, 5, 5, audience=Audience.PROFESSIONAL)
    _other_meetings()
    answers(event, 12, Choice.GOOD, Choice.YES)
    answers(event, 6, Choice.FAIR, Choice.YES)
    count_in(LATER)
    make_confirmed(event)
    make_question(event, now=CHECKED)
    make_question(event, months=6, now=CHECKED, said=True)
    _outcomes(event)
    show(make_alliance(event=event))
    make_pledge(signed_on=date(2026, 1, 5))
    db.session.commit()
    return event


def _other_meetings() -> None:
    """Make a ring of few people, others of a series, and some that never were."""
    small = make_event(
        title="Kleine kring",
        kind=EventKind.KENNISKRING,
        mode=EventMode.ONLINE,
        capacity=None,
        online_capacity=50,
        place=None,
        province=None,
    )
    party(small, 3, 3, mode=AttendanceMode.ONLINE)
    series = make_series()
    for province, people in ((Province.UTRECHT, 38), (Province.LIMBURG, 45)):
        held = make_meeting(series, province=province)
        counted: dict[str, Any] = {"source": "geteld aan de deur", "counted_at": NOW}
        db.session.add(HeadCount(event=held, people=people, **counted))
    events.postpone(make_event(title="Uitgesteld"), now=NOW)
    events.cancel(make_event(title="Afgezegd"), reason="De zaal is dicht.", now=NOW)


def _outcomes(event: Event) -> None:
    """Make outcomes of two lines, of which one is disputed and one confirmed."""
    reach: dict[str, Any] = {
        "reach_number": 300,
        "reach_unit": "leerlingen",
        "reach_kind": ReachKind.COUNTED,
    }
    adopted(event, **reach | {"reach_number": 3})
    first = adopted(event, **reach)
    see(first, OutcomeStatus.STARTED)
    say(ask_outsider(first))
    ask_outsider(first, email="ander@voorbeeld.nl")
    disputed = adopted(event)
    see(disputed, OutcomeStatus.STARTED)
    denied(disputed)
    adopted(line=ChangeLine.VERANDEREN, challenges=current_challenges()[:1])
