"""What we ask about the contact of a meeting: of staff, and of who hands over to a colleague."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from academie.accounts.models import User
from academie.core.forms import BaseForm, EmailField, required, trimmed
from academie.registrations.fields import LONGEST_NAME, LONGEST_PHONE, PhoneField


class HandOverForm(BaseForm):
    """Who takes over."""

    name = StringField(
        _("Naam van je collega"),
        [
            required(_("Vul de naam van je collega in.")),
            Length(max=LONGEST_NAME, message=_("Schrijf de naam korter.")),
        ],
        [trimmed],
        render_kw={"autocomplete": "off"},
    )
    email = EmailField(
        _("E-mailadres van je collega"),
        [required(_("Vul het e-mailadres van je collega in."))],
        description=_("Hier sturen we de link naartoe. Jouw link werkt dan niet meer."),
        render_kw={"autocomplete": "off", "type": "email"},
    )


class ContactForm(BaseForm):
    """Who is asked after a meeting, and who of the staff sees to it."""

    name = StringField(
        _("Naam"),
        [Length(max=LONGEST_NAME, message=_("Schrijf de naam korter."))],
        [trimmed],
        description=_(
            "Iemand ter plaatse die weet wat er van de afspraken komt. "
            "Vraag eerst of deze persoon het goed vindt."
        ),
        render_kw={"autocomplete": "off"},
    )
    email = EmailField(
        _("E-mailadres"),
        description=_("Hier sturen we de vragen naartoe. Zonder adres bel je zelf."),
        render_kw={"autocomplete": "off", "type": "email"},
    )
    phone = PhoneField(
        _("Telefoonnummer"),
        [Length(max=LONGEST_PHONE, message=_("Dit is te lang voor een telefoonnummer."))],
        render_kw={"type": "tel", "autocomplete": "off"},
    )
    owner = SelectField(
        _("Wie zorgt voor de opvolging?"),
        [Optional()],
        description=_("Antwoordt er niemand? Dan krijgt deze collega een taak."),
    )

    def __init__(self, people: Sequence[User], **kwargs: Any) -> None:
        """Offer these colleagues as owner."""
        super().__init__(**kwargs)
        nobody = SelectChoice("", gettext("Nog niemand"))
        self.owner.choices = [nobody, *(SelectChoice(user.ref, user.called) for user in people)]
        self.people = {user.ref: user for user in people}

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a name with an address or a number, and the other way around."""
        valid = super().validate(extra_validators)
        if not (self.name.data or self.email.data or self.phone.data):
            return valid
        if not self.name.data:
            _say(self.name, gettext("Vul de naam van het contact in."))
        elif not (self.email.data or self.phone.data):
            _say(self.email, gettext("Vul een e-mailadres of een telefoonnummer in."))
        return valid and not self.errors

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        return {
            "name": self.name.data,
            "email": self.email.data or None,
            "phone": self.phone.data or None,
            "owner": self.people.get(self.owner.data or ""),
        }


def _say(field: Any, sentence: str) -> None:
    """Put a sentence beside a field that was found right by itself."""
    field.errors = [*field.errors, sentence]
