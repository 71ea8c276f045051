"""What we ask of staff about organisations, and the search above their list."""

from collections.abc import Sequence
from typing import Any, cast

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict
from wtforms import BooleanField, Field, Form, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from academie.core.forms import (
    ALL,
    BaseForm,
    DutchDateField,
    required,
    searched,
    trimmed,
)
from academie.partners.exchange import LONGEST_NAME, LONGEST_PLACE
from academie.partners.models import Organisation, Scope, Sector
from academie.partners.queries import Choice, Membership

_TOO_LONG = _("Maak dit korter: hooguit %(max)d tekens.")


class OrganisationForm(BaseForm):
    """What is known of an organisation; nothing about people."""

    name = StringField(
        _("Naam"),
        [
            required(_("Vul de naam van de organisatie in.")),
            Length(max=LONGEST_NAME, message=_TOO_LONG),
        ],
        filters=[trimmed],
        description=_("De organisatie, niet iemand die er werkt."),
        render_kw={"autocomplete": "off"},
    )
    sector = SelectField(_("Sector"), [InputRequired(_("Kies een sector."))])
    scope = RadioField(
        _("Waar werkt de organisatie?"),
        [InputRequired(_("Kies lokaal of landelijk."))],
        choices=[SelectChoice(scope.value, cast("str", scope.label)) for scope in Scope],
    )
    place = StringField(
        _("Gemeente"), [Length(max=LONGEST_PLACE, message=_TOO_LONG)], filters=[trimmed]
    )
    partner = BooleanField(_("Is partner van de alliantie"))
    partner_since = DutchDateField(_("Partner sinds"))
    core = BooleanField(_("Is kernpartner"))

    def __init__(self, sectors: Sequence[Sector], **kwargs: Any) -> None:
        """Offer these sectors."""
        super().__init__(**kwargs)
        self._offered = {sector.slug: sector for sector in sectors}
        self.sector.choices = [
            SelectChoice("", cast("str", _("Kies een sector"))),
            *(SelectChoice(sector.slug, sector.name) for sector in sectors),
        ]

    def validate_partner_since(self, field: Field) -> None:
        """Let only partners have a first day."""
        if field.data and not self.partner.data:
            raise ValidationError(_("Deze organisatie is geen partner. Haal de dag weg."))

    def validate_core(self, field: Field) -> None:
        """Let only partners be core partner."""
        if field.data and not self.partner.data:
            raise ValidationError(_("Een kernpartner is ook partner. Kruis allebei aan."))

    def values(self) -> dict[str, Any]:
        """Give the arguments of the service's `add` and `change`."""
        data = super().values()
        return data | {
            "sector": self._offered[data["sector"]],
            "scope": Scope(data["scope"]),
        }


def details_of(organisation: Organisation) -> dict[str, Any]:
    """Fill in what is known already, for `OrganisationForm(data=...)`."""
    names = ("name", "place", "partner", "partner_since", "core")
    return {name: getattr(organisation, name) for name in names} | {
        "sector": organisation.sector.slug,
        "scope": organisation.scope.value,
    }


class SectorForm(BaseForm):
    """The name of a sector."""

    name = StringField(
        _("Naam van de sector"),
        [required(_("Vul de naam van de sector in.")), Length(max=80, message=_TOO_LONG)],
        filters=[trimmed],
    )


class PartnerFilter(Form):
    """Which organisations to show; it stands in the address, so an unknown value means all."""

    words = StringField(_("Zoek op naam"), name="zoek")
    sector = SelectField(_("Sector"), name="sector")
    membership = SelectField(_("Partner"), name="partner")
    place = StringField(_("Gemeente"), name="gemeente")

    def __init__(self, sectors: Sequence[Sector], typed: Any) -> None:
        """Offer these sectors."""
        super().__init__(typed)
        self.sector.choices = [
            ALL,
            *(SelectChoice(sector.slug, sector.name) for sector in sectors),
        ]
        self.membership.choices = [
            ALL,
            *(SelectChoice(word.value, cast("str", word.label)) for word in Membership),
        ]

    def choice(self) -> Choice:
        """Give the filter as the list asks for it."""
        memberships = {word.value: word for word in Membership}
        slugs = {choice.value for choice in self.sector.choices}
        return Choice(
            words=_typed(self.words),
            sector=self.sector.data if self.sector.data in slugs else None,
            membership=memberships.get(self.membership.data),
            place=_typed(self.place),
        )

    def address(self) -> dict[str, str]:
        """Give the arguments of an address with the same choice."""
        return {field.name: field.data for field in self if field.data}


class OtherForm(BaseForm):
    """Which organisation is the double."""

    other = SelectField(_("Welke organisatie verdwijnt?"), [InputRequired(_("Kies een naam."))])

    def __init__(self, others: Sequence[Organisation], **kwargs: Any) -> None:
        """Offer these organisations."""
        super().__init__(**kwargs)
        self.other.choices = [
            SelectChoice("", cast("str", _("Kies een naam"))),
            *(SelectChoice(row.ref, row.name) for row in others),
        ]


class UploadForm(BaseForm):
    """A file with organisations."""

    class Meta(BaseForm.Meta):
        """What counts as typed here: the file as well."""

        def wrap_formdata(self, form: Form, formdata: object) -> Any:
            """Add the file to what was sent."""
            sent = super().wrap_formdata(form, formdata)
            return CombinedMultiDict([sent, request.files]) if sent else None

    file = FileField(_("CSV-bestand"), [InputRequired(_("Kies een bestand."))])


class ApplyForm(BaseForm):
    """Whether what the preview showed is to be done."""

    digest = HiddenField()
    skip = BooleanField(_("Sla de geweigerde regels over en verwerk de rest"))


def _typed(field: Field) -> str | None:
    return searched(field.data) or None
