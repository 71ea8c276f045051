"""Makers of series and of who stands on their lists, for tests."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from academie.core.db import db
from academie.events.models import Event, Series
from academie.events.terms import EventKind
from academie.series import service
from academie.series.models import SeriesInvitation, SeriesMember
from tests.factories import NOW, make_event


def make_series(title: str = "Kenniskring schulden", **fields: Any) -> Series:
    """Start a kenniskring, and commit it."""
    values: dict[str, Any] = {"kind": EventKind.KENNISKRING, "summary": None} | fields
    series = service.start(now=NOW, title=title, **values)
    db.session.commit()
    return series


def make_member(
    series: Series | None = None,
    email: str = "samira@voorbeeld.nl",
    *,
    confirmed: bool = True,
    now: datetime = NOW,
    **fields: Any,
) -> SeriesMember:
    """Put Samira of De Brug on a list, confirmed unless said otherwise, and commit it."""
    values = {"given_name": "Samira", "organisation": "Stichting De Brug"} | fields
    member = service.join(series or make_series(), email=email, now=now, **values)
    if confirmed:
        service.confirm(member, now=now)
    db.session.commit()
    return member


def make_meeting(series: Series, **fields: Any) -> Event:
    """Publish a meeting of a series."""
    values: dict[str, Any] = {"kind": series.kind, "title": "Kenniskring", "series": series}
    return make_event(**(values | fields))


def invite(event: Event, now: datetime = NOW) -> list[SeriesInvitation]:
    """Invite the list, and give the invitations."""
    service.invite(event, now=now)
    db.session.commit()
    return list(db.session.scalars(select(SeriesInvitation).order_by(SeriesInvitation.id)))
