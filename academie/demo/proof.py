"""What invented people in Emmen did differently, with an invented file to show it."""

from datetime import datetime, timedelta
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from academie.accounts.models import User
from academie.core import clock
from academie.core.db import db
from academie.demo.answers import HELD
from academie.events.models import Event
from academie.followups import proving, review, service
from academie.followups.models import Outcome
from academie.followups.service import MeetingLink, Party, Place
from academie.followups.terms import (
    ChangeKind,
    Contribution,
    ContributorRole,
    Direction,
    EventLink,
    EvidenceKind,
    Intended,
    Level,
    OutcomeStatus,
    PlaceKind,
    Precision,
    ReachKind,
    Significance,
    Visibility,
)
from academie.reference.models import ChangeLine, KnowledgeSource

_LETTER = (
    "Basisschool De Esdoorn (verzonnen)",
    "Brief aan alle ouders",
    "Vanaf deze maand vragen we geen geld meer voor het schoolreisje.",
    "De oudervereniging en het jeugdfonds betalen het samen.",
    "Dit is een voorbeeld: de school bestaat niet.",
)


def load_proof(author: User, reviewer: User, now: datetime) -> Outcome:
    """Write down and adopt an outcome with a letter as evidence."""
    event = db.session.scalars(select(Event).where(Event.title == HELD)).one()
    held_on = clock.to_local(event.starts_at).date()
    outcome = _written(event, author, now)
    with proving.intake(BytesIO(_letter())) as file:
        proving.add_evidence(
            outcome,
            added_by=author,
            now=now,
            file=file,
            kind=EvidenceKind.DOCUMENT,
            title="Brief van de school aan ouders",
            dated_on=held_on + timedelta(days=12),
            location="Bladzijde 1, regel 3",
            quote=_LETTER[2],
            independent=True,
            public=True,
        )
    service.observe(
        outcome,
        observed_on=held_on + timedelta(days=14),
        status=OutcomeStatus.STARTED,
        text="De brief is naar alle ouders gegaan.",
        observer="Basisschool De Esdoorn",
        now=now,
    )
    review.submit(outcome, by=author, now=now)
    review.adopt(outcome, reviewer=reviewer, now=now)
    return outcome


def _written(event: Event, author: User, now: datetime) -> Outcome:
    return service.draft(
        author=author,
        now=now,
        title="Het schoolreisje kost ouders niets meer",
        what_changed="De school vraagt ouders geen geld meer voor het schoolreisje.",
        child_view="Je hoeft thuis niet te vragen of je mee mag.",
        actors=["Basisschool De Esdoorn"],
        contributors=[Party("Oudervereniging De Esdoorn", ContributorRole.PARTNER)],
        places=[Place(PlaceKind.MUNICIPALITY, "Emmen")],
        changed_on=clock.to_local(event.starts_at).date() + timedelta(days=12),
        changed_precision=Precision.DAY,
        kinds=[ChangeKind.POLICY, ChangeKind.PRACTICE],
        level=Level.ORGANISATION,
        line=ChangeLine.VERANDEREN,
        other_lines=[ChangeLine.VERZACHTEN],
        sources=[KnowledgeSource.LIVED_EXPERIENCE],
        challenges=list(event.challenges),
        direction=Direction.POSITIVE,
        intended=Intended.YES,
        reach_number=180,
        reach_unit="leerlingen",
        reach_kind=ReachKind.ESTIMATED,
        significance="Geen kind blijft nog thuis om het geld.",
        significance_score=Significance.MEDIUM,
        events=[MeetingLink(event, EventLink.PARTLY)],
        contribution="Een ouder vertelde op de avond hoe het is om nee te moeten zeggen.",
        contribution_score=Contribution.SMALL,
        other_factors="Het jeugdfonds had dat jaar geld over.",
        transferable="Maak vooraf een afspraak met het jeugdfonds.",
        visibility=Visibility.PUBLIC,
    )


def _letter() -> bytes:
    """Make a letter of one page, the same each time."""
    written = BytesIO()
    canvas = Canvas(written, invariant=1)
    canvas.setTitle(_LETTER[1])
    for number, line in enumerate(_LETTER):
        canvas.drawString(72, 740 - 24 * number, line)
    canvas.save()
    return written.getvalue()
