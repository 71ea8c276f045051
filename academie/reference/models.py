"""Lists that rarely change: provinces, municipalities, the ten opgaven, the lines of change."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.core.db import Base
from academie.core.terms import Term


class Province(StrEnum):
    """The twelve provinces, by the code of Statistics Netherlands."""

    GRONINGEN = "PV20"
    FRIESLAND = "PV21"
    DRENTHE = "PV22"
    OVERIJSSEL = "PV23"
    FLEVOLAND = "PV24"
    GELDERLAND = "PV25"
    UTRECHT = "PV26"
    NOORD_HOLLAND = "PV27"
    ZUID_HOLLAND = "PV28"
    ZEELAND = "PV29"
    NOORD_BRABANT = "PV30"
    LIMBURG = "PV31"

    @property
    def label(self) -> str:
        """The name as people write it."""
        return "-".join(word.capitalize() for word in self.name.split("_"))

    @property
    def slug(self) -> str:
        """The name as addresses carry it."""
        return self.label.lower()


class ChangeLine(Term):
    """The three lines of the theory of change; they stand beside each other, they are no steps."""

    VERZACHTEN = "verzachten", _("Verzachten")
    VERSTERKEN = "versterken", _("Versterken")
    VERANDEREN = "veranderen", _("Veranderen")


class KnowledgeSource(Term):
    """The three sources that good decisions stand on, like a stool on its legs."""

    SCIENCE = "science", _("Onderzoek")
    PRACTICE = "practice", _("Praktijk")
    LIVED_EXPERIENCE = "lived_experience", _("Ervaring van mensen zelf")


class Challenge(Base):
    """One of the ten opgaven, as worded from a certain day on."""

    __tablename__ = "challenge"
    __table_args__ = (
        UniqueConstraint("slug", "valid_from"),
        CheckConstraint("number BETWEEN 1 AND 99", name="number_range"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int]
    slug: Mapped[str]
    name: Mapped[str]
    goal: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)
    aliases: Mapped[list["ChallengeAlias"]] = relationship(
        default_factory=list, back_populates="challenge"
    )


class ChallengeAlias(Base):
    """Another name under which a source knows an opgave."""

    __tablename__ = "challenge_alias"
    __table_args__ = (UniqueConstraint("challenge_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), init=False)
    challenge: Mapped[Challenge] = relationship(back_populates="aliases")
    name: Mapped[str]


class Municipality(Base):
    """A municipality, by the code of Statistics Netherlands; one that was dissolved is closed.

    Attributes:
        valid_from: day of the list in which it first stood.
        valid_to: day of the list in which it no longer stood; None while it exists.
        listed_at: when the last list came in which it stood.
    """

    __tablename__ = "municipality"
    __table_args__ = (
        CheckConstraint("code LIKE 'GM____' AND length(code) = 6", name="code"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity"),
        Index("ix_municipality_listed_at", "listed_at"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    province: Mapped[Province]
    valid_from: Mapped[date]
    listed_at: Mapped[datetime]
    valid_to: Mapped[date | None] = mapped_column(default=None)


class MunicipalityName(Base):
    """A name under which people know a municipality, as names are compared; old names stay."""

    __tablename__ = "municipality_name"

    key: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), primary_key=True)
