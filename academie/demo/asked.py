"""Questions about data and a breach for the demo: invented people, nothing that happened."""

from datetime import datetime, timedelta

from academie.accounts.models import User
from academie.core.clock import to_local
from academie.core.db import db
from academie.privacy import asked
from academie.privacy.models import Breach, Outcome, RequestKind


def load_asked(by: User, now: datetime) -> None:
    """Let three people ask something: one answered, one in time, one nearly due."""
    today = to_local(now).date()
    for kind, name, reach, days in (
        (RequestKind.TAKE_ALONG, "Hanneke Prins", "hanneke@voorbeeld.nl", 27),
        (RequestKind.SEE, "Bilal Aksoy", "06-12 34 56 78", 4),
    ):
        asked.note(
            kind=kind,
            name=name,
            reach=reach,
            about="Publieksacademie Friesland",
            asked_on=today - timedelta(days=days),
            by=by,
        )
    done = asked.note(
        kind=RequestKind.CORRECT,
        name="Loes Verbeek",
        reach="loes@voorbeeld.nl",
        about=None,
        asked_on=today - timedelta(days=9),
        by=by,
    )
    asked.finish(done, Outcome.DONE, by=by, now=now - timedelta(days=6))
    db.session.add(
        Breach(
            noticed_at=now - timedelta(days=20),
            happened="Een uitgeprinte lijst van de ingang bleef een avond in de zaal liggen.",
            records="Voornamen en aantallen van 34 aanmeldingen. Geen adressen.",
            measures="De lijst is opgehaald en vernietigd. Voortaan scannen we alleen.",
            why_not_told="De zaal was op slot en niemand anders is binnen geweest.",
        )
    )
    db.session.flush()
