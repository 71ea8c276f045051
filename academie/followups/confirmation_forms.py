"""What we ask of staff about somebody from outside, and what we ask of that person."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from academie.core.forms import BaseForm, EmailField, required, trimmed_text
from academie.followups.confirming import NotAskedError
from academie.followups.fields import TOO_LONG, choices, line_field, or_none, text
from academie.followups.terms import Agreement

REMARK_LENGTH = 2000
_YES: Any = _("Ja, deze persoon heeft hier geen belang bij")
_NO: Any = _("Nee, deze persoon of partij heeft er wel iets mee te maken")


class AskForm(BaseForm):
    """Who may say whether an outcome is true."""

    role = line_field(
        _("Wat is de functie van deze persoon?"),
        _("Vul een functie in."),
        most=100,
        description=_("Bijvoorbeeld: wethouder. Geen naam: die laten we nergens zien."),
    )
    party = line_field(
        _("Bij welke organisatie?"), _("Vul een organisatie in."), render_kw={"autocomplete": "off"}
    )
    email = EmailField(
        _("E-mailadres"),
        [required(_("Vul een e-mailadres in. Daar sturen we de link naartoe."))],
        render_kw={"autocomplete": "off", "inputmode": "email"},
    )
    independent = RadioField(
        _("Is deze persoon onafhankelijk?"),
        [InputRequired(_("Kies of deze persoon onafhankelijk is."))],
        choices=[SelectChoice("yes", _YES), SelectChoice("no", _NO)],
        description=_(
            "Wie zelf iets anders doet, wie meehielp en wie partner is, is niet onafhankelijk."
        ),
    )
    independence = text(
        _("Waarom wel of niet?"),
        _("Schrijf het zo op dat iemand van buiten het kan volgen."),
        sentence=_("Schrijf op waarom wel of niet."),
        rows=2,
    )

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        values = super().values()
        return values | {"independent": values["independent"] == "yes"}

    def refuse_person(self, error: NotAskedError) -> None:
        """Say beside the field why this person may not be asked so."""
        self.refuse(error.field, str(error))


def _agreement(label: Any, sentence: Any) -> RadioField:
    return RadioField(
        label,
        [InputRequired(sentence)],
        choices=choices(Agreement),
        coerce=or_none(Agreement),
    )


class ConfirmForm(BaseForm):
    """Whether what we wrote is true."""

    what = _agreement(_("Is dit zo gebeurd?"), _("Kies of dit zo is gebeurd."))
    significance = _agreement(
        _("Is het belangrijk, zoals wij het schrijven?"), _("Kies of het belangrijk is.")
    )
    contribution = _agreement(
        _("Hielp de bijeenkomst, zoals wij het schrijven?"), _("Kies of de bijeenkomst hielp.")
    )
    remark = TextAreaField(
        _("Wil je er iets bij schrijven?"),
        [Length(max=REMARK_LENGTH, message=TOO_LONG)],
        filters=[trimmed_text],
        description=_(
            "We veranderen niets aan je woorden. Schrijf geen namen van mensen op,"
            " en niets over iemands gezondheid of gezin."
        ),
        render_kw={"rows": 5},
    )
    read = HiddenField()

    def __init__(self, wording: dict[str, Any], **kwargs: Any) -> None:
        """Ask about a meeting only when there is one, and about our words only when we wrote some.

        Args:
            wording: what is read.
        """
        super().__init__(**kwargs)
        if not wording["significance"]:
            self.significance.label.text = _("Vind je deze verandering belangrijk?")
        if not wording["contribution"]:
            self.contribution.label.text = _("Hielp de bijeenkomst hierbij?")
        if not wording["events"]:
            del self.contribution

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        return {"contribution": None} | super().values()


class SettleForm(BaseForm):
    """How a "no" was settled."""

    text = text(
        _("Hoe is dit opgelost?"),
        _("Wat is er uitgezocht, en wat kwam eruit? Dit blijft staan, naast het nee."),
        sentence=_("Schrijf op hoe dit is opgelost."),
    )
