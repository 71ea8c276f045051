"""Organisations: the partners of the alliance and everybody else who takes part."""

from datetime import date, datetime
from typing import Any, Optional

from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.core.db import Base, new_ref
from academie.core.terms import Term


class Scope(Term):
    """Where an organisation works; its words stand in files as well."""

    LOCAL = "local", _("Lokaal")
    NATIONAL = "national", _("Landelijk")


class Sector(Base):
    """A field that organisations work in; one in use is retired, never deleted."""

    __tablename__ = "sector"
    __table_args__ = (CheckConstraint("position >= 1", name="position"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


_LIVE = text("merged_into_id IS NULL")


class Organisation(Base):
    """An organisation, never a person: it has no contact in it.

    `name_key` is the name as `names.key_of` writes it, so that two ways of writing are one name.
    A double is merged: its row stays and leads to the one that took it over.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("partner OR NOT core", name="core_is_partner"),
        CheckConstraint("partner OR partner_since IS NULL", name="since_of_partner"),
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
        CheckConstraint("name_key <> ''", name="name_key"),
        Index(
            "uq_organisation_live_name",
            "name_key",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    name: Mapped[str]
    name_key: Mapped[str]
    sector_id: Mapped[int] = mapped_column(ForeignKey("sector.id"), init=False)
    sector: Mapped[Sector] = relationship()
    place: Mapped[str | None] = mapped_column(default=None)
    scope: Mapped[Scope]
    partner: Mapped[bool]
    partner_since: Mapped[date | None] = mapped_column(default=None)
    core: Mapped[bool]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), init=False)
    merged_into: Mapped[Optional["Organisation"]] = relationship(
        default=None, remote_side="Organisation.id"
    )


class PartnerUpload(Base):
    """A list of organisations that somebody sent in and has not yet applied: rows of a CSV file."""

    __tablename__ = "partner_upload"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    content: Mapped[dict[str, Any]]
    uploaded_at: Mapped[datetime]
