"""The filter above the list of meetings of staff."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Form, SelectField, StringField

from academie.core.forms import LONGEST_SEARCH, searched
from academie.events.fields import all_or
from academie.events.overview import Choice
from academie.events.terms import EventKind, EventStatus

_KINDS = {kind.value: kind for kind in EventKind}
_STATUSES = {status.value: status for status in EventStatus}


class OverviewFilter(Form):
    """Which meetings to show; it stands in the address, so an unknown value means all."""

    words = StringField(
        _("Titel of plaats"),
        name="zoek",
        filters=[searched],
        render_kw={"type": "search", "maxlength": LONGEST_SEARCH},
    )
    kind = SelectField(_("Soort bijeenkomst"), name="soort", choices=all_or(EventKind))
    status = SelectField(_("Stand"), name="stand", choices=all_or(EventStatus))
    over = BooleanField(name="geweest")

    def __init__(self, typed: Any) -> None:
        """Read it from an address."""
        super().__init__(typed)

    def choice(self) -> Choice:
        """Give the filter as the list asks for it."""
        return Choice(
            words=self.words.data or "",
            kind=_KINDS.get(self.kind.data),
            status=_STATUSES.get(self.status.data),
            over=self.over.data,
        )

    def address(self, *, over: bool) -> dict[str, str]:
        """Give the arguments of an address with the same choice, of what is over or is not."""
        return self.narrowed() | ({"geweest": "1"} if over else {})

    def narrowed(self) -> dict[str, str]:
        """Give what was chosen, by the name of its field."""
        chosen = (self.words, self.kind, self.status)
        return {field.name: field.data for field in chosen if field.data}
