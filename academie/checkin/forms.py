"""What the door and its makers fill in."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import UUID, Length

from academie.core.forms import BaseForm, required, trimmed


class CodeForm(BaseForm):
    """The short code of a ticket; `uuid` makes a form that is sent twice count once."""

    uuid = HiddenField(validators=[UUID()])
    code = StringField(
        _("Code op het kaartje"),
        [required(_("Typ de code die op het kaartje staat."))],
        render_kw={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"},
    )


class DoorForm(BaseForm):
    """A new door link."""

    name = StringField(
        _("Naam"),
        [
            required(_("Vul in wie waar staat, bijvoorbeeld: Anna, hoofdingang.")),
            Length(max=60, message=_("Houd het korter dan 60 tekens.")),
        ],
        filters=[trimmed],
        description=_("Wie scant, en bij welke deur? Bijvoorbeeld: Anna, hoofdingang."),
        render_kw={"autocomplete": "off"},
    )
