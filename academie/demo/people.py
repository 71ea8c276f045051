"""Invented people for the demo; none of them exists."""

from itertools import count, product
from typing import Any

GIVEN = (
    "Anouk", "Bram", "Chantal", "Daan", "Esra", "Fatima", "Gerrit", "Hanneke", "Ilse", "Jelle",
    "Karin", "Lotte", "Mohammed", "Nienke", "Omar", "Petra", "Quirine", "Roos", "Samira", "Tjitske",
)  # fmt: skip
FAMILY = (
    "de Vries", "van der Berg", "Demir", "Hoekstra", "el Idrissi", "Jansen", "Postma", "Bakker",
    "van den Heuvel", "Wiersma", "Özdemir", "Smit", "Dijkstra", "Visser", "Kok",
)  # fmt: skip
SIZES = (1, 2, 1, 1, 3, 1, 2, 1, 4, 1)


class Visitors:
    """A queue of invented visitors, the same in every demo."""

    def __init__(self) -> None:
        """Start at the front."""
        self._numbers = count()
        self._names = list(product(FAMILY, GIVEN))

    def next(self) -> dict[str, Any]:
        """Give the next visitor's name, address and size of party."""
        number = next(self._numbers)
        family, given = self._names[number * 7 % len(self._names)]
        return {
            "given_name": given,
            "family_name": family if number % 4 else None,
            "email": f"bezoeker{number + 1}@voorbeeld.nl",
            "people": SIZES[number % len(SIZES)],
        }
