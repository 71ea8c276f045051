"""What we ask for a report: which days, which meeting or which municipality it is about."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from academie.core.formats import day_plain
from academie.core.forms import BaseForm, DutchDateField, required
from academie.reports.choices import Days
from academie.reports.meetings import Meeting


class ReadingForm(BaseForm):
    """A form that only asks: reading a report needs no token."""

    class Meta(BaseForm.Meta):
        """No token."""

        csrf = False


class PeriodForm(ReadingForm):
    """A period by its first and its last day."""

    first = DutchDateField(_("Eerste dag"), [required(_("Vul de eerste dag in."))])
    last = DutchDateField(_("Laatste dag"), [required(_("Vul de laatste dag in."))])

    def validate_last(self, field: DutchDateField) -> None:
        """Refuse a period that ends before it begins."""
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError(_("De laatste dag ligt voor de eerste dag. Kies een latere dag."))


class MeetingForm(ReadingForm):
    """A meeting that was announced, the latest first."""

    event = SelectField(
        _("Bijeenkomst"),
        [required(_("Kies een bijeenkomst."))],
        validate_choice=False,
    )

    def __init__(self, asked: Any, meetings: Sequence[Meeting]) -> None:
        """Offer the meetings there are."""
        super().__init__(asked)
        self.event.choices = [SelectChoice("", gettext("Kies een bijeenkomst"))]
        self.event.choices += [
            SelectChoice(one.ref, f"{one.title}, {day_plain(one.day)}")
            for one in reversed(meetings)
        ]

    def validate_event(self, field: SelectField) -> None:
        """Refuse what is not in the list."""
        _refuse_unknown(field, _("Deze bijeenkomst is er niet. Kies er een uit de lijst."))


class PlaceForm(ReadingForm):
    """A municipality of which there is something to tell."""

    place = SelectField(
        _("Gemeente"),
        [required(_("Kies een gemeente."))],
        validate_choice=False,
    )

    def __init__(self, asked: Any, names: Sequence[str]) -> None:
        """Offer the municipalities there are."""
        super().__init__(asked)
        self.place.choices = [SelectChoice("", gettext("Kies een gemeente"))]
        self.place.choices += [SelectChoice(name, name) for name in names]

    def validate_place(self, field: SelectField) -> None:
        """Refuse what is not in the list."""
        _refuse_unknown(field, _("Van deze gemeente weten we niets. Kies er een uit de lijst."))


def _refuse_unknown(field: SelectField, sentence: Any) -> None:
    if field.data not in {choice.value for choice in field.choices or ()}:
        raise ValidationError(sentence)


def whole_year(year: int) -> Days:
    """Give the first and the last day of a year, as a form takes them."""
    return {"first": date(year, 1, 1), "last": date(year, 12, 31)}
