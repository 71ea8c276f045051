"""The journal of what was erased: what, when and by which rule, and never who it was.

It lets a backup that was put back forget again what was forgotten after it was made.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from academie.core.db import Base, db
from academie.core.retention import RetentionRule

WISH = "wish"
"""The rule when somebody asked for it, beside the names of the rules of time."""


class Erasure(Base):
    """What was erased at one moment; append only, for a year.

    `subject` is a kind of row and its ref, as in the access log: of one person who asked for it,
    or of the meeting whose guests a rule of time concerns, with the `number` of rows.
    """

    __tablename__ = "erasure_journal"
    __table_args__ = (
        CheckConstraint("number >= 1", name="number"),
        Index("ix_erasure_journal_rule", "rule", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime]
    subject: Mapped[str]
    rule: Mapped[str]
    number: Mapped[int] = mapped_column(default=1)


def note_wish(subject: str, now: datetime) -> None:
    """Note that something of one person was erased because they wanted it."""
    db.session.add(Erasure(at=now, subject=subject, rule=WISH))
    db.session.flush()


def note(subject: str, rule: RetentionRule, now: datetime, number: int = 1) -> None:
    """Note that rows were erased because a rule said so."""
    db.session.add(Erasure(at=now, subject=subject, rule=rule.name, number=number))
    db.session.flush()
