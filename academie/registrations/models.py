"""Registrations: who wants to come, and the seats they hold."""

from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref, only, words_of
from academie.core.terms import Term
from academie.events.models import BreakoutGroup, Event
from academie.events.seating import SeatPool
from academie.events.terms import AttendanceMode, Audience
from academie.reference.models import Province


class RegistrationStatus(Term):
    """The states of a registration; coming through the door is no state but a check-in."""

    CONFIRMED = "confirmed", _("Aangemeld")
    WAITLISTED = "waitlisted", _("Op de wachtlijst")
    OFFERED = "offered", _("Plek aangeboden")
    CANCELLED = "cancelled", _("Afgemeld")


class OfferOutcome(Term):
    """How an offer of seats ended."""

    ACCEPTED = "accepted", _("Aangenomen")
    DECLINED = "declined", _("Afgeslagen")
    EXPIRED = "expired", _("Niet op tijd geantwoord")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


class Registration(Base):
    """One party's place at one event, or in its waiting list.

    What is personal can be emptied; `ref` and the counts stay. `phone` is E.164. `province` is kept
    instead of a `municipality` that few came from. `organisation_name` is what somebody typed,
    `organisation_id` the organisation of that name, if known; its `sector_id` outlives it.
    `told_sequence` is the event's sequence that the party last heard of, `invite_sequence` that of
    its own calendar invite. `moved` says that it was then told the other way to take part.
    `waits_for` names the line it stands in: of the way to take part that it wants, also for whom
    seats are offered, and for who is online while waiting for the room. `missed_offers` counts the
    offers it let expire in this line. `undo_until` is set while signing off can be undone;
    `waited_for` names the line it stood in. `breakout_group` is the group it sits in, or would like
    best; `second_group` the other one it chose. Who waits for the meeting holds no seat in a group
    yet. It has its `email` since `address_at`, or since it registered, and mail no longer reaches
    it once it `bounced_at`. Links and tickets of an earlier version open nothing.
    """

    __tablename__ = "registration"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lowercase"),
        CheckConstraint("people BETWEEN 1 AND 10", name="people"),
        CheckConstraint("invite_sequence >= 0", name="invite_sequence"),
        UniqueConstraint("event_id", "code"),
        Index(
            "uq_registration_live_address",
            "event_id",
            "email",
            unique=True,
            **only("status <> 'cancelled' AND email IS NOT NULL"),
        ),
        Index(
            "ix_registration_line",
            "event_id",
            "waits_for",
            "queued_at",
            **only("waits_for IS NOT NULL"),
        ),
        Index("ix_registration_breakout_group_id", "breakout_group_id"),
        Index("ix_registration_email", "email"),
        Index("ix_registration_second_group_id", "second_group_id"),
        CheckConstraint("missed_offers >= 0", name="missed_offers"),
        CheckConstraint("ticket_version BETWEEN 1 AND 255", name="ticket_version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship()
    given_name: Mapped[str | None]
    family_name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(default=None)
    municipality: Mapped[str | None] = mapped_column(default=None)
    province: Mapped[Province | None] = mapped_column(default=None)
    organisation_name: Mapped[str | None] = mapped_column(default=None)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"), default=None)
    people: Mapped[int]
    mode: Mapped[AttendanceMode]
    status: Mapped[RegistrationStatus]
    code: Mapped[str]
    registered_at: Mapped[datetime]
    queued_at: Mapped[datetime]
    status_changed_at: Mapped[datetime]
    privacy_version: Mapped[str]
    link_version: Mapped[int] = mapped_column(default=1)
    ticket_version: Mapped[int] = mapped_column(default=1, server_default="1")
    told_sequence: Mapped[int] = mapped_column(default=0)
    invite_sequence: Mapped[int | None] = mapped_column(default=None)
    moved: Mapped[bool] = mapped_column(default=False, server_default=false())
    address_at: Mapped[datetime | None] = mapped_column(default=None)
    bounced_at: Mapped[datetime | None] = mapped_column(default=None)
    breakout_group_id: Mapped[int | None] = mapped_column(
        ForeignKey("breakout_group.id"), init=False
    )
    breakout_group: Mapped[BreakoutGroup | None] = relationship(
        default=None, foreign_keys=[breakout_group_id]
    )
    second_group_id: Mapped[int | None] = mapped_column(ForeignKey("breakout_group.id"), init=False)
    second_group: Mapped[BreakoutGroup | None] = relationship(
        default=None, foreign_keys=[second_group_id]
    )
    audience: Mapped[Audience | None] = mapped_column(default=None)
    waits_for: Mapped[AttendanceMode | None] = mapped_column(
        words_of(AttendanceMode, "waits_for"), default=None
    )
    missed_offers: Mapped[int] = mapped_column(default=0, server_default="0")
    undo_until: Mapped[datetime | None] = mapped_column(default=None)
    waited_for: Mapped[AttendanceMode | None] = mapped_column(
        words_of(AttendanceMode, "waited_for"), default=None
    )
    claims: Mapped[list["SeatClaim"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", back_populates="registration"
    )

    @property
    def is_live(self) -> bool:
        """Whether it holds, waits for or is offered a place."""
        return self.status is not RegistrationStatus.CANCELLED

    @property
    def held_no_seat(self) -> bool:
        """Whether it left a line alone: who has a seat waits for another way."""
        never_had_one = self.invite_sequence is None
        return not self.is_live and (never_had_one or self.waited_for is self.mode)

    @property
    def reachable(self) -> bool:
        """Whether mail reaches it, as far as we know."""
        return self.email is not None and self.bounced_at is None

    @property
    def is_erased(self) -> bool:
        """Whether nothing is left of who it was."""
        return not any((self.given_name, self.family_name, self.email, self.phone))

    @property
    def told_mode(self) -> AttendanceMode:
        """The way to take part that the party last heard of."""
        online = (self.mode is AttendanceMode.ONLINE) is not self.moved
        return AttendanceMode.ONLINE if online else AttendanceMode.ONSITE

    @property
    def full_name(self) -> str:
        """The name as it was given; empty once it is erased."""
        return " ".join(name for name in (self.given_name, self.family_name) if name)

    @property
    def spaced_code(self) -> str:
        """The code in two halves, as people read it aloud."""
        return f"{self.code[:3]} {self.code[3:]}"


class SeatClaim(Base):
    """The seats held in one pool: by a registration, or by who came to the door without one."""

    __tablename__ = "seat_claim"
    __table_args__ = (
        UniqueConstraint("registration_id", "pool_id"),
        UniqueConstraint("check_in_id"),
        CheckConstraint("seats >= 1", name="seats"),
        CheckConstraint("(registration_id IS NULL) <> (check_in_id IS NULL)", name="holder"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), init=False)
    registration: Mapped[Registration | None] = relationship(back_populates="claims", default=None)
    check_in_id: Mapped[int | None] = mapped_column(ForeignKey("check_in.id"), default=None)
    pool_id: Mapped[int] = mapped_column(ForeignKey("seat_pool.id"), init=False)
    pool: Mapped[SeatPool] = relationship()
    seats: Mapped[int]


class SeatOffer(Base):
    """Free seats that a waiting party may take until a moment; they are held for it meanwhile.

    `picked_by` is who of the staff gave them ahead of the line, with the `reason`.
    """

    __tablename__ = "seat_offer"
    __table_args__ = (
        CheckConstraint("expires_at > offered_at", name="expires"),
        CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name="ended"),
        Index("ix_seat_offer_registration_id", "registration_id"),
        Index("uq_seat_offer_open", "registration_id", unique=True, **only("ended_at IS NULL")),
        Index("ix_seat_offer_due", "expires_at", **only("ended_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), init=False)
    registration: Mapped[Registration] = relationship()
    mode: Mapped[AttendanceMode]
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome: Mapped[OfferOutcome | None] = mapped_column(default=None)
    picked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    picked_by: Mapped[User | None] = relationship(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)

    @property
    def is_open(self) -> bool:
        """Whether the party can still answer, as far as its deadline goes."""
        return self.ended_at is None

    @property
    def why(self) -> LazyString | str:
        """Why this party got it, for staff."""
        if self.picked_by_id is None:
            return _("Deze aanmelding wachtte het langst en past.")
        return self.reason or _("Met de hand gekozen.")


class ConsentKind(Term):
    """What a guest can agree to beside coming."""

    NEEDS = "needs", _("Bewaren wat we voor je regelen")
    NEWSLETTER = "newsletter", _("De nieuwsbrief mailen")
    FOLLOW_UP = "follow_up", _("Mailen wat er na de bijeenkomst gebeurt")


class Consent(Base):
    """What a guest agreed to, in which words and when, and when they took it back.

    A newsletter address is `exported_at` the moment it was handed to whoever sends the newsletter.
    """

    __tablename__ = "consent"
    __table_args__ = (
        Index(
            "uq_consent_live",
            "registration_id",
            "kind",
            unique=True,
            **only("withdrawn_at IS NULL"),
        ),
        Index("ix_consent_kind", "kind", "registration_id", **only("withdrawn_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    kind: Mapped[ConsentKind]
    text_version: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    exported_at: Mapped[datetime | None] = mapped_column(default=None)
