"""What we ask of somebody who wants to come: as little as possible."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from academie.core.forms import BaseForm, EmailField, required, trimmed
from academie.events.models import AttendanceMode, Event

LONGEST_NAME = 80

_MODES = {
    AttendanceMode.ONSITE: _("Ik kom naar de locatie"),
    AttendanceMode.ONLINE: _("Ik doe online mee"),
}


class CountField(IntegerField):
    """A whole number; the form says what is wrong with anything else."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a number, or nothing."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None


class RegistrationForm(BaseForm):
    """Registering; a question that the meeting leaves no choice in is not asked."""

    given_name = StringField(
        _("Voornaam"),
        [
            required(_("Vul je voornaam in.")),
            Length(max=LONGEST_NAME, message=_("Schrijf je voornaam korter.")),
        ],
        [trimmed],
        description=_("Zo noemen we je in de e-mail en bij de ingang."),
        render_kw={"autocomplete": "given-name"},
    )
    family_name = StringField(
        _("Achternaam"),
        [Optional(), Length(max=LONGEST_NAME, message=_("Schrijf je achternaam korter."))],
        [trimmed],
        render_kw={"autocomplete": "family-name"},
    )
    email = EmailField(
        _("E-mailadres"),
        [required(_("Vul je e-mailadres in. Dan kunnen we je kaartje sturen."))],
        description=_("Hier sturen we je kaartje naartoe."),
        render_kw={"autocomplete": "email", "type": "email"},
    )
    mode = RadioField(
        _("Hoe wil je meedoen?"),
        [InputRequired(_("Kies hoe je wilt meedoen."))],
        coerce=AttendanceMode,
    )
    people = CountField(
        _("Met hoeveel mensen kom je?"),
        [InputRequired(_("Vul in met hoeveel mensen je komt."))],
        description=_("Tel jezelf mee. Kinderen mogen mee."),
        default=1,
        render_kw={"class": "short", "inputmode": "numeric"},
    )

    def __init__(self, event: Event) -> None:
        """Ask what this meeting needs to know."""
        super().__init__()
        self._event = event
        modes = event.mode.attendance_modes
        if len(modes) == 1:
            del self.mode
        else:
            self.mode.choices = [SelectChoice(mode, str(_MODES[mode])) for mode in modes]
        if event.max_party == 1:
            del self.people

    def validate_people(self, field: CountField) -> None:
        """Let no party be larger than the meeting allows."""
        most = self._event.max_party
        if field.data is None or not 1 <= field.data <= most:
            raise ValidationError(_("Vul een getal in van 1 tot en met %(most)s.", most=most))

    def values(self) -> dict[str, object]:
        """Give what was filled in, and what goes without asking."""
        given = {"mode": self._event.mode.attendance_modes[0], "people": 1}
        return given | super().values()
