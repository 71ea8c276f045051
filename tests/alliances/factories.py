"""Makers of local alliances and pledges for tests."""

from datetime import date, datetime
from typing import Any

from academie.alliances import pledging, service
from academie.alliances.models import CriterionEvidence, LocalAlliance, Pledge
from academie.alliances.terms import AlliancePhase, Criterion
from academie.core.db import db
from academie.events.models import Event
from academie.followups.evidence import Evidence
from academie.partners.models import Organisation
from tests.factories import NOW
from tests.followups.factories import author
from tests.partners.factories import make_organisation

SINCE = date(2027, 1, 15)


def make_alliance(
    place: str = "Leeuwarden", *, now: datetime = NOW, **fields: Any
) -> LocalAlliance:
    """Note down an alliance that is being built, and commit it."""
    values: dict[str, Any] = {
        "initiator": "Welzijnswerk",
        "phase": AlliancePhase.BUILD,
        "since_on": SINCE,
    } | fields
    alliance = service.add(place=place, by=author(), now=now, **values)
    db.session.commit()
    return alliance


def show(
    alliance: LocalAlliance,
    criterion: Criterion = Criterion.SECTORS,
    *,
    evidence: Evidence | None = None,
    **fields: Any,
) -> CriterionEvidence:
    """Show a criterion by this evidence, or by a source of its own."""
    values = fields or ({} if evidence else {"title": "Verslag van de gemeente"})
    shown = service.show(alliance, criterion, evidence=evidence, by=author(), now=NOW, **values)
    db.session.commit()
    return shown


def make_pledge(
    organisation: Organisation | None = None, *, now: datetime = NOW, **fields: Any
) -> Pledge:
    """Let an organisation sign a pledge, and commit it."""
    values: dict[str, Any] = {"text": "Elk kind ontbijt.", "signed_on": SINCE} | fields
    pledge = pledging.sign(
        organisation=organisation or make_organisation("Bakkerij De Korst"),
        by=author(),
        now=now,
        **values,
    )
    db.session.commit()
    return pledge


def talk(pledge: Pledge, day: date, agreed: str = "We bellen na de zomer.") -> None:
    """Speak with an organisation about its pledge."""
    pledging.talk(pledge, talked_on=day, agreed=agreed, by=author(), now=NOW)
    db.session.commit()


def make_all(event: Event) -> dict[str, str]:
    """Build an alliance that a meeting kicked off, and sign a pledge there; give their refs."""
    alliance, pledge = make_alliance(event=event), make_pledge(event=event)
    show(alliance)
    make_alliance("Emmen")
    talk(pledge, pledge.signed_on)
    return {"alliance": alliance.ref, "pledge": pledge.ref}
