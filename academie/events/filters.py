"""The agenda's filter, which stands in its address."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice

from academie.events.queries import Choice
from academie.events.terms import AttendanceMode, EventKind
from academie.reference.models import Challenge, Province

_PROVINCES = {province.slug: province for province in Province}
_MODES = {mode.value: mode for mode in AttendanceMode}
_KINDS = {kind.value: kind for kind in EventKind}


class AgendaForm(Form):
    """Which meetings to show; it stands in the address, so an unknown value means all."""

    province = SelectField(_("Provincie"), name="provincie")
    mode = SelectField(_("Waar?"), name="waar")
    kind = SelectField(_("Soort bijeenkomst"), name="soort")
    challenge = SelectField(_("Onderwerp"), name="opgave")

    def __init__(self, challenges: Sequence[Challenge], args: MultiDict[str, str]) -> None:
        """Offer these opgaven."""
        super().__init__(args)
        self.province.choices = [
            SelectChoice("", gettext("Alle provincies")),
            *(SelectChoice(province.slug, province.label) for province in Province),
        ]
        self.mode.choices = [
            SelectChoice("", gettext("Op locatie en online")),
            *(SelectChoice(mode.value, str(mode.label)) for mode in AttendanceMode),
        ]
        self.kind.choices = [
            SelectChoice("", gettext("Alle soorten")),
            *(SelectChoice(kind.value, str(kind.label)) for kind in EventKind),
        ]
        self.challenge.choices = [
            SelectChoice("", gettext("Alle onderwerpen")),
            *(SelectChoice(challenge.slug, challenge.name) for challenge in challenges),
        ]


def chosen_labels(form: AgendaForm) -> list[str]:
    """Name what was chosen, in the words of the fields."""
    return [
        str(choice.label)
        for field in form
        for choice in field.choices
        if choice.value and choice.value == field.data
    ]


def read_choice(args: Mapping[str, str]) -> Choice:
    """Read from an address which meetings somebody wants to see."""
    return Choice(
        province=_PROVINCES.get(args.get("provincie", "")),
        mode=_MODES.get(args.get("waar", "")),
        kind=_KINDS.get(args.get("soort", "")),
        challenge=args.get("opgave") or None,
    )


def address_of(choice: Choice) -> dict[str, str]:
    """Give the arguments of an address that `read_choice` reads back."""
    found = {
        "provincie": choice.province and choice.province.slug,
        "waar": choice.mode and choice.mode.value,
        "soort": choice.kind and choice.kind.value,
        "opgave": choice.challenge,
    }
    return {name: value for name, value in found.items() if value}
