"""The base of every form: Dutch messages, forgiving fields, values named as services want them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from flask import g, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    Field,
    Form,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.meta import DefaultMeta
from wtforms.validators import DataRequired, StopValidation, ValidationError

from academie.core.addresses import address_of
from academie.core.db import db

_DATE = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_TIME = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})(?:\s*uur)?")
EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)
_MOST_DIGITS = 9
_KEPT = {"\n", "\r", "\t"}
_UNSEEN = {
    chr(point)
    for point in (
        *(0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A)),
        *(0xFEFF, 0xFFFE, 0xFFFF),
    )
}
LONGEST_LINE = 500
LONGEST_TEXT = 20_000
LONGEST_SEARCH = 100
_EVERY: Any = _("Alle")
ALL = SelectChoice("", _EVERY)
"""The choice of a filter that chooses nothing."""


def required(message: LazyString | str) -> DataRequired:
    """Ask for a field, with the sentence that stands beside it when it is empty."""
    return _Required(message)


class _Required(DataRequired):
    """What was typed but could not be read is not missing: then the field's own words count."""

    def __call__(self, form: Form, field: Field) -> None:
        """Check one field."""
        if field.process_errors:
            raise StopValidation
        super().__call__(form, field)


def trimmed(value: object) -> object:
    """Take away spaces around what was typed; nothing left is None."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return value


def trimmed_text(value: object) -> object:
    """Take away spaces around a longer text, keeping its lines."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip() or None
    return value


def printable(text: str) -> str:
    """Take away control characters and other points that no file can carry.

    Marks that nobody sees go too: they turn a line around, or make a name of nothing.
    """
    return "".join(
        letter
        for letter in text
        if letter in _KEPT
        or (unicodedata.category(letter) not in {"Cc", "Cs"} and letter not in _UNSEEN)
    )


def searched(typed: str | None) -> str:
    """Tidy what somebody searches for: on one line, and no longer than anybody needs."""
    return " ".join(printable(typed or "").split())[:LONGEST_SEARCH]


class BaseForm(FlaskForm):
    """A form whose fields bear the argument names of the service behind it."""

    class Meta(FlaskForm.Meta):
        """What counts as typed: the fields of a form that was sent, and no JSON or files."""

        locales = ("nl",)  # type: ignore[assignment] # typed after its default, False
        get_translations = DefaultMeta.get_translations  # Flask-WTF's reads them for each request

        def wrap_formdata(self, form: Form, formdata: object) -> MultiDict[str, str] | None:
            """Take what this request sent, unless the view hands it in, and clean it."""
            del form
            if formdata is not None and not isinstance(formdata, MultiDict):
                formdata = request.form if request.method == "POST" else None
            return MultiDict(_printable_items(formdata)) if formdata else None

    def hidden_tag(self, *fields: str) -> Markup:
        """Write the fields that nobody sees, and where a form counts once the mark of its page."""
        tags = Markup(super().hidden_tag(*fields))  # noqa: S704 - written by WTForms
        if "once" in g:
            tags += Markup('<input name="once" type="hidden" value="{}">').format(g.once)
        return tags

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check every field, and that no text is longer than pages and indexes can hold."""
        for field in self._fields.values():
            _check_length(field)
        return bool(super().validate(extra_validators))

    def is_clear(self, *names: str) -> bool:
        """Check these fields alone, for whoever asks about them and saves nothing."""
        self.validate()
        for name, field in self._fields.items():
            if name not in names:
                field.errors = ()
        return not self.errors

    def values(self) -> dict[str, Any]:
        """Give what was filled in, without the token and the buttons."""
        return {
            name: field.data
            for name, field in self._fields.items()
            if field.type not in {"CSRFTokenField", "SubmitField"}
        }

    def refuse(self, field: str | None, message: str) -> None:
        """Undo what a service had begun, and put its refusal beside a field or above the form."""
        db.session.rollback()
        if field is None:
            self.form_errors.append(message)
        else:
            self._fields[field].errors = [*self._fields[field].errors, message]


def _check_length(field: Field) -> None:
    long = isinstance(field, TextAreaField | HiddenField)
    most = LONGEST_TEXT if long else LONGEST_LINE
    if isinstance(field.data, str) and len(field.data) > most:
        field.process_errors = (_("Dit is te lang. Gebruik hooguit %(most)s tekens.", most=most),)


def _printable_items(typed: MultiDict[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in typed.items(multi=True):
        yield name, printable(value)


class EmailField(StringField):
    """An e-mail address, in lower case; the mail itself shows whether it exists."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean what was typed."""
        typed = [text.strip().lower() for text in valuelist]
        super().process_formdata(typed)

    def pre_validate(self, form: Form) -> None:
        """Check the shape of the address."""
        del form
        if not self.data:
            return
        address = address_of(self.data)
        if address is None:
            raise ValidationError(
                _("Dit e-mailadres klopt niet. Schrijf het zo: naam@voorbeeld.nl.")
            )
        self.data = address


class DutchDateField(DateField):
    """A day, written as `9-3-2027` or as the browser's own picker sends it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show `9-3-2027`."""
        kwargs["format"] = "%Y-%m-%d"
        super().__init__(*args, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read either way of writing."""
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            self.data = None
            return
        day, self.data = day_of(text), None
        if day is None:
            raise ValueError(_("Schrijf de datum zo: 9-3-2027."))
        if not EARLIEST <= day <= LATEST:
            raise ValueError(_("Kies een dag in de jaren 1900 tot en met 2100."))
        self.data = day


def day_of(text: str) -> date | None:
    """Read a day, written as `9-3-2027` or `2027-03-09`; None when it is none."""
    match = _DATE.fullmatch(text)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(text)
    except ValueError:
        return None


class DutchTimeField(TimeField):
    """A time of day, written as `19.30`, `19:30` or `1930`."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read any of the ways of writing."""
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            self.data = None
            return
        match = _TIME.fullmatch(text)
        try:
            found = time(int(match[1]), int(match[2])) if match else time.fromisoformat(text)
            self.data = found.replace(second=0, microsecond=0, tzinfo=None)
        except ValueError as error:
            self.data = None
            raise ValueError(_("Schrijf de tijd zo: 19.30.")) from error


class WholeNumberField(IntegerField):
    """A whole number, with our own words when it is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
            raise ValueError(_("Vul een getal in."))
        self.data = int(text)
