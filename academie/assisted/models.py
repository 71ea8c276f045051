"""Registering for somebody else: on the phone, or at an organisation that helps."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref
from academie.events.models import Event
from academie.registrations.models import Registration, SeatOffer


class HelperLink(Base):
    """A link by which an organisation registers people for one meeting, without an account.

    `seats` is how many people it may register; None for no limit of its own. It works as long as
    the meeting takes registrations.
    """

    __tablename__ = "helper_link"
    __table_args__ = (
        CheckConstraint("seats >= 1", name="seats"),
        Index("ix_helper_link_event", "event_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship()
    organisation: Mapped[str]
    seats: Mapped[int | None] = mapped_column(default=None)
    created_at: Mapped[datetime]
    link_version: Mapped[int] = mapped_column(default=1)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


class AssistedVisit(Base):
    """One quick form that was sent: by staff, or by a link.

    `key` came with the form, so that a form that is sent twice counts once. `known` is how many
    people of a link's form were registered already, `mailed` how many of the parties hear by mail
    alone.
    """

    __tablename__ = "assisted_visit"
    __table_args__ = (
        CheckConstraint("known >= 0", name="known"),
        CheckConstraint("mailed >= 0", name="mailed"),
        CheckConstraint("(helper_link_id IS NULL) <> (made_by_id IS NULL)", name="maker"),
        Index("ix_assisted_visit_helper_link_id", "helper_link_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    key: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship()
    helper_link_id: Mapped[int | None] = mapped_column(ForeignKey("helper_link.id"), init=False)
    helper_link: Mapped[HelperLink | None] = relationship(default=None)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    made_by: Mapped[User | None] = relationship(default=None)
    made_at: Mapped[datetime]
    known: Mapped[int] = mapped_column(default=0)
    mailed: Mapped[int] = mapped_column(default=0)


class AssistedParty(Base):
    """A registration that somebody else made, with the visit it came from last.

    `people` is how many that form told of, however many come by now.
    """

    __tablename__ = "assisted_party"
    __table_args__ = (
        CheckConstraint("people >= 1", name="people"),
        Index("ix_assisted_party_visit_id", "visit_id"),
    )

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id"), primary_key=True, init=False
    )
    registration: Mapped[Registration] = relationship()
    visit_id: Mapped[int] = mapped_column(ForeignKey("assisted_visit.id"), init=False)
    visit: Mapped[AssistedVisit] = relationship()
    people: Mapped[int]


class PhoneCall(Base):
    """Somebody whom no mail reaches was called about a change of the meeting.

    `sequence` is what they know since; `since` and `moved` are what they knew before, to take it
    back.
    """

    __tablename__ = "phone_call"
    __table_args__ = (CheckConstraint("sequence > since", name="sequence"),)

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id"), primary_key=True, init=False
    )
    registration: Mapped[Registration] = relationship()
    sequence: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[int]
    moved: Mapped[bool]
    called_at: Mapped[datetime]
    called_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    called_by: Mapped[User] = relationship()


class OfferCall(Base):
    """Somebody whom no mail reaches was called about an offer that ran out."""

    __tablename__ = "offer_call"

    offer_id: Mapped[int] = mapped_column(ForeignKey("seat_offer.id"), primary_key=True, init=False)
    offer: Mapped[SeatOffer] = relationship()
    called_at: Mapped[datetime]
    called_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    called_by: Mapped[User] = relationship()

    @property
    def registration(self) -> Registration:
        """Who was called."""
        return self.offer.registration
