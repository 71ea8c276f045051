"""What we ask of staff: the details of a meeting."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _
from wtforms import (
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from academie.core.clock import SkippedHourError, from_local, to_local
from academie.core.forms import (
    BaseForm,
    DutchDateField,
    DutchTimeField,
    EmailField,
    WholeNumberField,
    required,
    trimmed,
    trimmed_text,
)
from academie.events.models import (
    AttendanceMode,
    Event,
    EventKind,
    EventLine,
    EventMode,
    EventMunicipality,
)
from academie.reference.models import Challenge, ChangeLine, Province

MAX_SEATS = 100_000
_PLAIN = (
    "kind",
    "title",
    "theme",
    "summary",
    "description",
    "venue",
    "address",
    "place",
    "access_notes",
    "travel",
    "join_link",
    "max_party",
    "organisation",
    "reply_address",
    "phone",
)
_TOO_LONG = _("Maak dit korter: hooguit %(max)d tekens.")
_LINE = {"filters": [trimmed], "validators": [Length(max=200, message=_TOO_LONG)]}


def _choices(members: type[EventKind | EventMode | Province | ChangeLine]) -> list[SelectChoice]:
    """Offer every member; WTForms writes its label only when it shows it, so that may be lazy."""
    return [SelectChoice(member.value, cast("str", member.label)) for member in members]


def _seats(label: Any) -> WholeNumberField:
    return WholeNumberField(
        label,
        [
            Optional(),
            NumberRange(0, MAX_SEATS, _("Vul een getal in van %(min)d tot en met %(max)d.")),
        ],
        description=_("Laat leeg als er geen grens is."),
        render_kw={"class": "short", "inputmode": "numeric"},
    )


def _long(label: Any, *, rows: int, most: int, description: Any = "") -> TextAreaField:
    return TextAreaField(
        label,
        [Length(max=most, message=_TOO_LONG)],
        filters=[trimmed_text],
        description=description,
        render_kw={"rows": rows},
    )


def _ticks(label: Any, choices: Any = ()) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        choices=choices,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class EventForm(BaseForm):
    """The details of a meeting."""

    kind = SelectField(_("Soort bijeenkomst"), [InputRequired()], choices=_choices(EventKind))
    title = StringField(
        _("Titel"),
        [required(_("Vul een titel in.")), Length(max=120, message=_TOO_LONG)],
        filters=[trimmed],
    )
    theme = StringField(_("Thema"), **_LINE)
    summary = _long(
        _("Samenvatting"), rows=2, most=300, description=_("Eén of twee zinnen, voor in agenda's.")
    )
    description = _long(
        _("Waar gaat het over?"),
        rows=8,
        most=10_000,
        description=_("Een lege regel begint een nieuwe alinea. **Vet** en - lijstjes mogen."),
    )
    province = SelectField(
        _("Provincie"),
        choices=[SelectChoice("", cast("str", _("Geen provincie"))), *_choices(Province)],
    )
    municipalities = _long(
        _("Voor welke gemeenten?"), rows=2, most=2000, description=_("Eén gemeente per regel.")
    )
    mode = RadioField(_("Vorm"), [InputRequired(_("Kies een vorm."))], choices=_choices(EventMode))
    venue = StringField(_("Naam van het gebouw"), **_LINE)
    address = StringField(_("Straat en nummer"), **_LINE)
    place = StringField(_("Plaats"), **_LINE)
    access_notes = _long(_("Is het gebouw goed te bereiken?"), rows=3, most=2000)
    travel = _long(_("Zo kom je er"), rows=3, most=2000)
    join_link = StringField(
        _("Link om online mee te doen"),
        [Length(max=1000, message=_TOO_LONG)],
        filters=[trimmed],
        description=_("Deze link staat alleen in de e-mail van wie een plek heeft."),
        render_kw={"inputmode": "url", "autocomplete": "off"},
    )
    day = DutchDateField(_("Datum"), [required(_("Vul een datum in."))])
    start = DutchTimeField(_("Begin"), [required(_("Vul in hoe laat het begint."))])
    end = DutchTimeField(_("Einde"), [required(_("Vul in hoe laat het eindigt."))])
    opens_day = DutchDateField(
        _("Aanmelden kan vanaf"), description=_("Leeg: vanaf het publiceren.")
    )
    opens_time = DutchTimeField(_("Vanaf hoe laat?"))
    closes_day = DutchDateField(
        _("Aanmelden kan tot"), description=_("Leeg: tot het begin van de bijeenkomst.")
    )
    closes_time = DutchTimeField(_("Tot hoe laat?"))
    capacity_onsite = _seats(_("Plekken in de zaal"))
    capacity_online = _seats(_("Plekken online"))
    max_party = WholeNumberField(
        _("Met hoeveel mensen mag iemand komen?"),
        [
            InputRequired(_("Vul een getal in van 1 tot en met 10.")),
            NumberRange(1, 10, _("Vul een getal in van %(min)d tot en met %(max)d.")),
        ],
        render_kw={"class": "short", "inputmode": "numeric"},
    )
    challenges = _ticks(_("Opgaven"))
    lines = _ticks(_("Lijnen van verandering"), _choices(ChangeLine))
    organisation = StringField(
        _("Organisatie"),
        [required(_("Vul in wie de bijeenkomst organiseert.")), Length(max=200, message=_TOO_LONG)],
        filters=[trimmed],
    )
    reply_address = EmailField(
        _("E-mailadres voor vragen"), [required(_("Vul een e-mailadres voor vragen in."))]
    )
    phone = StringField(
        _("Telefoonnummer voor vragen"),
        [required(_("Vul een telefoonnummer voor vragen in.")), Length(max=40, message=_TOO_LONG)],
        filters=[trimmed],
        render_kw={"inputmode": "tel"},
    )

    def __init__(self, challenges: Sequence[Challenge], **kwargs: Any) -> None:
        """Offer these opgaven."""
        super().__init__(**kwargs)
        self._offered = challenges
        self.challenges.choices = [SelectChoice(row.slug, row.name) for row in challenges]

    def values(self) -> dict[str, Any]:
        """Give the arguments of the service's `plan` and `change`."""
        data = super().values()
        return {name: data[name] for name in _PLAIN} | {
            "kind": EventKind(data["kind"]),
            "mode": EventMode(data["mode"]),
            "province": Province(data["province"]) if data["province"] else None,
            "starts_at": from_local(data["day"], data["start"]),
            "ends_at": from_local(data["day"], data["end"]),
            "registration_opens_at": _moment(self.opens_day, self.opens_time),
            "registration_closes_at": _moment(self.closes_day, self.closes_time),
            "municipalities": [EventMunicipality(name=name) for name in self._names()],
            "challenges": [row for row in self._offered if row.slug in data["challenges"]],
            "lines": [EventLine(line=ChangeLine(line)) for line in data["lines"]],
            "capacities": {
                AttendanceMode.ONSITE: data["capacity_onsite"],
                AttendanceMode.ONLINE: data["capacity_online"],
            },
        }

    def validate_join_link(self, field: Field) -> None:
        """Let only web addresses through: guests press this link."""
        if field.data and not _is_web_address(field.data):
            raise ValidationError(_("Dit is geen webadres. Schrijf het zo: https://voorbeeld.nl."))

    def validate_start(self, field: Field) -> None:
        """Refuse a time that the clock skips."""
        _refuse_skipped(self.day, field)

    def validate_end(self, field: Field) -> None:
        """Refuse an end that does not lie behind the start."""
        _refuse_skipped(self.day, field)
        if self.start.data and field.data and field.data <= self.start.data:
            raise ValidationError(_("Het einde ligt voor het begin. Kies een latere tijd."))

    def validate_opens_time(self, field: Field) -> None:
        """Refuse half a moment."""
        _refuse_half(self.opens_day, field)

    def validate_closes_time(self, field: Field) -> None:
        """Refuse half a moment, and one before registration opens."""
        _refuse_half(self.closes_day, field)
        opens, closes = (
            _moment(self.opens_day, self.opens_time),
            _moment(self.closes_day, self.closes_time),
        )
        if opens and closes and closes <= opens:
            raise ValidationError(
                _("Aanmelden stopt dan voordat het begint. Kies een latere tijd.")
            )

    def _names(self) -> list[str]:
        parts = re.split(r"[,\n]", self.municipalities.data or "")
        return list(dict.fromkeys(name for part in parts if (name := " ".join(part.split()))))


def details_of(event: Event) -> Mapping[str, Any]:
    """Fill in what a meeting has already, for `EventForm(data=...)`."""
    starts_at, ends_at = to_local(event.starts_at), to_local(event.ends_at)
    data = {name: getattr(event, name) for name in _PLAIN} | {
        "mode": event.mode.value,
        "kind": event.kind.value,
        "province": event.province.value if event.province else "",
        "day": starts_at.date(),
        "start": starts_at.time(),
        "end": ends_at.time(),
        "municipalities": "\n".join(row.name for row in event.municipalities),
        "challenges": [row.slug for row in event.challenges],
        "lines": [row.line.value for row in event.lines],
    }
    data |= {f"capacity_{pool.mode.value}": pool.capacity for pool in event.pools}
    for name, at in (
        ("opens", event.registration_opens_at),
        ("closes", event.registration_closes_at),
    ):
        if at:
            data |= {f"{name}_day": to_local(at).date(), f"{name}_time": to_local(at).time()}
    return data


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in text


def _moment(day: Field, at: Field) -> datetime | None:
    """Join a day and a time; None while they are no moment."""
    if not day.data or not at.data:
        return None
    try:
        return from_local(day.data, at.data)
    except SkippedHourError:
        return None


def _refuse_skipped(day: Field, at: Field) -> None:
    if day.data and at.data and _moment(day, at) is None:
        raise ValidationError(SkippedHourError.message)


def _refuse_half(day: Field, at: Field) -> None:
    if bool(day.data) != bool(at.data):
        raise ValidationError(_("Vul de dag en de tijd allebei in, of geen van beide."))
    _refuse_skipped(day, at)
