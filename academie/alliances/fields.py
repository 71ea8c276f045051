"""The fields that forms about alliances, pledges and lessons share."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from flask_babel import lazy_gettext as _
from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from academie.core import clock
from academie.events.models import Event
from academie.followups.fields import NOTHING_CHOSEN, choices, or_none
from academie.followups.terms import Precision
from academie.reference.models import Challenge

NO_MEETING = _("Geen bijeenkomst")


def meeting_choices(meetings: Iterable[Event], nothing: Any = NO_MEETING) -> list[SelectChoice]:
    """Offer meetings by their title and day, and none."""
    return [
        SelectChoice("", cast("str", nothing)),
        *(
            SelectChoice(one.ref, f"{one.title}, {clock.to_local(one.starts_at):%d-%m-%Y}")
            for one in meetings
        ),
    ]


def challenge_ticks(label: Any) -> SelectMultipleField:
    """Ask for any number of opgaven; the form offers them."""
    return SelectMultipleField(
        label, coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )


def challenge_choices(challenges: Sequence[Challenge]) -> list[SelectChoice]:
    """Offer opgaven by number and name."""
    return [SelectChoice(str(one.id), f"{one.number}. {one.name}") for one in challenges]


def with_known(offered: Sequence[Challenge], known: Sequence[Challenge]) -> list[Challenge]:
    """Offer what was chosen before as well, also when its wording is no longer in force."""
    return [*offered, *(one for one in known if one not in offered)]


def precision_field(label: Any) -> SelectField:
    """Ask how exactly a day is known."""
    known = [choice for choice in choices(Precision) if choice.value != Precision.UNKNOWN]
    return SelectField(label, choices=[NOTHING_CHOSEN, *known], coerce=or_none(Precision))


def refuse_future(day: date | None) -> None:
    """Refuse a day that is yet to come.

    Raises:
        ValidationError: it is.
    """
    if day and day > clock.to_local(clock.now()).date():
        raise ValidationError(_("Deze dag moet nog komen."))
