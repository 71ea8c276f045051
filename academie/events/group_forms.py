"""What we ask of staff about breakout groups."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from academie.core.forms import trimmed
from academie.core.together import SharedForm
from academie.events.fields import TOO_LONG, long_text, seats
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode
from academie.reference.models import Challenge


class GroupForm(SharedForm):
    """A breakout group: about an opgave, or a subject of its own."""

    challenge = SelectField(_("Opgave"))
    title = StringField(
        _("Onderwerp"),
        [Length(max=120, message=TOO_LONG)],
        filters=[trimmed],
        description=_("Leeg: de naam van de opgave."),
    )
    mode = RadioField(_("Voor wie?"), [InputRequired(_("Kies voor wie de groep is."))])
    capacity = seats(_("Plekken"))
    facilitator = StringField(
        _("Wie begeleidt de groep?"),
        [Length(max=200, message=TOO_LONG)],
        filters=[trimmed],
        description=_("Dit zien alleen medewerkers."),
    )

    def __init__(self, event: Event, challenges: Sequence[Challenge], **kwargs: Any) -> None:
        """Offer these opgaven, and the ways to take part in this meeting."""
        super().__init__(**kwargs)
        self._offered = challenges
        self._modes = event.mode.attendance_modes
        self.challenge.choices = [
            SelectChoice("", gettext("Een eigen onderwerp")),
            *(SelectChoice(row.slug, row.name) for row in challenges),
        ]
        if len(self._modes) == 1:
            del self.mode
        else:
            self.mode.choices = [SelectChoice(mode.value, str(mode.label)) for mode in self._modes]

    def validate_title(self, field: Field) -> None:
        """Ask for a subject when no opgave says it."""
        if not field.data and not self.challenge.data:
            raise ValidationError(_("Vul een onderwerp in, of kies een opgave."))

    def values(self) -> dict[str, Any]:
        """Give the arguments of `groups.add` and `groups.change`."""
        data = super().values()
        chosen = next((row for row in self._offered if row.slug == data["challenge"]), None)
        return data | {
            "challenge": chosen,
            "title": data["title"] or (chosen.name if chosen else ""),
            "mode": AttendanceMode(data.get("mode", self._modes[0])),
        }


class NotesForm(SharedForm):
    """What a group talked about."""

    problems = long_text(_("Welke problemen noemde de groep?"), rows=5, most=5000)
    what_works = long_text(_("Wat werkt?"), rows=5, most=5000)
    agreements = long_text(_("Welke afspraken zijn er gemaakt?"), rows=5, most=5000)


def details_of(group: BreakoutGroup) -> dict[str, Any]:
    """Fill in what a group has already, for `GroupForm(data=...)`."""
    return {
        "challenge": group.challenge.slug if group.challenge else "",
        "title": group.title,
        "mode": group.pool.mode.value,
        "capacity": group.pool.capacity,
        "facilitator": group.facilitator,
    }


def notes_of(group: BreakoutGroup) -> dict[str, Any]:
    """Fill in what was written down already, for `NotesForm(data=...)`."""
    return {name: getattr(group, name) for name in ("problems", "what_works", "agreements")}
