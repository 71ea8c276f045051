"""The list of a series: joined by mail, kept by a yearly yes, invited once a meeting."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from academie.checkin.models import HeadCount
from academie.core.db import db
from academie.events import service as events
from academie.events.terms import AttendanceMode, EventMode
from academie.outbox.models import OutboxMessage
from academie.partners import service as partners
from academie.registrations import service as registrations
from academie.registrations.models import Registration, RegistrationStatus
from academie.series import queries, retention, service, told
from academie.series.models import Answer, SeriesMember
from tests.factories import NOW, WHEN
from tests.outbox.factories import settle
from tests.partners.factories import make_organisation
from tests.registrations.factories import register
from tests.series.factories import invite, make_meeting, make_member, make_series

pytestmark = pytest.mark.usefixtures("app")
YEAR = timedelta(days=365)
ONSITE = AttendanceMode.ONSITE


def mails() -> list[tuple[str, str]]:
    rows = db.session.execute(select(OutboxMessage.kind, OutboxMessage.about)).all()
    return [(row.kind, row.about) for row in rows]


def test_somebody_stands_on_the_list_only_after_confirming() -> None:
    series = make_series()
    member = make_member(series, confirmed=False)
    before = queries.sizes()

    service.confirm(member, now=NOW)

    assert (before, queries.sizes()) == ({}, {series.id: 1})
    assert mails() == [("series.confirm", member.ref)]


def test_a_known_address_changes_nothing_and_is_told_by_mail() -> None:
    series = make_series()
    member = make_member(series)

    again = make_member(series, given_name="Iemand anders", confirmed=False)

    assert again is member
    assert member.given_name == "Samira"
    assert mails()[-1] == ("series.known", member.ref)


@pytest.mark.parametrize("confirmed", [False, True])
def test_one_address_is_not_mailed_without_end_by_whoever_types_it(confirmed: bool) -> None:
    series = make_series()
    member = make_member(series, confirmed=confirmed)
    settle()

    for _ in range(6):
        make_member(series, given_name="Sam", confirmed=False)
        settle()
    elsewhere = make_member(make_series(), confirmed=False)

    assert [about for _kind, about in mails()] == [member.ref] * 5 + [elsewhere.ref]
    assert member.given_name == ("Samira" if confirmed else "Sam")


def test_who_asks_twice_before_confirming_stands_on_it_once() -> None:
    series = make_series()
    make_member(series, confirmed=False)

    member = make_member(series, given_name="Sam", confirmed=False)

    assert db.session.scalars(select(SeriesMember)).all() == [member]
    assert member.given_name == "Sam"


def test_the_database_keeps_an_address_on_a_list_once() -> None:
    member = make_member()
    other = make_member(member.series, "ander@voorbeeld.nl")
    other.email = member.email

    with pytest.raises(IntegrityError):
        db.session.commit()


def test_who_leaves_is_forgotten_at_once_and_may_come_back() -> None:
    member = make_member()

    service.leave(member, now=NOW)
    service.leave(member, now=NOW + YEAR)

    assert (member.given_name, member.email, member.organisation_name) == (None, None, None)
    assert member.left_at == NOW
    assert make_member(member.series) is not member


def test_a_member_of_a_merged_organisation_moves_along() -> None:
    kept, gone = make_organisation("De Brug"), make_organisation("Stichting De Brug")
    member = make_member(organisation="stichting de brug")
    before = member.organisation_id

    partners.merge(kept, gone, now=NOW)

    assert (before, member.organisation_id) == (gone.id, kept.id)


@pytest.mark.parametrize(("days", "asked"), [(364, False), (365, True)])
def test_members_are_asked_every_year_whether_they_stay(days: int, asked: bool) -> None:
    member = make_member()

    service.ask_due(NOW + timedelta(days=days))
    service.ask_due(NOW + timedelta(days=days))

    assert (member.asked_at is not None) is asked
    assert mails().count(("series.stay", member.ref)) == int(asked)


@pytest.mark.parametrize(("days", "known"), [(59, True), (60, False)])
def test_who_does_not_answer_within_sixty_days_is_taken_off(days: int, known: bool) -> None:
    member = make_member()
    service.ask_due(NOW + YEAR)

    retention.erase_due(NOW + YEAR + timedelta(days=days))

    assert (member.email is not None) is known


def test_who_says_yes_stays_for_another_year() -> None:
    member = make_member()
    service.ask_due(NOW + YEAR)

    service.confirm(member, now=NOW + YEAR)
    retention.erase_due(NOW + YEAR + timedelta(days=61))

    assert (member.email, member.asked_at) == ("samira@voorbeeld.nl", None)
    assert queries.to_ask(NOW + 2 * YEAR) == [member]


@pytest.mark.parametrize(("days", "left"), [(13, 1), (14, 0)])
def test_who_never_confirms_is_forgotten_after_two_weeks(days: int, left: int) -> None:
    make_member(confirmed=False)

    retention.erase_due(NOW + timedelta(days=days))

    assert len(db.session.scalars(select(SeriesMember)).all()) == left


def test_each_member_is_invited_once_to_a_meeting() -> None:
    series = make_series()
    first = make_member(series)
    make_member(series, "nog-niet@voorbeeld.nl", confirmed=False)
    event = make_meeting(series)

    (invitation,) = invite(event)
    late = make_member(series, "later@voorbeeld.nl")
    later = invite(event)

    assert invitation.member is first
    assert [one.member for one in later] == [first, late]
    assert [kind for kind, _about in mails()].count("series.invited") == 2


def test_who_registered_already_gets_no_invitation() -> None:
    series = make_series()
    make_member(series, "fatima@voorbeeld.nl")
    event = make_meeting(series)
    register(event, "fatima@voorbeeld.nl")

    audience = told.audience(event)

    assert (len(audience.fresh), audience.invited, audience.registered) == (0, 0, 1)


@pytest.mark.parametrize("state", ["draft", "begun", "cancelled", "no series"])
def test_nobody_is_invited_to_what_is_not_ahead(state: str) -> None:
    series = make_series()
    make_member(series)
    event = make_meeting(series, published=state != "draft")
    now = NOW
    if state == "begun":
        now = event.starts_at
    elif state == "cancelled":
        events.cancel(event, reason="Ziek", now=NOW)
    elif state == "no series":
        event.series = None
        db.session.flush()

    with pytest.raises(service.NothingToInviteToError):
        service.invite(event, now=now)


def test_one_press_registers_with_all_we_know() -> None:
    series = make_series()
    make_member(series)
    (invitation,) = invite(make_meeting(series))

    first = service.come(invitation, mode=ONSITE, now=NOW)
    second = service.come(invitation, mode=ONSITE, now=NOW)

    assert first is second
    assert (first.given_name, first.email) == ("Samira", "samira@voorbeeld.nl")
    assert (first.organisation_name, first.people) == ("Stichting De Brug", 1)
    assert first.status is RegistrationStatus.CONFIRMED
    assert invitation.answer is Answer.COMING
    kinds = [kind for kind, about in mails() if about == first.ref]
    assert kinds == ["registrations.confirmed"]


def test_a_full_meeting_puts_who_comes_on_the_waiting_list() -> None:
    series = make_series()
    make_member(series)
    (invitation,) = invite(make_meeting(series, capacity=0))

    assert service.come(invitation, mode=ONSITE, now=NOW).status is RegistrationStatus.WAITLISTED


def test_who_does_not_come_gives_the_seat_back_and_may_change_their_mind() -> None:
    series = make_series()
    make_member(series)
    (invitation,) = invite(make_meeting(series))
    guest = service.come(invitation, mode=ONSITE, now=NOW)

    service.decline(invitation, now=NOW)
    service.decline(invitation, now=NOW)

    assert (guest.status, invitation.answer) == (RegistrationStatus.CANCELLED, Answer.NOT_COMING)
    again = service.come(invitation, mode=ONSITE, now=NOW)
    assert (again, again.status) == (guest, RegistrationStatus.CONFIRMED)


def test_an_invitation_that_comes_too_late_registers_nobody() -> None:
    series = make_series()
    make_member(series)
    (invitation,) = invite(make_meeting(series))

    with pytest.raises(registrations.RegistrationClosedError):
        service.come(invitation, mode=ONSITE, now=WHEN)
    assert db.session.scalars(select(Registration)).all() == []


def test_somebody_who_says_no_needs_no_seat_to_give_back() -> None:
    series = make_series()
    make_member(series)
    (invitation,) = invite(make_meeting(series, mode=EventMode.ONLINE))

    service.decline(invitation, now=NOW)

    assert invitation.answer is Answer.NOT_COMING
    assert db.session.scalars(select(Registration)).all() == []


def test_a_year_is_counted_from_january_to_december_in_amsterdam() -> None:
    series = make_series(target_per_year=8)
    new_year = datetime.fromisoformat("2026-12-31T23:30+00:00")
    make_meeting(series, starts_at=new_year, ends_at=new_year + timedelta(hours=1), published=False)
    held, off = make_meeting(series), make_meeting(series)
    make_meeting(series, starts_at=WHEN + YEAR, ends_at=WHEN + YEAR + timedelta(hours=1))
    events.cancel(off, reason="Ziek", now=NOW)
    db.session.add(HeadCount(event=held, people=36, source="geteld", counted_at=held.ends_at))

    of_2027 = queries.of_year(series, 2027)
    figures = queries.year_of(series, of_2027, held.ends_at)

    assert len(of_2027) == 3
    assert (figures.planned, figures.held, figures.cancelled) == (0, 1, 1)
    assert figures.missing == 7


def test_two_series_of_one_name_have_two_addresses() -> None:
    assert make_series("Kenniskring").slug == "kenniskring"
    assert make_series("Kenniskring!").slug == "kenniskring-2"
    assert make_series("???").slug == "reeks"


def test_a_draft_whose_day_went_by_is_not_planned() -> None:
    series = make_series()
    make_meeting(series, published=False)
    events_of_year = queries.of_year(series, WHEN.year)

    before = queries.year_of(series, events_of_year, NOW)
    after = queries.year_of(series, events_of_year, WHEN + timedelta(days=1))

    assert (before.planned, before.missing) == (1, 7)
    assert (after.planned, after.held, after.missing) == (0, 0, 8)
