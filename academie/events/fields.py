"""The fields of the forms about meetings."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol, cast

from flask_babel import lazy_gettext as _
from wtforms import Field, Form, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from academie.core.clock import SkippedHourError, from_local
from academie.core.forms import ALL, WholeNumberField, trimmed, trimmed_text
from academie.events.models import Series

MAX_SEATS = 100_000
_NO_LATER = timedelta()
TOO_LONG = _("Maak dit korter: hooguit %(max)d tekens.")
LINE: dict[str, Any] = {
    "filters": [trimmed],
    "validators": [Length(max=200, message=TOO_LONG)],
}


class _Word(Protocol):
    """A word of a list, as people know it."""

    value: str

    @property
    def label(self) -> object:
        """The word people know."""


def all_or(members: Any) -> list[SelectChoice]:
    """Offer every member after the choice that chooses nothing; for a filter."""
    return [ALL, *choices(members)]


def choices(members: Any) -> list[SelectChoice]:
    """Offer every member; WTForms writes its label only when it shows it, so that may be lazy."""
    return [_choice(member) for member in members]


def _choice(member: _Word) -> SelectChoice:
    return SelectChoice(member.value, cast("str", member.label))


def whole_number(
    label: Any, *, most: int, least: int = 0, description: Any = ""
) -> WholeNumberField:
    """Ask for a whole number, or none."""
    return WholeNumberField(
        label,
        [
            Optional(),
            NumberRange(least, most, _("Vul een getal in van %(min)d tot en met %(max)d.")),
        ],
        description=description,
        render_kw={"class": "short", "inputmode": "numeric"},
    )


def seats(label: Any) -> WholeNumberField:
    """Ask how many fit."""
    return whole_number(label, most=MAX_SEATS, description=_("Laat leeg als er geen grens is."))


def long_text(label: Any, *, rows: int, most: int, description: Any = "") -> TextAreaField:
    """Ask for a longer text."""
    return TextAreaField(
        label,
        [Length(max=most, message=TOO_LONG)],
        filters=[trimmed_text],
        description=description,
        render_kw={"rows": rows},
    )


def ticks(label: Any, choices: Any = (), description: Any = "") -> SelectMultipleField:
    """Ask for any number of things."""
    return SelectMultipleField(
        label,
        choices=choices,
        description=description,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def moment_of(day: Field, at: Field, later: timedelta = _NO_LATER) -> datetime | None:
    """Join a day, or one that lies so much later, and a time; None while they are no moment."""
    if not day.data or not at.data:
        return None
    try:
        return from_local(day.data + later, at.data)
    except SkippedHourError:
        return None


def refuse_skipped(day: Field, at: Field, later: timedelta = _NO_LATER) -> None:
    """Refuse a time that the clock skips."""
    if day.data and at.data and moment_of(day, at, later) is None:
        raise ValidationError(SkippedHourError.message)


def refuse_half(day: Field, at: Field, later: timedelta = _NO_LATER) -> None:
    """Refuse a day without a time, or a time without a day; what cannot be read says so itself."""
    if day.process_errors or at.process_errors:
        return
    if bool(day.data) != bool(at.data):
        raise ValidationError(_("Vul de dag en de tijd allebei in, of geen van beide."))
    refuse_skipped(day, at, later)


class SeriesField(SelectField):
    """Which series a meeting belongs to; a series holds meetings of its own kind only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with nothing to choose."""
        super().__init__(*args, **kwargs)
        self.offer(())

    def offer(self, series: Sequence[Series]) -> None:
        """Offer these series."""
        self._offered = {row.ref: row for row in series}
        self.choices = [
            SelectChoice("", cast("str", _("Geen reeks"))),
            *(SelectChoice(row.ref, row.title) for row in series),
        ]

    @property
    def series(self) -> Series | None:
        """The one that was chosen."""
        return self._offered.get(self.data)

    def post_validate(self, form: Form, validation_stopped: bool) -> None:  # noqa: FBT001 - WTForms calls it so
        """Hold the kind of the meeting against that of the series."""
        del validation_stopped
        if self.series and self.series.kind != form["kind"].data:
            kind = str(self.series.kind.label).lower()
            raise ValidationError(_("In deze reeks past alleen: %(kind)s.", kind=kind))
