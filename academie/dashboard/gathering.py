"""All that the dashboard shows, gathered by a constant number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from academie.accounts.models import User
from academie.dashboard.academies import Academy, academies, by_state
from academie.dashboard.coming import Week, coming
from academie.dashboard.first_outcomes import Times, times
from academie.dashboard.goals import PlanGoals, plan_goals
from academie.dashboard.overdue import Overdue, overdue
from academie.dashboard.terms import ON_THE_WAY, AcademyState
from academie.dashboard.wheels import WheelMap, wheel_map


class Box(NamedTuple):
    """A figure in a picture, with how much light falls on it, from none to 1."""

    figure: int
    label: str
    light: float


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """Where everything stands, as known at one moment."""

    as_of: datetime
    plans: Sequence[PlanGoals]
    weeks: Sequence[Week]
    overdue: Sequence[Overdue]
    academies: Mapping[AcademyState, Sequence[Academy]]
    times: Times
    map: WheelMap

    @property
    def steps(self) -> Sequence[Box]:
        """The academies on their way, as a picture shows them."""
        return [
            Box(len(self.academies[state]), str(state.label), state.light) for state in ON_THE_WAY
        ]

    @property
    def coming(self) -> Sequence[Box]:
        """The meetings of the coming weeks, as a picture shows them."""
        return [
            Box(len(week.meetings), _("week %(number)s", number=week.number), week.light)
            for week in self.weeks
        ]

    @property
    def soon(self) -> int:
        """How many meetings there are in the coming weeks."""
        return sum(len(week.meetings) for week in self.weeks)


def dashboard(user: User, now: datetime) -> Dashboard:
    """Gather it for a member of the project team."""
    found = academies(now)
    return Dashboard(
        as_of=now,
        plans=plan_goals(now),
        weeks=coming(now),
        overdue=overdue(user, now),
        academies=by_state(found),
        times=times(found),
        map=wheel_map(),
    )
