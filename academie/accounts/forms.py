"""What we ask of staff."""

import re
from typing import Any, cast

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from academie.accounts.models import RoleName
from academie.core.forms import BaseForm, EmailField, required, trimmed

SHORTEST_PASSWORD = 12


class ChoicesField(SelectMultipleField):
    """Check boxes, of which any number may be ticked."""

    widget = ListWidget(prefix_label=False)  # type: ignore[assignment] # WTForms' own recipe
    option_widget = CheckboxInput()  # type: ignore[assignment] # the same


def _without_spaces(value: object) -> object:
    return re.sub(r"\s", "", value).lower() if isinstance(value, str) else value


class SignInForm(BaseForm):
    """An address and a password."""

    email = EmailField(
        _("E-mailadres"),
        [required(_("Vul je e-mailadres in."))],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )
    password = PasswordField(
        _("Wachtwoord"),
        [required(_("Vul je wachtwoord in."))],
        render_kw={"autocomplete": "current-password"},
    )


class CodeForm(BaseForm):
    """The code an app shows now."""

    code = StringField(
        _("Code"),
        [required(_("Vul de 6 cijfers in die je app laat zien."))],
        filters=[_without_spaces],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"},
    )


class RecoveryForm(BaseForm):
    """One of the codes on paper."""

    code = StringField(
        _("Herstelcode"),
        [required(_("Vul een van je herstelcodes in."))],
        description=_("Die ziet er zo uit: 12ab-34cd-56ef. Elke code werkt één keer."),
        filters=[_without_spaces],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


class ForgottenForm(BaseForm):
    """Whose password was forgotten."""

    email = EmailField(
        _("E-mailadres"),
        [required(_("Vul je e-mailadres in."))],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )


class PasswordForm(BaseForm):
    """A new password."""

    password = PasswordField(
        _("Nieuw wachtwoord"),
        [
            required(_("Kies een wachtwoord.")),
            Length(
                min=SHORTEST_PASSWORD,
                message=_("Kies een wachtwoord van 12 tekens of meer. Een paar woorden mag ook."),
            ),
        ],
        description=_("12 tekens of meer. Een zin van een paar woorden is sterk en makkelijk."),
        render_kw={"autocomplete": "new-password"},
    )


class PersonForm(BaseForm):
    """A name and what somebody may do."""

    name = StringField(
        _("Naam"),
        [required(_("Vul een naam in."))],
        filters=[trimmed],
        render_kw={"autocomplete": "off"},
    )
    roles = ChoicesField(
        _("Rollen"),
        [required(_("Kies minstens één rol."))],
        choices=[SelectChoice(role.value, cast("str", role.label)) for role in RoleName],
    )

    def values(self) -> dict[str, Any]:
        """Give the roles as roles."""
        return super().values() | {"roles": [RoleName(name) for name in self.roles.data or []]}


class InviteForm(PersonForm):
    """Whom to invite."""

    email = EmailField(
        _("E-mailadres"),
        [required(_("Vul een e-mailadres in."))],
        description=_("Hier sturen we de uitnodiging naartoe."),
        render_kw={"autocomplete": "off", "inputmode": "email"},
    )


class EditForm(PersonForm):
    """What the project team may change about somebody."""

    meetings = ChoicesField(_("Bijeenkomsten"))
