"""What we arrange for guests, apart from who they are and sealed."""

from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base
from academie.core.terms import Term
from academie.events.models import Event


class Need(Term):
    """Something we can arrange; nobody says why."""

    WHEELCHAIR = "wheelchair", _("een plek voor een rolstoel")
    HEARING_LOOP = "hearing_loop", _("een ringleiding voor een hoortoestel")
    SIGN_LANGUAGE = "sign_language", _("een tolk gebarentaal")
    LANGUAGE = "language", _("een tolk of hulp met Nederlands")
    WELCOME = "welcome", _("iemand die me opvangt bij de ingang")
    QUIET = "quiet", _("een rustige plek")
    CHILDCARE = "childcare", _("opvang voor kinderen")
    CALL = "call", _("ik wil hierover gebeld worden")

    @property
    def action(self) -> LazyString:
        """What the host must arrange, before a number."""
        return _ACTIONS[self]


_ACTIONS = {
    Need.WHEELCHAIR: _("Rolstoelplek"),
    Need.HEARING_LOOP: _("Ringleiding"),
    Need.SIGN_LANGUAGE: _("Tolk gebarentaal"),
    Need.LANGUAGE: _("Tolk of hulp met Nederlands"),
    Need.WELCOME: _("Opvangen bij de ingang"),
    Need.QUIET: _("Rustige plek"),
    Need.CHILDCARE: _("Kinderopvang"),
    Need.CALL: _("Bellen"),
}


class Food(Term):
    """Something that somebody does not eat or drink; nobody says why."""

    MEAT = "meat", _("geen vlees")
    FISH = "fish", _("geen vis")
    DAIRY = "dairy", _("geen zuivel")
    NUTS = "nuts", _("geen noten")
    OTHER = "other", _("iets anders")

    @property
    def action(self) -> LazyString:
        """What the host must think of, before a number."""
        return _FOOD_ACTIONS[self]


_FOOD_ACTIONS = {
    Food.MEAT: _("Geen vlees"),
    Food.FISH: _("Geen vis"),
    Food.DAIRY: _("Geen zuivel"),
    Food.NUTS: _("Geen noten"),
    Food.OTHER: _("Eten: iets anders"),
}


class SealedNeeds(Base):
    """What is arranged for one party, unreadable without the key that is not in the database.

    Nothing of it stands in lists, exports, searches, logs, mail or at the door.
    """

    __tablename__ = "sealed_needs"
    __table_args__ = (Index("ix_sealed_needs_event_id", "event_id"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime]


class Host(Base):
    """Somebody of the staff who arranges what guests of a meeting asked for, and may see it."""

    __tablename__ = "event_host"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    event: Mapped[Event] = relationship(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    user: Mapped[User] = relationship(init=False)
