"""The page with every component in every state, for whoever changes the look."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from academie.core import qr

bp = Blueprint("patterns", __name__)


class SampleForm(Form):
    """A field of each sort."""

    given_name = StringField(
        "Voornaam",
        [InputRequired("Vul je voornaam in.")],
        description="Zo noemen we je in de e-mail en bij de ingang.",
        render_kw={"autocomplete": "given-name"},
    )
    family_name = StringField("Achternaam", render_kw={"autocomplete": "family-name"})
    email = EmailField(
        "E-mailadres",
        [InputRequired("Vul je e-mailadres in. Dan kunnen we je kaartje sturen.")],
        description="Hier sturen we je kaartje naartoe.",
        render_kw={"autocomplete": "email"},
    )
    mode = RadioField(
        "Hoe wil je meedoen?",
        [InputRequired("Kies hoe je wilt meedoen.")],
        choices=[
            SelectChoice("onsite", "Ik kom naar de locatie"),
            SelectChoice("online", "Ik doe online mee"),
        ],
    )
    people = IntegerField(
        "Met hoeveel mensen kom je?",
        [InputRequired("Vul een getal in van 1 tot en met 4.")],
        description="Tel jezelf mee. Kinderen mogen mee.",
        render_kw={"class": "short", "inputmode": "numeric"},
    )
    access = SelectMultipleField(
        "Kunnen we iets voor je regelen?",
        description="Kruis alleen aan wat we moeten regelen. Je hoeft niet te zeggen waarom.",
        choices=[
            SelectChoice("wheelchair", "een plek voor een rolstoel"),
            SelectChoice("quiet", "een rustige plek"),
        ],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    province = SelectField(
        "Provincie",
        [InputRequired("Kies een provincie.")],
        choices=[SelectChoice("", "Kies een provincie"), SelectChoice("PV21", "Friesland")],
    )
    starts_on = DateField("Datum", [InputRequired("Vul een datum in.")])
    starts_at = TimeField("Begin", [InputRequired("Vul een tijd in.")])
    remark = TextAreaField("Wat merkt een kind hiervan?", render_kw={"rows": 3})
    letter = FileField("Brief")
    newsletter = BooleanField("Ik wil horen wat er na de bijeenkomst gebeurt.")


@dataclass(frozen=True)
class Link:
    """One entry of a menu."""

    url: str
    label: str
    current: bool


@bp.get("/_patronen")
def show() -> ResponseReturnValue:
    """Show each component in every state."""
    wrong = SampleForm(MultiDict({"email": "", "family_name": "el Idrissi"}), prefix="wrong-")
    wrong.validate()
    wrong.form_errors.append("De laatste plek is net weg. Je kunt op de wachtlijst.")
    return render_template(
        "patterns.html",
        clean=SampleForm(prefix="clean-"),
        wrong=wrong,
        day=date(2027, 3, 9),
        qr=qr.svg("VOORBEELD", label="QR-code van een voorbeeld"),
        tabs_of_meeting=[
            Link("#tabs", "Gegevens", current=False),
            Link("#tabs", "Aanmeldingen", current=True),
            Link("#tabs", "Opvolging", current=False),
        ],
    )
