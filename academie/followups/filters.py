"""The filter above the register of outcomes."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice

from academie.events.models import Event
from academie.followups.fields import or_none
from academie.followups.terms import OutcomeState
from academie.reference.models import ChangeLine

_ALL: Any = _("Alle")


def _every(words: Any) -> list[SelectChoice]:
    return [SelectChoice("", _ALL), *(SelectChoice(word.value, word.label) for word in words)]


class RegisterFilter(Form):
    """State, line of change and meeting; a choice that is not offered counts as none."""

    state = SelectField(_("Stand"), choices=_every(OutcomeState), default="")
    line = SelectField(_("Lijn van verandering"), choices=_every(ChangeLine), default="")
    event = SelectField(_("Bijeenkomst"), default="")

    def __init__(self, meetings: Sequence[Event], typed: Any) -> None:
        """Offer the meetings that have outcomes."""
        super().__init__(typed)
        self._meetings = {meeting.ref: meeting for meeting in meetings}
        self.event.choices = [
            SelectChoice("", _ALL),
            *(SelectChoice(meeting.ref, meeting.title) for meeting in meetings),
        ]

    def choice(self) -> dict[str, Any]:
        """Give the filter as the register asks for it."""
        self.validate()
        for field in self:
            if field.errors:
                field.data, field.errors = "", ()
        return {
            "state": or_none(OutcomeState)(self.state.data),
            "line": or_none(ChangeLine)(self.line.data),
            "event": self._meetings.get(self.event.data),
        }
