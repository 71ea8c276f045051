"""What we ask about one of up to eight parties: a first name suffices, the rest is folded away."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, Optional, ValidationError

from academie.assisted.service import Party
from academie.core.forms import BaseForm, EmailField, WholeNumberField, trimmed
from academie.events import pools
from academie.events.models import BreakoutGroup, Event
from academie.events.municipalities import as_known
from academie.events.terms import AttendanceMode, Audience
from academie.questions.models import OptionalField, OwnQuestion
from academie.questions.service import answers_to
from academie.registrations import fields, stale
from academie.registrations.forms import name_of, why_asked
from academie.registrations.guest_forms import NEEDS, in_words_of_staff
from academie.registrations.models import ConsentKind
from academie.registrations.more import More
from academie.registrations.service import PartyTooLargeError

_ALWAYS_OPEN = {"given_name", "people", "phone", "mode"}
_ALWAYS_ASKED = {OptionalField.FAMILY_NAME, OptionalField.PHONE, OptionalField.AUDIENCE}
_TYPED = ("given_name", "family_name", "email", "phone", "municipality", "organisation", *NEEDS)
_OFF = {"autocomplete": "off"}


class PartyForm(BaseForm):
    """One party; a row that nobody touched is none."""

    class Meta(BaseForm.Meta):
        """A part of a form, which has the token."""

        csrf = False

    given_name = fields.name(_("Voornaam"))
    people = WholeNumberField(
        _("Mensen"), default=1, render_kw=_OFF | {"class": "short", "inputmode": "numeric"}
    )
    phone = fields.PhoneField(_("Telefoon"), filters=[trimmed], render_kw=_OFF | {"type": "tel"})
    mode = SelectField(_("Hoe"), validate_choice=False)
    family_name = fields.name(_("Achternaam"))
    email = EmailField(_("E-mailadres"), render_kw=_OFF | {"type": "email"})
    group = SelectField(_("Groep"), validate_choice=False)
    second_group = SelectField(_("Tweede keuze"), validate_choice=False)
    audience = SelectField(_("Doet mee als"), validate_choice=False)
    municipality = fields.municipality()
    organisation = fields.organisation(asked=False)
    needs = fields.needs()
    food = fields.food()
    needs_consent = fields.needs_consent()

    @classmethod
    def asking(cls, event: Event, own: Sequence[OwnQuestion]) -> type[Self]:
        """Make the form for a meeting with questions of its own."""
        special: dict[str, object] = {
            name_of(question): _own_field(question, event) for question in own
        }
        return type(cls.__name__, (cls,), special) if special else cls

    def __init__(
        self,
        event: Event,
        number: int,
        asked: Collection[OptionalField],
        own: Sequence[OwnQuestion],
    ) -> None:
        """Ask what this meeting needs to know.

        Args:
            number: which row it is, counted from nought.
            asked: what the form for guests asks that nobody has to say.
            own: the questions that the class was made for.
        """
        super().__init__(prefix=f"rij{number + 1}-")
        self._event, self._own, self.number = event, own, number
        self._open = _ALWAYS_OPEN | ({"audience"} if pools.kept_for(event) else set())
        if event.kind.for_partners:
            self._open |= {"organisation"}
        modes = event.mode.attendance_modes
        chosen = {"mode": self.mode.data, "people": self.people.data}
        self._stale = stale.words(modes, event.max_party, **chosen)
        self._leave_out({*asked, *_ALWAYS_ASKED})
        if "mode" in self:
            self.mode.choices = [SelectChoice(mode.value, str(mode.label)) for mode in modes]
        for name in {"group", "second_group"} & set(self._fields):
            self[name].choices = list(_group_choices(event.groups))
        in_words_of_staff(self)

    def _leave_out(self, asked: Collection[OptionalField]) -> None:
        left_out = {field.value for field in OptionalField if field not in asked}
        if {"needs", "food"} <= left_out:
            left_out |= {"needs_consent"}
        if len(self._event.mode.attendance_modes) == 1:
            left_out |= {"mode"}
        if not self._event.groups:
            left_out |= {"group"}
        if len(self._event.groups) <= 1:
            left_out |= {"second_group"}
        if self._event.max_party == 1:
            left_out |= {"people"}
        for name in left_out:
            del self[name]

    @property
    def is_touched(self) -> bool:
        """Whether somebody typed anything into this row."""
        words = any(self[name].data for name in _TYPED if name in self)
        typed = (self.people.raw_data or [""])[0].strip() if "people" in self else ""
        return words or typed not in {"", "1"}

    @property
    def shown(self) -> list[Field]:
        """The fields that stand open."""
        return [field for field in self if field.short_name in self._open]

    @property
    def folded(self) -> list[Field]:
        """The fields that a row seldom needs, without the questions of the organiser's own."""
        others = [*self._open, *map(name_of, self._own)]
        return [field for field in self if field.short_name not in others]

    @property
    def own_fields(self) -> list[Field]:
        """The questions of the organiser's own."""
        return [self[name_of(question)] for question in self._own]

    @property
    def is_open(self) -> bool:
        """Whether something was typed or must be put right among those."""
        return any(
            field.errors or (field.data and field.type != "SelectField")
            for field in (*self.folded, *self.own_fields)
        )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check a row that somebody touched, and say of each mistake in which row it is."""
        if not self.is_touched:
            return True
        is_right = super().validate(extra_validators)
        self.given_name.errors = (*self.given_name.errors, *self._stale)
        for field in self:
            field.errors = [self._in_row(message) for message in field.errors]
        return is_right and not self._stale

    def validate_given_name(self, field: StringField) -> None:
        """Ask for a name, which stands on the ticket."""
        if not field.data:
            raise ValidationError(_("Vul een voornaam in."))

    def validate_people(self, field: WholeNumberField) -> None:
        """Let no party be larger than the meeting allows."""
        most = self._event.max_party
        if not field.errors and (field.data is None or not 1 <= field.data <= most):
            raise ValidationError(str(PartyTooLargeError(self._event)))

    def validate_mode(self, field: SelectField) -> None:
        """Take only a way in which the meeting is held."""
        if field.data not in {mode.value for mode in self._event.mode.attendance_modes}:
            raise ValidationError(_("Kies hoe deze persoon meedoet."))

    def validate_group(self, field: SelectField) -> None:
        """Take only a group of the meeting, or none."""
        if field.data and field.data not in {group.ref for group in self._event.groups}:
            raise ValidationError(_("Kies een groep uit de lijst."))

    def validate_second_group(self, field: SelectField) -> None:
        """Take only a group of the meeting, or none."""
        self.validate_group(field)

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
        groups = {group.ref: group for group in self._event.groups}
        return Party(
            given_name=typed["given_name"],
            family_name=typed["family_name"],
            email=typed["email"] or None,
            organisation=typed.get("organisation"),
            audience=Audience(typed["audience"]) if typed["audience"] else None,
            people=typed.get("people", 1),
            mode=AttendanceMode(typed["mode"]) if "mode" in typed else modes[0],
            group=groups.get(typed.get("group", "")),
            second_group=groups.get(typed.get("second_group", "")),
            more=self._more(typed),
        )

    def _more(self, typed: Mapping[str, Any]) -> More:
        needs = fields.asked_needs(self)
        return More(
            phone=typed["phone"],
            municipality=as_known(name) if (name := typed.get("municipality")) else None,
            needs=needs,
            answers={
                question.id: int(answer)
                for question in self._own
                if (answer := typed[name_of(question)])
            },
            consents=frozenset({ConsentKind.NEEDS} if any(needs) else ()),
            spoken=True,
        )

    def _in_row(self, message: object) -> str:
        return gettext("Rij %(row)s: %(message)s", row=self.number + 1, message=str(message))


def _own_field(question: OwnQuestion, event: Event) -> SelectField:
    """Ask a question of the organiser's own, with why it is asked."""
    words = {str(number): answer for number, answer in enumerate(answers_to(question))}
    answers = [SelectChoice(number, answer) for number, answer in words.items()]
    return SelectField(
        question.text,
        [Optional(), AnyOf(words, _("Kies wat in de lijst staat."))],
        choices=[SelectChoice("", gettext("Niet gevraagd")), *answers],
        validate_choice=False,
        description=why_asked(question, event),
    )


def _group_choices(groups: Sequence[BreakoutGroup]) -> Iterator[SelectChoice]:
    yield SelectChoice("", gettext("Weet ik nog niet"))
    for group in groups:
        full = group.pool.left == 0
        words = gettext("%(group)s (vol)", group=group.title) if full else group.title
        yield SelectChoice(group.ref, words)
