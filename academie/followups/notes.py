"""What we ask later: what was seen of an outcome, and why it is sent back."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired, ValidationError

from academie.core.forms import BaseForm, DutchDateField
from academie.followups.fields import choices, line_field, or_none, select, text
from academie.followups.periods import first_day
from academie.followups.terms import OutcomeStatus, Precision


class ObservationForm(BaseForm):
    """What was seen of an outcome, on a day."""

    observed_on = DutchDateField(_("Wanneer is het gezien?"), [InputRequired(_("Vul een dag in."))])
    precision = SelectField(
        _("Hoe precies weet je dat?"),
        [InputRequired()],
        choices=[choice for choice in choices(Precision) if choice.value != Precision.UNKNOWN],
        coerce=or_none(Precision),
    )
    status = select(_("Hoe ver is het?"), OutcomeStatus, _("Kies hoe ver het is."))
    text = text(_("Wat is er te zien?"), sentence=_("Schrijf op wat er te zien is."))
    by_party = line_field(
        _("Welke organisatie zag dit?"), description=_("Laat leeg als je het zelf zag.")
    )

    def validate_observed_on(self, field: DutchDateField) -> None:
        """Nobody sees what is yet to come."""
        if field.data and field.data > self.today:
            raise ValidationError(_("Deze dag moet nog komen."))

    def __init__(self, today: date, **kwargs: Any) -> None:
        """Know which day it is."""
        super().__init__(prefix="seen-", **kwargs)
        self.today = today

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        values = super().values()
        values["observed_on"] = first_day(values["observed_on"], values["precision"])
        return values


class NoteForm(BaseForm):
    """Why an outcome goes back, or is withdrawn."""

    note = text(_("Waarom?"), sentence=_("Schrijf op waarom."))
