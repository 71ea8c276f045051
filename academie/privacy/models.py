"""What people ask about their data, and what went wrong with data."""

import calendar
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref, only
from academie.core.terms import Term

TELL_WITHIN = timedelta(hours=72)
"""Source: GDPR, article 33."""


class RequestKind(Term):
    """What somebody may ask. Source: GDPR, articles 15 to 21."""

    SEE = "see", _("Gegevens inzien")
    CORRECT = "correct", _("Gegevens verbeteren")
    TAKE_ALONG = "take_along", _("Gegevens meenemen")
    ERASE = "erase", _("Gegevens wissen")
    OBJECT = "object", _("Stoppen met gebruiken")


class Outcome(Term):
    """How a question about data ended."""

    DONE = "done", _("Gedaan")
    NOT_FOUND = "not_found", _("We vonden niets")
    REFUSED = "refused", _("Niet gedaan, en verteld waarom")


def month_after(day: date) -> date:
    """Give the same day of the next month, or its last day. Source: GDPR, article 12(3)."""
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class DataRequest(Base):
    """What somebody asked about their data by telephone or mail, to be done within a month.

    Who it was is emptied some time after the answer; that it was asked and answered stays.
    """

    __tablename__ = "data_request"
    __table_args__ = (
        CheckConstraint("(done_on IS NULL) = (outcome IS NULL)", name="done"),
        Index("ix_data_request_due", "due_on", **only("done_on IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    kind: Mapped[RequestKind]
    name: Mapped[str | None]
    reach: Mapped[str | None]
    about: Mapped[str | None]
    asked_on: Mapped[date]
    due_on: Mapped[date]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    noted_by: Mapped[User | None] = relationship(foreign_keys=[noted_by_id])
    done_on: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[Outcome | None] = mapped_column(default=None)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    done_by: Mapped[User | None] = relationship(default=None, foreign_keys=[done_by_id])

    def days_left(self, today: date) -> int:
        """Tell how many days are left to answer; less than nought when it is late."""
        return (self.due_on - today).days


class Breach(Base):
    """Something that went wrong with data: what, whose, what was done, and who was told.

    It names nobody. `log_from` and `log_until` say which lines of the access log belong to it, and
    `log_user` whose. Source: GDPR, article 33(5).
    """

    __tablename__ = "breach"
    __table_args__ = (
        CheckConstraint("log_from <= log_until", name="log"),
        Index("ix_breach_noticed_at", "noticed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    noticed_at: Mapped[datetime]
    happened: Mapped[str]
    records: Mapped[str]
    measures: Mapped[str | None] = mapped_column(default=None)
    log_from: Mapped[date | None] = mapped_column(default=None)
    log_until: Mapped[date | None] = mapped_column(default=None)
    log_user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    log_user: Mapped[User | None] = relationship(default=None)
    authority_told_on: Mapped[date | None] = mapped_column(default=None)
    people_told_on: Mapped[date | None] = mapped_column(default=None)
    why_not_told: Mapped[str | None] = mapped_column(default=None)

    @property
    def tell_before(self) -> datetime:
        """Until when the authority must be told."""
        return self.noticed_at + TELL_WITHIN

    @property
    def is_settled(self) -> bool:
        """Whether the authority was told, or it is written down why it need not be."""
        return self.authority_told_on is not None or self.why_not_told is not None

    def hours_left(self, now: datetime) -> int:
        """Tell how many whole hours are left to tell the authority; less than nought is late."""
        return int((self.tell_before - now).total_seconds() // 3600)
