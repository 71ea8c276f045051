"""The records behind a figure of the dashboard: a figure is how many of them there are."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from academie.dashboard.academies import Academy, academies
from academie.dashboard.first_outcomes import Time, times
from academie.dashboard.overdue import waiting_wishes
from academie.dashboard.terms import AcademyState, Listed


class Record(NamedTuple):
    """One thing that was counted.

    Attributes:
        url: of the page that shows it.
        about: what else tells it apart, in words.
    """

    title: str
    url: str
    day: date
    about: str = ""


class Records(NamedTuple):
    """All that one figure counts, and in words what that is."""

    title: str
    meaning: str
    rows: Sequence[Record]


def records(key: str, now: datetime) -> Records | None:
    """List the records behind a figure; None when there is no such figure."""
    for state in AcademyState:
        if state.value == key:
            found = [academy for academy in academies(now) if academy.state is state]
            return Records(str(state.heading), str(state.meaning), list(map(of_academy, found)))
    listed = next((one for one in Listed if one.value == key), None)
    if listed is None:
        return None
    return Records(str(listed.label), str(listed.meaning), _rows(listed, now))


def _rows(listed: Listed, now: datetime) -> Sequence[Record]:
    if listed is Listed.WAITING:
        return [Record(one.title, one.url, one.since) for one in waiting_wishes(now)]
    found = times(academies(now))
    if listed is Listed.WITHOUT:
        return list(map(of_academy, found.without))
    return list(map(_first, found.found))


def of_academy(academy: Academy) -> Record:
    """Tell where an academy is to be seen: its request, its details, or what came of it."""
    return Record(academy.title, url_of(academy), academy.day, academy.place)


def url_of(academy: Academy) -> str:
    """Give the address of an academy: of its request, its details, or what came of it."""
    if academy.state is AcademyState.WISH:
        return url_for("requests_manage.show", ref=academy.ref)
    page = "stories_manage.timeline" if academy.was_held else "events_manage.edit"
    return url_for(page, ref=academy.ref)


def _first(time: Time) -> Record:
    about = _("%(label)s %(when)s", label=time.outcome.label, when=time.outcome.words)
    return Record(time.academy.title, url_of(time.academy), time.academy.day, about)
