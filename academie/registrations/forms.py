"""What we ask of somebody who wants to come: as little as possible."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from academie.core.forms import BaseForm, EmailField, required, trimmed
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode
from academie.registrations.models import Registration

LONGEST_NAME = 80
LONGEST_ORGANISATION = 200

_MODES = {
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


_NO_GROUP = "later"


def _group_field() -> RadioField:
    return RadioField(
        _("Over welk onderwerp wil je meepraten?"),
        [InputRequired(_("Kies over welk onderwerp je wilt meepraten."))],
        description=_("Je praat in een kleine groep. Kies wat je het meest belangrijk vindt."),
    )


def _group_choices(groups: Iterable[BreakoutGroup], *, mixed: bool) -> list[SelectChoice]:
    """Offer groups, each with what somebody must know of it.

    Args:
        mixed: some groups are online and others on site.
    """
    offered = [SelectChoice(group.ref, _in_words(group, mixed=mixed)) for group in groups]
    return [*offered, SelectChoice(_NO_GROUP, gettext("Ik weet het nog niet"))]


def _in_words(group: BreakoutGroup, *, mixed: bool) -> str:
    where = [str(group.pool.mode.label).lower()] if mixed else []
    full = [gettext("vol")] if group.pool.left == 0 else []
    remark = ", ".join(where + full)
    return f"{group.title} ({remark})" if remark else group.title


def _chosen(groups: Iterable[BreakoutGroup], ref: str | None) -> BreakoutGroup | None:
    return next((group for group in groups if group.ref == ref), None)


def organisation_field() -> StringField:
    """Ask for which organisation somebody comes; a script offers names of partners."""
    return StringField(
        _("Organisatie"),
        [
            required(_("Vul in voor welke organisatie je komt.")),
            Length(max=LONGEST_ORGANISATION, message=_("Schrijf de naam korter.")),
        ],
        [trimmed],
        description=_("Typ de naam. Staat je organisatie er niet bij? Vul de naam dan zelf in."),
        render_kw={"autocomplete": "organization", "data-suggestions": "/organisaties.json"},
    )


class RegistrationForm(BaseForm):
    """Registering; a question that the meeting leaves no choice in is not asked."""

    given_name = StringField(
        _("Voornaam"),
        [
            required(_("Vul je voornaam in.")),
            Length(max=LONGEST_NAME, message=_("Schrijf je voornaam korter.")),
        ],
        [trimmed],
        description=_("Zo noemen we je in de e-mail en bij de ingang."),
        render_kw={"autocomplete": "given-name"},
    )
    family_name = StringField(
        _("Achternaam"),
        [Optional(), Length(max=LONGEST_NAME, message=_("Schrijf je achternaam korter."))],
        [trimmed],
        render_kw={"autocomplete": "family-name"},
    )
    email = EmailField(
        _("E-mailadres"),
        [required(_("Vul je e-mailadres in. Dan kunnen we je kaartje sturen."))],
        description=_("Hier sturen we je kaartje naartoe."),
        render_kw={"autocomplete": "email", "type": "email"},
    )
    organisation = organisation_field()
    mode = RadioField(
        _("Hoe wil je meedoen?"),
        [InputRequired(_("Kies hoe je wilt meedoen."))],
        coerce=AttendanceMode,
    )
    group = _group_field()
    people = CountField(
        _("Met hoeveel mensen kom je?"),
        [InputRequired(_("Vul in met hoeveel mensen je komt."))],
        description=_("Tel jezelf mee. Kinderen mogen mee."),
        default=1,
        render_kw={"class": "short", "inputmode": "numeric"},
    )

    def __init__(self, event: Event) -> None:
        """Ask what this meeting needs to know."""
        super().__init__()
        self._event = event
        modes = event.mode.attendance_modes
        if len(modes) == 1:
            del self.mode
        else:
            self.mode.choices = [SelectChoice(mode, str(_MODES[mode])) for mode in modes]
        if event.groups:
            self.group.choices = _group_choices(event.groups, mixed=len(modes) > 1)
        else:
            del self.group
        if event.max_party == 1:
            del self.people
        if not event.kind.for_partners:
            del self.organisation

    def validate_people(self, field: CountField) -> None:
        """Let no party be larger than the meeting allows."""
        most = self._event.max_party
        if field.data is None or not 1 <= field.data <= most:
            raise ValidationError(_("Vul een getal in van 1 tot en met %(most)s.", most=most))

    def values(self) -> dict[str, Any]:
        """Give what was filled in, and what goes without asking."""
        given = {
            "mode": self._event.mode.attendance_modes[0],
            "people": 1,
            "organisation": None,
            "group": None,
        }
        typed = super().values()
        if self._event.groups:
            typed["group"] = _chosen(self._event.groups, typed["group"])
        return given | typed


class GroupForm(BaseForm):
    """Choosing another breakout group, of those in which somebody can take part."""

    group = _group_field()

    def __init__(self, registration: Registration) -> None:
        """Begin with the group it has."""
        own = registration.breakout_group
        super().__init__(data={"group": own.ref if own else _NO_GROUP})
        mode = registration.mode
        self._groups = [each for each in registration.event.groups if each.pool.mode is mode]
        self.group.choices = _group_choices(self._groups, mixed=False)

    def values(self) -> dict[str, Any]:
        """Give the arguments of `groups.choose`."""
        return {"group": _chosen(self._groups, self.group.data)}
