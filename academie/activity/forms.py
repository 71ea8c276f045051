"""What we ask of the project team about an activity report."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from academie.activity.rows import Row
from academie.activity.service import Typed
from academie.core.forms import BaseForm, DutchDateField, WholeNumberField
from academie.core.together import SharedForm
from academie.followups.fields import NOTHING_CHOSEN, line_field, text
from academie.plans.models import Plan


class PeriodForm(BaseForm):
    """Of which plan, and over which days within it."""

    plan = SelectField(_("Van welk plan?"), [InputRequired(_("Kies een plan."))])
    first_on = DutchDateField(_("Eerste dag"), [InputRequired(_("Vul de eerste dag in."))])
    last_on = DutchDateField(_("Laatste dag"), [InputRequired(_("Vul de laatste dag in."))])

    def __init__(self, plans: Sequence[Plan], **kwargs: Any) -> None:
        """Offer plans."""
        super().__init__(**kwargs)
        self._plans = {plan.ref: plan for plan in plans}
        self.plan.choices = [NOTHING_CHOSEN, *(SelectChoice(one.ref, one.title) for one in plans)]

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        values = super().values()
        return values | {"plan": self._plans[values["plan"]]}


class CorrectionForm(BaseForm):
    """Why there is a new version."""

    what_changed = text(
        _("Wat is er anders dan in de vorige versie?"),
        _("Dit staat voor in het verslag. Geen namen van mensen."),
        sentence=_("Vul in wat er anders is."),
    )


class LinesForm(SharedForm):
    """What is written beside each line; its fields are made for the lines of one report."""

    def typed(self, rows: Sequence[Row]) -> Mapping[tuple[str, int], Typed]:
        """Give what the service asks for."""
        values = self.values()
        return {
            (row.target.line.ref, row.target.part): Typed(
                values[name("explanation", row)],
                values.get(name("number", row)),
                values.get(name("source", row)),
            )
            for row in rows
        }

    def check(self, rows: Sequence[Row]) -> bool:
        """Refuse a number that stands nowhere."""
        for row in rows:
            if not row.target.line.is_by_hand:
                continue
            number, source = (self._fields[name(what, row)] for what in ("number", "source"))
            if number.data is not None and not source.data:
                source.errors = [*source.errors, str(_("Vul in waar dit getal staat."))]
        return not self.errors


def lines_form(rows: Sequence[Row]) -> LinesForm:
    """Make the form of the lines of one report, with what was written before."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {}
    for row in rows:
        written = row.written
        about = _("Toelichting bij regel %(number)s", number=row.number)
        fields[name("explanation", row)] = text(about, rows=2)
        data[name("explanation", row)] = written and written.explanation
        if row.target.line.is_by_hand:
            fields[name("number", row)] = _number_field()
            fields[name("source", row)] = line_field(
                _("Waar staat dit getal?"),
                description=_("In het plan staat: %(source)s.", source=row.target.line.source),
            )
            data[name("number", row)] = written and written.number
            data[name("source", row)] = written and written.source
    made: type[LinesForm] = type("LinesForm", (LinesForm,), fields)
    return made(data=data)


def name(what: str, row: Row) -> str:
    """Name the field about something of a line."""
    return f"{what}_{row.target.line.ref}_{row.target.part}"


def _number_field() -> Any:
    return WholeNumberField(
        _("Hoeveel is er gedaan?"), render_kw={"inputmode": "numeric", "class": "short"}
    )
