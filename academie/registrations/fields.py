"""The fields of forms about guests, each asked in the same words everywhere."""

from collections.abc import Iterable
from typing import Any, cast

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    Field,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from academie.core import telephone
from academie.core.addresses import only_a_name
from academie.core.forms import (
    EmailField,
    required,
    trimmed,
)
from academie.events.fields import choices, ticks
from academie.events.models import BreakoutGroup
from academie.events.terms import AttendanceMode, Audience
from academie.needs.models import Food, Need
from academie.needs.sealing import Needs

LONGEST_NAME = 80
LONGEST_ORGANISATION = 200
LONGEST_PHONE = 40
NO_GROUP = "later"

MODES = {
    AttendanceMode.ONSITE: _("Ik kom naar de locatie"),
    AttendanceMode.ONLINE: _("Ik doe online mee"),
}


class CountField(IntegerField):
    """A whole number; the form says what is wrong with anything else."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a number, or nothing."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None


class PhoneField(StringField):
    """A telephone number in any way of writing; kept in E.164 once it is right."""

    def process_data(self, value: Any) -> None:
        """Show a number that we know as people write it."""
        super().process_data(self.in_words(value))

    def pre_validate(self, form: Form) -> None:
        """Check that it is a number, and keep it as the world does."""
        del form
        if not self.data:
            return
        number = telephone.read(self.data)
        if number is None:
            raise ValidationError(
                _("Dit telefoonnummer klopt niet. Schrijf het zo: 06-12 34 56 78.")
            )
        self.data = number

    def _value(self) -> str:
        """Show what was typed, however it was read."""
        if self.raw_data:
            return str(self.raw_data[0])
        return self.in_words(self.data)

    def in_words(self, number: str | None) -> str:
        """Write a number that we know as people do."""
        return telephone.written(number) if number else ""


def given_name() -> StringField:
    """Ask for a first name."""
    return StringField(
        _("Voornaam"),
        [
            required(_("Vul je voornaam in.")),
            Length(max=LONGEST_NAME, message=_("Schrijf je voornaam korter.")),
            only_a_name,
        ],
        [trimmed],
        description=_("Zo noemen we je in de e-mail en bij de ingang."),
        render_kw={"autocomplete": "given-name"},
    )


def family_name() -> StringField:
    """Ask for a family name, with what comes before it."""
    return StringField(
        _("Achternaam"),
        [Optional(), Length(max=LONGEST_NAME, message=_("Schrijf je achternaam korter."))],
        [trimmed],
        render_kw={"autocomplete": "family-name"},
    )


def name(label: Any, *checks: Any) -> StringField:
    """Ask for a name of somebody else, whom the browser does not know."""
    longest = Length(max=LONGEST_NAME, message=_("Schrijf de naam korter."))
    return StringField(
        label, [*checks, longest, only_a_name], [trimmed], render_kw={"autocomplete": "off"}
    )


def email() -> EmailField:
    """Ask for the address that the ticket goes to."""
    return EmailField(
        _("E-mailadres"),
        [required(_("Vul je e-mailadres in. Dan kunnen we je kaartje sturen."))],
        description=_("Hier sturen we je kaartje naartoe."),
        render_kw={"autocomplete": "email", "type": "email"},
    )


def phone() -> PhoneField:
    """Ask for a telephone number."""
    return PhoneField(
        _("Telefoonnummer"),
        [Optional(), Length(max=LONGEST_PHONE, message=_("Dit nummer is te lang."))],
        [trimmed],
        description=_("We bellen alleen als er op het laatste moment iets verandert."),
        render_kw={"autocomplete": "tel", "inputmode": "tel", "type": "tel"},
    )


def municipality() -> StringField:
    """Ask where somebody lives or works; never an address."""
    return StringField(
        _("In welke gemeente woon of werk je?"),
        [Optional(), Length(max=LONGEST_NAME, message=_("Schrijf de naam korter."))],
        [trimmed],
        render_kw={"autocomplete": "address-level2", "data-suggestions": "/gemeenten.json"},
    )


def audience() -> RadioField:
    """Ask as what somebody takes part; nobody has to say."""
    unsaid = SelectChoice("", cast("str", _("dat zeg ik liever niet")))
    return RadioField(
        _("Je doet mee als"),
        [Optional()],
        choices=[*choices(Audience), unsaid],
        default="",
    )


def organisation(*, asked: bool) -> StringField:
    """Ask for which organisation somebody comes; a script offers names of partners.

    Args:
        asked: whether it must be filled in, as at a meeting for partners.
    """
    needed = required(_("Vul in voor welke organisatie je komt.")) if asked else Optional()
    return StringField(
        _("Organisatie"),
        [needed, Length(max=LONGEST_ORGANISATION, message=_("Schrijf de naam korter."))],
        [trimmed],
        description=_("Typ de naam. Staat je organisatie er niet bij? Vul de naam dan zelf in."),
        render_kw={"autocomplete": "organization", "data-suggestions": "/organisaties.json"},
    )


def mode() -> RadioField:
    """Ask how somebody takes part."""
    return RadioField(
        _("Hoe wil je meedoen?"),
        [InputRequired(_("Kies hoe je wilt meedoen."))],
        coerce=AttendanceMode,
    )


def way_in_words(mode: AttendanceMode, *, full: bool) -> str:
    """Name a way to take part, and say when one would have to wait for it."""
    if full:
        return gettext("%(way)s (vol, wel een wachtlijst)", way=MODES[mode])
    return str(MODES[mode])


def people() -> CountField:
    """Ask how many come together."""
    return CountField(
        _("Met hoeveel mensen kom je?"),
        [InputRequired(_("Vul in met hoeveel mensen je komt."))],
        description=_("Tel jezelf mee. Kinderen mogen mee."),
        default=1,
        render_kw={"class": "short", "inputmode": "numeric"},
    )


def group() -> RadioField:
    """Ask in which small group somebody talks."""
    return RadioField(
        _("Over welk onderwerp wil je meepraten?"),
        [InputRequired(_("Kies over welk onderwerp je wilt meepraten."))],
        description=_("Je praat in een kleine groep. Kies wat je het meest belangrijk vindt."),
    )


def second_group() -> SelectField:
    """Ask which group somebody takes when the first is full."""
    return SelectField(
        _("Je tweede keuze"),
        [Optional()],
        description=_("Is je eerste groep vol? Dan kom je in deze groep."),
    )


def needs() -> SelectMultipleField:
    """Ask what we can arrange; nobody says why."""
    return ticks(
        _("Kunnen we iets voor je regelen?"),
        choices(Need),
        _("Kruis alleen aan wat we moeten regelen. Je hoeft niet te zeggen waarom."),
    )


def food() -> SelectMultipleField:
    """Ask what somebody does not eat or drink; nobody says why."""
    return ticks(_("Eten of drinken we samen: wat wil je niet?"), choices(Food))


def needs_consent() -> BooleanField:
    """Ask whether we may keep what we must arrange; the form says who `we` are."""
    words = _("Ik vind het goed dat jullie dit bewaren om het voor mij te regelen.")
    return BooleanField(words, [_agreed])


def asked_needs(form: Form) -> Needs:
    """Gather what a form says that we must arrange."""
    asked, food = (form[name].data if name in form else None for name in ("needs", "food"))
    return Needs(frozenset(map(Need, asked or ())), frozenset(map(Food, food or ())))


def _agreed(form: Form, field: Field) -> None:
    """Keep what somebody needs only when they agree."""
    asked = [form[name].data for name in ("needs", "food") if name in form]
    if any(asked) and not field.data:
        raise ValidationError(_("Zet een vinkje als we dit mogen bewaren. Of haal je keuze weg."))


def needs_consent_words(organisation: str) -> str:
    """Say what somebody agrees to, by the name of who keeps it."""
    return gettext(
        "Ik vind het goed dat %(organisation)s dit bewaart om het voor mij te regelen. "
        "We wissen het binnen 2 weken na de bijeenkomst.",
        organisation=organisation,
    )


def newsletter() -> BooleanField:
    """Ask whether somebody wants the newsletter."""
    return BooleanField(_("Stuur mij ook de nieuwsbrief (ongeveer 6 keer per jaar)."))


def follow_up() -> BooleanField:
    """Ask whether somebody wants to hear what came of it."""
    return BooleanField(
        _(
            "Ik wil horen wat er na de bijeenkomst gebeurt. "
            "Mail mij daarover, hooguit 4 keer in 1 jaar."
        )
    )


def group_choices(
    groups: Iterable[BreakoutGroup], *, mixed: bool, none: str = ""
) -> list[SelectChoice]:
    """Offer groups, each with what somebody must know of it.

    Args:
        mixed: some groups are online and others on site.
        none: the words for no group; the usual ones when not given.
    """
    offered = [SelectChoice(group.ref, _in_words(group, mixed=mixed)) for group in groups]
    return [*offered, SelectChoice(NO_GROUP, none or gettext("Ik weet het nog niet"))]


def chosen_group(groups: Iterable[BreakoutGroup], ref: str | None) -> BreakoutGroup | None:
    """Find the group that somebody chose."""
    return next((group for group in groups if group.ref == ref), None)


def _in_words(group: BreakoutGroup, *, mixed: bool) -> str:
    where = [str(group.pool.mode.label).lower()] if mixed else []
    full = [gettext("vol")] if group.pool.left == 0 else []
    remark = ", ".join(where + full)
    return f"{group.title} ({remark})" if remark else group.title
