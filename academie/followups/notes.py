"""What we ask later: what was seen of an outcome, what shows it, and why it is sent back."""

import re
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from academie.core.forms import BaseForm, DutchDateField, trimmed_text
from academie.followups.fields import TOO_LONG, choices, line_field, or_none, select, text
from academie.followups.models import QUOTE_LENGTH
from academie.followups.periods import first_day
from academie.followups.terms import EvidenceKind, OutcomeStatus, Precision

_HTTP = re.compile(r"https?://\S+")


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


class EvidenceForm(BaseForm):
    """Something that shows an outcome is true."""

    kind = select(_("Wat voor bewijs is het?"), EvidenceKind, _("Kies een soort bewijs."))
    title = line_field(_("Titel"), _("Vul een titel in."))
    link = line_field(_("Link"), most=1000, render_kw={"inputmode": "url"})
    location = line_field(_("Waar staat het?"), description=_("Bijvoorbeeld: bladzijde 12."))
    dated_on = DutchDateField(_("Datum van het bewijs"), [Optional()])
    quote = TextAreaField(
        _("Belangrijkste zin"),
        [Length(max=QUOTE_LENGTH, message=TOO_LONG)],
        filters=[trimmed_text],
        description=_("Hooguit 300 tekens, precies zoals het er staat."),
        render_kw={"rows": 2},
    )
    independent = BooleanField(_("Gemaakt door iemand van buiten, die hier geen belang bij heeft"))
    public = BooleanField(_("Iedereen mag dit bewijs zien"))

    def __init__(self, **kwargs: Any) -> None:
        """Stand beside the form of an observation."""
        super().__init__(prefix="shown-", **kwargs)

    def validate_link(self, field: StringField) -> None:
        """Take addresses of pages only."""
        if field.data and not _HTTP.fullmatch(field.data):
            raise ValidationError(_("Schrijf de link zo: https://www.voorbeeld.nl/bladzijde."))

    def validate_independent(self, field: BooleanField) -> None:
        """Our own word is never independent."""
        if field.data and self.kind.data is EvidenceKind.OWN_REPORT:
            raise ValidationError(
                _("Een eigen bericht is niet onafhankelijk. Haal het vinkje weg.")
            )


class NoteForm(BaseForm):
    """Why an outcome goes back, or is withdrawn."""

    note = text(_("Waarom?"), sentence=_("Schrijf op waarom."))
