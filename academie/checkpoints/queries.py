"""Questions about the questions: who is asked, which come next, and how many were answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask_babel import LazyString
from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from academie.accounts.models import Role, RoleName, User
from academie.checkpoints import days
from academie.checkpoints.models import Checkpoint, FollowUp
from academie.checkpoints.terms import ANSWERS, Stage
from academie.commitments import queries as commitments
from academie.commitments.models import Commitment, CommitmentMove
from academie.commitments.terms import CommitmentStatus
from academie.core import links
from academie.core.db import db
from academie.core.errors import BrokenLinkError
from academie.events.models import Event
from academie.followups.models import Observation, Outcome, OutcomeEvent
from academie.followups.terms import OutcomeState, OutcomeStatus, Visibility

PURPOSE = "checkpoint"
MOST_OUTCOMES = 6
"""A form that asks how far more of them are is no longer short."""
MOST_COMMITMENTS = 6
"""Of more it asks only who wants to tell."""

_LABELS = {status.value: status.label for status in (*CommitmentStatus, *OutcomeStatus)}


class Share(NamedTuple):
    """How many of the questions that were due got an answer."""

    answered: int
    due: int

    @property
    def percent(self) -> int | None:
        """The share of a hundred; None when nothing was due."""
        return round(100 * self.answered / self.due) if self.due else None


def follow_up_of(event: Event) -> FollowUp | None:
    """Find who follows what comes of a meeting."""
    return db.session.get(FollowUp, event.id)


def of_address(email: str) -> Sequence[FollowUp]:
    """Find the meetings of which somebody is the local contact."""
    return db.session.scalars(
        select(FollowUp)
        .join(FollowUp.event)
        .where(FollowUp.contact_email == email)
        .order_by(Event.starts_at.desc(), Event.id)
        .options(contains_eager(FollowUp.event))
    ).all()


def by_event_ref(ref: str) -> FollowUp | None:
    """Find who follows a meeting, by the ref of that meeting."""
    return db.session.scalar(select(FollowUp).join(FollowUp.event).where(Event.ref == ref))


def of_event(event: Event) -> Sequence[Checkpoint]:
    """List the questions after a meeting, the first one first."""
    return db.session.scalars(
        select(Checkpoint)
        .where(Checkpoint.event_id == event.id)
        .order_by(Checkpoint.months)
        .options(selectinload(Checkpoint.late_answers))
    ).all()


def next_of(event: Event) -> Checkpoint | None:
    """Give the first question after a meeting that waits for an answer, or is still to come."""
    return db.session.scalar(
        select(Checkpoint)
        .where(Checkpoint.event_id == event.id, Checkpoint.result.is_(None))
        .order_by(Checkpoint.months)
        .limit(1)
    )


def one_of(event: Event, ref: str) -> Checkpoint | None:
    """Find a question of a meeting."""
    return db.session.scalar(
        select(Checkpoint).where(Checkpoint.event_id == event.id, Checkpoint.ref == ref)
    )


def by_ref(ref: str) -> Checkpoint | None:
    """Find a question."""
    return db.session.scalar(select(Checkpoint).where(Checkpoint.ref == ref))


def token_of(checkpoint: Checkpoint) -> str:
    """Write the token of the link by which the contact answers."""
    return links.sign(PURPOSE, checkpoint.ref, checkpoint.link_version)


def by_token(token: str) -> Checkpoint:
    """Find the question behind a link.

    Raises:
        BrokenLinkError: the link was changed, or somebody else is the contact by now.
    """
    claim = links.read(PURPOSE, token)
    checkpoint = by_ref(claim.ref)
    if checkpoint is None or checkpoint.link_version != claim.version:
        raise BrokenLinkError
    return checkpoint


def link_works(checkpoint: Checkpoint, now: datetime) -> bool:
    """Tell whether the link of a question still works."""
    ends_at = days.link_ends_at(checkpoint)
    return ends_at is not None and now < ends_at


def overtaken(checkpoint: Checkpoint, now: datetime) -> bool:
    """Tell whether a later question after the same meeting is due too."""
    later = select(Checkpoint.id).where(
        Checkpoint.event_id == checkpoint.event_id,
        Checkpoint.months > checkpoint.months,
        Checkpoint.due_on <= days.last_due_day(now),
    )
    return db.session.scalar(later.limit(1)) is not None


def current_of(event: Event, now: datetime) -> Checkpoint | None:
    """Give the newest question after a meeting that is due, when it waits for an answer."""
    newest = db.session.scalar(
        select(Checkpoint)
        .where(Checkpoint.event_id == event.id, Checkpoint.due_on <= days.last_due_day(now))
        .order_by(Checkpoint.months.desc())
        .limit(1)
    )
    return newest if newest and newest.result is None else None


def earlier_answer(checkpoint: Checkpoint) -> Checkpoint | None:
    """Give the last answer before a question, which its form begins with."""
    return db.session.scalar(
        select(Checkpoint)
        .where(
            Checkpoint.event_id == checkpoint.event_id,
            Checkpoint.months < checkpoint.months,
            Checkpoint.result.in_(ANSWERS),
        )
        .order_by(Checkpoint.months.desc())
        .limit(1)
    )


def news_of(checkpoint: Checkpoint) -> list[tuple[str, LazyString]]:
    """Say what else an answer told: of each thing agreed, and of what came of it, how it stands."""
    moves = db.session.execute(
        select(Commitment.text, CommitmentMove.status)
        .join(CommitmentMove.commitment)
        .where(
            Commitment.event_id == checkpoint.event_id,
            CommitmentMove.moved_at == checkpoint.answered_at,
        )
        .order_by(Commitment.id)
    )
    seen = db.session.execute(
        select(Outcome.title, Observation.status)
        .join(Observation.outcome)
        .where(Observation.checkpoint_id == checkpoint.id)
        .order_by(Outcome.number)
    )
    return [(words, status.label) for words, status in (*moves, *seen)]


def late_news(checkpoint: Checkpoint) -> list[list[tuple[str, LazyString]]]:
    """Say the same of each answer that came second: what stands in it and was never moved."""
    told = [late.told or {} for late in checkpoint.late_answers]
    refs = {ref for one in told for ref in one}
    agreed = db.session.execute(
        select(Commitment.ref, Commitment.text).where(Commitment.ref.in_(refs))
    ).all()
    came = db.session.execute(select(Outcome.ref, Outcome.title).where(Outcome.ref.in_(refs))).all()
    return [
        [(words, _LABELS[one[ref]]) for ref, words in (*agreed, *came) if ref in one]
        for one in told
    ]


def open_commitments(event: Event) -> list[Commitment]:
    """List what was agreed and is neither done nor dropped, without what a party disowned."""
    found = commitments.of_event(event)
    still = (each for each in found if each.status is CommitmentStatus.OPEN)
    return [each for each in still if not each.is_disowned]


def asked_first(
    found: Sequence[Commitment],
) -> tuple[Sequence[Commitment], Sequence[Commitment]]:
    """Split what was agreed: what is asked, first what a party confirmed, and what more."""
    ranked = sorted(found, key=lambda each: not each.confirmed)
    return ranked[:MOST_COMMITMENTS], ranked[MOST_COMMITMENTS:]


def outcomes_to_ask(event: Event) -> Sequence[Outcome]:
    """List what came of a meeting that its contact may know: told to others, or told by them."""
    told = and_(Outcome.state == OutcomeState.ADOPTED, Outcome.visibility != Visibility.INTERNAL)
    reported = select(Checkpoint.outcome_id).where(
        Checkpoint.event_id == event.id, Checkpoint.outcome_id.is_not(None)
    )
    theirs = and_(Outcome.state != OutcomeState.WITHDRAWN, Outcome.id.in_(reported))
    return db.session.scalars(
        select(Outcome)
        .join(OutcomeEvent)
        .where(OutcomeEvent.event_id == event.id, or_(told, theirs))
        .order_by(Outcome.number)
        .limit(MOST_OUTCOMES)
        .options(selectinload(Outcome.observations), selectinload(Outcome.evidence))
    ).all()


def owner_of(event: Event) -> User | None:
    """Name who sees to the questions of a meeting: its owner, else who runs it, else the team."""
    follow_up = follow_up_of(event)
    return who_sees_to(event, follow_up.owner if follow_up else None, first_of_team())


def who_sees_to(event: Event, owner: User | None, team: User | None) -> User | None:
    """Choose the first of these who can do it: who left, or runs the meeting no more, is passed.

    Args:
        team: who does it when nobody else can.
    """
    organisers = sorted(event.organisers, key=lambda user: user.id)
    people = (user for user in (owner, *organisers) if user and user.active)
    return next((user for user in people if _manages(user, event)), team)


def _manages(user: User, event: Event) -> bool:
    """Tell whether a member of staff may open the pages of a meeting."""
    runs = user.holds(RoleName.ORGANISER) and user in event.organisers
    return user.holds(RoleName.PROJECT_TEAM) or runs


def first_of_team() -> User | None:
    """Give who has been in the project team longest, of those who can sign in."""
    return db.session.scalar(
        select(User)
        .where(User.active, User.roles.any(Role.name == RoleName.PROJECT_TEAM))
        .order_by(User.id)
        .limit(1)
    )


def candidates(event: Event) -> Sequence[User]:
    """List who may be the owner: the project team, and who runs the meeting."""
    team = User.roles.any(Role.name == RoleName.PROJECT_TEAM)
    runs = User.id.in_([user.id for user in event.organisers])
    statement = select(User).where(User.active, or_(team, runs))
    return db.session.scalars(statement.order_by(func.lower(User.name), User.id)).all()


def stage(checkpoint: Checkpoint) -> Stage:
    """Tell where a question stands."""
    if checkpoint.result is not None:
        return Stage.ANSWERED if checkpoint.result.is_answer else Stage.GIVEN_UP
    if checkpoint.tasked_at is not None:
        return Stage.OVERDUE
    return Stage.ASKED if checkpoint.asked_at is not None else Stage.AHEAD


def share_answered(now: datetime, *, event: Event | None = None, user: User | None = None) -> Share:
    """Tell how many of the questions that were due got an answer; of one meeting, or of all.

    That nothing changed counts as an answer. What was asked today counts as due.

    Args:
        user: only of the meetings that this member of staff manages.
    """
    answered = func.sum(case((Checkpoint.result.in_(ANSWERS), 1), else_=0))
    statement = (
        select(func.coalesce(answered, 0), func.count())
        .select_from(Checkpoint)
        .where(Checkpoint.due_on <= days.last_due_day(now))
    )
    if event is not None:
        statement = statement.where(Checkpoint.event_id == event.id)
    if user is not None and not user.holds(RoleName.PROJECT_TEAM):
        own = Event.organisers.any(User.id == user.id)
        statement = statement.join(Checkpoint.event).where(own)
    return Share._make(map(int, db.session.execute(statement).one()))
