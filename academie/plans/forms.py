"""What we ask of the project team about a plan and its lines."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from academie.core.forms import DutchDateField, WholeNumberField
from academie.core.together import SharedForm
from academie.followups.fields import choices, line_field, or_none, select, text
from academie.plans.models import Plan, PlanLine
from academie.plans.terms import Bound, Measure, Unit

PLAN_FIELDS = (
    *("title", "grant_name", "funder", "grant_number", "first_on", "last_on", "source", "note"),
)
LINE_FIELDS = (
    *("activity", "goal", "planned", "per", "bound", "planned_text", "measure", "source"),
)
_BY_HAND: Any = _("Wij vullen het zelf in, met een bron")


class PlanForm(SharedForm):
    """What is known of a plan; what the source does not state stays empty."""

    title = line_field(_("Hoe heet het plan?"), _("Vul in hoe het plan heet."))
    grant_name = line_field(_("Welke subsidie is het?"))
    funder = line_field(
        _("Wie geeft het geld?"), description=_("Een organisatie, geen naam van iemand.")
    )
    grant_number = line_field(_("Wat is het nummer van de subsidie?"), most=80)
    first_on = DutchDateField(_("Eerste dag"), [InputRequired(_("Vul de eerste dag in."))])
    last_on = DutchDateField(_("Laatste dag"), [InputRequired(_("Vul de laatste dag in."))])
    source = line_field(
        _("Waar staat dit plan?"),
        _("Vul in waar dit plan staat."),
        description=_("Bijvoorbeeld de naam van het bestand en de bladzijde."),
    )
    note = text(_("Wat moet je verder weten?"))


class LineForm(SharedForm):
    """One activity of a plan, and how we count it."""

    activity = line_field(_("Wat gaan we doen?"), _("Vul in wat we gaan doen."))
    goal = text(_("Waarvoor doen we dit?"), rows=2)
    planned = WholeNumberField(
        _("Hoeveel is er gepland?"),
        description=_("Staat er geen getal in de bron? Laat dit dan leeg."),
        render_kw={"inputmode": "numeric", "class": "short"},
    )
    bound = select(_("Minimaal of maximaal?"), Bound)
    per = select(_("Per jaar of in het hele plan?"), Unit)
    planned_text = text(
        _("Of: wat is er gepland, in woorden?"), _("Alleen als er geen getal is."), rows=2
    )
    measure = SelectField(
        _("Hoe tellen we wat er is gedaan?"),
        choices=[SelectChoice("", _BY_HAND), *choices(Measure)],
        coerce=or_none(Measure),
    )
    source = line_field(
        _("Waar komt het getal vandaan?"),
        description=_("Nodig als wij het zelf invullen. Bijvoorbeeld: de lijst van nieuwsbrieven."),
    )


def plan_of(plan: Plan) -> dict[str, Any]:
    """Give what is known already, for `PlanForm(data=...)`."""
    return {name: getattr(plan, name) for name in PLAN_FIELDS}


def line_of(line: PlanLine) -> dict[str, Any]:
    """Give what is known already, for `LineForm(data=...)`."""
    return {name: getattr(line, name) for name in LINE_FIELDS}
