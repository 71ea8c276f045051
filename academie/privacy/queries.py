"""Questions about what people asked, what went wrong, what was erased, and where somebody is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from academie.accounts.models import AccessAction, AccessLogLine, subject_words
from academie.core.clock import from_local
from academie.core.db import db
from academie.core.journal import Erasure
from academie.evaluations.models import Joiner
from academie.events.models import Event
from academie.privacy import elsewhere
from academie.privacy.elsewhere import Held
from academie.privacy.models import Breach, DataRequest
from academie.programme.models import Contributor
from academie.registrations.models import Registration
from academie.requests.models import AcademyRequest
from academie.series.models import SeriesMember

PER_PAGE = 50
MOST_SUBJECTS = 200


class Touched(NamedTuple):
    """What the access log says was done with something, and how often."""

    subject: str
    action: AccessAction
    times: int

    @property
    def subject_words(self) -> str:
        """What it was about, in words people know."""
        return subject_words(self.subject)


@dataclass(frozen=True)
class Found:
    """Where somebody with an e-mail address stands."""

    registrations: Sequence[Registration]
    requests: Sequence[AcademyRequest]
    contributors: Sequence[Contributor]
    members: Sequence[SeriesMember]
    joiners: Sequence[Joiner]
    elsewhere: Sequence[Held]

    def __len__(self) -> int:
        """Count the places."""
        rows = (self.registrations, self.requests, self.contributors, self.members, self.joiners)
        return sum(map(len, rows)) + len(self.elsewhere)


def of_address(email: str) -> Found:
    """Find everything that stands under an address, in lower case."""
    return Found(
        db.session.scalars(
            select(Registration)
            .join(Registration.event)
            .where(Registration.email == email)
            .order_by(Event.starts_at.desc(), Registration.id)
            .options(joinedload(Registration.event))
        ).all(),
        db.session.scalars(select(AcademyRequest).where(AcademyRequest.email == email)).all(),
        db.session.scalars(select(Contributor).where(Contributor.email == email)).all(),
        db.session.scalars(select(SeriesMember).where(SeriesMember.email == email)).all(),
        db.session.scalars(select(Joiner).where(Joiner.email == email)).all(),
        elsewhere.of_address(email),
    )


def open_requests() -> Sequence[DataRequest]:
    """List what is still to be answered, the most urgent first."""
    return db.session.scalars(
        select(DataRequest)
        .where(DataRequest.done_on.is_(None))
        .order_by(DataRequest.due_on, DataRequest.id)
    ).all()


def answered_requests() -> Sequence[DataRequest]:
    """List what was answered last."""
    return db.session.scalars(
        select(DataRequest)
        .where(DataRequest.done_on.is_not(None))
        .order_by(DataRequest.done_on.desc(), DataRequest.id.desc())
        .limit(PER_PAGE)
    ).all()


def request_by_ref(ref: str) -> DataRequest | None:
    """Find what somebody asked."""
    return db.session.scalar(select(DataRequest).where(DataRequest.ref == ref))


def breaches() -> Sequence[Breach]:
    """List what went wrong, the newest first."""
    return db.session.scalars(select(Breach).order_by(Breach.noticed_at.desc(), Breach.id)).all()


def unsettled_breaches() -> Sequence[Breach]:
    """List what the authority may have to be told of, the oldest first."""
    return [breach for breach in reversed(breaches()) if not breach.is_settled]


def breach_by_ref(ref: str) -> Breach | None:
    """Find something that went wrong."""
    return db.session.scalar(select(Breach).where(Breach.ref == ref))


def touched(breach: Breach) -> Sequence[Touched]:
    """List what the access log says was touched on the days of a breach."""
    if breach.log_from is None or breach.log_until is None:
        return ()
    statement = (
        select(AccessLogLine.subject, AccessLogLine.action, func.count())
        .where(
            AccessLogLine.at >= from_local(breach.log_from, time()),
            AccessLogLine.at < from_local(breach.log_until + timedelta(days=1), time()),
            AccessLogLine.subject.not_like("breach:%"),
        )
        .group_by(AccessLogLine.subject, AccessLogLine.action)
        .order_by(func.count().desc(), AccessLogLine.subject)
        .limit(MOST_SUBJECTS)
    )
    if breach.log_user_id:
        statement = statement.where(AccessLogLine.user_id == breach.log_user_id)
    return [Touched._make(row) for row in db.session.execute(statement)]


def journal_page(number: int) -> tuple[Sequence[Erasure], bool]:
    """Give a page of what was erased, newest first and counted from 1, and whether more follow."""
    rows = db.session.scalars(
        select(Erasure)
        .order_by(Erasure.id.desc())
        .offset((number - 1) * PER_PAGE)
        .limit(PER_PAGE + 1)
    ).all()
    return rows[:PER_PAGE], len(rows) > PER_PAGE
