"""Makers of requests for tests."""

from datetime import date, datetime, timedelta
from typing import Any

from academie.accounts.models import User
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventMode, MoneyState
from academie.reference.models import Province
from academie.requests import queries, service
from academie.requests.models import AcademyRequest
from tests.factories import NOW, WHEN

TYPED: dict[str, Any] = {
    "organisation": "Bibliotheek Emmen",
    "name": "Sanne de Groot",
    "email": "sanne@voorbeeld.nl",
    "phone": "06-12 34 56 78",
    "place": "Emmen",
    "province": Province.DRENTHE,
    "wish": "Scholen en gemeente willen elkaar beter vinden.",
    "partners": "De gemeente\nTwee scholen",
    "audience": "Ouders en scholen",
    "mode": EventMode.ONSITE,
    "period_from": date(2027, 6, 1),
    "period_until": date(2027, 7, 1),
    "meeting_money": MoneyState.PLEDGED,
    "meeting_money_amount": 4000,
    "meeting_money_proof": "https://voorbeeld.nl/brief",
    "campaign_money": MoneyState.IN_TALKS,
    "campaign_money_amount": None,
    "campaign_money_proof": "Mail van het fonds",
}
FORM: dict[str, Any] = {
    **TYPED,
    "province": "PV22",
    "mode": "onsite",
    "period_from": "1-6-2027",
    "period_until": "1-7-2027",
    "meeting_money": "pledged",
    "meeting_money_amount": "4000",
    "campaign_money": "in_talks",
    "campaign_money_amount": "",
}
"""The same as somebody types it."""
LETTER = b"%PDF-1.7\nDe gemeente geeft 4000 euro.\n%%EOF\n"


def make_request(*, now: datetime = NOW, **fields: Any) -> AcademyRequest:
    """Send in a request from Emmen, and commit."""
    request = service.send(now=now, **(TYPED | fields))
    db.session.commit()
    return request


def make_draft(*, now: datetime = NOW, **fields: Any) -> AcademyRequest:
    """Save a request for later with all that is in it, and commit."""
    request = service.save(now=now, **(TYPED | fields))
    db.session.commit()
    return request


def address(request: AcademyRequest) -> str:
    """Give the address of the requester's page."""
    return f"/aanvraag/{queries.token_of(request)}"


def accept(
    request: AcademyRequest, user: User, *, starts_at: datetime = WHEN, **fields: Any
) -> Event:
    """Say yes to a request; nobody is invited to organise, unless said otherwise."""
    values: dict[str, Any] = {"organiser": False, "next_steps": "We bellen je."} | fields
    return service.accept(
        request,
        user=user,
        title="Publieksacademie Emmen",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        now=NOW,
        **values,
    )
