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
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode
from academie.followups.confirmations import Confirmation
from academie.followups.models import Outcome
from academie.followups.terms import Agreement, OutcomeStatus
from academie.letters import outgoing
from academie.letters.models import Letter
from academie.outbox.models import MessageStatus
from academie.partners.models import Organisation, PartnerUpload
from academie.programme.models import Contributor, Material, SessionItem
from academie.registrations.models import Registration, RegistrationStatus, SeatOffer
from academie.requests import service as requests
from academie.requests.models import AcademyRequest
from academie.series.models import SeriesInvitation
from tests.accounts.factories import make_staff
from tests.activity import factories as activity
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
    make_joint,
    make_outcome,
    see,
    show,
    show_file,
)
from tests.jobs.factories import make_job
from tests.lessons.factories import make_lesson
from tests.letters.factories import make_letter, send
from tests.partners.factories import make_organisation, make_upload
from tests.planning.factories import make_plan
from tests.privacy.factories import make_private
from tests.programme.factories import make_item, make_material
from tests.registrations.factories import make_group
from tests.requests.factories import make_draft, make_request
from tests.world_meetings import (
    invitations_to_a_series,
    make_contributors,
    meeting,
    other_meetings,
    soon_enough,
    waiting_line,
)


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
    files: dict[str, str]


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
        outcome=with_proof(make_outcome(event, now=now)),
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
        learned=make_all(event) | {"lesson": make_lesson(event).ref} | activity.make_all(),
        files=files_of(member),
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


def files_of(member: User) -> dict[str, str]:
    """Let a member of staff ask for a file that is there, and for one that is not there yet."""
    return {
        "job": make_job(member, made=True).ref,
        "job_waiting": make_job(member).ref,
    }


def with_proof(outcome: Outcome) -> Outcome:
    """Show an outcome by a file, and tell what it led to."""
    show_file(outcome)
    make_joint(outcome)
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


def make_confirmations(submitted: Outcome, told: Outcome, now: datetime) -> list[Confirmation]:
    """Ask two people: one has not answered, one says no."""
    said = followups.ask_outsider(told, email="nee@vlieger.example", now=now)
    followups.say(said, what=Agreement.NO, remark="Dit gebeurde\nanders.", now=now)
    return [followups.ask_outsider(submitted, now=now), said]


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
