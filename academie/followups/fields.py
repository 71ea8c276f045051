"""The fields of the forms about outcomes."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from academie.core.forms import required, trimmed, trimmed_text
from academie.core.terms import Term
from academie.reference.models import ChangeLine, KnowledgeSource

_NOTHING: Any = _("Maak een keuze")
NOTHING_CHOSEN = SelectChoice("", _NOTHING)
TOO_LONG = _("Maak dit korter: hooguit %(max)d tekens.")


def or_none(terms: type[Any]) -> Callable[[str | None], Any]:
    """Read a choice as a word of a list; nothing chosen is None."""
    return lambda value: terms(value) if value else None


def choices(terms: type[Term]) -> list[SelectChoice]:
    """Offer each word of a list."""
    return [_choice(term, term.label) for term in terms]


def _choice(term: Term | ChangeLine | KnowledgeSource, label: Any) -> SelectChoice:
    return SelectChoice(term.value, label)


def select(label: Any, terms: type[Term], sentence: Any = None, **kwargs: Any) -> SelectField:
    """Ask for one word of a list; with a sentence it must be chosen."""
    return SelectField(
        label,
        [InputRequired(sentence)] if sentence else [Optional()],
        choices=[NOTHING_CHOSEN, *choices(terms)],
        coerce=or_none(terms),
        **kwargs,
    )


def ticks(label: Any, terms: type[Term | ChangeLine | KnowledgeSource]) -> SelectMultipleField:
    """Ask for any number of words of a list."""
    return SelectMultipleField(
        label,
        choices=[_choice(term, term.label) for term in terms],
        coerce=or_none(terms),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def line_field(label: Any, sentence: Any = None, *, most: int = 200, **kwargs: Any) -> StringField:
    """Ask for one line; with a sentence it must be filled in."""
    needed = [required(sentence)] if sentence else []
    return StringField(
        label, [*needed, Length(max=most, message=TOO_LONG)], filters=[trimmed], **kwargs
    )


def text(label: Any, description: Any = "", *, rows: int = 3, sentence: Any = None) -> Any:
    """Ask for a longer text; with a sentence it must be filled in."""
    needed = [required(sentence)] if sentence else []
    return TextAreaField(
        label,
        [*needed, Length(max=2000, message=TOO_LONG)],
        filters=[trimmed_text],
        description=description,
        render_kw={"rows": rows},
    )
