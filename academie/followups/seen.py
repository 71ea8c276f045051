"""The order in which an outcome was seen, said once for every question that reads it."""

from sqlalchemy import select

from academie.followups.models import Observation, Outcome

IN_ORDER = (Observation.known_until, Observation.id)
"""How observations stand behind each other: by the last day of which each tells."""
LAST_STATUS = (
    select(Observation.status)
    .where(Observation.outcome_id == Outcome.id)
    .order_by(*(part.desc() for part in IN_ORDER))
    .limit(1)
    .scalar_subquery()
)
"""How far an outcome is, beside its own row; none when nobody saw it."""
