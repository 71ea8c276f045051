"""What we ask of somebody who wants to come: as little as possible, and on one page."""

from collections.abc import Collection, Sequence
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
from academie.events.models import Event
from academie.events.municipalities import as_known
from academie.events.terms import Audience
from academie.needs.models import Food, Need
from academie.needs.sealing import Needs
from academie.questions import queries as questions
from academie.questions.models import OptionalField, OwnQuestion
from academie.questions.service import answers_to
from academie.registrations import fields
from academie.registrations.models import ConsentKind, Registration
from academie.registrations.more import More
from academie.registrations.pace import seconds_since, stamp

OWN = "question_"
"""What the names of fields for questions of the organiser's own begin with."""


class RegistrationForm(BaseForm):
    """Registering; what a meeting does not ask, or leaves no choice in, is not there."""

    seen_at = HiddenField()
    website = StringField(
        _("Laat dit veld leeg"),
        [Optional()],
        render_kw={"tabindex": "-1", "autocomplete": "off"},
    )
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

    @classmethod
    def of(cls, event: Event) -> Self:
        """Make the form of a meeting, with the questions it has of its own."""
        own, asked = questions.of_event(event), questions.asked_fields(event)
        special: dict[str, object] = {
            f"{OWN}{question.ref}": _own_field(question) for question in own
        }
        if event.kind.for_partners:
            asked |= {OptionalField.ORGANISATION}
            special["organisation"] = fields.organisation(asked=True)
        form: type[Self] = type(cls.__name__, (cls,), special) if special else cls
        return form(event, asked, own)

    def __init__(
        self, event: Event, asked: Collection[OptionalField], own: Sequence[OwnQuestion]
    ) -> None:
        """Ask what this meeting needs to know."""
        super().__init__()
        self._event, self._own = event, own
        self._leave_out(asked)
        self._offer_ways()
        if not self.seen_at.data:
            self.seen_at.data = stamp(clock.now())
        if "needs_consent" in self:
            self.needs_consent.label.text = fields.needs_consent_words(event.organisation)

    def _leave_out(self, asked: Collection[OptionalField]) -> None:
        for optional in OptionalField:
            if optional not in asked:
                del self[optional.value]
        if "needs" not in self and "food" not in self:
            del self.needs_consent
        if self._event.max_party == 1:
            del self.people

    def _offer_ways(self) -> None:
        modes, groups = self._event.mode.attendance_modes, self._event.groups
        if len(modes) == 1:
            del self.mode
        else:
            self.mode.choices = [SelectChoice(mode, str(fields.MODES[mode])) for mode in modes]
        if not groups:
            del self.group
        else:
            self.group.choices = fields.group_choices(groups, mixed=len(modes) > 1)
        if len(groups) > 1:
            self.second_group.choices = self._second_choices()
        else:
            del self.second_group

    def _second_choices(self) -> list[SelectChoice]:
        mixed = len(self._event.mode.attendance_modes) > 1
        none = gettext("Maakt niet uit")
        *offered, last = fields.group_choices(self._event.groups, mixed=mixed, none=none)
        return [last, *offered]

    @property
    def own_fields(self) -> list[tuple[OwnQuestion, Field]]:
        """The questions of the organiser's own, each with its field."""
        return [(question, self[f"{OWN}{question.ref}"]) for question in self._own]

    def validate_people(self, field: fields.CountField) -> None:
        """Let no party be larger than the meeting allows."""
        most = self._event.max_party
        if field.data is None or not 1 <= field.data <= most:
            raise ValidationError(_("Vul een getal in van 1 tot en met %(most)s.", most=most))

    def validate_needs_consent(self, field: Field) -> None:
        """Keep what somebody needs only when they agree."""
        asked = [self[name].data for name in ("needs", "food") if name in self]
        if any(asked) and not field.data:
            raise ValidationError(
                _("Zet een vinkje als we dit mogen bewaren. Of haal je keuze weg.")
            )

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

    def values(self) -> dict[str, Any]:
        """Give the arguments of `service.register`."""
        event, typed = self._event, super().values()
        groups = event.groups
        return {
            "given_name": typed["given_name"],
            "family_name": typed.get("family_name"),
            "email": typed["email"],
            "people": typed.get("people", 1),
            "mode": typed.get("mode", event.mode.attendance_modes[0]),
            "organisation": typed.get("organisation"),
            "audience": Audience(typed["audience"]) if typed.get("audience") else None,
            "group": fields.chosen_group(groups, typed.get("group")),
            "second_group": fields.chosen_group(groups, typed.get("second_group")),
            "more": self._more(typed),
        }

    def _more(self, typed: dict[str, Any]) -> More:
        consents = {
            ConsentKind.NEWSLETTER: typed["newsletter"],
            ConsentKind.FOLLOW_UP: typed["follow_up"],
            ConsentKind.NEEDS: any(self._needs()),
        }
        return More(
            phone=typed.get("phone"),
            municipality=as_known(name) if (name := typed.get("municipality")) else None,
            needs=self._needs(),
            answers={
                question.id: int(field.data) for question, field in self.own_fields if field.data
            },
            consents=frozenset(kind for kind, given in consents.items() if given),
        )

    def _needs(self) -> Needs:
        asked = self.needs.data if "needs" in self else None
        food = self.food.data if "food" in self else None
        return Needs(frozenset(map(Need, asked or ())), frozenset(map(Food, food or ())))


def _own_field(question: OwnQuestion) -> RadioField:
    answers = [
        SelectChoice(str(number), words) for number, words in enumerate(answers_to(question))
    ]
    unsaid = SelectChoice("", gettext("Dat zeg ik liever niet"))
    return RadioField(
        question.text,
        [Optional()],
        choices=[*answers, unsaid],
        default="",
        description=gettext(
            "%(reason)s We wissen je antwoord op %(day)s.",
            reason=question.reason,
            day=day_plain(question.erase_on),
        ),
    )


class GroupForm(BaseForm):
    """Choosing another breakout group, of those in which somebody can take part."""

    group = fields.group()

    def __init__(self, registration: Registration) -> None:
        """Begin with the group it has."""
        own = registration.breakout_group
        super().__init__(data={"group": own.ref if own else fields.NO_GROUP})
        mode = registration.mode
        self._groups = [each for each in registration.event.groups if each.pool.mode is mode]
        self.group.choices = fields.group_choices(self._groups, mixed=False)

    def values(self) -> dict[str, Any]:
        """Give the arguments of `groups.choose`."""
        return {"group": fields.chosen_group(self._groups, self.group.data)}
