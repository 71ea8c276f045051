"""A small world for tests that look at every page: one of each thing a page can be about."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from academie.accounts import service as account_service
from academie.accounts.models import RoleName, User
from academie.assisted.models import AssistedVisit, HelperLink
from academie.checkin.models import DoorLink
from academie.checkpoints.models import Checkpoint
from academie.commitments import service as commitments
from academie.commitments.models import Commitment, CommitmentParty
from academie.core import clock
from academie.core.db import db
from academie.evaluations import review as reading
from academie.evaluations import service as evaluations
from academie.evaluations.models import EvaluationText, Joiner
from academie.evaluations.terms import Choice, LeaveOutReason, Question
from academie.events import service as events
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode, EventMode
from academie.followups.confirmations import Confirmation
from academie.followups.models import Outcome
from academie.followups.terms import Agreement, OutcomeStatus
from academie.letters import outgoing
from academie.letters.models import Letter
from academie.outbox.models import MessageStatus
from academie.partners.models import Organisation, PartnerUpload
from academie.programme import contributors
from academie.programme.models import Contributor, Material, SessionItem
from academie.registrations import offers, queries, service
from academie.registrations.models import Registration, RegistrationStatus, SeatOffer
from academie.requests import service as requests
from academie.requests.models import AcademyRequest
from academie.series import service as series_service
from academie.series.models import SeriesInvitation
from tests.accounts.factories import make_staff
from tests.alliances.factories import make_all
from tests.assisted.factories import make_link, party, send_form
from tests.checkin.factories import make_door, make_guest
from tests.checkpoints.factories import make_question
from tests.commitments.factories import asked, make_confirmed, make_page, said, somebody
from tests.evaluations.factories import answers, make_joiner, make_text
from tests.factories import make_event
from tests.followups import factories as followups
from tests.followups.factories import (
    adopted,
    make_outcome,
    see,
    show,
    show_file,
)
from tests.lessons.factories import make_lesson
from tests.letters.factories import make_letter, send
from tests.partners.factories import make_organisation, make_upload
from tests.planning.factories import make_plan
from tests.privacy.factories import make_private
from tests.programme.factories import make_contributor, make_item, make_material
from tests.registrations.factories import make_group, register
from tests.requests.factories import make_draft, make_request
from tests.series.factories import invite, make_member, make_series


class World(NamedTuple):
    """What the pages are about: a meeting of tomorrow with all that belongs to it, and others."""

    event: Event
    group: BreakoutGroup
    others: list[Event]
    guests: list[Registration]
    waiting: list[Registration]
    offers: list[SeatOffer]
    doors: list[DoorLink]
    helper: HelperLink
    visit: AssistedVisit
    outcome: Outcome
    submitted: Outcome
    confirmations: list[Confirmation]
    item: SessionItem
    contributors: list[Contributor]
    material: Material
    letter: Letter
    letter_sent: Letter
    online: list[Registration]
    member: User
    newcomer: User
    partner: Organisation
    double: Organisation
    upload: PartnerUpload
    invitations: list[SeriesInvitation]
    request: AcademyRequest
    saved: AcademyRequest
    declined: AcademyRequest
    draft: Event
    plan: dict[str, str]
    over: Event
    answers: list[EvaluationText]
    joiner: Joiner
    party: CommitmentParty
    noted: Commitment
    questions: list[Checkpoint]
    private: dict[str, str]
    learned: dict[str, str]


def make_world() -> World:
    """Make and commit it, around the real present."""
    now = clock.now()
    event = meeting(soon_enough(now), title="Publieksacademie Noardeast-Fryslân")
    others = other_meetings()
    group = make_group(event, "Leren omgaan met geld", capacity=5, now=now)
    make_group(event, "Wonen", capacity=0, now=now)
    told = adopted(event, now=now)
    show(told)
    see(told, OutcomeStatus.ONGOING, clock.to_local(now).date())
    submitted = followups.submitted(event, now=now)
    member = make_staff()
    helper = make_link(event, now=now)
    account_service.ask_new_password(member.email, now=now)
    db.session.commit()
    waiting, made = waiting_line(now)
    return World(
        event,
        group,
        others,
        guests=[make_guest(event, status=status) for status in RegistrationStatus],
        waiting=waiting,
        offers=made,
        doors=[make_door(event), make_door(others[0])],
        helper=helper,
        visit=send_form(event, party("Joke"), by=helper, now=now),
        outcome=with_file(make_outcome(event, now=now)),
        submitted=submitted,
        confirmations=make_confirmations(submitted, told, now),
        item=make_item(event, room="Grote zaal", text="Een kort welkom."),
        contributors=make_contributors(event),
        material=make_material(event),
        letter=make_letter(event, now=now),
        letter_sent=sent_letter(event),
        online=[make_guest(each, mode=AttendanceMode.ONLINE) for each in others],
        member=member,
        newcomer=make_staff(RoleName.READER, "nieuw@voorbeeld.nl", app=False),
        partner=make_organisation("Stichting De Brug"),
        double=make_organisation("De Brug", place=None),
        upload=upload_of_all_sorts(now),
        invitations=invitations_to_a_series(now),
        request=talked_about(member),
        saved=make_draft(now=now),
        declined=declined(member),
        draft=make_event(title="Een plan", published=False, wish=None),
        plan=make_plan(event),
        private=make_private(make_staff(email="klaar@voorbeeld.nl"), now),
        learned=make_all(event) | {"lesson": make_lesson(event).ref},
        **what_was_answered(now),
        party=promised(now),
        noted=noted(event, now),
        questions=[
            make_question(event, now=now),
            make_question(event, months=6, now=now, said=True),
        ],
    )


def promised(now: datetime) -> CommitmentParty:
    """Let parties promise something at a meeting of yesterday, one of which is asked."""
    before = now - timedelta(days=9)
    event = meeting(now - timedelta(days=1), title="Publieksacademie Drachten", now=before)
    make_confirmed(event, "Gemeente Drachten", now=event.starts_at)
    return asked(event, now=event.starts_at)


def noted(event: Event, now: datetime) -> Commitment:
    """Write a commitment down at the desk, and make the page for the room."""
    make_page(event, now=now)
    commitment = commitments.note(event, said("Gemeente", "School"), by=somebody(), now=now)
    db.session.commit()
    return commitment


def with_file(outcome: Outcome) -> Outcome:
    """Show an outcome by a file."""
    show_file(outcome)
    return outcome


def sent_letter(event: Event) -> Letter:
    """Write to a guest, whose mail then fails."""
    guest = make_guest(event, email="weg@voorbeeld.nl")
    now = clock.now()
    letter = make_letter(event, subject="Parkeren", now=now)
    send(letter, now=now)
    for message in outgoing.of_registration(guest):
        message.status, message.last_error = MessageStatus.FAILED, "SMTPDataError 554 5.7.1"
    db.session.commit()
    return letter


def what_was_answered(now: datetime) -> dict[str, Any]:
    """Hold a meeting yesterday, with answers that were read and not, and who wants to go on."""
    over = meeting(now - timedelta(days=1), title="Gisteren", now=now - timedelta(days=3))
    choices = (Choice.GOOD, Choice.YES, Choice.REACH)
    answers(over, 9, *choices, now=now, tomorrow="Ik bel de school.")
    answers(over, 2, Choice.FAIR, now=now)
    evaluations.count_in(now + timedelta(days=1))
    unread, approved, left_out = (
        make_text(over, question) for question in Question if question.takes_text
    )
    reading.approve(approved, now=now)
    reading.leave_out(left_out, LeaveOutReason.PERSON, now=now)
    wished = make_text(over, Question.OFFERED, "Een zaal met een keuken")
    db.session.commit()
    return {
        "over": over,
        "answers": [wished, unread],
        "joiner": make_joiner(over, now=now),
    }


def waiting_line(now: datetime) -> tuple[list[Registration], list[SeatOffer]]:
    """Let people wait for a room: one is offered a seat, one was too late, one is online too."""
    event = make_event(
        now=now - timedelta(days=2),
        starts_at=now + timedelta(days=9),
        ends_at=now + timedelta(days=9, hours=2),
        title="Vol",
        mode=EventMode.HYBRID,
        capacity=1,
        online_capacity=9,
    )
    first, *parties = (
        register(event, f"rij{number}@voorbeeld.nl", now=now - timedelta(hours=30))
        for number in range(4)
    )
    offers.join_online_meanwhile(parties[2], now=now)
    service.cancel(first, now=now - timedelta(hours=29))
    offers.expire_due(now)
    db.session.commit()
    return [first, *parties], list(queries.offers_of(event))


def talked_about(member: User) -> AcademyRequest:
    """Make a request in conversation, after one in each other column of the board."""
    now = clock.now()
    soon = clock.to_local(now + timedelta(days=90)).date()
    when = {"period_from": soon, "period_until": soon + timedelta(days=60)}
    make_request(now=now, place="Assen", **when)
    starts_at = now + timedelta(days=90)
    requests.accept(
        make_request(now=now, place="Sneek", **when),
        user=member,
        title="Publieksacademie Sneek",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        next_steps="We bellen je.",
        organiser=False,
        now=now,
    )
    asked = make_request(now=now - timedelta(weeks=9), **when)
    requests.ask(asked, user=member, text="Wie betaalt?", now=now - timedelta(weeks=8))
    return asked


def declined(member: User) -> AcademyRequest:
    """Make a request that goes no further."""
    now = clock.now()
    refused = make_request(now=now, place="Meppel")
    requests.decline(refused, user=member, reason="Te weinig tijd.", now=now)
    return refused


def make_contributors(event: Event) -> list[Contributor]:
    """Make somebody who has to answer, one who agreed, one who said no and one who withdrew."""
    item = make_item(event, "Een verhaal", minutes=20)
    asked, declined, withdrawn = (
        make_contributor(event, name=name) for name in ("Anna", "Bram", "Daan")
    )
    agreed = make_contributor(event, approved=True, items=[item])
    contributors.ask(asked, now=clock.now())
    contributors.reword(asked, wording="Moeder van drie.", now=clock.now())
    contributors.decline(declined, read=contributors.fingerprint(declined), now=clock.now())
    contributors.withdraw(withdrawn, now=clock.now())
    db.session.commit()
    return [asked, agreed, declined, withdrawn]


def soon_enough(now: datetime) -> datetime:
    """Find a start at which the door is open by now, of a meeting that ends before midnight."""
    late, early = now + timedelta(hours=11), now + timedelta(hours=8)
    ends = late + timedelta(hours=2)
    return late if clock.to_local(late).date() == clock.to_local(ends).date() else early


def make_confirmations(submitted: Outcome, told: Outcome, now: datetime) -> list[Confirmation]:
    """Ask two people: one has not answered, one says no."""
    said = followups.ask_outsider(told, email="nee@vlieger.example", now=now)
    followups.say(said, what=Agreement.NO, remark="Dit gebeurde\nanders.", now=now)
    return [followups.ask_outsider(submitted, now=now), said]


def meeting(starts_at: datetime, **fields: Any) -> Event:
    """Make a meeting with every fact that a page can show."""
    facts: dict[str, Any] = {
        "summary": "Wat helpt kinderen die opgroeien met weinig geld?",
        "description": "Een avond over **armoede**.\n\n- voor bewoners\n- voor scholen",
        "access_notes": "Het gebouw heeft een lift.",
        "travel": "Bus 12 stopt voor de deur.",
        "now": clock.now() - timedelta(days=1),
    }
    return make_event(
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **(facts | fields)
    )


def other_meetings() -> list[Event]:
    """Make a full meeting, one online and in a room, one put off and one called off."""
    now = clock.now()
    soon = now + timedelta(days=9)
    full = meeting(soon, title="Kenniskring", capacity=0)
    hybrid = meeting(soon, title="Leernetwerk", mode=EventMode.HYBRID, join_link="https://a.nl")
    put_off, called_off = meeting(soon, title="Uitgesteld"), meeting(soon, title="Afgezegd")
    events.postpone(put_off, now=now)
    events.cancel(called_off, reason="De zaal is dicht.", now=now)
    db.session.commit()
    return [full, hybrid, put_off, called_off]


def upload_of_all_sorts(now: datetime) -> PartnerUpload:
    """Send in a list with a new row, a changed one, one that stays and a refused one."""
    make_organisation("Bibliotheek Noord", sector="onderwijs", place="Assen")
    return make_upload(
        "Voedselbank Assen;Overig;Assen;lokaal;ja;nee",
        "De Brug;Zorg;Assen;lokaal;ja;nee",
        "Bibliotheek Noord;Onderwijs;Assen;lokaal;ja;nee",
        "Onbekend;Ruimtevaart;;lokaal;ja;nee",
        now=now,
    )


def invitations_to_a_series(now: datetime) -> list[SeriesInvitation]:
    """Invite three members of a series: one comes, one does not, one is asked whether they stay."""
    series = make_series()
    members = [make_member(series, f"lid{number}@voorbeeld.nl", now=now) for number in range(3)]
    event = meeting(now + timedelta(days=9), kind=series.kind, title="Kenniskring", series=series)
    found = invite(event, now)
    series_service.come(found[0], mode=event.mode.attendance_modes[0], now=now)
    series_service.decline(found[1], now=now)
    members[2].asked_at = now
    make_member(series, "nieuw@voorbeeld.nl", confirmed=False, now=now)
    db.session.commit()
    return found
