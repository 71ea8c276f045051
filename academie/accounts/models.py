"""Staff: who they are, what they may do, and what they looked at."""

from datetime import datetime, timedelta
from enum import StrEnum

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _
from flask_security import AsaList, RoleMixin, UserMixin
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from academie.core.db import Base, new_ref
from academie.core.terms import Term

INVITE_WITHIN = timedelta(days=7)
RESET_WITHIN = timedelta(hours=2)


class PlainBase(DeclarativeBase):
    """A base without dataclasses, which Flask-Security's mixins refuse; same tables otherwise."""

    __abstract__ = True
    registry = Base.registry
    metadata = Base.metadata


class RoleName(Term):
    """What somebody of the staff is."""

    PROJECT_TEAM = "project_team", _("Projectteam")
    ORGANISER = "organiser", _("Organisator")
    READER = "reader", _("Lezer")


user_role = Table(
    "user_role",
    PlainBase.metadata,
    Column("user_id", ForeignKey("user_account.id"), primary_key=True),
    Column("role_id", ForeignKey("role.id"), primary_key=True),
)


class Role(PlainBase, RoleMixin):
    """A role, in the shape Flask-Security wants."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class User(PlainBase, UserMixin):
    """Somebody of the staff. Guests hold a link, never an account.

    Of who left, the row stays and what is personal goes: see `retention`.
    """

    __tablename__ = "user_account"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lowercase"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str | None]
    password: Mapped[str | None]
    active: Mapped[bool]
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    link_version: Mapped[int] = mapped_column(default=1)
    link_sent_at: Mapped[datetime | None]
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    totp_last_counter: Mapped[int | None]
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]
    emptied_at: Mapped[datetime | None]
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment] # the mixin is looser
        secondary=user_role, lazy="selectin"
    )

    @property
    def link_expires_at(self) -> datetime | None:
        """Until when the link to choose a password works; None when there is none."""
        if self.link_sent_at is None:
            return None
        return self.link_sent_at + (RESET_WITHIN if self.password else INVITE_WITHIN)

    @property
    def called(self) -> str:
        """How colleagues know them; whoever left long ago has no name any more."""
        return gettext("Oud-medewerker") if self.emptied_at else self.name or self.email

    @property
    def has_second_step(self) -> bool:
        """Whether they have set up the codes of an app."""
        return self.tf_primary_method is not None

    @property
    def role_names(self) -> list[RoleName]:
        """Their roles, the one that may most first."""
        return [name for name in RoleName if self.holds(name)]

    def holds(self, *names: RoleName) -> bool:
        """Tell whether one of these roles is theirs."""
        return any(role.name in names for role in self.roles)


class SignInFailure(Base):
    """A try to sign in that has not proved right; too many lock the address for a while.

    `address_hash` is a keyed hash of what was typed, so that no address of a stranger is kept.
    """

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_address", "address_hash", "failed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    address_hash: Mapped[str]
    failed_at: Mapped[datetime]


class Change(StrEnum):
    """What changed in how somebody signs in; they hear of it, for it may not have been them."""

    PASSWORD = "password"  # noqa: S105 - the word
    APP = "app"
    NO_APP = "no_app"
    RECOVERY_CODES = "recovery_codes"

    @property
    def sentence(self) -> LazyString:
        """What the mail says."""
        return _CHANGES[self]


_CHANGES = {
    Change.PASSWORD: _("Het wachtwoord van je account is veranderd."),
    Change.APP: _("Er is een app met codes aan je account gekoppeld."),
    Change.NO_APP: _(
        "Een collega maakte de app met codes los van je account. "
        "Bij de volgende keer inloggen stel je die opnieuw in."
    ),
    Change.RECOVERY_CODES: _("Je hebt nieuwe herstelcodes. De oude werken niet meer."),
}


class AccessAction(Term):
    """What was done with somebody's data."""

    VIEW = "view", _("Bekeken")
    EXPORT = "export", _("Gedownload")
    CHANGE = "change", _("Veranderd")
    ERASE = "erase", _("Gewist")


class AccessLogLine(Base):
    """Who saw or touched personal data, append only; it holds no personal value itself.

    `subject` is a kind of row and its ref, such as `registration:0123456789abcdef`, or a list that
    belongs to it, such as `event:0123456789abcdef/registrations`.
    """

    __tablename__ = "access_log"
    __table_args__ = (Index("ix_access_log_subject", "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    action: Mapped[AccessAction]
    subject: Mapped[str]
    purpose: Mapped[str | None] = mapped_column(default=None)

    @property
    def subject_words(self) -> str:
        """What it was about, in words people know."""
        return subject_words(self.subject)


def subject_words(subject: str) -> str:
    """Say what a subject of a log is, in words people know."""
    kind, _separator, rest = subject.partition(":")
    ref, _separator, part = rest.partition("/")
    kind = f"{kind}/{part}" if part else kind
    return f"{_SUBJECT_LABELS.get(kind, kind)} {ref}"


_SUBJECT_LABELS = {
    "commitment": _("Afspraak"),
    "commitment_party": _("Partij van een afspraak"),
    "event": _("Bijeenkomst"),
    "event/gate": _("Voorwaarden van bijeenkomst"),
    "event/contacts": _("Contacten van bijeenkomst"),
    "event/hosts": _("Gastheren van bijeenkomst"),
    "event/keeping": _("Hoe lang namen blijven van bijeenkomst"),
    "event/needs": _("Wat geregeld moet worden bij bijeenkomst"),
    "event/needs-by-name": _("Voor wie iets geregeld moet worden bij bijeenkomst"),
    "event/calls": _("Bellijst van bijeenkomst"),
    "event/registrations": _("Aanmeldingen van bijeenkomst"),
    "event/evaluation": _("Antwoorden na bijeenkomst"),
    "attendees": _("Deelnemers aan bijeenkomsten van"),
    "job": _("Bestand met deelnemers"),
    "joiner": _("Wie verder wil meedoen"),
    "market": _("Vraag en aanbod"),
    "event/seats": _("Vastgehouden plekken van bijeenkomst"),
    "follow_up": _("Lokaal contact van bijeenkomst"),
    "helper": _("Link van een organisatie"),
    "newsletter": _("Adressen voor de nieuwsbrief"),
    "address": _("Zoeken op e-mailadres"),
    "confirmation": _("Bevestiging van een opbrengst"),
    "consent/follow_up": _("Toestemming voor mail over wat erna komt"),
    "consent/needs": _("Toestemming voor wat we regelen"),
    "consent/newsletter": _("Toestemming voor de nieuwsbrief"),
    "contributor": _("Bijdrager"),
    "outcome": _("Opbrengst"),
    "data_request": _("Verzoek over gegevens"),
    "breach": _("Datalek"),
    "member": _("Iemand van een vaste lijst"),
    "series": _("Reeks"),
    "series/members": _("Vaste lijst van reeks"),
    "series_member": _("Iemand van een vaste lijst"),
    "registration": _("Aanmelding"),
    "registration/needs": _("Wat geregeld moet worden voor aanmelding"),
    "request": _("Aanvraag"),
    "user": _("Medewerker"),
    "visit": _("Kaartjes"),
}
