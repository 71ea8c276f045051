"""What we ask of who registers somebody else: a first name and a number, eight times."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, cast

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import UUID, Length, ValidationError

from academie.assisted.service import MOST_PARTIES, Party
from academie.core.forms import BaseForm, EmailField, WholeNumberField, required, trimmed
from academie.events import pools
from academie.events.fields import choices, whole_number
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode, Audience
from academie.registrations.fields import LONGEST_NAME, LONGEST_ORGANISATION, PhoneField

MOST_SEATS = 1000
ALWAYS_SHOWN = {"given_name", "people", "phone", "mode"}
_WORDS = ("given_name", "family_name", "email", "phone")
_OFF = {"autocomplete": "off"}


def _name(label: Any) -> StringField:
    """Ask for a name; whose it is, the browser of a helper does not know."""
    longest = Length(max=LONGEST_NAME, message=_("Schrijf de naam korter."))
    return StringField(label, [longest], [trimmed], render_kw=_OFF)


class PartyForm(BaseForm):
    """One party; a row that nobody touched is none."""

    class Meta(BaseForm.Meta):
        """A part of a form, which has the token."""

        csrf = False

    given_name = _name(_("Voornaam"))
    people = WholeNumberField(
        _("Mensen"), default=1, render_kw=_OFF | {"class": "short", "inputmode": "numeric"}
    )
    phone = PhoneField(_("Telefoon"), filters=[trimmed], render_kw=_OFF | {"type": "tel"})
    mode = SelectField(_("Hoe"), validate_choice=False)
    family_name = _name(_("Achternaam"))
    email = EmailField(_("E-mailadres"), render_kw=_OFF | {"type": "email"})
    group = SelectField(_("Groep"), validate_choice=False)
    audience = SelectField(
        _("Doet mee als"),
        choices=[SelectChoice("", cast("str", _("Niet gevraagd"))), *choices(Audience)],
        validate_choice=False,
    )

    def __init__(self, event: Event, number: int) -> None:
        """Ask what this meeting needs to know.

        Args:
            number: which row it is, counted from nought.
        """
        super().__init__(prefix=f"rij{number + 1}-")
        self._event, self.number = event, number
        self._shown = ALWAYS_SHOWN | ({"audience"} if pools.kept_for(event) else set())
        modes = event.mode.attendance_modes
        if len(modes) == 1:
            del self.mode
        else:
            self.mode.choices = [SelectChoice(mode.value, str(mode.label)) for mode in modes]
        if event.groups:
            self.group.choices = list(_group_choices(event.groups))
        else:
            del self.group
        if event.max_party == 1:
            del self.people

    @property
    def is_touched(self) -> bool:
        """Whether somebody typed anything into this row."""
        words = any(self[name].data for name in _WORDS)
        typed = (self.people.raw_data or [""])[0].strip() if "people" in self else ""
        return words or typed not in {"", "1"}

    @property
    def shown(self) -> list[Field]:
        """The fields that stand open."""
        return [field for field in self if field.short_name in self._shown]

    @property
    def folded(self) -> list[Field]:
        """The fields that a row seldom needs."""
        return [field for field in self if field.short_name not in self._shown]

    @property
    def is_open(self) -> bool:
        """Whether something was typed or must be put right among those."""
        return any(
            field.errors or (field.data and field.type != "SelectField") for field in self.folded
        )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check a row that somebody touched, and say of each mistake in which row it is."""
        if not self.is_touched:
            return True
        is_right = super().validate(extra_validators)
        for field in self:
            field.errors = [self._in_row(message) for message in field.errors]
        return is_right

    def validate_given_name(self, field: StringField) -> None:
        """Ask for a name, which stands on the ticket."""
        if not field.data:
            raise ValidationError(_("Vul een voornaam in."))

    def validate_people(self, field: WholeNumberField) -> None:
        """Let no party be larger than the meeting allows."""
        most = self._event.max_party
        if not field.errors and (field.data is None or not 1 <= field.data <= most):
            raise ValidationError(_("Vul een getal in van 1 tot en met %(most)s.", most=most))

    def validate_mode(self, field: SelectField) -> None:
        """Take only a way in which the meeting is held."""
        if field.data not in {mode.value for mode in self._event.mode.attendance_modes}:
            raise ValidationError(_("Kies hoe deze persoon meedoet."))

    def validate_group(self, field: SelectField) -> None:
        """Take only a group of the meeting, or none."""
        if field.data and field.data not in {group.ref for group in self._event.groups}:
            raise ValidationError(_("Kies een groep uit de lijst."))

    def validate_audience(self, field: SelectField) -> None:
        """Take only what is in the list, or nothing."""
        if field.data and field.data not in set(Audience):
            raise ValidationError(_("Kies wat in de lijst staat."))

    def refuse(self, field: str | None, message: str) -> None:
        """Put a refusal beside a field, with the row."""
        super().refuse(field if field in self else "given_name", self._in_row(message))

    def party(self) -> Party:
        """Give what was filled in."""
        typed = self.values()
        modes = self._event.mode.attendance_modes
        chosen = typed.get("group")
        return Party(
            given_name=typed["given_name"],
            family_name=typed["family_name"],
            email=typed["email"] or None,
            phone=typed["phone"],
            audience=Audience(typed["audience"]) if typed["audience"] else None,
            people=typed.get("people", 1),
            mode=AttendanceMode(typed["mode"]) if "mode" in typed else modes[0],
            group=next((group for group in self._event.groups if group.ref == chosen), None),
        )

    def _in_row(self, message: object) -> str:
        return gettext("Rij %(row)s: %(message)s", row=self.number + 1, message=str(message))


def _group_choices(groups: Sequence[BreakoutGroup]) -> Iterator[SelectChoice]:
    yield SelectChoice("", gettext("Weet ik nog niet"))
    for group in groups:
        full = group.pool.left == 0
        words = gettext("%(group)s (vol)", group=group.title) if full else group.title
        yield SelectChoice(group.ref, words)


class KeyForm(BaseForm):
    """What makes a form that is sent twice count once."""

    key = HiddenField(validators=[UUID(_("Verstuur het formulier nog een keer."))])


class QuickForm:
    """Up to eight parties on one page, each a form of its own."""

    def __init__(self, event: Event) -> None:
        """Begin with empty rows and a key of its own."""
        self._event = event
        self.head = KeyForm(data={"key": str(uuid.uuid4())})
        self.rows = [PartyForm(event, number) for number in range(MOST_PARTIES)]
        if not self.head.is_submitted():
            self.rows[0].given_name.render_kw = _OFF | {"autofocus": True}

    def __iter__(self) -> Iterator[Field]:
        """Give the fields of all rows, for the summary of what went wrong."""
        return chain.from_iterable(self.rows)

    @property
    def key(self) -> str:
        """What this form is known by when it is sent again."""
        return str(self.head.key.data)

    @property
    def kept_for(self) -> str:
        """For whom seats are kept, in words; empty when for nobody."""
        return pools.in_words(pools.kept_for(self._event))

    @property
    def form_errors(self) -> Sequence[str]:
        """What is wrong with the form as a whole."""
        return [*self.head.form_errors, *self.head.key.errors]

    @property
    def errors(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.form_errors) or any(row.errors for row in self.rows)

    def validate_on_submit(self) -> bool:
        """Check the form when it was sent; all rows, so that all mistakes show at once."""
        if not self.head.is_submitted():
            return False
        if not self.head.validate():
            self.head.key.data = str(uuid.uuid4())
        for row in self.rows:
            row.validate()
        touched = [row for row in self.rows if row.is_touched]
        if not touched:
            self.rows[0].refuse("given_name", gettext("Vul een voornaam in."))
        self._refuse_doubles(touched)
        return not self.errors

    def parties(self) -> list[Party]:
        """Give the parties that were filled in."""
        return [row.party() for row in self.rows if row.is_touched]

    def refuse(self, number: int | None, field: str | None, message: str) -> None:
        """Put a refusal beside a field of a party, or above the form."""
        if number is None:
            self.head.refuse(None, message)
        else:
            touched = [row for row in self.rows if row.is_touched]
            touched[number].refuse(field, message)

    def _refuse_doubles(self, rows: Sequence[PartyForm]) -> None:
        """Let one address be that of one row."""
        seen: dict[str, int] = {}
        for row in rows:
            address = row.email.data
            if address and address in seen:
                words = gettext("Dit adres staat ook in rij %(row)s.", row=seen[address] + 1)
                row.refuse("email", words)
            elif address:
                seen[address] = row.number


class HelperForm(BaseForm):
    """A link for an organisation that helps."""

    organisation = StringField(
        _("Organisatie"),
        [
            required(_("Vul de naam van de organisatie in.")),
            Length(max=LONGEST_ORGANISATION, message=_("Schrijf de naam korter.")),
        ],
        [trimmed],
        description=_("Bijvoorbeeld: Voedselbank Leeuwarden. Vul geen naam van een persoon in."),
        render_kw=_OFF,
    )
    seats = whole_number(
        _("Hoeveel mensen mogen zij aanmelden?"),
        least=1,
        most=MOST_SEATS,
        description=_("Laat leeg als er geen grens is."),
    )


class AddressForm(BaseForm):
    """The right address of somebody whose mail does not arrive."""

    email = EmailField(
        _("E-mailadres"),
        description=_("Heeft iemand geen e-mail? Laat het leeg. Dan bel je bij een verandering."),
        render_kw=_OFF | {"type": "email"},
    )

    def values(self) -> dict[str, Any]:
        """Give the address, or that there is none."""
        return {"email": self.email.data or None}
