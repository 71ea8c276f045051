"""Every field of an outcome, as a column of the register."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from academie.followups.confirmations import Confirmation
from academie.followups.evidence import Evidence
from academie.followups.models import Observation, Outcome
from academie.followups.outcome_links import OutcomeLink
from academie.followups.periods import period as period_words
from academie.followups.queries import OutcomeRow
from academie.reference.models import Challenge
from academie.reports.tables import Cell


class Entry(NamedTuple):
    """An outcome with its links to others."""

    row: OutcomeRow
    links: Iterable[OutcomeLink]

    @property
    def outcome(self) -> Outcome:
        """The outcome itself."""
        return self.row.outcome


class Field(NamedTuple):
    """A column: what it is called, what stands in it, and how to find that.

    Attributes:
        short: it stands on the page too, which has no room for all.
    """

    title: LazyString
    meaning: LazyString
    of: Callable[[Entry], Cell]
    short: bool = False
    numeric: bool = False


def _joined(parts: Iterable[object]) -> str:
    return "; ".join(str(part) for part in parts if part)


def _stated(text: str | None, *, unstated: bool) -> str:
    return text or (_("Niet vermeld door de bron") if unstated else "")


def _label(term: object | None) -> str:
    return str(getattr(term, "label", "")) if term is not None else ""


def _challenge(one: Challenge) -> str:
    return _(
        "%(number)s. %(name)s (lijst van %(day)s)",
        number=one.number,
        name=one.name,
        day=one.valid_from.isoformat(),
    )


def _seen(one: Observation) -> str:
    when = period_words(one.observed_on, one.precision)
    by = one.by_party or _("projectteam")
    return f"{when}: {one.status.label}. {one.text} ({by})"


def _shown(one: Evidence) -> str:
    independent = _("onafhankelijk") if one.independent else _("niet onafhankelijk")
    public = _("openbaar") if one.public else _("niet openbaar")
    known = (one.dated_on, one.location, one.link, one.sha256, one.quote)
    words = [str(one.kind.label), independent, public, *(str(part) for part in known if part)]
    return f"{one.title} ({', '.join(words)})"


def _said(one: Confirmation) -> str:
    if one.what is None:
        return f"{one.who}: {_('geen antwoord')}"
    answers = (
        (_("wat er veranderde"), one.what),
        (_("het belang"), one.significance),
        (_("de bijdrage"), one.contribution),
    )
    told = ", ".join(f"{name}: {answer.label}" for name, answer in answers if answer)
    return f"{one.who}: {told}. {one.remark or ''}".strip()


def _link(one: OutcomeLink, outcome: Outcome) -> str:
    leads = one.from_id == outcome.id
    other = one.target if leads else one.source
    kind = str(one.kind.label) if leads else _("volgt uit, of staat naast")
    return f"{kind} {other.label} ({one.explanation})"


_CHANGE = (
    Field(_l("Nummer"), _l("Het vaste nummer."), lambda one: one.outcome.label, short=True),
    Field(_l("Titel"), _l("In een paar woorden."), lambda one: one.outcome.title, short=True),
    Field(
        _l("Wat er veranderde"),
        _l("Wie nu wat anders doet."),
        lambda one: one.outcome.what_changed,
        short=True,
    ),
    Field(
        _l("Wat een kind merkt"),
        _l("Als dat bekend is."),
        lambda one: one.outcome.child_view or "",
        short=True,
    ),
    Field(
        _l("Wie"),
        _l("De partijen die iets anders doen."),
        lambda one: _joined(party.name for party in one.outcome.actors),
        short=True,
    ),
    Field(
        _l("Wie hielp"),
        _l("Partijen die het mogelijk maakten, met hun rol."),
        lambda one: _joined(f"{who.name} ({who.role.label})" for who in one.outcome.contributors),
    ),
    Field(
        _l("Waar"),
        _l("Gemeenten, een regio of heel Nederland."),
        lambda one: _joined(place.name or place.kind.label for place in one.outcome.places),
        short=True,
    ),
    Field(
        _l("Wanneer"),
        _l("Zo precies als bekend is."),
        lambda one: period_words(one.outcome.changed_on, one.outcome.changed_precision),
        short=True,
    ),
    Field(
        _l("Eerste dag"),
        _l("De eerste dag van die periode."),
        lambda one: one.outcome.changed_on or "",
    ),
    Field(
        _l("Hoe precies"),
        _l("Hoe precies de dag bekend is."),
        lambda one: _label(one.outcome.changed_precision),
    ),
    Field(
        _l("Soort verandering"),
        _l("Een of meer soorten."),
        lambda one: _joined(part.kind.label for part in one.outcome.kinds),
    ),
    Field(_l("Niveau"), _l("Waar de verandering is."), lambda one: _label(one.outcome.level)),
    Field(
        _l("Lijn"),
        _l("De belangrijkste lijn van de verandertheorie."),
        lambda one: _label(one.outcome.line),
        short=True,
    ),
    Field(
        _l("Andere lijnen"),
        _l("Lijnen daarnaast."),
        lambda one: _joined(line.label for line in one.row.lines[1:]),
    ),
    Field(
        _l("Opgaven"),
        _l("De opgaven, met de lijst waar ze in staan."),
        lambda one: _joined(map(_challenge, one.outcome.challenges)),
        short=True,
    ),
    Field(
        _l("Bronnen van kennis"),
        _l("Onderzoek, praktijk, ervaring van mensen zelf."),
        lambda one: _joined(part.source.label for part in one.outcome.sources),
    ),
    Field(
        _l("Richting"),
        _l("Goed of niet voor kinderen."),
        lambda one: _label(one.outcome.direction),
    ),
    Field(_l("Bedoeld"), _l("Of het de bedoeling was."), lambda one: _label(one.outcome.intended)),
    Field(
        _l("Bereik"),
        _l("Hoeveel mensen of dingen."),
        lambda one: "" if one.outcome.reach is None else one.outcome.reach,
        numeric=True,
    ),
    Field(_l("Bereik van"), _l("Wie of wat het zijn."), lambda one: one.outcome.reach_unit or ""),
    Field(
        _l("Bereik is"),
        _l("Geteld, geschat of gepland. Een plan is geen bereik."),
        lambda one: _label(one.outcome.reach_kind),
    ),
)
_MEANING = (
    Field(
        _l("Waarom het telt"),
        _l("Het belang van de verandering."),
        lambda one: _stated(one.outcome.significance, unstated=one.outcome.significance_not_stated),
    ),
    Field(
        _l("Hoe groot"),
        _l("Het belang, geschat."),
        lambda one: _label(one.outcome.significance_score),
    ),
    Field(
        _l("Geschat door"),
        _l("Wie het belang schatte."),
        lambda one: getattr(one.outcome.significance_scored_by, "name", "") or "",
    ),
    Field(
        _l("Bijeenkomsten"),
        _l("De bijeenkomsten, en wat die ermee te maken hebben."),
        lambda one: (
            _joined(f"{tie.event.title} ({tie.link.label})" for tie in one.outcome.events)
            or _("Geen bijeenkomst")
        ),
        short=True,
    ),
    Field(
        _l("Hoe de bijeenkomst hielp"),
        _l("De bijdrage in woorden."),
        lambda one: _stated(one.outcome.contribution, unstated=one.outcome.contribution_not_stated),
    ),
    Field(
        _l("Bijdrage"),
        _l("Hoeveel de bijeenkomst hielp."),
        lambda one: _label(one.outcome.contribution_score),
        short=True,
    ),
    Field(
        _l("Zonder ons"),
        _l("Wat er zonder de bijeenkomst was gebeurd."),
        lambda one: one.outcome.without_us or "",
    ),
    Field(
        _l("Wat nog meer hielp"),
        _l("Andere partijen, beleid en geld."),
        lambda one: one.outcome.other_factors or "",
    ),
    Field(
        _l("Voor anderen"),
        _l("Wat anderen kunnen overnemen, en wat daarvoor nodig is."),
        lambda one: one.outcome.transferable or "",
    ),
    Field(
        _l("Andere opbrengsten"),
        _l("Hoe het samenhangt met andere opbrengsten."),
        lambda one: _joined(_link(link, one.outcome) for link in one.links),
    ),
)
_PROOF = (
    Field(
        _l("Stand"),
        _l("Hoe ver het was toen het voor het laatst is gezien."),
        lambda one: _label(one.row.status),
        short=True,
    ),
    Field(
        _l("Gezien"),
        _l("Alles wat gezien is, het oudste eerst."),
        lambda one: _joined(map(_seen, one.outcome.observations)),
    ),
    Field(
        _l("Bewijs"),
        _l("Hoe goed het is aangetoond."),
        lambda one: _label(one.row.strength),
        short=True,
    ),
    Field(
        _l("Bewijsstukken"),
        _l("Wat laat zien dat het zo is."),
        lambda one: _joined(map(_shown, one.outcome.evidence)),
    ),
    Field(
        _l("Bevestigingen"),
        _l("Wat mensen van buiten zeiden."),
        lambda one: _joined(map(_said, one.outcome.confirmations)),
    ),
    Field(_l("Staat"), _l("Hoe ver het is op de werkplek."), lambda one: _label(one.outcome.state)),
    Field(
        _l("Vastgesteld door"),
        _l("Wie het nakeek."),
        lambda one: getattr(one.outcome.reviewer, "name", "") or "",
    ),
    Field(
        _l("Opmerking bij het nakijken"),
        _l("Wat de nakijker erbij schreef."),
        lambda one: one.outcome.review_note or "",
    ),
    Field(_l("Wie leest het"), _l("Voor wie het is."), lambda one: _label(one.outcome.visibility)),
    Field(_l("Kenmerk"), _l("Het kenmerk in Academie."), lambda one: one.outcome.ref),
)
FIELDS = (*_CHANGE, *_MEANING, *_PROOF)
"""Every field, in order: what changed, what it means, how we know."""
