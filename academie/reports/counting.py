"""Figures that open the records they count."""

from collections.abc import Sequence

from academie.core.small_groups import Figure, NoFigure
from academie.reports.choices import Choice
from academie.reports.meetings import MeetingChoice, People, PeopleChoice
from academie.reports.tables import Counted

_NOTHING = {NoFigure.UNCOUNTED, NoFigure.NOTHING}


def counted(figure: Figure, choice: Choice) -> Counted | Figure:
    """Give a figure the address of its list; where nothing was counted there is none.

    A figure that is hidden keeps its address: the page shows it to the project team alone.
    """
    if figure in _NOTHING:
        return figure
    return Counted(figure, choice.url)


def counted_people(figure: Figure, choice: MeetingChoice, people: People) -> Counted | Figure:
    """Give a number of people the address of the meetings where they were."""
    return counted(figure, PeopleChoice.at(choice, people))


def number_of(records: Sequence[object], choice: Choice) -> Counted | Figure:
    """Count what a choice found."""
    return counted(len(records), choice)
