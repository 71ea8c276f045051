"""What we ask of somebody about their own registration."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from academie.core.forms import BaseForm, EmailField, required
from academie.registrations import fields
from academie.registrations.models import Registration, RegistrationStatus


class ChangeForm(BaseForm):
    """Changing one's registration; a question that leaves no choice is not asked."""

    given_name = fields.given_name()
    family_name = fields.family_name()
    people = fields.people()
    mode = fields.mode()

    def __init__(self, registration: Registration) -> None:
        """Begin with how it is now."""
        super().__init__(obj=registration)
        self._registration = registration
        event = registration.event
        modes = event.mode.attendance_modes
        seated = registration.status is RegistrationStatus.CONFIRMED
        if len(modes) > 1 and seated:
            self.mode.choices = [SelectChoice(mode, str(fields.MODES[mode])) for mode in modes]
        else:
            del self.mode
        if max(event.max_party, registration.people) == 1:
            del self.people

    def validate_people(self, field: fields.CountField) -> None:
        """Let no party be larger than the meeting allows; one that already is may stay so."""
        most = self._registration.event.max_party
        if field.data == self._registration.people:
            return
        if field.data is None or not 1 <= field.data <= most:
            raise ValidationError(_("Vul een getal in van 1 tot en met %(most)s.", most=most))

    def values(self) -> dict[str, Any]:
        """Give what was filled in, and what goes without asking."""
        now = self._registration
        return {"mode": now.mode, "people": now.people} | super().values()


class LostForm(BaseForm):
    """Asking for the link again."""

    email = EmailField(
        _("E-mailadres"),
        [required(_("Vul je e-mailadres in. Dan kunnen we je de link sturen."))],
        description=_("Het adres waarmee je je hebt aangemeld."),
        render_kw={"autocomplete": "email", "type": "email"},
    )
