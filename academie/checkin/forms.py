"""What the door and its makers fill in."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.validators import UUID, Length, NumberRange, Optional, ValidationError

from academie.checkin.badges import Sheet
from academie.checkin.readings import LONGEST_NAME, LONGEST_REASON, MOST_PEOPLE
from academie.checkin.terms import DoorKind, ScanMethod
from academie.core.forms import BaseForm, WholeNumberField, required, trimmed
from academie.events.fields import choices, whole_number

_PLAIN = {"autocomplete": "off"}


class ReadingForm(BaseForm):
    """One thing done at a door; `uuid` makes a form that is sent twice count once."""

    kind: ScanMethod

    uuid = HiddenField(validators=[UUID()])

    def entry(self) -> dict[str, object]:
        """Write it as a device would."""
        return {name: value for name, value in self.values().items() if value not in {None, ""}} | {
            "kind": self.kind.value
        }


class CodeForm(ReadingForm):
    """The short code of a ticket, and how many of the party are here."""

    kind = ScanMethod.CODE

    code = StringField(
        _("Code op het kaartje"),
        [required(_("Typ de code die op het kaartje staat."))],
        render_kw={"autocapitalize": "characters", "spellcheck": "false"} | _PLAIN,
    )
    people = whole_number(
        _("Hoeveel mensen komen nu binnen?"),
        least=1,
        most=MOST_PEOPLE,
        description=_("Leeg betekent: iedereen."),
    )


class WalkInForm(ReadingForm):
    """Somebody without a ticket."""

    kind = ScanMethod.WALK_IN

    people = whole_number(_("Hoeveel mensen?"), least=1, most=MOST_PEOPLE)
    name = StringField(
        _("Voornaam"),
        [Length(max=LONGEST_NAME, message=_("Houd het korter dan 40 tekens."))],
        filters=[trimmed],
        render_kw=_PLAIN,
    )


class GuestForm(ReadingForm):
    """A guest who was found by name."""

    kind = ScanMethod.GUEST

    key = HiddenField()


class UndoForm(ReadingForm):
    """Taking back what was done."""

    kind = ScanMethod.UNDO

    of = HiddenField(validators=[UUID()])


class AdmitForm(ReadingForm):
    """Letting somebody in all the same; the ticket is the one that was refused."""

    kind = ScanMethod.CODE

    code = HiddenField()
    key = HiddenField()
    admit = StringField(
        _("Waarom mag deze gast toch naar binnen?"),
        [
            required(_("Vul in waarom. Bijvoorbeeld: de gastheer zegt ja.")),
            Length(max=LONGEST_REASON, message=_("Houd het korter dan 200 tekens.")),
        ],
        filters=[trimmed],
        render_kw=_PLAIN,
    )

    def entry(self) -> dict[str, object]:
        """Write it as a device would: by the code, or by the key of who was found by name."""
        kind = ScanMethod.GUEST if self.key.data else ScanMethod.CODE
        return super().entry() | {"kind": kind.value}


class SearchForm(BaseForm):
    """Looking for a guest by name."""

    naam = StringField(
        _("Naam"),
        [required(_("Typ minstens 3 letters van de naam."))],
        filters=[trimmed],
        render_kw=_PLAIN,
    )


class PairForm(BaseForm):
    """Who holds the telephone."""

    volunteer = StringField(
        _("Je voornaam"),
        [
            required(_("Vul je voornaam in.")),
            Length(max=LONGEST_NAME, message=_("Houd het korter dan 40 tekens.")),
        ],
        filters=[trimmed],
        description=_("Andere vrijwilligers zien wie er scande. We wissen je naam na twee weken."),
        render_kw={"autocomplete": "given-name"},
    )


class DoorForm(BaseForm):
    """A new door link."""

    name = StringField(
        _("Naam van de deur"),
        [
            required(_("Vul in welke deur het is, bijvoorbeeld: Hoofdingang.")),
            Length(max=60, message=_("Houd het korter dan 60 tekens.")),
        ],
        filters=[trimmed],
        description=_("Bijvoorbeeld: Hoofdingang. De vrijwilliger vult zelf een voornaam in."),
        render_kw=_PLAIN,
    )
    kind = RadioField(
        _("Wat kan de vrijwilliger?"),
        [required(_("Kies wat de vrijwilliger kan."))],
        choices=choices(DoorKind),
        coerce=str,
    )

    def values(self) -> dict[str, Any]:
        """Give the kind as it is known."""
        return super().values() | {"kind": DoorKind(self.kind.data)}


class BadgeForm(BaseForm):
    """Whose name badges to print, and on which sheets."""

    sheet = RadioField(
        _("Waarop print je?"),
        [required(_("Kies waarop je print."))],
        choices=choices(Sheet),
        default=Sheet.MIDDLE.value,
    )
    organisations = BooleanField(_("Zet de organisatie erop"))
    companions = BooleanField(_("Maak ook lege kaartjes voor wie meekomt"))
    words = StringField(
        _("Alleen voor deze naam of code"),
        [Length(max=100, message=_("Houd het korter dan 100 tekens."))],
        filters=[trimmed],
        description=_("Leeg is voor iedereen."),
        render_kw={"autocomplete": "off"},
    )
    name = StringField(
        _("Of voor iemand zonder aanmelding: de voornaam"),
        [Length(max=60, message=_("Houd het korter dan 60 tekens."))],
        filters=[trimmed],
        render_kw={"autocomplete": "off"},
    )
    first = WholeNumberField(
        _("Begin bij etiket"),
        [
            required(_("Vul een getal in. Een vol vel begint bij 1.")),
            NumberRange(min=1, message=_("Vul een getal in. Een vol vel begint bij 1.")),
        ],
        default=1,
        description=_("Is het eerste vel al deels gebruikt? Tel van links naar rechts."),
        render_kw={"class": "short", "inputmode": "numeric"},
    )

    def validate_first(self, field: WholeNumberField) -> None:
        """Refuse a place that the chosen sheet does not have."""
        count = Sheet(self.sheet.data).labels.places if self.sheet.data in set(Sheet) else 0
        if count and field.data is not None and field.data > count:
            raise ValidationError(
                gettext("Dit vel heeft %(count)s etiketten. Vul een lager getal in.", count=count)
            )


class RoomLimitForm(BaseForm):
    """How many people the room may hold."""

    people = WholeNumberField(
        _("Hoogste aantal mensen"),
        [Optional(), NumberRange(1, 100_000, message=_("Vul een getal in van 1 tot 100.000."))],
        description=_("Vraag het de beheerder van de zaal. Leeg is: geen grens."),
        render_kw={"class": "short", "inputmode": "numeric"} | _PLAIN,
    )
