"""The filter above the chain of outcomes."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice

from academie.core import clock
from academie.core.forms import ALL
from academie.events.models import Event


class ChainFilter(Form):
    """Meeting and municipality; a choice that is not offered counts as none."""

    meeting = SelectField(_("Bijeenkomst"), name="bijeenkomst", default="", validate_choice=False)
    place = SelectField(_("Gemeente"), name="gemeente", default="", validate_choice=False)

    def __init__(self, meetings: Sequence[Event], places: Sequence[str], typed: Any) -> None:
        """Offer the meetings and municipalities that have outcomes."""
        super().__init__(typed)
        self._meetings = {meeting.slug: meeting for meeting in meetings if meeting.slug}
        self.meeting.choices = [
            ALL,
            *(SelectChoice(slug, _called(meeting)) for slug, meeting in self._meetings.items()),
        ]
        self.place.choices = [
            ALL,
            *(SelectChoice(name, name) for name in places),
        ]
        self.meeting.data = self.meeting.data if self.meeting.data in self._meetings else ""
        self.place.data = self.place.data if self.place.data in places else ""

    def choice(self) -> dict[str, Any]:
        """Give the filter as the graph asks for it."""
        return {
            "meeting": self._meetings.get(self.meeting.data),
            "place": self.place.data or None,
        }

    @property
    def words(self) -> dict[str, str]:
        """Give the filter as addresses carry it."""
        chosen = {"bijeenkomst": self.meeting.data, "gemeente": self.place.data}
        return {name: value for name, value in chosen.items() if value}


def _called(meeting: Event) -> str:
    """Name a meeting with its year: the same title returns."""
    return f"{meeting.title}, {clock.to_local(meeting.starts_at).year}"
