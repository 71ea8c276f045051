"""How much of a local alliance each municipality has, on the map of the twelve provinces."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from academie.alliances.queries import Flywheel, flywheels, tally
from academie.reference.models import Province
from academie.reference.municipalities import provinces_of
from academie.stories.places import TILES

ON_A_TILE = 6
"""So many wheels a tile has room for."""
_ALONE, _TWO = ((33, 42, 17),), ((19, 42, 12), (47, 42, 12))
_MANY = tuple((13 + 20 * column, 33 + 20 * row, 8.5) for row in range(2) for column in range(3))
_NOWHERE = ("?", 3, 3)
_SPOTS = {1: _ALONE, 2: _TWO}


class Spot(NamedTuple):
    """A wheel on a tile: where its middle is, and how large it is drawn."""

    x: float
    y: float
    radius: float
    score: int


class Tile(NamedTuple):
    """A province on the map, with the flywheels of its municipalities."""

    label: str
    letters: str
    column: int
    row: int
    wheels: Sequence[Flywheel]

    @property
    def spots(self) -> Sequence[Spot]:
        """The wheels that the tile shows; the last place tells how many more there are."""
        drawn = self.wheels if len(self.wheels) <= ON_A_TILE else self.wheels[: ON_A_TILE - 1]
        spots = _SPOTS.get(len(drawn), _MANY)
        return [Spot(*spot, wheel.score) for spot, wheel in zip(spots, drawn, strict=False)]

    @property
    def more(self) -> int:
        """How many the tile has no room for."""
        return len(self.wheels) - len(self.spots)

    @property
    def light(self) -> float:
        """How much light falls here, by the fullest wheel: from a little to all of it."""
        return (1 + max(wheel.score for wheel in self.wheels)) / 5 if self.wheels else 0


class WheelMap(NamedTuple):
    """All flywheels by province; when nobody knows the province of some, they have a tile too.

    Attributes:
        counted: in how many municipalities there is more than a wish.
    """

    tiles: Sequence[Tile]
    counted: int


def wheel_map() -> WheelMap:
    """Lay the flywheels out, the fullest first: a constant number of queries."""
    wheels = sorted(flywheels(), key=lambda wheel: -wheel.score)
    known = provinces_of({wheel.place for wheel in wheels if wheel.province is None})
    found: defaultdict[Province | None, list[Flywheel]] = defaultdict(list)
    for wheel in wheels:
        found[wheel.province or known.get(wheel.place)].append(wheel)
    tiles = [Tile(each.label, *place, found[each]) for each, place in TILES.items()]
    if found[None]:
        tiles.append(Tile(_("Provincie niet bekend"), *_NOWHERE, found[None]))
    return WheelMap(tiles, tally(wheels).counted)
