"""The plan of 2022-2023, and reports over it, for the demo.

Source: 004_6b43313f35af3e89.txt. It names no target for publieksacademies, so there is none. What
was done comes from the rest of the demo, so most of it is little: explanations say so.
"""

from datetime import date, datetime

from academie.accounts.models import User
from academie.activity import adopting
from academie.activity import service as activity
from academie.activity.drawing import draw
from academie.activity.models import ActivityReport
from academie.activity.service import Typed
from academie.core.db import db
from academie.plans import service
from academie.plans.models import Plan
from academie.plans.targets import targets
from academie.plans.terms import Bound, Measure, Unit

SOURCE = "Projectplan 2022-2023 van de alliantie (004_6b43313f35af3e89.txt)"
FIRST, LAST = date(2022, 1, 1), date(2023, 12, 31)
Words = dict[tuple[str, int], Typed]
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


def load_plan(now: datetime, team: User, adopter: User) -> None:
    """Note down the plan, adopt the report over all of it, and begin that of its first year."""
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
    whole = activity.begin(plan, first_on=FIRST, last_on=LAST, by=team, now=now)
    activity.write(whole, _counted(whole, now) | _by_hand(whole), by=team, now=now)
    with adopting.ready(draw(whole, now, final=True), by=adopter) as made:
        adopting.adopt(whole, made, by=adopter)
    year = activity.begin(plan, first_on=FIRST, last_on=date(2022, 12, 31), by=team, now=now)
    activity.write(year, _counted(year, now), by=team, now=now)


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


def _counted(report: ActivityReport, now: datetime) -> Words:
    """Explain what Academie counts."""
    words = "In dit voorbeeld staan alleen de bijeenkomsten en partners die Academie kent."
    rows = [row for row in draw(report, now).rows if row.count is not None and row.gap]
    return {(row.target.line.ref, row.target.part): Typed(words) for row in rows}


def _by_hand(report: ActivityReport) -> Words:
    """Fill in what the sources tell of newsletters: nothing."""
    words = "De bronnen van dit voorbeeld noemen geen verzonden nieuwsbrief. Daarom staat er nul."
    return {
        (target.line.ref, target.part): Typed(words, 0, SOURCE)
        for target in targets(report.plan, report.period)
        if target.line.is_by_hand
    }
