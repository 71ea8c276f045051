"""Two invented outcomes of an evening not long ago: one that outsiders confirm, one they deny."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from academie.accounts.models import User
from academie.core.clock import to_local
from academie.core.db import db
from academie.events.models import Event
from academie.followups import confirming, linking, proving, review, service
from academie.followups.confirmations import Confirmation
from academie.followups.models import Outcome
from academie.followups.service import MeetingLink, Place
from academie.followups.terms import (
    Agreement,
    ChangeKind,
    Contribution,
    EventLink,
    EvidenceKind,
    Level,
    OutcomeLinkKind,
    OutcomeStatus,
    PlaceKind,
    Precision,
    Visibility,
)
from academie.followups.wording import fingerprint
from academie.reference.models import ChangeLine

HELD = "Publieksacademie Emmen"
_WRITTEN, _ADOPTED, _ASKED, _ANSWERED = (timedelta(days=days) for days in (20, 18, 15, 11))
_LETTERS: dict[str, Any] = {
    "title": "Brieven over huur in makkelijke taal",
    "what_changed": "Woonstichting Esveld schrijft brieven over huur nu in makkelijke taal.",
    "child_view": "Thuis is er minder ruzie over brieven die niemand begrijpt.",
    "actors": ["Woonstichting Esveld"],
    "kinds": [ChangeKind.PRACTICE],
    "level": Level.ORGANISATION,
    "line": ChangeLine.VERANDEREN,
    "significance": "Ouders vragen eerder om hulp als zij een brief begrijpen.",
    "contribution": "Op de avond lazen ouders een oude brief voor. Daarna begon Esveld.",
    "contribution_score": Contribution.SMALL,
    "other_factors": "Esveld wilde al minder telefoontjes over brieven.",
}
_TABLE: dict[str, Any] = {
    "title": "Een tafel voor huiswerk in het buurthuis",
    "what_changed": "Buurthuis De Haard houdt elke middag een tafel vrij voor huiswerk.",
    "actors": ["Buurthuis De Haard"],
    "kinds": [ChangeKind.ACTIVITY],
    "level": Level.GROUP,
    "line": ChangeLine.VERZACHTEN,
    "significance": "Niet elk kind heeft thuis een rustige plek.",
    "contribution_not_stated": True,
    "contribution_score": Contribution.UNKNOWN,
}

_FOLLOWING: dict[str, Any] = {
    "title": "Ook brieven over energie in makkelijke taal",
    "what_changed": "Energieloket Noorderlicht neemt de nieuwe brieven van Esveld als voorbeeld.",
    "actors": ["Energieloket Noorderlicht"],
    "kinds": [ChangeKind.PRACTICE],
    "level": Level.ORGANISATION,
    "line": ChangeLine.VERANDEREN,
    "significance": "Ouders krijgen van veel organisaties moeilijke brieven.",
    "contribution_not_stated": True,
    "contribution_score": Contribution.UNKNOWN,
}


def load_confirmed(now: datetime, author: User, reviewer: User) -> None:
    """Write three outcomes down and ask outsiders: one yes, one no, and one yet to answer.

    The first leads to the third.
    """
    event = db.session.scalars(select(Event).where(Event.title == HELD)).one()
    letters = _outcome(event, _LETTERS, author, now)
    proving.add_evidence(
        letters,
        added_by=author,
        now=now - _WRITTEN,
        kind=EvidenceKind.NEWS,
        title="Esveld schrijft gewoon Nederlands (Emmer Weekblad)",
        location="Bladzijde 3",
        independent=True,
        public=True,
    )
    _seen(letters, OutcomeStatus.REALISED, "De nieuwe brieven zijn verstuurd.", now)
    table = _outcome(event, _TABLE, author, now)
    _seen(table, OutcomeStatus.STARTED, "Het buurthuis vertelde het op de avond zelf.", now)
    following = _outcome(event, _FOLLOWING, author, now)
    _seen(following, OutcomeStatus.STARTED, "De eerste brief is herschreven.", now)
    linking.link(
        letters,
        following,
        kind=OutcomeLinkKind.LEADS_TO,
        explanation="Het loket zag de brieven van Esveld en vroeg of het die mocht overnemen.",
        now=now - _WRITTEN,
    )
    for outcome in (letters, table, following):
        review.submit(outcome, now=now - _WRITTEN)
        review.adopt(outcome, reviewer=reviewer, now=now - _ADOPTED)
    _ask_everybody(letters, table, author, now)


def _ask_everybody(letters: Outcome, table: Outcome, by: User, now: datetime) -> None:
    asked = now - _ASKED
    _answer(
        _ask(letters, ("Taalcoach", "Taalhuis De Letter", "taalcoach@letter.example"), by, asked),
        (Agreement.FULLY, Agreement.FULLY, Agreement.PARTLY),
        "Ik zie de brieven bij ouders op tafel. Vroeger las ik ze voor, nu lezen zij zelf."
        " Of het door de avond kwam, weet ik niet zeker. Zij waren er wel bij.",
        now,
    )
    _answer(
        _ask(table, ("Voorzitter", "Wijkraad Noord", "voorzitter@wijkraad.example"), by, asked),
        (Agreement.NO, Agreement.FULLY, Agreement.CANNOT_JUDGE),
        "Ik ging drie keer kijken. Eén keer stond de tafel er. Twee keer was de deur dicht.",
        now,
    )
    _ask(table, ("Leerkracht", "Basisschool Het Kompas", "juf@kompas.example"), by, now - _ANSWERED)


def _outcome(event: Event, words: dict[str, Any], author: User, now: datetime) -> Outcome:
    return service.draft(
        author=author,
        now=now - _WRITTEN,
        places=[Place(PlaceKind.MUNICIPALITY, "Emmen")],
        events=[MeetingLink(event, EventLink.DIRECT)],
        changed_on=_day(now),
        changed_precision=Precision.DAY,
        visibility=Visibility.PUBLIC,
        **words,
    )


def _seen(outcome: Outcome, status: OutcomeStatus, text: str, now: datetime) -> None:
    party = outcome.actors[0].name
    service.observe(
        outcome, observed_on=_day(now), status=status, text=text, observer=party, now=now - _WRITTEN
    )


def _day(now: datetime) -> date:
    return to_local(now - _WRITTEN).date()


def _ask(outcome: Outcome, person: tuple[str, str, str], by: User, at: datetime) -> Confirmation:
    role, party, email = person
    return confirming.ask(
        outcome,
        role=role,
        party=party,
        email=email,
        independent=True,
        independence="Deed niet mee aan deze verandering en is geen partner.",
        by=by,
        now=at,
    )


def _answer(
    asked: Confirmation,
    judged: tuple[Agreement, Agreement, Agreement],
    remark: str,
    now: datetime,
) -> None:
    what, significance, contribution = judged
    confirming.answer(
        asked,
        what=what,
        significance=significance,
        contribution=contribution,
        remark=remark,
        read=fingerprint(asked.outcome),
        now=now - _ANSWERED,
    )
