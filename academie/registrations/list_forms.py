"""What we ask of staff around the list of a meeting: a search, a reason, a file."""

from typing import Any, TypeVar

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict
from wtforms import (
    BooleanField,
    Field,
    Form,
    HiddenField,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from academie.core.forms import ALL, BaseForm, required, searched, trimmed
from academie.events.fields import all_or, choices
from academie.events.models import Event
from academie.events.terms import AttendanceMode, Audience
from academie.registrations.listing import NO_GROUP, Choice, Order, Presence, Reach
from academie.registrations.models import RegistrationStatus

LONGEST_REASON = 200
E = TypeVar("E", RegistrationStatus, AttendanceMode, Audience, Presence, Reach)


class ListFilter(Form):
    """Whom to show; it stands in the address, so an unknown value means all."""

    words = StringField(_("Zoek op naam of code"), name="zoek")
    status = SelectField(_("Stand"), name="stand")
    mode = SelectField(_("Vorm"), name="vorm")
    group = SelectField(_("Groep"), name="groep")
    audience = SelectField(_("Doet mee als"), name="als")
    presence = SelectField(_("Was erbij"), name="erbij")
    reach = SelectField(_("Mail"), name="mail")
    order = SelectField(_("Volgorde"), name="volgorde")

    def __init__(self, event: Event, typed: Any, *, begun: bool) -> None:
        """Offer what can make a difference at this meeting.

        Args:
            begun: people may have come already.
        """
        super().__init__(typed)
        self.status.choices = all_or(RegistrationStatus)
        self.audience.choices = all_or(Audience)
        self.presence.choices = all_or(Presence)
        self.reach.choices = all_or(Reach)
        self.order.choices = choices(Order)
        self.mode.choices = all_or(AttendanceMode)
        self.group.choices = [
            ALL,
            *(SelectChoice(group.ref, group.title) for group in event.groups),
            SelectChoice(NO_GROUP, gettext("Geen groep")),
        ]
        if len(event.mode.attendance_modes) == 1:
            del self.mode
        if not event.groups:
            del self.group
        if not begun:
            del self.presence

    def choice(self) -> Choice:
        """Give the filter as the list asks for it."""
        orders = {order.value: order for order in Order}
        return Choice(
            words=searched(self.words.data) or None,
            status=_chosen(RegistrationStatus, self.status),
            mode=_chosen(AttendanceMode, self.mode),
            group=self._group(),
            audience=_chosen(Audience, self.audience),
            presence=_chosen(Presence, self.presence),
            reach=_chosen(Reach, self.reach),
            order=orders.get(self.order.data, Order.NAME),
        )

    def address(self) -> dict[str, str]:
        """Give the arguments of an address with the same choice."""
        return {field.name: field.data for field in self if field.data}

    def _group(self) -> str | None:
        offered = {choice.value for choice in self.group.choices} if self.group else set()
        return self.group.data if offered and self.group.data in offered - {""} else None


def _chosen(words: type[E], field: Field | None) -> E | None:
    """Read one of the words; a field that is not asked, or another word, means all."""
    known = {word.value: word for word in words}
    return known.get(field.data) if field is not None else None


class AheadForm(BaseForm):
    """Why somebody who waits goes before others."""

    reason = StringField(
        _("Waarom gaat deze aanmelding voor?"),
        [
            required(_("Schrijf op waarom deze aanmelding voorgaat.")),
            Length(max=LONGEST_REASON, message=_("Maak dit korter: hooguit %(max)d tekens.")),
        ],
        [trimmed],
        description=_("Je collega's lezen dit. Schrijf niets op over gezondheid of geld."),
        render_kw={"autocomplete": "off"},
    )


class ExportForm(BaseForm):
    """Which columns a download has, and what the ones with contact data are for."""

    with_contact = BooleanField(_("Zet ook achternaam, e-mailadres en telefoonnummer erin"))
    purpose = StringField(
        _("Waarvoor heb je die nodig?"),
        [Length(max=LONGEST_REASON, message=_("Maak dit korter: hooguit %(max)d tekens."))],
        [trimmed],
        description=_("Dit komt in het logboek. Zet er geen namen in."),
        render_kw={"autocomplete": "off"},
    )

    def validate_purpose(self, field: Field) -> None:
        """Ask what contact data are for."""
        if self.with_contact.data and not field.data:
            raise ValidationError(_("Schrijf op waarvoor je deze gegevens nodig hebt."))


class UploadForm(BaseForm):
    """A file with people to register."""

    class Meta(BaseForm.Meta):
        """What counts as typed here: the file as well."""

        def wrap_formdata(self, form: Form, formdata: object) -> Any:
            """Add the file to what was sent."""
            sent = super().wrap_formdata(form, formdata)
            return CombinedMultiDict([sent, request.files]) if sent else None

    file = FileField(_("CSV-bestand"), [InputRequired(_("Kies een bestand."))])


class _Content(HiddenField):
    """A file on its way from the preview to the button; it is kept nowhere."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it back."""
        self.data = valuelist[0].encode() if valuelist else b""

    def _value(self) -> str:
        return self.data.decode("utf-8-sig", "replace") if self.data else ""


class ApplyForm(BaseForm):
    """Whether what the preview showed is to be done."""

    content = _Content()
    digest = HiddenField()
    skip = BooleanField(_("Sla de geweigerde regels over en verwerk de rest"))
