"""What we ask about a format: its ingredients, and what is new in a version."""

from typing import Any, cast

from flask_babel import lazy_gettext as _
from wtforms import Field, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from academie.core.forms import BaseForm, WholeNumberField, required, trimmed_text
from academie.core.together import SharedForm
from academie.events.terms import AttendanceMode
from academie.planning.forms import choices, line, own_sentence, text
from academie.planning.models import Format, FormatIngredient
from academie.planning.terms import Letter, Part
from academie.programme.terms import SessionKind

_BEFORE, _AFTER = "before", "after"
_RANGE = _("Vul een getal in van %(min)d tot en met %(max)d.")


def _number(
    label: Any, least: int, most: int, sentence: Any = None, description: Any = ""
) -> WholeNumberField:
    needed = InputRequired(sentence) if sentence else Optional()
    return WholeNumberField(
        label,
        [needed, NumberRange(least, most, _RANGE)],
        description=description,
        render_kw={"class": "short", "inputmode": "numeric"},
    )


def _side(label: Any, before: Any, after: Any) -> SelectField:
    sides = [SelectChoice(_BEFORE, before), SelectChoice(_AFTER, after)]
    return SelectField(label, [InputRequired()], choices=sides)


def _signed(distance: int | None, side: str) -> int | None:
    return -distance if distance is not None and side == _BEFORE else distance


class IngredientForm(SharedForm):
    """What every ingredient has: a title, and what to know about it."""

    title = line(_("Naam van het onderdeel"), _("Vul een naam in."), most=120)
    details = text(_("Wat moet iemand hierover weten?"))


class RoleForm(IngredientForm):
    """A role."""


class ProgrammeForm(IngredientForm):
    """An item of the programme."""

    session_kind = SelectField(
        _("Soort"),
        [InputRequired()],
        choices=choices(SessionKind),
    )
    distance = _number(
        _("Hoeveel minuten van het begin?"), 0, 1440, _("Vul een aantal minuten in.")
    )
    side = _side(_("Voor of na het begin?"), _("voor het begin"), _("na het begin"))
    minutes = _number(_("Hoeveel minuten duurt het?"), 1, 1440, _("Vul in hoe lang het duurt."))

    def values(self) -> dict[str, Any]:
        """Give the columns of an ingredient."""
        data = super().values()
        offset = _signed(data.pop("distance"), data.pop("side"))
        return data | {
            "session_kind": SessionKind(data["session_kind"]),
            "offset_minutes": offset,
        }


class TaskIngredientForm(IngredientForm):
    """A task, with its day counted from the meeting's."""

    distance = _number(
        _("Hoeveel dagen van de bijeenkomst?"), 0, 730, _("Vul een aantal dagen in.")
    )
    side = _side(_("Ervoor of erna?"), _("ervoor"), _("erna"))

    def values(self) -> dict[str, Any]:
        """Give the columns of an ingredient."""
        data = super().values()
        return data | {"days": _signed(data.pop("distance"), data.pop("side"))}


class MailForm(TaskIngredientForm):
    """A mail; some have no day but a reason."""

    distance = _number(
        _("Hoeveel dagen van de bijeenkomst?"),
        0,
        730,
        description=_(
            "Alleen voor een e-mail die jullie zelf sturen. De andere hebben een vaste dag."
        ),
    )
    side = _side(_("Ervoor of erna?"), _("ervoor"), _("erna"))
    sentence = own_sentence()


class NewMailForm(MailForm):
    """A mail that a format did not have yet: one of ours, or one that staff send themselves."""

    letter = SelectField(
        _("Welke e-mail?"),
        choices=[
            SelectChoice("", cast("str", _("Een e-mail die we zelf sturen"))),
            *choices(Letter),
        ],
    )

    def __init__(self, made: Format, **kwargs: Any) -> None:
        """Know which mails the format has."""
        super().__init__(**kwargs)
        self._known = {row.key for row in made.of(Part.MAIL)}

    def validate_letter(self, field: Field) -> None:
        """Refuse a mail twice."""
        if field.data in self._known:
            raise ValidationError(_("Deze e-mail staat al in de blauwdruk."))

    def values(self) -> dict[str, Any]:
        """Give the columns of an ingredient; a mail of ours is known by its key."""
        data = super().values()
        letter = data.pop("letter")
        return data | ({"key": letter} if letter else {})


class CapacityForm(IngredientForm):
    """Seats for one way to take part."""

    number = _number(_("Hoeveel plekken?"), 0, 100_000, _("Vul een aantal plekken in."))
    mode = SelectField(
        _("Waar?"),
        [InputRequired()],
        choices=choices(AttendanceMode),
    )

    def values(self) -> dict[str, Any]:
        """Give the columns of an ingredient."""
        data = super().values()
        return data | {"mode": AttendanceMode(data["mode"])}


FORMS: dict[Part, type[IngredientForm]] = {
    Part.PROGRAMME: ProgrammeForm,
    Part.ROLE: RoleForm,
    Part.TASK: TaskIngredientForm,
    Part.MAIL: MailForm,
    Part.CAPACITY: CapacityForm,
}


def said_by(row: FormatIngredient) -> dict[str, Any]:
    """Fill in what an ingredient says already."""
    counted = row.offset_minutes if row.part is Part.PROGRAMME else row.days
    return {
        "title": row.title,
        "details": row.details,
        "session_kind": row.session_kind and row.session_kind.value,
        "distance": None if counted is None else abs(counted),
        "side": _BEFORE if counted is None or counted < 0 else _AFTER,
        "minutes": row.minutes,
        "number": row.number,
        "sentence": row.sentence,
        "mode": row.mode and row.mode.value,
    }


class IssueForm(BaseForm):
    """What is new in a version."""

    note = TextAreaField(
        _("Wat is er nieuw in deze versie?"),
        [
            required(_("Schrijf op wat er nieuw is.")),
            Length(max=500, message=_("Maak dit korter: hooguit %(max)d tekens.")),
        ],
        filters=[trimmed_text],
        render_kw={"rows": 2},
    )
