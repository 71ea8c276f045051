"""Questions about the lists."""

from collections.abc import Sequence

from sqlalchemy import select

from academie.core.db import db
from academie.reference.models import Challenge


def current_challenges() -> Sequence[Challenge]:
    """Give the opgaven in force, in the order of their numbers."""
    statement = select(Challenge).where(Challenge.valid_to.is_(None)).order_by(Challenge.number)
    return db.session.scalars(statement).all()
