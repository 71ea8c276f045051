"""What we ask of somebody who wants to come: as little as possible, and on one page."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Self

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from academie.core import clock
from academie.core.formats import day_plain
from academie.core.forms import BaseForm
from academie.events import pools
from academie.events.models import BreakoutGroup, Event
from academie.events.municipalities import as_known
from academie.events.terms import AttendanceMode, Audience
from academie.questions import queries as questions
from academie.questions.models import OptionalField, OwnQuestion
from academie.questions.service import answers_to, erase_day
from academie.registrations import fields, stale
from academie.registrations.models import ConsentKind
from academie.registrations.more import More
from academie.registrations.pace import seconds_since, stamp
from academie.registrations.service import PartyTooLargeError

OWN = "question_"
"""What the names of fields for questions of the organiser's own begin with."""


class GuestForm(BaseForm):
    """What a guest tells; what a meeting does not ask, or leaves no choice in, is not there."""

    given_name = fields.given_name()
    family_name = fields.family_name()
    email = fields.email()
    phone = fields.phone()
    mode = fields.mode()
    people = fields.people()
    group = fields.group()
    second_group = fields.second_group()
    audience = fields.audience()
    municipality = fields.municipality()
    organisation = fields.organisation(asked=False)
    needs = fields.needs()
    food = fields.food()
    needs_consent = fields.needs_consent()
    newsletter = fields.newsletter()
    follow_up = fields.follow_up()

    _insists = True
    """Whether what a meeting cannot do without must be filled in."""

    @classmethod
    def asking(cls, event: Event, own: Sequence[OwnQuestion]) -> type[Self]:
        """Make the form for a meeting with questions of its own."""
        special: dict[str, object] = {
            name_of(question): _own_field(question, event) for question in own
        }
        if cls._insists and event.kind.for_partners:
            special["organisation"] = fields.organisation(asked=True)
        return type(cls.__name__, (cls,), special) if special else cls

    def __init__(
        self,
        event: Event,
        asked: Collection[OptionalField],
        own: Sequence[OwnQuestion],
        **kwargs: Any,
    ) -> None:
        """Ask what this meeting needs to know."""
        super().__init__(**kwargs)
        self._event, self._own = event, own
        chosen = {"mode": self.mode.data, "people": self.people.data}
        self._stale = stale.words(self._modes(), self._most_people(), **chosen)
        self._leave_out(asked)
        self._offer_ways()
        if "audience" in self and (whom := pools.in_words(pools.kept_for(event))):
            words = gettext("We houden plekken vrij voor %(whom)s.", whom=whom)
            self.audience.description = words
        if "needs_consent" in self:
            self.needs_consent.label.text = fields.needs_consent_words(event.organisation)

    def _leave_out(self, asked: Collection[OptionalField]) -> None:
        for optional in OptionalField:
            if optional not in asked:
                del self[optional.value]
        if "needs" not in self and "food" not in self:
            del self.needs_consent
        if self._most_people() == 1:
            del self.people

    def _most_people(self) -> int:
        return self._event.max_party

    def _modes(self) -> Sequence[AttendanceMode]:
        return self._event.mode.attendance_modes

    def _groups(self) -> Sequence[BreakoutGroup]:
        return self._event.groups

    def _offer_ways(self) -> None:
        modes, groups = self._modes(), self._groups()
        if len(modes) == 1:
            del self.mode
        else:
            self.mode.choices = [SelectChoice(mode, str(fields.MODES[mode])) for mode in modes]
        if not groups:
            del self.group
        else:
            self.group.choices = fields.group_choices(groups, mixed=len(modes) > 1)
        if len(groups) > 1:
            none = gettext("Maakt niet uit")
            *offered, last = fields.group_choices(groups, mixed=len(modes) > 1, none=none)
            self.second_group.choices = [last, *offered]
        else:
            del self.second_group

    def field_of(self, group: BreakoutGroup) -> str:
        """Name the field in which a group was chosen."""
        return "group" if self.group.data == group.ref else "second_group"

    @property
    def own_fields(self) -> list[tuple[OwnQuestion, Field]]:
        """The questions of the organiser's own, each with its field."""
        return [(question, self[name_of(question)]) for question in self._own]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Take no silence for a choice that the meeting, changed meanwhile, asks no more."""
        is_right = super().validate(extra_validators)
        self.form_errors.extend(self._stale)
        return is_right and not self._stale

    def validate_people(self, field: fields.CountField) -> None:
        """Let no party be larger than the meeting allows."""
        if field.data is None or not 1 <= field.data <= self._event.max_party:
            raise ValidationError(str(PartyTooLargeError(self._event)))

    def values(self) -> dict[str, Any]:
        """Give the arguments of `service.register`."""
        typed, groups = super().values(), self._groups()
        return {
            "given_name": typed["given_name"],
            "family_name": typed.get("family_name"),
            "email": typed.get("email"),
            "people": typed.get("people", 1),
            "mode": typed.get("mode", self._modes()[0]),
            "organisation": typed.get("organisation"),
            "audience": Audience(typed["audience"]) if typed.get("audience") else None,
            "group": fields.chosen_group(groups, typed.get("group")),
            "second_group": fields.chosen_group(groups, typed.get("second_group")),
            "more": self._more(typed),
        }

    def _more(self, typed: dict[str, Any]) -> More:
        needs = fields.asked_needs(self)
        consents = {
            ConsentKind.NEWSLETTER: typed.get("newsletter"),
            ConsentKind.FOLLOW_UP: typed.get("follow_up"),
            ConsentKind.NEEDS: any(needs),
        }
        return More(
            phone=typed.get("phone"),
            municipality=as_known(name) if (name := typed.get("municipality")) else None,
            needs=needs,
            answers={
                question.id: int(field.data) for question, field in self.own_fields if field.data
            },
            consents=frozenset(kind for kind, given in consents.items() if given),
        )


class HiddenFields(BaseForm):
    """What nobody sees of the form, and is each visitor's own."""

    seen_at = HiddenField(default=lambda: stamp(clock.now()))
    told_full = HiddenField()


class RegistrationForm(GuestForm, HiddenFields):
    """Registering: what guests tell, and what keeps programs out."""

    website = StringField(
        _("Laat dit veld leeg"),
        [Optional()],
        render_kw={"tabindex": "-1", "autocomplete": "off"},
    )

    _full: frozenset[AttendanceMode] = frozenset()

    @classmethod
    def of(cls, event: Event) -> Self:
        """Make the form of a meeting, with the questions it has of its own."""
        own = questions.of_event(event)
        return cls.asking(event, own)(event, asked_by(event), own)

    def tell_full(
        self, full: Collection[AttendanceMode], refused: Collection[AttendanceMode]
    ) -> None:
        """Say in which ways to take part one would have to wait; who sends this form knows it.

        Args:
            refused: the ways that have no room for just this party.
        """
        self._full = frozenset(full)
        self.told_full.data = " ".join({*full, *refused})
        if "mode" in self:
            self.mode.choices = [
                SelectChoice(mode, fields.way_in_words(mode, full=mode in full))
                for mode in self._event.mode.attendance_modes
            ]

    @property
    def only_waits(self) -> bool:
        """Whether whoever sends it comes on the waiting list, whatever they choose."""
        return self._full.issuperset(self._event.mode.attendance_modes)

    @property
    def button(self) -> str:
        """What the button says, which is true whatever they choose."""
        if self.only_waits:
            return gettext("Zet me op de wachtlijst")
        if self.known_full():
            return gettext("Verstuur mijn aanmelding")
        return gettext("Meld mij aan")

    def known_full(self) -> frozenset[AttendanceMode]:
        """Give the ways to take part that were full when this form was shown."""
        told = (self.told_full.data or "").split()
        return frozenset(mode for mode in AttendanceMode if mode in told)

    def was_hasty(self) -> bool:
        """Tell whether a program seems to have filled it in; pressing once more is enough then.

        It came back faster than people can read, or with something typed where nobody sees a field.
        A browser that fills in all it finds does the latter too, so nobody is turned away for it.
        """
        least: float = current_app.config["LEAST_SECONDS"]
        seconds = seconds_since(self.seen_at.data, clock.now())
        trapped, self.website.data = bool(self.website.data), ""
        if seconds is not None and seconds >= least and not trapped:
            return False
        if seconds is None:
            self.seen_at.data = stamp(clock.now())
        self.form_errors.append(
            _("Dat ging heel snel. Kijk je gegevens na en druk nog een keer op de knop.")
        )
        return True


def asked_by(event: Event) -> frozenset[OptionalField]:
    """Tell what the form of a meeting asks, and what it cannot do without."""
    asked = questions.asked_fields(event)
    if event.kind.for_partners:
        asked |= {OptionalField.ORGANISATION}
    if pools.kept_for(event):
        asked |= {OptionalField.AUDIENCE}
    return asked


def name_of(question: OwnQuestion) -> str:
    """Name the field of a question of the organiser's own."""
    return f"{OWN}{question.ref}"


def _own_field(question: OwnQuestion, event: Event) -> RadioField:
    answers = [
        SelectChoice(str(number), words) for number, words in enumerate(answers_to(question))
    ]
    unsaid = SelectChoice("", gettext("Dat zeg ik liever niet"))
    return RadioField(
        question.text,
        [Optional()],
        choices=[*answers, unsaid],
        default="",
        description=why_asked(question, event),
    )


def why_asked(question: OwnQuestion, event: Event) -> str:
    """Say why a question is asked, and when the answer goes."""
    return gettext(
        "%(reason)s We wissen je antwoord op %(day)s.",
        reason=question.reason,
        day=day_plain(erase_day(question, event)),
    )
