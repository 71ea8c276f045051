"""What we ask of staff for a programme, and of contributors about themselves."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from academie.core.addresses import require_web_address
from academie.core.clock import SkippedHourError, from_local, to_local
from academie.core.forms import (
    BaseForm,
    DutchTimeField,
    EmailField,
    WholeNumberField,
    required,
    trimmed,
    trimmed_text,
)
from academie.core.together import SharedForm
from academie.events.models import Event
from academie.programme.models import Contributor, Material, SessionItem
from academie.programme.terms import ContributorRole, MaterialKind, SessionKind
from academie.reference.models import KnowledgeSource

NIGHT = timedelta(hours=12)
_TOO_LONG: Any = _("Maak dit korter: hooguit %(max)d tekens.")
_CHOOSE: Any = _("Maak een keuze")
_NOTHING: Any = _("Geen van deze")
_PUBLIC_WORDS = 400


def _read(terms: type[Any]) -> Callable[[str | None], Any]:
    """Read a choice as a word of a list; nothing chosen is None."""
    return lambda value: terms(value) if value else None


def _choice(label: Any, terms: type[Any], sentence: Any = None, **kwargs: Any) -> SelectField:
    """Ask for one word of a list; with a sentence it must be chosen."""
    first = SelectChoice("", _CHOOSE if sentence else _NOTHING)
    return SelectField(
        label,
        [InputRequired(sentence)] if sentence else [Optional()],
        choices=[first, *(SelectChoice(term.value, term.label) for term in terms)],
        coerce=_read(terms),
        **kwargs,
    )


def _line(label: Any, sentence: Any = None, *, most: int = 120, **kwargs: Any) -> StringField:
    needed = [required(sentence)] if sentence else []
    return StringField(
        label, [*needed, Length(max=most, message=_TOO_LONG)], filters=[trimmed], **kwargs
    )


def _text(
    label: Any, *, rows: int = 3, most: int = 1000, description: Any = "", sentence: Any = None
) -> TextAreaField:
    needed = [required(sentence)] if sentence else []
    return TextAreaField(
        label,
        [*needed, Length(max=most, message=_TOO_LONG)],
        filters=[trimmed_text],
        description=description,
        render_kw={"rows": rows},
    )


def _link(label: Any, sentence: Any = None, **kwargs: Any) -> StringField:
    return _line(
        label,
        sentence,
        most=500,
        render_kw={"inputmode": "url", "autocomplete": "off"},
        **kwargs,
    )


def _ticks(label: Any, **kwargs: Any) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        **kwargs,
    )


class ItemForm(SharedForm):
    """One item of a programme."""

    kind = _choice(_("Soort onderdeel"), SessionKind, _("Kies wat voor onderdeel het is."))
    title = _line(
        _("Titel"),
        _("Vul een titel in."),
        description=_("Zet hier geen namen. Namen komen erbij als iemand akkoord is."),
    )
    at = DutchTimeField(
        _("Begint om"), description=_("Leeg: direct na het onderdeel ervoor. Schrijf: 19.30.")
    )
    minutes = WholeNumberField(
        _("Hoeveel minuten duurt het?"),
        [
            InputRequired(_("Vul in hoeveel minuten het duurt.")),
            NumberRange(1, 1440, _("Vul een getal in van %(min)d tot en met %(max)d.")),
        ],
        render_kw={"class": "short", "inputmode": "numeric"},
    )
    text = _text(_("Korte uitleg"), rows=2, most=500)
    room = _line(_("Zaal of plek"))
    link = _link(
        _("Link voor dit onderdeel"),
        description=_("Alleen deelnemers met een plek zien deze link."),
    )
    contributors = _ticks(_("Wie doen er mee?"))

    def __init__(self, event: Event, people: Sequence[Contributor], **kwargs: Any) -> None:
        """Count times from the start of this meeting, and offer whoever contributes to it."""
        super().__init__(**kwargs)
        self._starts_at = event.starts_at
        self._people = people
        known = [SelectChoice(one.ref, one.name) for one in people if one.name]
        self.contributors.choices = known

    def values(self) -> dict[str, Any]:
        """Give the columns of an item, and who contributes to it."""
        values = super().values()
        at, chosen = values.pop("at"), values["contributors"]
        return values | {
            "offset_minutes": None if at is None else self._offset(at),
            "contributors": [one for one in self._people if one.ref in chosen],
        }

    def validate_at(self, field: Field) -> None:
        """Refuse a time that the clock skips."""
        if field.data is not None:
            try:
                self._offset(field.data)
            except SkippedHourError as error:
                raise ValidationError(SkippedHourError.message) from error

    def validate_link(self, field: Field) -> None:
        """Take web addresses alone."""
        require_web_address(field.data)

    def _offset(self, at: time) -> int:
        """Count the minutes since the start; long before it means the night after it."""
        day = to_local(self._starts_at).date()
        moment = from_local(day, at)
        if self._starts_at - moment > NIGHT:
            moment = from_local(day + timedelta(days=1), at)
        return round((moment - self._starts_at).total_seconds() / 60)


def item_of(item: SessionItem) -> Mapping[str, Any]:
    """Fill in what an item has already, for `ItemForm(data=...)`."""
    names = ("kind", "title", "minutes", "text", "room", "link")
    data = {name: getattr(item, name) for name in names}
    return data | {
        "at": None if item.offset_minutes is None else _time_of(item),
        "contributors": [one.ref for one in item.contributors],
    }


def _time_of(item: SessionItem) -> time:
    starts_at: datetime = item.event.starts_at + timedelta(minutes=item.offset_minutes or 0)
    return to_local(starts_at).time()


class LeaveOutForm(BaseForm):
    """Why an item that the format asks for is not in the programme."""

    reason = StringField(
        _("Waarom laat je dit weg?"),
        [
            required(_("Schrijf op waarom je dit weglaat.")),
            Length(max=1000, message=_TOO_LONG),
        ],
        filters=[trimmed],
        description=_("Dit onderdeel hoort bij de blauwdruk. Noem geen namen."),
    )


class ContributorForm(SharedForm):
    """Somebody who contributes, and what the world may read once they agree."""

    name = _line(
        _("Naam, zoals die op de pagina komt"),
        _("Vul een naam in."),
        most=80,
        description=_("Een voornaam of een andere naam mag ook."),
    )
    role = _choice(_("Rol"), ContributorRole, _("Kies een rol."))
    text = _text(
        _("Tekst voor op de pagina"),
        rows=2,
        most=_PUBLIC_WORDS,
        description=_(
            "Eén of twee zinnen. Deze tekst komt pas online als de persoon akkoord is."
            " Schrijf niets over iemands gezondheid of gezin."
        ),
    )
    email = EmailField(
        _("E-mailadres"),
        [Optional()],
        description=_("Alleen voor de vraag om akkoord. Komt niet online."),
    )
    knowledge = _choice(_("Welke kennis brengt deze persoon?"), KnowledgeSource)
    items = _ticks(_("Bij welke onderdelen?"))

    def __init__(self, items: Sequence[SessionItem], **kwargs: Any) -> None:
        """Offer these items."""
        super().__init__(**kwargs)
        self._offered = items
        self.items.choices = [SelectChoice(item.ref, item.title) for item in items]

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        values = super().values()
        chosen = [item for item in self._offered if item.ref in values["items"]]
        return values | {"items": chosen, "email": values["email"] or None}


def contributor_of(contributor: Contributor) -> Mapping[str, Any]:
    """Fill in what is known of somebody, for `ContributorForm(data=...)`."""
    names = ("name", "role", "text", "email", "knowledge")
    data = {name: getattr(contributor, name) for name in names}
    return data | {"items": [item.ref for item in contributor.items]}


class MaterialForm(SharedForm):
    """Something to read or see afterwards."""

    kind = _choice(_("Wat is het?"), MaterialKind, _("Kies wat het is."))
    title = _line(_("Titel"), _("Vul een titel in."))
    link = _link(
        _("Link"), _("Vul een link in."), description=_("Schrijf het zo: https://voorbeeld.nl.")
    )
    public = BooleanField(
        _("Iedereen mag dit zien"),
        description=_("Zonder vinkje zien alleen deelnemers met een plek het."),
    )

    def validate_link(self, field: Field) -> None:
        """Take web addresses alone."""
        require_web_address(field.data)


def material_of(material: Material) -> Mapping[str, Any]:
    """Fill in what a material has already, for `MaterialForm(data=...)`."""
    return {name: getattr(material, name) for name in ("kind", "title", "link", "public")}


class AnswerForm(BaseForm):
    """A yes or a no to the very words that were read."""

    read = HiddenField()


class WordingForm(BaseForm):
    """How somebody would rather be described."""

    wording = _text(
        _("Hoe wil je het liever?"),
        most=_PUBLIC_WORDS,
        sentence=_("Schrijf op hoe je het liever wilt."),
        description=_("De organisator krijgt dit per e-mail. Je krijgt daarna een nieuwe tekst."),
    )
