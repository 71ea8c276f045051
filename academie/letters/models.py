"""Letters: how far the reminders of a meeting have come, and what organisers write to guests."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref
from academie.core.terms import Term
from academie.events.models import BreakoutGroup, Event
from academie.registrations.models import Registration


class ReminderKind(StrEnum):
    """What guests hear by itself before and after a meeting."""

    WEEK = "week"
    DAY = "day"
    THANKS = "thanks"


class ReminderRound(Base):
    """How far the mails of one kind about one date of a meeting have come.

    Guests get them in order of their number, so `reached`, the last of them, says who had one: it
    rises in the transaction that puts the mail into the outbox. A meeting that moves gets new
    rounds, because `starts_at` is the moment that guests were reminded of.
    """

    __tablename__ = "reminder_round"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[ReminderKind] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    reached: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)


class LetterAudience(Term):
    """To whom an organiser can write."""

    EVERYBODY = "everybody", _("Iedereen die zich aanmeldde")
    ONSITE = "onsite", _("Wie naar de locatie komt")
    ONLINE = "online", _("Wie online meedoet")
    GROUP = "group", _("Wie in een groep zit")
    WAITING = "waiting", _("Wie op de wachtlijst staat")
    CAME = "came", _("Wie er was")
    MISSED = "missed", _("Wie er niet was")
    FOLLOWERS = "followers", _("Wie wil horen wat er daarna gebeurt")


class Letter(Base):
    """Something an organiser writes to guests of a meeting: a draft until it is sent, once.

    It names no guest: the salutation is added to each mail. `parties` is to how many it went.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("(sent_at IS NULL) = (parties IS NULL)", name="sent"),
        Index("ix_letter_event", "event_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), init=False)
    event: Mapped[Event] = relationship()
    audience: Mapped[LetterAudience]
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("breakout_group.id", ondelete="SET NULL"), init=False
    )
    group: Mapped[BreakoutGroup | None] = relationship(default=None)
    subject: Mapped[str]
    text: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    by: Mapped[User | None] = relationship()
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    parties: Mapped[int | None] = mapped_column(default=None)


class LetterCopy(Base):
    """The copy of a letter for one guest; its mail is about this row."""

    __tablename__ = "letter_copy"
    __table_args__ = (
        UniqueConstraint("letter_id", "registration_id"),
        Index("ix_letter_copy_registration", "registration_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), init=False)
    letter: Mapped[Letter] = relationship()
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), init=False)
    registration: Mapped[Registration] = relationship()
