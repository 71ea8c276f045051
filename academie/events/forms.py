"""What we ask of staff: the details of a meeting."""

import re
from collections.abc import Sequence
from typing import Any, cast

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import HiddenInput

from academie.core.addresses import require_web_address
from academie.core.clock import from_local
from academie.core.forms import (
    DutchDateField,
    DutchTimeField,
    EmailField,
    WholeNumberField,
    required,
    trimmed,
)
from academie.events import parties, queries
from academie.events.addresses import AddressTakenError
from academie.events.dates import regions_of
from academie.events.fields import (
    LINE,
    TOO_LONG,
    SeriesField,
    choices,
    long_text,
    refuse_skipped,
    seats,
    ticks,
)
from academie.events.models import Event, EventLine, EventMunicipality, Series
from academie.events.money import MoneyForm, money_amount, money_proof, money_state
from academie.events.terms import AttendanceMode, EventKind, EventMode, SchoolRegion
from academie.events.window import WindowForm
from academie.reference.models import Challenge, ChangeLine, Province

_REVISION = re.compile("[0-9]{1,9}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PLAIN = (
    *("kind", "title", "theme", "summary", "description", "venue", "address", "place"),
    *("access_notes", "travel", "join_link", "max_party", "listed", "organisation"),
    *("reply_address", "phone"),
)
CONDITIONS = ("wish", "gate_override")


class EventForm(WindowForm, MoneyForm):
    """The details of a meeting."""

    kind = SelectField(_("Soort bijeenkomst"), [InputRequired()], choices=choices(EventKind))
    title = StringField(
        _("Titel"),
        [required(_("Vul een titel in.")), Length(max=120, message=TOO_LONG)],
        filters=[trimmed],
    )
    theme = StringField(_("Thema"), **LINE)
    summary = long_text(
        _("Samenvatting"), rows=2, most=300, description=_("Eén of twee zinnen, voor in agenda's.")
    )
    description = long_text(
        _("Waar gaat het over?"),
        rows=8,
        most=10_000,
        description=_("Een lege regel begint een nieuwe alinea. **Vet** en - lijstjes mogen."),
    )
    province = SelectField(
        _("Provincie"),
        choices=[SelectChoice("", cast("str", _("Geen provincie"))), *choices(Province)],
    )
    municipalities = long_text(
        _("Voor welke gemeenten?"), rows=2, most=2000, description=_("Eén gemeente per regel.")
    )
    mode = RadioField(_("Vorm"), [InputRequired(_("Kies een vorm."))], choices=choices(EventMode))
    venue = StringField(_("Naam van het gebouw"), **LINE)
    address = StringField(_("Straat en nummer"), **LINE)
    place = StringField(_("Plaats"), **LINE)
    access_notes = long_text(_("Is het gebouw goed te bereiken?"), rows=3, most=2000)
    travel = long_text(_("Zo kom je er"), rows=3, most=2000)
    join_link = StringField(
        _("Link om online mee te doen"),
        [Length(max=1000, message=TOO_LONG)],
        filters=[trimmed],
        description=_(
            "Wie online meedoet, komt hier via een eigen link. Verander je hem, dan werkt die ook."
        ),
        render_kw={"inputmode": "url", "autocomplete": "off"},
    )
    school_region = SelectField(
        _("Regio van de schoolvakanties"),
        description=_("Kies zelf in Gelderland, Utrecht, Flevoland en Noord-Brabant."),
    )
    slug = StringField(
        _("Adres van de pagina"),
        [Length(max=80, message=TOO_LONG)],
        filters=[trimmed],
        description=_("Bijvoorbeeld: publieksacademie-leeuwarden. Leeg: we maken er zelf een."),
        render_kw={"autocomplete": "off", "autocapitalize": "none"},
    )
    revision = StringField(widget=HiddenInput())
    status = StringField(_("Stand"), widget=HiddenInput())
    series = SeriesField(_("Reeks"))
    day = DutchDateField(_("Datum"), [required(_("Vul een datum in."))])
    start = DutchTimeField(_("Begin"), [required(_("Vul in hoe laat het begint."))])
    end = DutchTimeField(_("Einde"), [required(_("Vul in hoe laat het eindigt."))])
    capacity_onsite = seats(_("Plekken in de zaal"))
    capacity_online = seats(_("Plekken online"))
    max_party = WholeNumberField(
        _("Met hoeveel mensen mag iemand komen?"),
        [
            InputRequired(_("Vul een getal in van 1 tot en met 10.")),
            NumberRange(1, 10, _("Vul een getal in van %(min)d tot en met %(max)d.")),
        ],
        render_kw={"class": "short", "inputmode": "numeric"},
    )
    listed = BooleanField(
        _("Toon in de openbare agenda"),
        description=_("Zonder vinkje vindt alleen wie het adres heeft deze bijeenkomst."),
    )
    challenges = ticks(_("Opgaven"))
    lines = ticks(_("Lijnen van verandering"), choices(ChangeLine))
    organisation = StringField(
        _("Organisatie"),
        [required(_("Vul in wie de bijeenkomst organiseert.")), Length(max=200, message=TOO_LONG)],
        filters=[trimmed],
    )
    partners = long_text(
        _("Welke organisaties doen mee?"),
        rows=3,
        most=2000,
        description=_("Eén organisatie per regel. Dit staat niet op de pagina."),
    )
    reply_address = EmailField(
        _("E-mailadres voor vragen"), [required(_("Vul een e-mailadres voor vragen in."))]
    )
    phone = StringField(
        _("Telefoonnummer voor vragen"),
        [required(_("Vul een telefoonnummer voor vragen in.")), Length(max=40, message=TOO_LONG)],
        filters=[trimmed],
        render_kw={"inputmode": "tel"},
    )
    wish = long_text(
        _("Lokale wens"),
        rows=3,
        most=2000,
        description=_("Waarom willen mensen hier een publieksacademie?"),
    )
    meeting_money = money_state(_("Geld voor de bijeenkomst"))
    meeting_money_amount = money_amount(_("Hoeveel euro voor de bijeenkomst?"))
    meeting_money_proof = money_proof(_("Brief of link voor de bijeenkomst"))
    campaign_money = money_state(_("Geld voor de campagne"))
    campaign_money_amount = money_amount(_("Hoeveel euro voor de campagne?"))
    campaign_money_proof = money_proof(_("Brief of link voor de campagne"))
    gate_override = long_text(
        _("Toch publiceren? Schrijf op waarom"),
        rows=2,
        most=500,
        description=_("Je reden komt in het logboek en in het opvolgverslag."),
    )

    def __init__(
        self,
        challenges: Sequence[Challenge],
        series: Sequence[Series] = (),
        *,
        event: Event | None = None,
        **kwargs: Any,
    ) -> None:
        """Offer these opgaven and series; a public page keeps its address."""
        super().__init__(**kwargs)
        self.series.offer(series)
        self._offered = challenges
        self._event = event
        if event and event.is_public:
            del self.slug
        self.challenges.choices = [SelectChoice(row.slug, row.name) for row in challenges]
        self.school_region.choices = [self._region_of_province(), *choices(SchoolRegion)]

    def _region_of_province(self) -> SelectChoice:
        """Offer the region that the chosen province brings along; name it when there is one."""
        known = {province.value: province for province in Province}
        regions = regions_of(known.get(self.province.data))
        label = gettext("Die van de provincie: %(regions)s", regions=regions) if regions else ""
        return SelectChoice("", label or gettext("Die van de provincie"))

    def values(self) -> dict[str, Any]:
        """Give the arguments of the service's `plan` and `change`."""
        data = super().values()
        region = data["school_region"]
        return (
            {name: data[name] for name in PLAIN}
            | self._conditions()
            | ({"slug": data["slug"]} if "slug" in data else {})
            | {
                "kind": EventKind(data["kind"]),
                "mode": EventMode(data["mode"]),
                "series": self.series.series,
                "province": Province(data["province"]) if data["province"] else None,
                "school_region": SchoolRegion(region) if region else None,
                "starts_at": from_local(data["day"], data["start"]),
                "ends_at": from_local(data["day"], data["end"]),
                "registration_opens_at": self.opens_at,
                "registration_closes_at": self.closes_at,
                "municipalities": [
                    EventMunicipality(name=name) for name in self.municipality_names()
                ],
                "partners": parties.rows(self.partner_names()),
                "challenges": [row for row in self._offered if row.slug in data["challenges"]],
                "lines": [EventLine(line=ChangeLine(line)) for line in data["lines"]],
                "capacities": {
                    AttendanceMode.ONSITE: data["capacity_onsite"],
                    AttendanceMode.ONLINE: data["capacity_online"],
                },
            }
        )

    @property
    def seen(self) -> int:
        """The revision that was in view when this form was opened; 0 when it does not say."""
        text = self.revision.data or ""
        return int(text) if _REVISION.fullmatch(text) else 0

    @property
    def publishes(self) -> bool:
        """Whether the button that was pressed is the one that publishes."""
        return "publish" in request.form

    def validate_slug(self, field: Field) -> None:
        """Let only addresses through that are one, and nobody else's."""
        if not field.data or (self._event and self._event.slug == field.data):
            return
        if not _SLUG.fullmatch(field.data):
            raise ValidationError(_("Gebruik alleen kleine letters, cijfers en streepjes."))
        if queries.slug_taken(field.data):
            raise ValidationError(AddressTakenError.message)

    def _conditions(self) -> dict[str, Any]:
        """Give what an academy needs to go public, as far as this page asked for it."""
        asked = [name for name in CONDITIONS if name in self and self[name].raw_data]
        typed = self.money() if self.meeting_money.raw_data else {}
        return typed | {name: self[name].data for name in asked}

    def validate_join_link(self, field: Field) -> None:
        """Let only web addresses through: guests press this link."""
        require_web_address(field.data)

    def validate_start(self, field: Field) -> None:
        """Refuse a time that the clock skips."""
        refuse_skipped(self.day, field)

    def validate_end(self, field: Field) -> None:
        """Refuse an end that does not lie behind the start."""
        refuse_skipped(self.day, field)
        if self.start.data and field.data and field.data <= self.start.data:
            raise ValidationError(_("Het einde ligt voor het begin. Kies een latere tijd."))

    def partner_names(self) -> list[str]:
        """Give each organisation once, as we know it."""
        return parties.typed_names(self.partners.data)

    def municipality_names(self) -> list[str]:
        """Give each name once."""
        parts = re.split(r"[,\n]", self.municipalities.data or "")
        return list(dict.fromkeys(name for part in parts if (name := " ".join(part.split()))))
