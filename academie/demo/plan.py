"""The plan of 2022-2023, and reports over it, for the demo.

Source: 004_6b43313f35af3e89.txt. It names no target for publieksacademies, so there is none. What
was done comes from the rest of the demo, so most of it is little: explanations say so.
"""

from datetime import date, datetime

from academie.accounts.models import User
from academie.activity import service as activity
from academie.activity.drawing import draw
from academie.activity.models import ActivityReport
from academie.activity.service import Typed
from academie.core.db import db
from academie.plans import service
from academie.plans.models import Plan
from academie.plans.terms import Bound, Measure, Unit

SOURCE = "Projectplan 2022-2023 van de alliantie (004_6b43313f35af3e89.txt)"
FIRST, LAST = date(2022, 1, 1), date(2023, 12, 31)
Line = tuple[str, str, int | None, Unit | None, Measure | None]
LINES: tuple[Line, ...] = (
    (
        "Kenniskringen",
        "Kennis delen tussen partners.",
        8,
        Unit.YEAR,
        Measure.KENNISKRINGEN,
    ),
    (
        "Nieuwe partners vinden",
        "Partijen erbij die nodig zijn voor de tien opgaven.",
        75,
        Unit.WHOLE,
        Measure.NEW_PARTNERS,
    ),
    (
        "Een breed netwerk",
        "Partijen die samen aan de werkagenda werken.",
        350,
        Unit.WHOLE,
        Measure.NETWORK,
    ),
    (
        "Lokale allianties helpen opbouwen",
        "Samenwerking dicht bij gezinnen.",
        15,
        Unit.WHOLE,
        Measure.ALLIANCES,
    ),
    (
        "Leernetwerk lokale allianties",
        "Leren wat helpt en wat niet.",
        4,
        Unit.YEAR,
        Measure.LEERNETWERK,
    ),
    ("Nieuwsbrieven", "Partners op de hoogte houden.", 6, Unit.YEAR, None),
    (
        "Publieksacademies",
        "Lokale samenwerking een eerste zet geven.",
        None,
        None,
        Measure.ACADEMIES,
    ),
)


def load_plan(now: datetime, team: User) -> None:
    """Note down the plan, and begin the report of its first year."""
    plan = service.add(
        title="Projectplan Alliantie Kinderarmoede 2022-2023",
        first_on=FIRST,
        last_on=LAST,
        source=SOURCE,
        note=(
            "Het plan is een vraag aan de betrokken ministeries. Of er subsidie kwam, van wie en"
            " onder welk nummer, staat niet in de bron."
        ),
        by=team,
        now=now,
    )
    for line in LINES:
        _add(plan, line, now)
    db.session.expire(plan, ["lines"])
    report = activity.begin(plan, first_on=FIRST, last_on=date(2022, 12, 31), by=team, now=now)
    _explain(report, now, team)


def _add(plan: Plan, line: Line, now: datetime) -> None:
    name, goal, planned, per, measure = line
    service.add_line(
        plan,
        now=now,
        activity=name,
        goal=goal,
        planned=planned,
        per=per,
        bound=Bound.AT_LEAST if per else None,
        measure=measure,
        source=None if measure else "De lijst van verzonden nieuwsbrieven",
    )


def _explain(report: ActivityReport, now: datetime, team: User) -> None:
    """Explain all but what has to be filled in by hand: of newsletters the source tells nothing."""
    words = "In dit voorbeeld staan alleen de bijeenkomsten en partners die Academie kent."
    rows = [row for row in draw(report, now).rows if row.count is not None and row.gap]
    typed = {(row.target.line.ref, row.target.part): Typed(words) for row in rows}
    activity.write(report, typed, by=team, now=now)
