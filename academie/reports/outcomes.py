"""The outcomes that reports count, and how a figure says which of them it is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from academie.core.small_groups import Figure
from academie.core.terms import Term
from academie.followups.terms import (
    Contribution,
    EventLink,
    OutcomeStatus,
    ReachKind,
    Strength,
)
from academie.reference.models import ChangeLine
from academie.reports.choices import Choice, UnknownChoiceError


class Lack(Term):
    """What an adopted outcome still lacks."""

    SIGNIFICANCE = "significance", _("Niet vermeld waarom het telt")
    SCORE = "score", _("Niet gezegd hoe groot het is")
    CONTRIBUTION = "contribution", _("Niet vermeld hoe de bijeenkomst hielp")
    DAY = "day", _("Dag onbekend")
    EVIDENCE = "evidence", _("Geen enkel bewijsstuk")
    WEAK = "weak", _("Zwak bewijs: alleen een eigen bericht")
    DISPUTED = "disputed", _("Betwist en nog niet opgelost")
    UNASKED = "unasked", _("Niemand van buiten gevraagd om het te bevestigen")
    CHILD_VIEW = "child_view", _("Niet vermeld wat een kind ervan merkt")
    SOURCES = "sources", _("Geen bron van kennis gekozen")
    CHALLENGES = "challenges", _("Geen opgave gekozen")
    UNSEEN = "unseen", _("Een jaar niet gezien hoe het ermee staat")


@dataclass(frozen=True, kw_only=True)
class EventTie:
    """How an outcome hangs together with a meeting."""

    title: str
    link: EventLink
    ref: str = ""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How many an outcome is for; numbers of different kinds are never added up."""

    number: Figure
    unit: str
    kind: ReachKind


@dataclass(frozen=True, kw_only=True)
class OutcomeEntry:
    """One adopted outcome; `contribution` is None when the source does not state it.

    Attributes:
        slugs: of its opgaven.
        place_keys: the names of its places as they are compared.
        reached: the number of its reach, also of a small group.
    """

    ref: str = ""
    number: str
    title: str
    what_changed: str
    actors: tuple[str, ...]
    places: tuple[str, ...]
    when: str
    line: ChangeLine
    challenges: tuple[str, ...]
    events: tuple[EventTie, ...]
    contribution: Contribution | None
    status: OutcomeStatus
    observed: str
    strength: Strength
    reach: Reach | None
    slugs: frozenset[str] = frozenset()
    place_keys: frozenset[str] = frozenset()
    lacks: frozenset[Lack] = frozenset()
    reached: int = 0

    @property
    def counts(self) -> bool:
        """Whether it belongs in totals: not while somebody independent says it is not so."""
        return self.strength is not Strength.DISPUTED


@dataclass(frozen=True, kw_only=True)
class OutcomeChoice(Choice):
    """Which adopted outcomes a figure counts.

    Attributes:
        disputed: those that do not count; `counts` those that do.
        challenge: the slug of an opgave; `no_challenge` those without any.
        event: the ref of a meeting they are shown to follow from; `no_event` those without any.
        place: the name of a place as names are compared.
        number: one outcome, as people call it.
        reach: how many that one reaches, when that is known in this way.
    """

    name = "opbrengsten"

    counts: bool = False
    disputed: bool = False
    line: ChangeLine | None = None
    status: OutcomeStatus | None = None
    strength: Strength | None = None
    challenge: str | None = None
    no_challenge: bool = False
    event: str | None = None
    place: str | None = None
    lack: Lack | None = None
    number: str | None = None
    reach: ReachKind | None = None

    def __post_init__(self) -> None:
        """Refuse to add up whom several outcomes reach: their units differ."""
        if self.reach is not None and self.number is None:
            raise UnknownChoiceError

    def of(self, entries: Iterable[OutcomeEntry]) -> list[OutcomeEntry]:
        """List the outcomes it is about."""
        return [entry for entry in entries if self._holds(entry)]

    def _holds(self, entry: OutcomeEntry) -> bool:
        return self._sorted_under(entry) and all(
            (
                not self.counts or entry.counts,
                not self.disputed or not entry.counts,
                self.event is None or self.event in _followed(entry),
                self.place is None or self.place in entry.place_keys,
                self.lack is None or self.lack in entry.lacks,
                self.number in {None, entry.number},
                self.reach in {None, entry.reach.kind if entry.reach else None},
            )
        )

    def _sorted_under(self, entry: OutcomeEntry) -> bool:
        return all(
            (
                self.line in {None, entry.line},
                self.status in {None, entry.status},
                self.strength in {None, entry.strength},
                self.challenge is None or self.challenge in entry.slugs,
                not self.no_challenge or not entry.slugs,
            )
        )


def _followed(entry: OutcomeEntry) -> set[str]:
    """Name the meetings that it is shown to follow from."""
    return {tie.ref for tie in entry.events if tie.link is not EventLink.NOT_SHOWN}
