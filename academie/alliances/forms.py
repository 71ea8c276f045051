"""What we ask of staff about local alliances."""

from collections.abc import Sequence
from typing import Any, cast

from flask_babel import lazy_gettext as _
from wtforms import Field, Form, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError

from academie.alliances.fields import (
    meeting_choices,
    precision_field,
    refuse_future,
)
from academie.alliances.models import LocalAlliance
from academie.alliances.terms import AlliancePhase
from academie.core.addresses import require_web_address
from academie.core.forms import (
    ALL,
    BaseForm,
    DutchDateField,
    required,
)
from academie.core.together import SharedForm
from academie.events.fields import choices as offer
from academie.events.models import Event
from academie.followups.evidence import Evidence
from academie.followups.fields import line_field, or_none, select, text
from academie.followups.models import Outcome
from academie.followups.periods import first_day
from academie.followups.terms import Precision
from academie.reference.models import Province

COUNTED = "telt"
_NOT_KNOWN: Any = _("Weet ik niet")
_NEW_SOURCE: Any = _("Een andere bron: vul hieronder in")


class AllianceForm(SharedForm):
    """What is known of a local alliance; parties and places, never people."""

    place = line_field(
        _("Welke gemeente of plaats?"),
        _("Vul de gemeente of de plaats in."),
        most=80,
        render_kw={"data-suggestions": "/gemeenten.json"},
    )
    province = SelectField(
        _("In welke provincie?"),
        choices=[SelectChoice("", _NOT_KNOWN), *offer(Province)],
        coerce=or_none(Province),
    )
    initiator = line_field(
        _("Wie nam het initiatief?"),
        _("Vul in wie het initiatief nam."),
        description=_("Een organisatie of groep, geen naam van iemand."),
    )
    event = SelectField(_("Welke bijeenkomst gaf de eerste zet?"))
    started_on = DutchDateField(
        _("Wanneer begon het?"), [Optional()], description=_("Staat het in geen bron? Laat leeg.")
    )
    started_precision = precision_field(_("Hoe precies weet je wanneer het begon?"))

    def __init__(self, meetings: Sequence[Event], **kwargs: Any) -> None:
        """Offer meetings."""
        super().__init__(**kwargs)
        self._meetings = {one.ref: one for one in meetings}
        self.event.choices = meeting_choices(meetings)

    def validate_started_on(self, field: Field) -> None:
        """Nothing began tomorrow."""
        refuse_future(field.data)

    def validate_started_precision(self, field: Field) -> None:
        """Ask how exactly a day is known."""
        if self.started_on.data and not field.data:
            raise ValidationError(_("Kies hoe precies je dit weet."))

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        values = super().values()
        day, precision = values["started_on"], values["started_precision"]
        known = bool(day and precision)
        return values | {
            "event": self._meetings.get(values["event"]),
            "started_on": first_day(day, precision) if known else None,
            "started_precision": precision if known else Precision.UNKNOWN,
        }


def alliance_of(alliance: LocalAlliance) -> dict[str, Any]:
    """Give what is known already, for `AllianceForm(data=...)`."""
    precision = alliance.started_precision
    return {
        "place": alliance.place,
        "province": alliance.province,
        "initiator": alliance.initiator,
        "event": alliance.event.ref if alliance.event else "",
        "started_on": alliance.started_on,
        "started_precision": None if precision is Precision.UNKNOWN else precision,
    }


class PhaseForm(BaseForm):
    """How far an alliance is, and since when."""

    phase = select(_("Hoe ver is het?"), AlliancePhase, _("Kies hoe ver het is."))
    since_on = DutchDateField(_("Sinds wanneer?"), [InputRequired(_("Vul een dag in."))])
    since_precision = precision_field(_("Hoe precies weet je dat?"))
    note = text(
        _("Hoe weten we dat?"), _("Bijvoorbeeld waar het staat. Geen namen van mensen."), rows=2
    )

    def validate_since_on(self, field: Field) -> None:
        """Nobody knows how far it will be."""
        refuse_future(field.data)

    def values(self) -> dict[str, Any]:
        """Give what the service asks for; a day stands for itself unless said otherwise."""
        values = super().values()
        precision = values["since_precision"] or Precision.DAY
        return values | {
            "since_on": first_day(values["since_on"], precision),
            "since_precision": precision,
        }


class NewAllianceForm(AllianceForm, PhaseForm):
    """A local alliance, and how far it is."""


class ShownForm(BaseForm):
    """What shows a criterion: evidence that we have, or a source of its own."""

    evidence = SelectField(_("Welk bewijs laat dit zien?"))
    title = line_field(
        _("Titel van de bron"), description=_("Alleen als het bewijs er nog niet staat.")
    )
    link = line_field(_("Link"), most=1000, render_kw={"inputmode": "url"})
    dated_on = DutchDateField(_("Datum van de bron"), [Optional()])

    def __init__(self, known: Sequence[tuple[Outcome, Evidence]], **kwargs: Any) -> None:
        """Offer the evidence of outcomes nearby."""
        super().__init__(**kwargs)
        self._known = {shown.ref: shown for _outcome, shown in known}
        self.evidence.choices = [
            SelectChoice("", _NEW_SOURCE),
            *(
                SelectChoice(shown.ref, f"{outcome.label}: {shown.title}")
                for outcome, shown in known
            ),
        ]

    def validate_title(self, field: Field) -> None:
        """Ask for one source, and no more."""
        if self.evidence.data and field.data:
            raise ValidationError(_("Kies bewijs uit de lijst, of vul een titel in. Niet allebei."))
        if not self.evidence.data:
            required(_("Kies bewijs uit de lijst, of vul een titel in."))(self, field)

    def validate_link(self, field: Field) -> None:
        """Take addresses of pages only."""
        require_web_address(field.data)

    def validate_dated_on(self, field: Field) -> None:
        """Nothing was written tomorrow."""
        refuse_future(field.data)

    def values(self) -> dict[str, Any]:
        """Give what the service asks for; evidence from the list brings its own link and day."""
        values = super().values()
        chosen = self._known.get(values["evidence"])
        if chosen:
            return {"evidence": chosen}
        return values | {"evidence": None}


class PhaseFilter(Form):
    """How far the alliances are that somebody wants to see; anything else is all of them."""

    phase = SelectField(_("Fase"), name="fase", default="")

    def __init__(self, typed: Any) -> None:
        """Offer the phases, and all that count."""
        super().__init__(typed)
        self.phase.choices = [
            ALL,
            SelectChoice(COUNTED, cast("str", _("Telt mee"))),
            *(SelectChoice(one.value, cast("str", one.label)) for one in AlliancePhase),
        ]

    def choice(self) -> dict[str, Any]:
        """Give the filter as the list asks for it."""
        phases = {one.value: one for one in AlliancePhase}
        return {
            "phase": phases.get(self.phase.data),
            "counted": self.phase.data == COUNTED,
        }
