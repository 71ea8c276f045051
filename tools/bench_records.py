"""A year of records for the benchmark of reports: meetings, who came to them, what came of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import BigInteger, String, Table, literal, select
from sqlalchemy import cast as sql_cast

from academie.accounts.models import User
from academie.activity import service as activity
from academie.activity.models import ActivityReport
from academie.checkin.models import CheckIn
from academie.core.db import db
from academie.core.period import Period
from academie.events.models import Event
from academie.events.seating import SeatPool
from academie.events.terms import AttendanceMode, EventKind, EventMode, EventStatus
from academie.followups.models import Outcome
from academie.followups.terms import OutcomeStatus, Precision
from academie.plans import service as plans
from academie.plans.terms import Measure
from academie.registrations.models import Registration
from tests.factories import NOW, WHEN, make_event
from tests.followups.factories import SEEN_ON, adopted, ask_outsider, author, say, see, show
from tests.registrations.factories import register
from tools.bench_crowd import copy, count_to, crowd

YEAR = Period(first=date(2027, 1, 1), last=date(2027, 12, 31))
AS_OF = datetime(2028, 1, 15, 12, 0, tzinfo=UTC)
COUNTED = (
    *(Measure.ACADEMIES, Measure.LOCAL_MEETINGS, Measure.REGISTERED, Measure.ATTENDANCE),
    *(Measure.OUTCOMES, Measure.OUTCOMES_VERANDEREN),
)


def fill(meetings: int, parties: int, outcomes: int) -> ActivityReport:
    """Make a year with so many meetings, parties at each, and outcomes: in each database the same.

    The one that is copied comes on top.

    Returns:
        the draft of the report about it.
    """
    first = make_event(capacity=None)
    guest = register(first, given_name="Gast")
    came = CheckIn(
        event=first,
        registration=guest,
        people=1,
        scan_uuid=guest.ref,
        checked_in_at=first.starts_at,
    )
    db.session.add(came)
    told = _proved(first)
    others = [_meeting(first, number + 1) for number in range(meetings)]
    db.session.add_all(others)
    db.session.flush()
    crowd(guest, others, parties)
    _let_come(came, others[0].id)
    _tell(told, outcomes, first.id, meetings)
    report = _report(author())
    db.session.commit()
    return report


def _meeting(first: Event, number: int) -> Event:
    """Make a meeting of two hours that is over, each three hours after the one before."""
    starts_at = WHEN + timedelta(hours=3 * number)
    is_academy = number % 3 == 0
    return Event(
        ref=f"{number:016x}",
        slug=f"bijeenkomst-{number}",
        status=EventStatus.PUBLISHED,
        kind=EventKind.PUBLIEKSACADEMIE if is_academy else EventKind.LOKALE_BIJEENKOMST,
        title=f"Bijeenkomst {number}",
        theme=first.theme,
        wish=first.wish,
        meeting_money=first.meeting_money,
        campaign_money=first.campaign_money,
        mode=EventMode.ONSITE,
        venue=first.venue,
        place=f"Plaats {number % 40}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        organisation=first.organisation,
        reply_address=first.reply_address,
        phone=first.phone,
        created_at=NOW,
        changed_at=NOW,
        published_at=NOW,
        pools=[SeatPool(mode=AttendanceMode.ONSITE, capacity=None)],
    )


def _proved(first: Event) -> Outcome:
    """Make an outcome that was seen, shown by evidence, and confirmed by somebody outside."""
    told = adopted(first, changed_on=SEEN_ON, changed_precision=Precision.DAY)
    see(told, OutcomeStatus.ONGOING)
    show(told)
    say(ask_outsider(told))
    return told


def _let_come(came: CheckIn, first: int) -> None:
    """Let two thirds of the parties come."""
    party = cast("Table", Registration.__table__)
    is_next = party.c.id - came.registration_id  # a database may have counted before
    there = select(party).where(party.c.event_id >= first, is_next % 3 != 0).subquery()
    values = {"event_id": there.c.event_id, "registration_id": there.c.id}
    copy(came, values | {"scan_uuid": there.c.ref}, there, there.c.id)


def _tell(told: Outcome, outcomes: int, first: int, meetings: int) -> None:
    """Let each meeting have led to as many outcomes as any other."""
    db.session.refresh(told)
    numbers = count_to(outcomes)
    another = select(numbers).where(numbers.c.number > 1).subquery()
    ref = literal("f") + sql_cast(literal(10**14, BigInteger) + another.c.number, String)
    copy(told, {"ref": ref, "number": another.c.number}, another, another.c.number)
    made = cast("Table", Outcome.__table__)
    copies = select(made.c.id, made.c.ref, made.c.number).where(made.c.id != told.id).subquery()
    of_it = {"outcome_id": copies.c.id}
    number = copies.c.number
    for tie in told.events:
        copy(tie, of_it | {"event_id": first + number % meetings}, copies, number)
    for part in (*told.actors, *told.places, *told.kinds, *told.observations, *told.moves):
        copy(part, of_it, copies, number)
    for proof in (*told.evidence, *told.confirmations):
        copy(proof, of_it | {"ref": copies.c.ref}, copies, number)


def _report(by: User) -> ActivityReport:
    """Plan what was done, and begin the report of it."""
    days: dict[str, Any] = {"first_on": YEAR.first, "last_on": YEAR.last, "by": by, "now": NOW}
    plan = plans.add(title="Plan 2027", source="Invented", **days)
    for measure in COUNTED:
        plans.add_line(plan, now=NOW, activity=str(measure.label), measure=measure)
    return activity.begin(plan, **days)
