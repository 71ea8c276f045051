"""From when until when people can register, as the form of a meeting asks it."""

from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _
from wtforms import Field, TextAreaField
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput

from academie.core import clock, together
from academie.core.forms import BaseForm, DutchDateField, DutchTimeField
from academie.events.fields import moment_of, refuse_half

_AS_IT_WAS = timedelta()


class WindowForm(BaseForm):
    """A form with these fields beside the day and the times of a meeting.

    What nobody typed anew moves along with the day: who closes registration two days before, means
    two days before. An opening that has been stays, so that nobody is shut out again.

    Attributes:
        marks: what each field said when the form was opened.
        day_was: the day of the meeting then.
    """

    day: DutchDateField
    end: DutchTimeField
    marks = TextAreaField(widget=HiddenInput())
    day_was = DutchDateField(widget=HiddenInput())
    opens_day = DutchDateField(
        _("Aanmelden kan vanaf"), description=_("Leeg: vanaf het publiceren.")
    )
    opens_time = DutchTimeField(_("Vanaf hoe laat?"))
    closes_day = DutchDateField(
        _("Aanmelden kan tot"),
        description=_(
            "Leeg: tot het begin van de bijeenkomst. Verander je de datum, dan schuift dit mee."
        ),
    )
    closes_time = DutchTimeField(_("Tot hoe laat?"))

    @property
    def opens_at(self) -> datetime | None:
        """The moment at which registration opens; None is at publishing."""
        return moment_of(self.opens_day, self.opens_time, self._opens_later())

    @property
    def closes_at(self) -> datetime | None:
        """The moment at which registration closes; None is when the meeting begins."""
        return moment_of(self.closes_day, self.closes_time, self._shift("closes"))

    def validate_opens_time(self, field: Field) -> None:
        """Refuse half a moment, and one that lies behind the meeting."""
        refuse_half(self.opens_day, field, self._opens_later())
        opens, ends = self.opens_at, moment_of(self.day, self.end)
        if opens and ends and opens >= ends:
            raise ValidationError(_("Dan is de bijeenkomst al geweest. Kies een eerdere dag."))

    def validate_closes_time(self, field: Field) -> None:
        """Refuse half a moment, and one before registration opens."""
        refuse_half(self.closes_day, field, self._shift("closes"))
        opens, closes = self.opens_at, self.closes_at
        if opens and closes and closes <= opens:
            raise ValidationError(
                _("Aanmelden stopt dan voordat het begint. Kies een latere tijd.")
            )

    def _opens_later(self) -> timedelta:
        """Tell how far the opening moves along; not at all when it has been."""
        typed = moment_of(self.opens_day, self.opens_time)
        has_been = typed is not None and typed <= clock.now()
        return _AS_IT_WAS if has_been else self._shift("opens")

    def _shift(self, name: str) -> timedelta:
        """Tell how far a moment moves along; not at all when somebody typed it anew."""
        before = together.read(self.marks.data or "")
        fields = (f"{name}_day", f"{name}_time")
        if any(before.get(part) != together.digest(self[part].data) for part in fields):
            return _AS_IT_WAS
        is_known = isinstance(self.day.data, date) and isinstance(self.day_was.data, date)
        return self.day.data - self.day_was.data if is_known else _AS_IT_WAS
