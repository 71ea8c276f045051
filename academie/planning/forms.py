"""What we ask about the plan of a meeting: its tasks, ingredients, contacts, and a copy."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from academie.core.forms import BaseForm, DutchDateField, required, trimmed, trimmed_text
from academie.core.together import SharedForm
from academie.planning.terms import IngredientState

_TOO_LONG = _("Maak dit korter: hooguit %(max)d tekens.")


def line(label: Any, sentence: Any = None, *, most: int = 200, **kwargs: Any) -> StringField:
    """Ask for one line; with a sentence it must be filled in."""
    needed = [required(sentence)] if sentence else [Optional()]
    return StringField(
        label, [*needed, Length(max=most, message=_TOO_LONG)], filters=[trimmed], **kwargs
    )


def choices(terms: Any) -> list[SelectChoice]:
    """Offer each word of a list."""
    return [SelectChoice(term.value, term.label) for term in terms]


def text(label: Any, description: Any = "", *, rows: int = 3) -> TextAreaField:
    """Ask for a longer text that may stay empty."""
    return TextAreaField(
        label,
        [Length(max=1000, message=_TOO_LONG)],
        filters=[trimmed_text],
        description=description,
        render_kw={"rows": rows},
    )


def own_sentence() -> StringField:
    """Ask what a mail says besides its own words."""
    return line(
        _("Eigen zin in deze e-mail"),
        most=300,
        description=_("Eén zin die erbij komt. Bijvoorbeeld: Neem je kinderen gerust mee."),
    )


class TaskForm(SharedForm):
    """A task: what, by whom, before when."""

    title = line(_("Wat is er te doen?"), _("Schrijf op wat er te doen is."))
    owner = line(_("Wie doet het?"), most=80, description=_("Een voornaam is genoeg."))
    due_on = DutchDateField(_("Wanneer is het klaar?"), [required(_("Vul een dag in."))])


class FloatingTaskForm(TaskForm):
    """A task that has no day now, because its meeting has none."""

    due_on = DutchDateField(_("Wanneer is het klaar?"), [Optional()])


class MarkForm(SharedForm):
    """What a meeting does with an ingredient of its format."""

    state = RadioField(
        _("Hoe doe je dit onderdeel?"),
        [InputRequired(_("Kies hoe je dit onderdeel doet."))],
        choices=choices(IngredientState),
        coerce=lambda value: IngredientState(value) if value else None,
    )
    note = text(
        _("Wat is er anders, of waarom laat je het weg?"),
        _("Dit helpt wie na jou een bijeenkomst maakt. Noem geen namen."),
    )

    def validate_note(self, field: Field) -> None:
        """Ask for the words that belong to another choice than that of the format."""
        if self.state.data is IngredientState.ADAPTED and not field.data:
            raise ValidationError(_("Schrijf op wat je anders doet."))
        if self.state.data is IngredientState.LEFT_OUT and not field.data:
            raise ValidationError(_("Schrijf op waarom je dit weglaat."))


class MailMarkForm(MarkForm):
    """What a meeting does with a mail of its format, and what that mail says besides."""

    sentence = own_sentence()


class ContactForm(SharedForm):
    """Whom to call about what."""

    role = line(
        _("Rol"),
        _("Vul de rol in. Bijvoorbeeld: gespreksleider."),
        most=80,
        render_kw={"list": "roles"},
    )
    name = line(_("Naam"), _("Vul een naam in."), most=80, render_kw={"autocomplete": "off"})
    phone = line(
        _("Telefoonnummer"),
        most=40,
        render_kw={"inputmode": "tel", "autocomplete": "off"},
    )


class EmergencyForm(SharedForm):
    """What the run sheet says for an emergency."""

    emergency = text(
        _("Wat doe je bij nood?"),
        _("Laat leeg voor de gewone tekst. Die zie je op het blad."),
        rows=4,
    )


class CopyForm(BaseForm):
    """The day of a copy."""

    day = DutchDateField(
        _("Op welke dag is de nieuwe bijeenkomst?"), [required(_("Vul een datum in."))]
    )
