"""The base of every form: Dutch messages, forgiving fields, values named as services want them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
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

from academie.core.db import db
from academie.core.mail import ENCODED_WORD

_DATE = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_TIME = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})(?:\s*uur)?")
EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)
_LINK = re.compile(r"://|www\.|@|[^\s.]{2}\.(?:[a-z]{2,}|[A-Z]{2,})")
"""What mail programs make a link of; a dot after one letter or before a capital is of a name."""

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
_NO_WEB_ADDRESS = _("Dit is geen webadres. Schrijf het zo: https://voorbeeld.nl.")
_SECRET_IN_ADDRESS = _("In deze link staat een gebruikersnaam of een wachtwoord. Haal dat eruit.")


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


def only_a_name(_form: Form, field: Field) -> None:
    """Refuse a link in a name: it would stand in a mail to any address that a stranger types."""
    if field.data and _LINK.search(field.data):
        raise ValidationError(_("Schrijf hier alleen een naam. Zet na een punt een spatie."))


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


def is_web_address(text: str) -> bool:
    """Tell whether a text is a link that is safe to press: http or https, and nothing else.

    One with a name or a password before the house is not: it gives a secret away, or says that it
    leads to another house than it does.
    """
    return _is_address(text) and not _tells_who(text)


def require_web_address(text: str | None) -> None:
    """Refuse what is no link that is safe to press.

    Raises:
        ValidationError: it is none; the sentence says what to mend.
    """
    if not text or is_web_address(text):
        return
    raise ValidationError(_SECRET_IN_ADDRESS if _is_address(text) else _NO_WEB_ADDRESS)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in text


def _tells_who(text: str) -> bool:
    return "@" in urlsplit(text).netloc


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


def address_of(text: str) -> str | None:
    """Write an e-mail address as we keep it, in lower case; None when it is none.

    One with the start of an encoded word is refused: mail would go to what it hides, so that one
    mailbox had any number of addresses. Source: RFC 2047.
    """
    if ENCODED_WORD in text:
        return None
    try:
        checked = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return (checked.ascii_email or checked.normalized).lower()


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
