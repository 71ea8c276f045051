"""What we ask of staff about the form of a meeting."""

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, RadioField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from academie.core.forms import BaseForm, DutchDateField, required, trimmed
from academie.core.together import SharedForm
from academie.events.fields import TOO_LONG, choices, long_text, ticks
from academie.events.models import Event
from academie.questions.models import OptionalField, QuestionKind

FEWEST_OPTIONS = 2
MOST_OPTIONS = 8
LONGEST_OPTION = 80


class FieldsForm(SharedForm):
    """Which optional fields the form of a meeting asks."""

    fields = ticks(
        _("Wat vraagt het formulier?"),
        description=_("Vraag alleen wat je echt gebruikt. Niemand hoeft dit in te vullen."),
    )

    def __init__(self, event: Event, asked: Collection[OptionalField], **kwargs: Any) -> None:
        """Begin with what it asks now; a meeting for partners asks the organisation anyhow."""
        super().__init__(data={"fields": [field.value for field in asked]}, **kwargs)
        always = {OptionalField.ORGANISATION} if event.kind.for_partners else set()
        self.fields.choices = choices(field for field in OptionalField if field not in always)

    def values(self) -> dict[str, Any]:
        """Give the arguments of `service.choose_fields`."""
        return {"fields": [OptionalField(value) for value in self.fields.data or ()]}


class QuestionForm(BaseForm):
    """A question of one's own; never one that is answered in words of one's own."""

    text = StringField(
        _("Vraag"),
        [required(_("Vul de vraag in.")), Length(max=150, message=TOO_LONG)],
        [trimmed],
        description=_("Stel één korte vraag. Vraag niet naar geld, gezondheid of het gezin."),
    )
    reason = StringField(
        _("Waarom vraag je dit?"),
        [required(_("Vul in waarom je dit vraagt.")), Length(max=200, message=TOO_LONG)],
        [trimmed],
        description=_("Dit staat onder de vraag, voor wie zich aanmeldt."),
    )
    kind = RadioField(
        _("Hoe geven mensen antwoord?"),
        [InputRequired(_("Kies hoe mensen antwoord geven."))],
        choices=choices(QuestionKind),
    )
    options = long_text(
        _("Antwoorden om uit te kiezen"),
        rows=4,
        most=1000,
        description=_("Eén antwoord per regel. Alleen nodig bij een lijst."),
    )
    erase_on = DutchDateField(
        _("Wanneer wissen we de antwoorden?"),
        [required(_("Kies een dag. Bijvoorbeeld twee weken na de bijeenkomst."))],
        description=_("Wie zich aanmeldt, ziet deze dag ook."),
    )

    def validate_options(self, field: Field) -> None:
        """Ask for a list that leaves something to choose."""
        options = _lines(field.data)
        if self.kind.data != QuestionKind.ONE_OF:
            return
        if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
            raise ValidationError(
                _(
                    "Schrijf %(least)s tot %(most)s verschillende antwoorden op.",
                    least=FEWEST_OPTIONS,
                    most=MOST_OPTIONS,
                )
            )
        if any(len(option) > LONGEST_OPTION for option in options):
            raise ValidationError(
                _("Maak elk antwoord korter: hooguit %(max)s tekens.", max=LONGEST_OPTION)
            )

    def values(self) -> dict[str, Any]:
        """Give the arguments of `service.add`."""
        reason = str(self.reason.data)
        sentence = reason if reason.endswith((".", "!", "?")) else f"{reason}."
        return super().values() | {
            "kind": QuestionKind(self.kind.data),
            "options": _lines(self.options.data),
            "reason": sentence,
        }


def _lines(text: str | None) -> list[str]:
    """Read one answer from each line, each answer once."""
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return list(dict.fromkeys(line for line in lines if line))
