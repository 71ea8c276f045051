"""What to know before a request is accepted: of the money, and of the day somebody thinks of."""

from collections.abc import Iterator, Sequence

from flask_babel import LazyString
from flask_babel import gettext as _

from academie.accounts.models import User
from academie.core import together
from academie.core.clock import from_local
from academie.core.formats import day_plain
from academie.events import gate, parties
from academie.events.advice import Advice, advise
from academie.events.dates import Plan
from academie.events.terms import EventKind
from academie.requests.models import AcademyRequest
from academie.requests.team_forms import AcceptForm


def advice_on(form: AcceptForm, asked: AcademyRequest, user: User) -> Advice:
    """Tell what to know of the day and the times in a form, the wish of who asked included."""
    plan = Plan(
        kind=EventKind.PUBLIEKSACADEMIE,
        starts_at=from_local(form.day.data, form.start.data),
        ends_at=from_local(form.day.data, form.end.data),
        province=asked.province,
        municipalities=[asked.place or ""],
        organisations=[asked.organisation or "", *parties.typed_names(asked.partners)],
    )
    advice = advise(plan, user)
    return advice._replace(warnings=[*_outside(plan, asked), *advice.warnings])


def money_missing(asked: AcademyRequest) -> Sequence[LazyString]:
    """Tell which money nobody pledged; without it the meeting will not be public."""
    return [gap.message for gap in gate.unpledged(asked)]


def mark_of(asked: AcademyRequest, advice: Advice) -> str:
    """Name all that speaks against accepting now, to know whether somebody read it."""
    return together.digest([*money_missing(asked), *advice.warnings])


def _outside(plan: Plan, asked: AcademyRequest) -> Iterator[str]:
    first, last = asked.period_from, asked.period_until
    if first and last and not first <= plan.day <= last:
        yield _(
            "De aanvraag is voor %(first)s tot en met %(last)s. Deze dag valt daarbuiten.",
            first=day_plain(first),
            last=day_plain(last),
        )
