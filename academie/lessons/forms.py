"""What we ask of staff about lessons, and the search above their list."""

from collections.abc import Sequence
from typing import Any, cast

from flask_babel import lazy_gettext as _
from wtforms import Field, Form, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from academie.accounts.models import RoleName, User
from academie.alliances.fields import challenge_choices, challenge_ticks, meeting_choices
from academie.core.forms import ALL, searched
from academie.core.together import SharedForm
from academie.events.models import Event
from academie.followups.fields import choices, line_field, or_none
from academie.followups.fields import text as long_text
from academie.followups.models import Outcome
from academie.followups.queries import writable
from academie.lessons import queries
from academie.lessons.models import Lesson
from academie.lessons.queries import Choice
from academie.lessons.terms import LessonFactor
from academie.reference.models import Challenge, ChangeLine

_NO_LINE: Any = _("Geen of weet ik niet")


class LessonForm(SharedForm):
    """A lesson, where it was learned, and what it is about."""

    factor = RadioField(
        _("Wat voor les is het?"),
        [InputRequired(_("Kies of dit hielp of in de weg stond."))],
        choices=choices(LessonFactor),
        coerce=or_none(LessonFactor),
    )
    text = long_text(
        _("Wat is de les?"),
        _("Schrijf het zo dat anderen er iets aan hebben. Geen namen van mensen."),
        rows=4,
        sentence=_("Schrijf op wat de les is."),
    )
    transferable_to = long_text(
        _("Voor wie is dit ook bruikbaar?"),
        _("Bijvoorbeeld: kleine gemeenten, of scholen met een ouderkamer."),
        rows=2,
    )
    event = SelectField(_("Bij welke bijeenkomst is dit geleerd?"))
    outcome = line_field(
        _("Uit welke opbrengst is dit geleerd?"),
        most=20,
        description=_("Het nummer, bijvoorbeeld: OPB-0004."),
        render_kw={"class": "short"},
    )
    line = SelectField(
        _("Bij welke lijn van verandering hoort dit?"),
        choices=[
            SelectChoice("", _NO_LINE),
            *(SelectChoice(one.value, cast("str", one.label)) for one in ChangeLine),
        ],
        coerce=or_none(ChangeLine),
    )
    challenges = challenge_ticks(_("Bij welke opgaven hoort dit?"))

    def __init__(
        self,
        writer: User,
        meetings: Sequence[Event],
        challenges: Sequence[Challenge],
        **kwargs: Any,
    ) -> None:
        """Offer meetings and opgaven.

        Args:
            writer: who fills it in; only the project team writes about what is not their own.
        """
        super().__init__(**kwargs)
        self._writer = writer
        self._meetings = {one.ref: one for one in meetings}
        self._challenges = {one.id: one for one in challenges}
        self._found: Outcome | None = None
        self.event.choices = meeting_choices(meetings)
        self.challenges.choices = challenge_choices(challenges)

    def validate_event(self, field: Field) -> None:
        """Ask where it was learned."""
        if not field.data and not self.outcome.data:
            raise ValidationError(_("Kies een bijeenkomst of vul het nummer van een opbrengst in."))

    def validate_outcome(self, field: Field) -> None:
        """Find the outcome; an organiser without a meeting must be able to write on it."""
        if not field.data:
            return
        self._found = queries.outcome_of(self._writer, field.data)
        if self._found is None:
            raise ValidationError(_("Deze opbrengst vinden we niet. Schrijf het zo: OPB-0004."))
        is_team = self._writer.holds(RoleName.PROJECT_TEAM)
        if not (is_team or self.event.data or writable(self._writer, self._found)):
            raise ValidationError(_("Dit is niet jouw opbrengst. Kies er je bijeenkomst bij."))

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        values = super().values()
        return values | {
            "event": self._meetings.get(values["event"]),
            "outcome": self._found,
            "challenges": [self._challenges[number] for number in values["challenges"]],
        }


def lesson_of(lesson: Lesson) -> dict[str, Any]:
    """Give a lesson as it was filled in, for `LessonForm(data=...)`."""
    return {
        "factor": lesson.factor,
        "text": lesson.text,
        "transferable_to": lesson.transferable_to,
        "event": lesson.event.ref if lesson.event else "",
        "outcome": lesson.outcome.label if lesson.outcome else None,
        "line": lesson.line,
        "challenges": [one.id for one in lesson.challenges],
    }


class LessonFilter(Form):
    """Which lessons to show; it stands in the address, so an unknown value means all."""

    words = StringField(_("Zoek in de tekst"), name="zoek")
    factor = SelectField(_("Wat voor les"), name="soort", choices=[ALL, *choices(LessonFactor)])
    challenge = SelectField(_("Opgave"), name="opgave")
    line = SelectField(
        _("Lijn van verandering"),
        name="lijn",
        choices=[
            ALL,
            *(SelectChoice(one.value, cast("str", one.label)) for one in ChangeLine),
        ],
    )

    def __init__(self, challenges: Sequence[Challenge], typed: Any) -> None:
        """Offer the opgaven."""
        super().__init__(typed)
        self.challenge.choices = [
            ALL,
            *(SelectChoice(one.slug, f"{one.number}. {one.name}") for one in challenges),
        ]

    def choice(self) -> Choice:
        """Give the filter as the list asks for it."""
        factors = {one.value: one for one in LessonFactor}
        lines = {one.value: one for one in ChangeLine}
        slugs = {choice.value for choice in self.challenge.choices}
        return Choice(
            words=searched(self.words.data) or None,
            factor=factors.get(self.factor.data),
            challenge=self.challenge.data if self.challenge.data in slugs else None,
            line=lines.get(self.line.data),
        )

    def address(self) -> dict[str, str]:
        """Give the arguments of an address with the same choice."""
        return {field.name: field.data for field in self if field.data}
