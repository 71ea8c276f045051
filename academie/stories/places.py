"""Where something changed: how many outcomes each province has.

An outcome is where its places are; when those tell no province, where its meetings were.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select

from academie.core.db import db
from academie.core.names import key_of
from academie.events.models import Event
from academie.followups.models import Outcome, OutcomeEvent
from academie.followups.parts import OutcomePlace
from academie.followups.queries import DISPUTED
from academie.followups.terms import EventLink, PlaceKind
from academie.reference.models import Province
from academie.reference.municipalities import provinces_of
from academie.stories.graph import Scope

TILES = {
    Province.FRIESLAND: ("Fr", 2, 0),
    Province.GRONINGEN: ("Gr", 3, 0),
    Province.NOORD_HOLLAND: ("NH", 1, 1),
    Province.FLEVOLAND: ("Fl", 2, 1),
    Province.DRENTHE: ("Dr", 3, 1),
    Province.ZUID_HOLLAND: ("ZH", 0, 2),
    Province.UTRECHT: ("Ut", 1, 2),
    Province.GELDERLAND: ("Ge", 2, 2),
    Province.OVERIJSSEL: ("Ov", 3, 2),
    Province.ZEELAND: ("Ze", 0, 3),
    Province.NOORD_BRABANT: ("NB", 1, 3),
    Province.LIMBURG: ("Li", 2, 3),
}
"""The letters of each province, and its column and row on a map of tiles."""
_LIGHT = (0.3, 0.6, 1.0)
_TOWN = PlaceKind.MUNICIPALITY
_PROVINCES = {key_of(province.label): province for province in Province} | {
    "fryslan": Province.FRIESLAND
}


class Tile(NamedTuple):
    """A province on the map.

    Attributes:
        light: how much of it falls here, from none to 1.
    """

    province: Province
    letters: str
    column: int
    row: int
    outcomes: int
    light: float


class Map(NamedTuple):
    """How many outcomes there are, and where; one in two provinces counts in both.

    Attributes:
        towns: the municipalities where something changed, in each province.
        national: how many are for the whole country.
        elsewhere: of how many nobody knows the province.
    """

    tiles: Sequence[Tile]
    towns: Mapping[Province, Sequence[str]]
    national: int
    elsewhere: int
    total: int

    @property
    def lit(self) -> Sequence[Tile]:
        """The provinces that have outcomes, the most first."""
        found = [tile for tile in self.tiles if tile.outcomes]
        return sorted(found, key=lambda tile: (-tile.outcomes, tile.province.label))


class _Found(NamedTuple):
    """Where one outcome is.

    Attributes:
        towns: its municipalities that are known to be in a province.
    """

    provinces: frozenset[Province]
    towns: Sequence[tuple[Province, str]]
    is_national: bool


def map_of(scope: Scope) -> Map:
    """Count outcomes that nobody disputes by province: a constant number of light queries."""
    found = _found((*scope, ~DISPUTED))
    counts = Counter(province for each in found for province in each.provinces)
    towns: defaultdict[Province, dict[str, str]] = defaultdict(dict)
    for province, name in (town for each in found for town in each.towns):
        towns[province].setdefault(key_of(name), name)
    national = sum(each.is_national for each in found)
    return Map(
        tiles=_tiles(counts),
        towns={province: sorted(names.values()) for province, names in towns.items()},
        national=national,
        elsewhere=sum(not each.provinces for each in found) - national,
        total=len(found),
    )


def _found(scope: Scope) -> list[_Found]:
    places = _places(scope)
    names = {name for of_one in places.values() for _kind, name in of_one if name}
    known = {name: _PROVINCES[key_of(name)] for name in names if key_of(name) in _PROVINCES}
    known |= provinces_of(names)
    of_meetings = _of_meetings(scope)
    return [
        _one(of_one, known, of_meetings.get(outcome, frozenset()))
        for outcome, of_one in places.items()
    ]


def _one(
    places: Sequence[tuple[PlaceKind, str]],
    known: Mapping[str, Province],
    of_meetings: frozenset[Province],
) -> _Found:
    if any(kind is PlaceKind.NATIONAL for kind, _name in places):
        return _Found(frozenset(), (), is_national=True)
    named = [(known[name], name, kind) for kind, name in places if name in known]
    return _Found(
        provinces=frozenset(province for province, _name, _kind in named) or of_meetings,
        towns=[(province, name) for province, name, kind in named if kind is _TOWN],
        is_national=False,
    )


def _tiles(counts: Mapping[Province, int]) -> list[Tile]:
    most = max(counts.values(), default=1)
    return [
        Tile(province, *place, counts.get(province, 0), _light(counts.get(province, 0), most))
        for province, place in TILES.items()
    ]


def _light(count: int, most: int) -> float:
    """Give a province a third, two thirds or all of the light."""
    return _LIGHT[(3 * count - 1) // most] if count else 0


def _places(scope: Scope) -> Mapping[int, Sequence[tuple[PlaceKind, str]]]:
    found: dict[int, list[tuple[PlaceKind, str]]] = defaultdict(list)
    for outcome, kind, name in db.session.execute(
        select(Outcome.id, OutcomePlace.kind, OutcomePlace.name)
        .join(OutcomePlace, OutcomePlace.outcome_id == Outcome.id)
        .where(*scope)
    ):
        found[outcome].append((kind, name or ""))
    return found


def _of_meetings(scope: Scope) -> Mapping[int, frozenset[Province]]:
    found: dict[int, frozenset[Province]] = {}
    for outcome, province in db.session.execute(
        select(Outcome.id, Event.province)
        .join(OutcomeEvent, OutcomeEvent.outcome_id == Outcome.id)
        .join(Event, Event.id == OutcomeEvent.event_id)
        .where(OutcomeEvent.link != EventLink.NOT_SHOWN, *scope)
    ):
        found[outcome] = found.get(outcome, frozenset()).union({province} if province else ())
    return found
