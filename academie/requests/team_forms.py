"""What we ask of the project team, which decides about requests."""

from datetime import time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field
from wtforms.validators import ValidationError

from academie.core import clock
from academie.core.clock import SkippedHourError, from_local
from academie.core.forms import BaseForm, DutchDateField, DutchTimeField, EmailField, required
from academie.requests.fields import line_field, text_field
from academie.requests.models import AcademyRequest


class QuestionForm(BaseForm):
    """A question to the requester."""

    text = text_field(
        _("Je vraag"),
        _("We mailen je vraag. Het antwoord komt hier te staan."),
        required(_("Schrijf je vraag op.")),
    )


class AddressForm(BaseForm):
    """The address that mail to the requester goes to."""

    email = EmailField(
        _("E-mailadres van de aanvrager"),
        [required(_("Vul het e-mailadres in."))],
        render_kw={"autocomplete": "off", "type": "email"},
    )


class DeclineForm(BaseForm):
    """Why a request does not become a meeting."""

    reason = text_field(
        _("Waarom gaat het niet door?"),
        _("Dit staat in de e-mail aan de aanvrager."),
        required(_("Schrijf op waarom het niet doorgaat.")),
    )


class AcceptForm(BaseForm):
    """The meeting that a request becomes, and what happens next."""

    title = line_field(_("Titel van de bijeenkomst"), required(_("Vul een titel in.")), most=120)
    day = DutchDateField(
        _("Voorlopige datum"),
        [required(_("Vul een datum in."))],
        description=_("Je kunt de datum later nog veranderen."),
    )
    start = DutchTimeField(_("Begin"), [required(_("Vul in hoe laat het begint."))])
    end = DutchTimeField(_("Einde"), [required(_("Vul in hoe laat het eindigt."))])
    next_steps = text_field(
        _("Wat gebeurt er nu?"),
        _("Dit staat in de e-mail aan de aanvrager."),
        required(_("Schrijf op wat de volgende stappen zijn.")),
        rows=5,
    )
    organiser = BooleanField(
        _("Deze persoon gaat de bijeenkomst organiseren"),
        description=_("Wie nog geen account heeft, krijgt een uitnodiging per e-mail."),
    )

    def values(self) -> dict[str, Any]:
        """Give the arguments of the service's `accept`."""
        data = super().values()
        return {name: data[name] for name in ("title", "next_steps", "organiser")} | {
            "starts_at": from_local(data["day"], data["start"]),
            "ends_at": from_local(data["day"], data["end"]),
        }

    def validate_day(self, field: Field) -> None:
        """Refuse a day that lies behind us."""
        if field.data and field.data <= clock.to_local(clock.now()).date():
            raise ValidationError(_("Kies een dag die nog komt."))

    def validate_start(self, field: Field) -> None:
        """Refuse a time that the clock skips."""
        self._refuse_skipped(field)

    def validate_end(self, field: Field) -> None:
        """Refuse an end that does not lie behind the start."""
        self._refuse_skipped(field)
        if self.start.data and field.data and field.data <= self.start.data:
            raise ValidationError(_("Het einde ligt voor het begin. Kies een latere tijd."))

    def _refuse_skipped(self, field: Field) -> None:
        if not self.day.data or not field.data:
            return
        try:
            from_local(self.day.data, field.data)
        except SkippedHourError as error:
            raise ValidationError(SkippedHourError.message) from error


def proposed(asked: AcademyRequest) -> dict[str, Any]:
    """Fill in a meeting for a request: the first day of its period that still comes."""
    tomorrow = clock.to_local(clock.now()).date() + timedelta(days=1)
    return {
        "title": str(_("Publieksacademie %(place)s", place=asked.place)),
        "day": max(asked.period_from or tomorrow, tomorrow),
        "start": time(19, 30),
        "end": time(21, 45),
        "organiser": True,
    }
