"""What we ask for a list of everybody: which days, what kind of file, and what it is for."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from academie.core.forms import BaseForm, required, trimmed
from academie.core.period import Period
from academie.reports.attendees import Attendees
from academie.reports.forms import PeriodForm

LONGEST_PURPOSE = 200
_SEMICOLONS: Any = _("CSV met puntkomma's")
_COMMAS: Any = _("CSV met komma's")


class AttendeesForm(PeriodForm):
    """Of which period everybody is asked for, in what form, and what for."""

    class Meta(BaseForm.Meta):
        """A form that leaves a line in the log."""

        csrf = True

    kind = RadioField(
        _("Soort bestand"),
        [InputRequired(_("Kies een soort bestand."))],
        choices=[
            SelectChoice("csv", _SEMICOLONS),
            SelectChoice("komma", _COMMAS),
            SelectChoice("xlsx", "Excel"),
        ],
        default="csv",
    )
    with_contact = BooleanField(_("Zet ook achternaam, e-mailadres en telefoonnummer erin"))
    purpose = StringField(
        _("Waarvoor heb je deze gegevens nodig?"),
        [
            required(_("Schrijf op waarvoor je deze gegevens nodig hebt.")),
            Length(max=LONGEST_PURPOSE, message=_("Maak dit korter: hooguit %(max)d tekens.")),
        ],
        [trimmed],
        description=_("Dit komt in het logboek. Zet er geen namen in."),
        render_kw={"autocomplete": "off"},
    )

    def asked(self) -> Attendees:
        """Give what is asked for."""
        period = Period(first=self.first.data, last=self.last.data)
        return Attendees(period=period, with_contact=self.with_contact.data)
