"""What we ask of whoever writes an outcome down: what it is, and what it means."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from academie.core.formats import day_plain
from academie.core.forms import DutchDateField, WholeNumberField
from academie.core.together import SharedForm
from academie.events.models import Event
from academie.followups.fields import choices, line_field, or_none, select, text, ticks
from academie.followups.periods import first_day
from academie.followups.service import MeetingLink, Party, Place
from academie.followups.terms import (
    ChangeKind,
    Contribution,
    ContributorRole,
    Direction,
    EventLink,
    Intended,
    Level,
    Nature,
    PlaceKind,
    Precision,
    ReachKind,
    Significance,
    Visibility,
)
from academie.reference.models import Challenge, ChangeLine, KnowledgeSource

NO_MEETING: Any = _("Geen bijeenkomst")
LINE_WORDS: dict[ChangeLine, Any] = {
    ChangeLine.VERZACHTEN: _(
        "Verzachten. Elk kind kan meedoen. Ook: elkaar vinden en lokale samenwerking."
    ),
    ChangeLine.VERSTERKEN: _(
        "Versterken. Kinderen en ouders krijgen een nieuw perspectief."
        " Ook: beter gebruik van wat professionals kunnen."
    ),
    ChangeLine.VERANDEREN: _(
        "Veranderen. Het systeem werkt voor gezinnen. Beleidsmakers maken andere keuzes."
    ),
}
KIND_WORDS: dict[ChangeKind, Any] = {
    ChangeKind.BEHAVIOUR: _("Ander gedrag. Mensen doen iets wat ze eerst niet deden."),
    ChangeKind.RELATIONSHIP: _("Nieuwe of betere contacten. Partijen weten elkaar te vinden."),
    ChangeKind.ACTION: _("Een eenmalige daad. Bijvoorbeeld: een inzameling."),
    ChangeKind.ACTIVITY: _("Een nieuwe activiteit, die vaker gebeurt."),
    ChangeKind.POLICY: _("Ander beleid of andere regels, op papier."),
    ChangeKind.PRACTICE: _("Een andere manier van werken, elke dag."),
}
_PARTIES = _("Eén organisatie of groep per regel. Geen namen van personen.")


def _names(text: str | None) -> list[str]:
    """Read one name a line, each once."""
    return list(dict.fromkeys(filter(None, map(str.strip, (text or "").splitlines()))))


class WhatForm(SharedForm):
    """Step 1: what changed, who did it, where and when."""

    nature = RadioField(
        _("Deed de academie dit, of deed iemand anders iets nieuws?"),
        [InputRequired(_("Kies wie iets deed."))],
        choices=choices(Nature)[::-1],
        coerce=or_none(Nature),
        description=_("Wat wij zelf deden, bewaren we als activiteit."),
    )
    title = line_field(_("Korte titel"), _("Vul een titel in."), most=80)
    what_changed = text(
        _("Wie doet wat anders?"),
        _("Schrijf wat iemand van buiten kan zien. Eén of twee zinnen."),
        sentence=_("Schrijf op wie wat anders doet."),
    )
    child_view = text(_("Wat merkt een kind hiervan?"), rows=2)
    actors = text(_("Wie zijn dat?"), _PARTIES, sentence=_("Vul in wie er iets anders doet."))
    municipalities = text(_("In welke gemeenten?"), _("Eén gemeente per regel."), rows=2)
    regions = text(_("In welke regio's?"), _("Eén regio per regel."), rows=2)
    national = BooleanField(_("In heel Nederland"))
    changed_on = DutchDateField(
        _("Wanneer?"),
        [Optional()],
        description=_("Weet je de dag niet? Kies een dag in de goede maand of het goede jaar."),
    )
    changed_precision = SelectField(
        _("Hoe precies weet je dat?"),
        [InputRequired()],
        choices=choices(Precision),
        coerce=or_none(Precision),
    )
    line = RadioField(
        _("Lijn van verandering"),
        [InputRequired(_("Kies een lijn van verandering."))],
        choices=[SelectChoice(line.value, words) for line, words in LINE_WORDS.items()],
        coerce=or_none(ChangeLine),
    )
    other_lines = ticks(_("Hoort er nog een lijn bij?"), ChangeLine)
    kinds = ticks(_("Wat voor verandering is het?"), ChangeKind)
    level = select(_("Op welk niveau?"), Level, _("Kies een niveau."))
    event = SelectField(_("Bij welke bijeenkomst hoort dit?"))
    event_link = select(_("Hoe hangt het samen met de bijeenkomst?"), EventLink)
    other_event = SelectField(_("Bij welke bijeenkomst hoort het nog meer?"))
    other_event_link = select(_("Hoe hangt het daarmee samen?"), EventLink)

    def __init__(self, meetings: Sequence[Event], *, needs_meeting: bool, **kwargs: Any) -> None:
        """Offer meetings.

        Args:
            needs_meeting: whether the writer may only write for a meeting of their own.
        """
        super().__init__(**kwargs)
        self._meetings = {meeting.ref: meeting for meeting in meetings}
        self._needs_meeting = needs_meeting
        offered = [SelectChoice("", NO_MEETING)]
        offered += [SelectChoice(meeting.ref, _meeting_words(meeting)) for meeting in meetings]
        self.kinds.choices = [SelectChoice(kind.value, KIND_WORDS[kind]) for kind in ChangeKind]
        self.event.choices = offered
        self.other_event.choices = offered

    def validate_event(self, field: SelectField) -> None:
        """Keep an organiser to their own meetings."""
        if self._needs_meeting and not field.data:
            raise ValidationError(_("Kies een van je bijeenkomsten."))

    def validate_event_link(self, field: SelectField) -> None:
        """Ask how it hangs together."""
        if self.event.data and not field.data:
            raise ValidationError(_("Kies hoe het samenhangt."))

    def validate_other_event_link(self, field: SelectField) -> None:
        """Ask how it hangs together."""
        if self.other_event.data and not field.data:
            raise ValidationError(_("Kies hoe het samenhangt."))

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        values = super().values()
        values["actors"] = _names(values["actors"])
        values["places"] = self._places(values)
        values["events"] = self._links(values)
        values["other_lines"] = [line for line in values["other_lines"] if line != values["line"]]
        day, precision = values["changed_on"], values["changed_precision"]
        values["changed_on"] = first_day(day, precision) if day else None
        return values

    def _places(self, values: dict[str, Any]) -> list[Place]:
        towns, regions = _names(values.pop("municipalities")), _names(values.pop("regions"))
        return [
            *(Place(PlaceKind.MUNICIPALITY, name) for name in towns),
            *(Place(PlaceKind.REGION, name) for name in regions),
            *([Place(PlaceKind.NATIONAL)] if values.pop("national") else []),
        ]

    def _links(self, values: dict[str, Any]) -> list[MeetingLink]:
        pairs = [
            (values.pop(name), values.pop(f"{name}_link")) for name in ("other_event", "event")
        ]
        links = {ref: link for ref, link in pairs if ref}
        return [MeetingLink(self._meetings[ref], link) for ref, link in links.items()]


def _meeting_words(meeting: Event) -> str:
    return f"{meeting.title}, {meeting.starts_at:%d-%m-%Y}"


HELPERS = {
    "kickstart": ContributorRole.KICKSTART,
    "facilitator": ContributorRole.FACILITATOR,
    "knowledge": ContributorRole.KNOWLEDGE,
    "connector": ContributorRole.CONNECTOR,
    "partner": ContributorRole.PARTNER,
}


class MeaningForm(SharedForm):
    """Step 3: what it means, how the meeting helped, and who may read it."""

    significance = text(_("Waarom is dit belangrijk?"))
    significance_not_stated = BooleanField(_("Dat staat niet in de bron"))
    significance_score = select(_("Hoe belangrijk vind je het?"), Significance)
    contribution = text(
        _("Hoe hielp de bijeenkomst?"), _("Alleen als er een bijeenkomst bij hoort.")
    )
    contribution_not_stated = BooleanField(_("Hoe de bijeenkomst hielp, staat niet in de bron"))
    contribution_score = select(
        _("Hoeveel hielp de bijeenkomst?"),
        Contribution,
        description=_("Weet je het niet zeker? Kies onbekend."),
    )
    without_us = text(
        _("Wat was er zonder de bijeenkomst gebeurd?"), _("Nodig bij een flinke bijdrage of meer.")
    )
    other_factors = text(
        _("Wat en wie hielpen er nog meer?"),
        _("Bijvoorbeeld geld, beleid of een andere organisatie. Nodig bij een kleine bijdrage."),
    )
    kickstart = text(_("Wie gaf de eerste zet?"), _PARTIES, rows=2)
    facilitator = text(_("Wie regelde het?"), rows=2)
    knowledge = text(_("Wie bracht kennis?"), rows=2)
    connector = text(_("Wie bracht mensen bij elkaar?"), rows=2)
    partner = text(_("Wie deed er nog meer mee?"), rows=2)
    direction = select(_("Is het goed voor kinderen?"), Direction, _("Kies een antwoord."))
    intended = select(_("Was dit de bedoeling?"), Intended, _("Kies een antwoord."))
    reach_number = WholeNumberField(
        _("Voor hoeveel mensen?"),
        [Optional(), NumberRange(0, 20_000_000, _("Vul een getal in van 0 of meer."))],
        render_kw={"class": "short", "inputmode": "numeric"},
    )
    reach_unit = line_field(_("Wie zijn dat?"), most=60, description=_("Bijvoorbeeld: leerlingen."))
    reach_kind = select(_("Is dat geteld, geschat of gepland?"), ReachKind)
    challenges = SelectMultipleField(
        _("Bij welke opgaven hoort dit?"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    sources = ticks(_("Waar is het op gebouwd?"), KnowledgeSource)
    transferable = text(_("Wat kunnen anderen overnemen?"), _("En wat is daarvoor nodig?"))
    visibility = select(_("Wie mag dit lezen?"), Visibility, _("Kies wie dit mag lezen."))

    def __init__(self, challenges: Sequence[Challenge], **kwargs: Any) -> None:
        """Offer the opgaven, each with the day from which its list counts when it is an old one."""
        super().__init__(**kwargs)
        self._challenges = {challenge.id: challenge for challenge in challenges}
        for day in sorted({one.valid_from for one in challenges if not one.valid_to}):
            self.challenges.description = gettext("De lijst van %(day)s.", day=day_plain(day))
        self.challenges.choices = [
            SelectChoice(str(challenge.id), _challenge_words(challenge)) for challenge in challenges
        ]

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        values = super().values()
        values["contributors"] = [
            Party(name, role)
            for field, role in HELPERS.items()
            for name in _names(values.pop(field))
        ]
        values["challenges"] = [self._challenges[number] for number in values["challenges"]]
        return values


def _challenge_words(challenge: Challenge) -> str:
    words = f"{challenge.number}. {challenge.name}"
    if challenge.valid_to is None:
        return words
    return gettext("%(words)s (lijst tot %(year)s)", words=words, year=challenge.valid_to.year)
