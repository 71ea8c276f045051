"""Questions about evaluations: what is asked until when, what was answered, who wants to go on."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import contains_eager, selectinload

from academie.accounts.models import RoleName, User
from academie.core import links
from academie.core.clock import to_local
from academie.core.db import db
from academie.core.errors import BrokenLinkError
from academie.evaluations.models import (
    EvaluationAnswer,
    EvaluationQuestion,
    EvaluationResponse,
    EvaluationText,
    Joiner,
    JoinerNeed,
)
from academie.evaluations.terms import OPEN_FOR, Choice, Need, Question, TextState, WindowState
from academie.events.models import Event, event_challenge
from academie.events.queries import by_ref
from academie.events.terms import EventStatus
from academie.reference.models import Challenge, Province

ANSWERING = "evaluation"
JOINING = "joining"
JOINER = "joiner"
_VERSION = 1
"""Of the links of a meeting: they hold nothing of anybody, so nothing ever revokes them."""
_HELD = {EventStatus.PUBLISHED, EventStatus.CLOSED}

Counts = Counter[tuple[Question, Choice]]


class Answers(NamedTuple):
    """What people chose, of the answers that may be seen."""

    responses: int
    counts: Counts


class Wanted(NamedTuple):
    """What of the market place somebody wants to see; None is everything."""

    need: Need | None = None
    challenge: Challenge | None = None
    province: Province | None = None


class ToRead(NamedTuple):
    """A meeting with the number of its open answers that nobody has read."""

    ref: str
    title: str
    number: int


def answer_token(event: Event) -> str:
    """Write the token under which everybody answers the questions of a meeting."""
    return links.sign(ANSWERING, event.ref, _VERSION)


def answer_address(event: Event) -> str:
    """Write the full address of the questions of a meeting, for mail and for paper."""
    return links.absolute("evaluations.answer", token=answer_token(event))


def join_token(event: Event) -> str:
    """Write the token of the form for who wants to go on after a meeting."""
    return links.sign(JOINING, event.ref, _VERSION)


def joiner_token(joiner: Joiner) -> str:
    """Write the token of somebody's own page."""
    return links.sign(JOINER, joiner.ref, joiner.link_version)


def event_of(purpose: str, token: str) -> Event:
    """Find the meeting whose questions or form a link leads to.

    Raises:
        BrokenLinkError: the link was changed, or the meeting is not public.
    """
    claim = links.read(purpose, token)
    event = by_ref(claim.ref)
    if event is None or not event.is_public or claim.version != _VERSION:
        raise BrokenLinkError
    return event


def joiner_of(token: str) -> Joiner:
    """Find whose page a personal link leads to; who left has none.

    Raises:
        BrokenLinkError: the link was changed, or they left.
    """
    claim = links.read(JOINER, token)
    joiner = joiner_by_ref(claim.ref)
    if joiner is None or joiner.link_version != claim.version or joiner.email is None:
        raise BrokenLinkError
    return joiner


def joiner_by_ref(ref: str) -> Joiner | None:
    """Find somebody who wants to go on."""
    return db.session.scalar(select(Joiner).where(Joiner.ref == ref))


def joiner_by_address(event: Event, email: str) -> Joiner | None:
    """Find somebody who wants to go on after this meeting."""
    return db.session.scalar(
        select(Joiner).where(Joiner.event_id == event.id, Joiner.email == email)
    )


def closes_at(event: Event) -> datetime:
    """Tell until when a meeting takes answers."""
    return event.ends_at + OPEN_FOR


def window(event: Event, now: datetime) -> WindowState:
    """Tell whether a meeting takes answers."""
    if event.status not in _HELD:
        return WindowState.NOT_HELD
    if now < event.ends_at:
        return WindowState.TOO_EARLY
    return WindowState.OPEN if now < closes_at(event) else WindowState.OVER


def questions(event: Event) -> list[Question]:
    """List what is asked after a meeting, in the usual order."""
    chosen = db.session.scalars(
        select(EvaluationQuestion.question).where(EvaluationQuestion.event_id == event.id)
    ).all()
    return [question for question in Question if not chosen or question in chosen]


def answers(event_ids: Collection[int]) -> dict[int, Answers]:
    """Count what may be seen of these meetings, in two queries however many they are.

    Answers wait until they are counted with others: see `service.count_in`.
    """
    responses = db.session.execute(
        select(EvaluationResponse.event_id, func.count())
        .where(
            EvaluationResponse.event_id.in_(event_ids),
            EvaluationResponse.given_on.is_(None),
        )
        .group_by(EvaluationResponse.event_id)
    )
    answer = (EvaluationAnswer.event_id, EvaluationAnswer.question, EvaluationAnswer.choice)
    chosen = db.session.execute(
        select(*answer, func.count())
        .where(EvaluationAnswer.event_id.in_(event_ids), EvaluationAnswer.given_on.is_(None))
        .group_by(*answer)
    )
    counts = defaultdict[int, Counts](Counter)
    for event_id, question, choice, number in chosen:
        counts[event_id][question, choice] = number
    found = dict(responses.all())
    return {event_id: Answers(found.get(event_id, 0), counts[event_id]) for event_id in event_ids}


def texts(event: Event, *states: TextState) -> Sequence[EvaluationText]:
    """List open answers to read, in an order that says nothing of when they came."""
    return db.session.scalars(
        _texts(EvaluationText.event_id == event.id)
        .where(EvaluationText.state.in_(states or tuple(TextState)))
        .order_by(EvaluationText.ref)
    ).all()


def text(ref: str) -> EvaluationText | None:
    """Find an open answer that may be read."""
    return db.session.scalar(_texts(EvaluationText.ref == ref))


def _texts(which: ColumnElement[bool]) -> Select[EvaluationText]:
    return (
        select(EvaluationText)
        .join(EvaluationText.event)
        .options(contains_eager(EvaluationText.event))
        .where(which, EvaluationText.text.is_not(None), EvaluationText.given_on.is_(None))
    )


def quotes(event: Event, limit: int) -> Sequence[str]:
    """Give what people will do tomorrow, as far as it may be shown to the world."""
    found = db.session.scalars(
        select(EvaluationText.text)
        .where(
            EvaluationText.event_id == event.id,
            EvaluationText.question == Question.TOMORROW,
            EvaluationText.state == TextState.APPROVED,
            EvaluationText.given_on.is_(None),
        )
        .order_by(EvaluationText.ref)
        .limit(limit)
    )
    return [quote for quote in found if quote is not None]


def waiting(now: datetime) -> dict[int, int]:
    """Count the answers of days that are over and that still wait, for each meeting."""
    rows = db.session.execute(
        select(EvaluationResponse.event_id, func.count())
        .where(EvaluationResponse.given_on < today(now))
        .group_by(EvaluationResponse.event_id)
    )
    return dict(rows.all())


def today(now: datetime) -> date:
    """Tell the day in Amsterdam."""
    return to_local(now).date()


def wishes(user: User, wanted: Wanted) -> Sequence[EvaluationText]:
    """List what people need and offer, of the meetings this member of staff manages."""
    asked = EvaluationText.question.in_((Question.NEEDED, Question.OFFERED))
    need = true() if wanted.need is None else EvaluationText.need == wanted.need
    return db.session.scalars(
        _texts(asked)
        .where(need, EvaluationText.state != TextState.LEFT_OUT, *_of(user, wanted))
        .order_by(Event.ends_at.desc(), EvaluationText.ref)
    ).all()


def to_read(user: User) -> Sequence[ToRead]:
    """List the meetings of this member of staff with open answers that nobody has read."""
    rows = db.session.execute(
        select(Event.ref, Event.title, func.count())
        .join(EvaluationText, EvaluationText.event_id == Event.id)
        .where(
            EvaluationText.state == TextState.UNREAD,
            EvaluationText.text.is_not(None),
            EvaluationText.given_on.is_(None),
            *_of(user, Wanted()),
        )
        .group_by(Event.id)
        .order_by(Event.ends_at.desc())
    )
    return [ToRead._make(row) for row in rows]


def joiners(user: User, wanted: Wanted) -> Sequence[Joiner]:
    """List who wants to go on, of the meetings this member of staff manages."""
    need = true() if wanted.need is None else Joiner.needs.any(JoinerNeed.need == wanted.need)
    return db.session.scalars(
        select(Joiner)
        .join(Joiner.event)
        .options(contains_eager(Joiner.event), selectinload(Joiner.needs))
        .where(need, Joiner.email.is_not(None), *_of(user, wanted))
        .order_by(Event.ends_at.desc(), Joiner.joined_at)
    ).all()


def evaluated(user: User, wanted: Wanted) -> Sequence[Event]:
    """List the meetings with answers that this member of staff manages, the last one first."""
    with_answers = select(EvaluationResponse.event_id).where(EvaluationResponse.given_on.is_(None))
    return db.session.scalars(
        select(Event)
        .where(Event.id.in_(with_answers), *_of(user, wanted))
        .order_by(Event.ends_at.desc())
    ).all()


def _of(user: User, wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    """Say which meetings count: those of this member of staff, of an opgave and a province."""
    if not user.holds(RoleName.PROJECT_TEAM):
        yield Event.organisers.any(User.id == user.id)
    if wanted.challenge is not None:
        of_challenge = select(event_challenge.c.event_id).where(
            event_challenge.c.challenge_id == wanted.challenge.id
        )
        yield Event.id.in_(of_challenge)
    if wanted.province is not None:
        yield Event.province == wanted.province
