"""What we ask of who wants to stand on a list, and of staff about a series."""

from typing import Any, cast

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from academie.core.addresses import only_a_name
from academie.core.forms import (
    BaseForm,
    EmailField,
    WholeNumberField,
    required,
    trimmed,
    trimmed_text,
)
from academie.events.models import Series
from academie.events.terms import EventKind
from academie.registrations import fields

_TOO_LONG = _("Maak dit korter: hooguit %(max)d tekens.")
_FIELDS = ("title", "summary", "target_per_year", "usual_attendance")


def _count(label: Any, most: int, description: Any = "") -> WholeNumberField:
    sentence = _("Vul een getal in van %(min)d tot en met %(max)d.")
    return WholeNumberField(
        label,
        [InputRequired(_("Vul een getal in.")), NumberRange(1, most, sentence)],
        description=description,
        render_kw={"class": "short", "inputmode": "numeric"},
    )


class JoinForm(BaseForm):
    """Who wants to stand on the list."""

    given_name = StringField(
        _("Voornaam"),
        [
            required(_("Vul je voornaam in.")),
            Length(max=fields.LONGEST_NAME, message=_("Schrijf je voornaam korter.")),
            only_a_name,
        ],
        [trimmed],
        render_kw={"autocomplete": "given-name"},
    )
    email = EmailField(
        _("E-mailadres"),
        [required(_("Vul je e-mailadres in. Dan kunnen we je uitnodigen."))],
        description=_("Hier sturen we de uitnodigingen naartoe."),
        render_kw={"autocomplete": "email", "type": "email"},
    )
    organisation = fields.organisation(asked=True)


class SeriesForm(BaseForm):
    """What a series is."""

    title = StringField(
        _("Naam van de reeks"),
        [required(_("Vul een naam in.")), Length(max=120, message=_TOO_LONG)],
        filters=[trimmed],
    )
    kind = SelectField(
        _("Soort bijeenkomst"),
        [InputRequired(_("Kies een soort."))],
        choices=[
            SelectChoice(kind.value, cast("str", kind.label))
            for kind in EventKind
            if kind.for_partners
        ],
    )
    summary = TextAreaField(
        _("Waar gaat de reeks over?"),
        [Length(max=1000, message=_TOO_LONG)],
        filters=[trimmed_text],
        render_kw={"rows": 3},
    )
    target_per_year = _count(_("Hoeveel bijeenkomsten per jaar wil je minstens?"), 99)
    usual_attendance = _count(
        _("Hoeveel mensen komen er gewoonlijk?"),
        9999,
        _("Daarmee vergelijken we hoeveel mensen er komen."),
    )

    def values(self) -> dict[str, Any]:
        """Give the arguments of the service's `start` and `change`."""
        data = super().values()
        return data | {"kind": EventKind(data["kind"])}


def details_of(series: Series) -> dict[str, Any]:
    """Fill in what is known already, for `SeriesForm(data=...)`."""
    return {name: getattr(series, name) for name in _FIELDS} | {"kind": series.kind.value}
