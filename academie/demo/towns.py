"""The municipalities that the demo speaks of, so that its map knows where they are.

Facts of the list of Statistics Netherlands; `import-municipalities` takes in all others.
"""

from datetime import datetime

from academie.reference import municipalities
from academie.reference.models import Province
from academie.reference.municipalities import Row

_TOWNS = (
    Row("GM0014", "Groningen", Province.GRONINGEN),
    Row("GM0080", "Leeuwarden", Province.FRIESLAND),
    Row("GM0114", "Emmen", Province.DRENTHE),
    Row("GM0173", "Oldenzaal", Province.OVERIJSSEL),
    Row("GM0344", "Utrecht", Province.UTRECHT),
    Row("GM0392", "Haarlem", Province.NOORD_HOLLAND),
    Row("GM0637", "Zoetermeer", Province.ZUID_HOLLAND),
    Row("GM0766", "Dongen", Province.NOORD_BRABANT),
    Row("GM0867", "Waalwijk", Province.NOORD_BRABANT),
)


def load_towns(now: datetime) -> None:
    """Take in the municipalities."""
    municipalities.take_in(_TOWNS, [], now=now)
