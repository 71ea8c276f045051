"""What we ask of somebody who wants an academy."""

from typing import Any, cast

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict
from wtforms import Field, Form, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, StopValidation, ValidationError

from academie.core import clock
from academie.core.addresses import only_a_name
from academie.core.forms import (
    BaseForm,
    DutchDateField,
    EmailField,
    required,
)
from academie.events.fields import choices
from academie.events.money import MONEY, MoneyForm, money_amount, money_proof, money_state
from academie.events.terms import EventMode
from academie.reference.models import Province
from academie.requests.fields import line_field, text_field
from academie.requests.models import AcademyRequest

_PLAIN = (
    "organisation",
    "name",
    "email",
    "phone",
    "place",
    "wish",
    "partners",
    "audience",
    "period_from",
    "period_until",
)
_NO_STORIES = _("Schrijf hier geen dingen over gezinnen die wij niet hoeven te weten.")


class _Needed(DataRequired):
    """Ask for a field when the request is sent in; what is only saved may wait."""

    def __call__(self, form: Form, field: Field) -> None:
        """Check one field; what was typed but could not be read has words of its own."""
        if field.process_errors:
            raise StopValidation
        if cast("RequestForm", form).saving and not field.data:
            field.errors = ()
            raise StopValidation
        super().__call__(form, field)


class RequestForm(MoneyForm):
    """A wish for an academy. Saving for later needs no more than an address."""

    organisation = line_field(
        _("Naam van je organisatie"),
        _Needed(_("Vul de naam van je organisatie in.")),
        render_kw={"autocomplete": "organization"},
    )
    name = line_field(
        _("Je naam"),
        _Needed(_("Vul je naam in.")),
        only_a_name,
        most=80,
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _("Je e-mailadres"),
        [required(_("Vul je e-mailadres in. Dan kunnen we je mailen."))],
        description=_("Gaat het door? Dan staat dit adres bij de bijeenkomst, voor vragen."),
        render_kw={"autocomplete": "email", "type": "email"},
    )
    phone = line_field(
        _("Je telefoonnummer"),
        most=40,
        description=_("Gaat het door? Dan staat dit nummer bij de bijeenkomst, voor vragen."),
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )
    place = line_field(
        _("Voor welke gemeente of plaats?"), _Needed(_("Vul de gemeente of de plaats in.")), most=80
    )
    province = SelectField(
        _("In welke provincie?"),
        [_Needed(_("Kies een provincie."))],
        choices=[SelectChoice("", cast("str", _("Maak een keuze"))), *choices(Province)],
    )
    wish = text_field(
        _("Waarom willen jullie een publieksacademie?"),
        _NO_STORIES,
        _Needed(_("Schrijf op waarom jullie dit willen.")),
        rows=5,
    )
    partners = text_field(
        _("Wie doen er al mee?"), _("Eén organisatie per regel. Geen namen van mensen.")
    )
    audience = text_field(
        _("Voor wie is de bijeenkomst?"), _("Bijvoorbeeld: ouders, scholen en werkgevers."), rows=2
    )
    mode = RadioField(
        _("Hoe willen jullie de bijeenkomst houden?"),
        [_Needed(_("Kies hoe jullie de bijeenkomst willen houden."))],
        choices=choices(EventMode),
    )
    period_from = DutchDateField(
        _("Vanaf wanneer?"),
        [_Needed(_("Vul in vanaf wanneer de bijeenkomst kan zijn."))],
    )
    period_until = DutchDateField(
        _("Tot en met wanneer?"),
        [_Needed(_("Vul in tot en met wanneer de bijeenkomst kan zijn."))],
    )

    meeting_money = money_state(_("Geld voor de bijeenkomst"))
    meeting_money_amount = money_amount(_("Hoeveel euro voor de bijeenkomst?"))
    meeting_money_proof = money_proof(_("Brief of link voor de bijeenkomst"))
    campaign_money = money_state(_("Geld voor de campagne"))
    campaign_money_amount = money_amount(_("Hoeveel euro voor de campagne?"))
    campaign_money_proof = money_proof(_("Brief of link voor de campagne"))

    def __init__(self, *, saving: bool = False, **kwargs: Any) -> None:
        """Ask for everything, or only for an address when it is saved for later."""
        super().__init__(**kwargs)
        self.saving = saving

    def values(self) -> dict[str, Any]:
        """Give the columns of a request."""
        data = super().values()
        return {name: data[name] for name in _PLAIN} | {
            "mode": EventMode(data["mode"]) if data["mode"] else None,
            "province": Province(data["province"]) if data["province"] else None,
            **self.money(),
        }

    def validate_period_until(self, field: Field) -> None:
        """Refuse a period that ends before it begins, or before today."""
        if not field.data:
            return
        if self.period_from.data and field.data < self.period_from.data:
            raise ValidationError(_("Dit is voor het begin. Kies een latere dag."))
        if field.data < clock.to_local(clock.now()).date():
            raise ValidationError(_("Deze dag is al geweest. Kies een dag die nog komt."))


def typed_before(asked: AcademyRequest) -> dict[str, Any]:
    """Fill in what was saved, for `RequestForm(data=...)`."""
    return {name: getattr(asked, name) for name in (*_PLAIN, *MONEY)} | {
        "mode": asked.mode.value if asked.mode else None,
        "province": asked.province.value if asked.province else "",
    }


class WhoForm(BaseForm):
    """Who asked: what may still be put right after the decision."""

    name = line_field(
        _("Je naam"),
        required(_("Vul je naam in.")),
        only_a_name,
        most=80,
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _("Je e-mailadres"),
        [required(_("Vul je e-mailadres in. Dan kunnen we je mailen."))],
        render_kw={"autocomplete": "email", "type": "email"},
    )
    phone = line_field(
        _("Je telefoonnummer"), most=40, render_kw={"autocomplete": "tel", "inputmode": "tel"}
    )


class LetterForm(BaseForm):
    """A letter, as a file."""

    class Meta(BaseForm.Meta):
        """What counts as typed: a file too."""

        def wrap_formdata(self, form: Form, formdata: object) -> Any:
            """Take the files that this request sent as well."""
            sent = super().wrap_formdata(form, formdata)
            return CombinedMultiDict([sent, request.files]) if sent else None

    file = FileField(
        _("Bestand"),
        [InputRequired(_("Kies een bestand."))],
        description=_("Een PDF of een foto (PNG, JPG) van hooguit 4 MB."),
        render_kw={"accept": ".pdf,.png,.jpg,.jpeg"},
    )


class AnswerForm(BaseForm):
    """What the requester has to say."""

    text = text_field(_("Je antwoord"), _NO_STORIES, required(_("Schrijf je antwoord op.")), rows=5)
