"""The verbs of keeping what somebody typed in a step before it is saved."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import bindparam, func, select

from academie.accounts.models import User
from academie.core.db import db, lock_row
from academie.core.errors import DomainError
from academie.followups import queries
from academie.followups.models import Outcome
from academie.followups.terms import Step
from academie.followups.typed import TypedForm

MOST_NEW = 20

Fields = Mapping[str, list[str]]


class TypedElsewhereError(DomainError):
    """The same person typed something else in another window.

    Attributes:
        typed: what is kept now, which stays as it is.
    """

    message = _(
        "Je hebt dit ook in een ander venster open. Wat je daar typte, is bewaard en blijft staan."
    )

    def __init__(self, typed: TypedForm) -> None:
        """Keep what stands there."""
        self.typed = typed
        super().__init__()


class TooManyError(DomainError):
    """Somebody keeps more unfinished outcomes than anybody can oversee."""

    message = _("Je hebt al veel dat nog niet af is. Maak eerst iets af, of gooi iets weg.")


def keep(
    *,
    user: User,
    step: Step,
    outcome: Outcome | None,
    known: TypedForm | None,
    revision: int,
    fields: Fields,
    now: datetime,
) -> TypedForm:
    """Keep what somebody typed, finished or not, apart from what is saved.

    Args:
        known: what was kept before of a new outcome; of an existing one there is at most one.
        revision: of what was kept before, as this window knows it; 0 when it knows none.

    Raises:
        TypedElsewhereError: another window kept something since.
        TooManyError: too many new ones are unfinished.
    """
    if outcome is not None:
        queries.lock(outcome)
    typed = of(user, step, outcome) if outcome else known
    kept = dict(fields)
    if typed is None:
        if outcome is None and len(unfinished(user)) >= MOST_NEW:
            raise TooManyError
        typed = TypedForm(user=user, outcome=outcome, step=step, fields=kept, typed_at=now)
        db.session.add(typed)
        db.session.flush()
        return typed
    lock_row(typed)
    if typed.fields != kept:
        if typed.revision != revision:
            raise TypedElsewhereError(typed)
        typed.fields, typed.typed_at = kept, now
        typed.revision += 1
        db.session.flush()
    return typed


def throw_away(typed: TypedForm | None) -> None:
    """Throw away what was kept, because it was saved or nobody wants it any more."""
    if typed is not None:
        db.session.delete(typed)
        db.session.flush()


def of(user: User, step: Step, outcome: Outcome) -> TypedForm | None:
    """Find what somebody typed in a step of an outcome and did not save."""
    mine = select(TypedForm).where(TypedForm.user_id == user.id, TypedForm.step == step)
    return db.session.scalar(mine.where(TypedForm.outcome_id == outcome.id))


def each_of(user: User, outcome: Outcome) -> Mapping[Step, TypedForm]:
    """Give all that somebody typed of an outcome and did not save, by its step."""
    mine = select(TypedForm).where(TypedForm.user_id == user.id)
    found = db.session.scalars(mine.where(TypedForm.outcome_id == outcome.id))
    return {typed.step: typed for typed in found}


def by_ref(user: User, ref: str | None) -> TypedForm | None:
    """Find what somebody typed, by its ref; nobody finds what another typed."""
    if not ref:
        return None
    mine = select(TypedForm).where(TypedForm.user_id == user.id)
    return db.session.scalar(mine.where(TypedForm.ref == ref))


def unfinished(user: User) -> Sequence[TypedForm]:
    """List the new outcomes that somebody began and did not save, the latest first."""
    mine = select(TypedForm).where(TypedForm.user_id == user.id, TypedForm.outcome_id.is_(None))
    return db.session.scalars(mine.order_by(TypedForm.typed_at.desc(), TypedForm.id)).all()


UNFINISHED = (
    select(func.count(TypedForm.id))
    .where(TypedForm.user_id == bindparam("user"), TypedForm.outcome_id.is_(None))
    .scalar_subquery()
)
"""How many of those there are; `user` is bound. See `latest.question`."""
