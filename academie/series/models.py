"""Who stands on the list of a series, and what became of each invitation."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.core.db import Base, new_ref
from academie.events.models import Event, Series


class SeriesMember(Base):
    """Somebody on the standing list of a series, who put themselves there.

    `confirmed_at` is when they last said yes by the link in a mail, and None before that;
    `asked_at` when we asked whether they stay, and None once they answered. Who leaves is
    emptied at once; the row stays and counts.
    """

    __tablename__ = "series_member"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lowercase"),
        CheckConstraint("(left_at IS NULL) = (email IS NOT NULL)", name="left"),
        UniqueConstraint("series_id", "email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), init=False)
    series: Mapped[Series] = relationship()
    given_name: Mapped[str | None]
    email: Mapped[str | None]
    organisation_name: Mapped[str | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    joined_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    link_version: Mapped[int] = mapped_column(default=1)


class Answer(StrEnum):
    """What somebody says to an invitation."""

    COMING = "coming"
    NOT_COMING = "not_coming"


class SeriesInvitation(Base):
    """One meeting offered to one member: never twice.

    `told_sequence` is the version of the meeting that they last heard of.
    """

    __tablename__ = "series_invitation"
    __table_args__ = (
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        UniqueConstraint("member_id", "event_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    member_id: Mapped[int] = mapped_column(
        ForeignKey("series_member.id", ondelete="CASCADE"), init=False
    )
    member: Mapped[SeriesMember] = relationship()
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship()
    invited_at: Mapped[datetime]
    told_sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    answer: Mapped[Answer | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
