"""What we ask of staff about requests for data, and about what went wrong with data."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from academie.accounts import queries as accounts
from academie.core import clock
from academie.core.forms import (
    BaseForm,
    DutchDateField,
    DutchTimeField,
    EmailField,
    required,
    trimmed,
)
from academie.events.fields import TOO_LONG, choices, long_text, moment_of, refuse_skipped
from academie.privacy.models import Breach, Outcome, RequestKind

_DAY: dict[str, Any] = {"class": "short", "autocomplete": "off"}
_NO_NAMES = _("Schrijf geen namen op.")


def _line(label: Any, *needed: Any, description: Any = "") -> StringField:
    return StringField(
        label,
        [*needed, Length(max=200, message=TOO_LONG)],
        [trimmed],
        description=description,
        render_kw={"autocomplete": "off"},
    )


def _today_at_last(_form: BaseForm, field: Any) -> None:
    if field.data and field.data > clock.to_local(clock.now()).date():
        raise ValidationError(_("Deze dag moet nog komen. Kies vandaag of eerder."))


def _day(label: Any, *needed: Any, description: Any = "") -> DutchDateField:
    checks = [*(needed or (Optional(),)), _today_at_last]
    return DutchDateField(label, checks, description=description, render_kw=_DAY)


class AskedForm(BaseForm):
    """What somebody asks about their data."""

    kind = RadioField(
        _("Wat vraagt iemand?"),
        [InputRequired(_("Kies wat iemand vraagt."))],
        choices=choices(RequestKind),
    )
    name = _line(_("Hoe heet deze persoon?"), required(_("Vul een naam in.")))
    reach = _line(
        _("Hoe bereiken we deze persoon?"),
        required(_("Vul een telefoonnummer of e-mailadres in.")),
        description=_("Een telefoonnummer of e-mailadres."),
    )
    about = _line(
        _("Waar gaat het over?"),
        Optional(),
        description=_("Bijvoorbeeld de naam van een bijeenkomst. Meer hoeven we niet te weten."),
    )
    asked_on = _day(
        _("Wanneer vroeg iemand dit?"),
        required(_("Vul de dag in waarop iemand dit vroeg.")),
        description=_("Vanaf die dag heb je een maand."),
    )


class FinishForm(BaseForm):
    """How a question about data ended."""

    outcome = RadioField(
        _("Hoe is het afgelopen?"),
        [InputRequired(_("Kies hoe het is afgelopen."))],
        choices=choices(Outcome),
    )

    def chosen(self) -> Outcome:
        """Give how it ended."""
        return Outcome(self.outcome.data)


class FindForm(BaseForm):
    """Whose data to look for."""

    email = EmailField(
        _("E-mailadres"),
        [required(_("Vul een e-mailadres in."))],
        render_kw={"autocomplete": "off"},
    )


class BreachForm(BaseForm):
    """What went wrong with data."""

    noticed_day = _day(
        _("Op welke dag merkte iemand het?"),
        required(_("Vul de dag in waarop iemand het merkte.")),
        description=_("Vanaf dat moment lopen de 72 uur."),
    )
    noticed_time = DutchTimeField(
        _("Hoe laat was dat?"),
        [InputRequired(_("Vul in hoe laat dat was. Weet je het niet? Schrijf 0.00."))],
        render_kw=_DAY,
    )
    happened = long_text(_("Wat is er gebeurd?"), rows=4, most=3000, description=_NO_NAMES)
    records = long_text(
        _("Om welke gegevens gaat het, en van hoeveel mensen?"),
        rows=3,
        most=3000,
        description=_NO_NAMES,
    )
    measures = long_text(_("Wat hebben we gedaan?"), rows=3, most=3000)
    log_from = _day(
        _("Vanaf welke dag kijken we in het logboek?"),
        description=_("Dan zie je hieronder welke gegevens in die dagen zijn bekeken."),
    )
    log_until = _day(_("Tot en met welke dag?"))
    log_user = SelectField(_("Van welke medewerker?"))
    authority_told_on = _day(_("Wanneer is het gemeld bij de Autoriteit Persoonsgegevens?"))
    why_not_told = long_text(
        _("Niet gemeld? Schrijf op waarom niet."), rows=2, most=1000, description=_NO_NAMES
    )
    people_told_on = _day(_("Wanneer hebben de mensen het gehoord om wie het gaat?"))

    def __init__(self, breach: Breach | None) -> None:
        """Begin with what is written down."""
        super().__init__(data=_held(breach) if breach else None)
        self._staff = {user.ref: user for user in accounts.everybody()}
        self.log_user.choices = [
            SelectChoice("", gettext("Iedereen")),
            *(SelectChoice(ref, user.called) for ref, user in self._staff.items()),
        ]

    def validate_noticed_time(self, _field: Any) -> None:
        """Refuse the hour that the clock skips."""
        refuse_skipped(self.noticed_day, self.noticed_time)

    def validate_happened(self, field: Any) -> None:
        """Ask what happened."""
        if not field.data:
            raise ValidationError(_("Schrijf op wat er is gebeurd."))

    def validate_records(self, field: Any) -> None:
        """Ask which data."""
        if not field.data:
            raise ValidationError(_("Schrijf op om welke gegevens het gaat."))

    def validate_log_until(self, field: Any) -> None:
        """Ask for both days, in their order."""
        if bool(field.data) != bool(self.log_from.data):
            raise ValidationError(_("Vul beide dagen van het logboek in, of geen van beide."))
        if field.data and field.data < self.log_from.data:
            raise ValidationError(_("Deze dag ligt voor de eerste dag. Kies een latere."))

    def values(self) -> dict[str, Any]:
        """Give the columns of a breach."""
        typed = super().values()
        noticed_at = moment_of(self.noticed_day, self.noticed_time)
        for name in ("noticed_day", "noticed_time"):
            del typed[name]
        return typed | {"noticed_at": noticed_at, "log_user": self._staff.get(typed["log_user"])}


def _held(breach: Breach) -> dict[str, Any]:
    noticed: datetime = clock.to_local(breach.noticed_at)
    names = (
        *("happened", "records", "measures", "log_from", "log_until"),
        *("authority_told_on", "why_not_told", "people_told_on"),
    )
    return {name: getattr(breach, name) for name in names} | {
        "noticed_day": noticed.date(),
        "noticed_time": noticed.time(),
        "log_user": breach.log_user.ref if breach.log_user else "",
    }
