"""The filter above the register of outcomes."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from academie.core.forms import ALL, LONGEST_SEARCH, searched
from academie.events.fields import all_or
from academie.events.models import Event
from academie.followups.fields import or_none
from academie.followups.listing import Choice
from academie.followups.terms import OutcomeState
from academie.reference.models import ChangeLine


class RegisterFilter(Form):
    """Words, state, line of change and meeting; a choice that is not offered counts as none."""

    q = StringField(
        _("Zoek op woord, plaats of nummer"),
        filters=[searched],
        render_kw={"type": "search", "maxlength": LONGEST_SEARCH},
    )
    state = SelectField(_("Stand"), choices=all_or(OutcomeState), default="")
    line = SelectField(_("Lijn van verandering"), choices=all_or(ChangeLine), default="")
    event = SelectField(_("Bijeenkomst"), default="")

    def __init__(self, meeting: Event | None, typed: Any) -> None:
        """Offer the one meeting whose outcomes were asked for; search finds the others."""
        super().__init__(typed)
        self._meeting = meeting
        self.event.choices = [ALL]
        if meeting:
            self.event.choices.append(SelectChoice(meeting.ref, meeting.title))
        self.validate()
        for field in self:
            if field.errors:
                field.data, field.errors = "", ()

    def choice(self, page: int) -> Choice:
        """Give the filter as the register asks for it."""
        return Choice(
            words=self.q.data or "",
            state=or_none(OutcomeState)(self.state.data),
            line=or_none(ChangeLine)(self.line.data),
            event=self._meeting if self.event.data else None,
            page=page,
        )

    def arguments(self) -> dict[str, str]:
        """Give what was chosen, for the addresses of other pages."""
        return {field.name: field.data for field in self if field.data}
