"""Forgetting what shows nothing any more: files of withdrawn outcomes, and what was never saved."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select

from academie.core import journal
from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.followups import proving
from academie.followups.evidence import Evidence
from academie.followups.models import Outcome
from academie.followups.typed import TypedForm

FILES = RetentionRule(
    ("evidence.sha256",), timedelta(weeks=12), "the withdrawal of the outcome; its hash stays"
)
TYPED = RetentionRule(("typed_form.fields",), timedelta(days=90), "the last letter typed")
RULES = (FILES, TYPED)


def erase_due(now: datetime) -> None:
    """Take away files of outcomes withdrawn long ago, and what was typed long ago; the worker's."""
    due = (
        select(Outcome)
        .where(Outcome.withdrawn_at < now - FILES.kept)
        .where(Outcome.evidence.any(Evidence.sha256.is_not(None) & Evidence.removed_at.is_(None)))
    )
    for outcome in db.session.scalars(due).all():
        files = [item for item in outcome.evidence if item.has_file]
        for item in files:
            proving.remove_file(item, by=None, reason=_("De opbrengst is ingetrokken."), now=now)
        journal.note(f"outcome:{outcome.ref}", FILES, now, len(files))
    db.session.execute(delete(TypedForm).where(TypedForm.typed_at < now - TYPED.kept))
