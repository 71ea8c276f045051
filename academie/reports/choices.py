"""What a figure counts: one object that counts the records and lists them, so both are the same.

A choice says which records it is about. Its address opens the list that is made from the very
same choice.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from types import NoneType
from typing import Any, ClassVar, Self, TypedDict, get_args, get_type_hints
from urllib.parse import parse_qsl, urlencode, urlsplit

from academie.core.period import Period

LISTS = "/beheer/rapporten/lijst"


class Days(TypedDict):
    """The first and the last day of a figure."""

    first: date
    last: date


_YES = "1"
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


class UnknownChoiceError(ValueError):
    """An address that no figure of ours has."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which records a figure is about: a field that is None or False says nothing.

    Attributes:
        name: names the list in its address.
    """

    name: ClassVar[str]
    first: date
    last: date

    @property
    def period(self) -> Period:
        """The days it is about."""
        return Period(first=self.first, last=self.last)

    @property
    def days(self) -> str:
        """The days in words; none when it is of all days."""
        whole = (self.first, self.last) == (_FIRST_DAY, _LAST_DAY)
        return "" if whole else self.period.words

    @property
    def url(self) -> str:
        """The address of the list."""
        return f"{LISTS}/{self.name}?{urlencode(self.asked())}"

    @classmethod
    def of_url(cls, url: str) -> Self:
        """Read it back from `url`.

        Raises:
            UnknownChoiceError: as for `read`.
        """
        return cls.read(dict(parse_qsl(urlsplit(url).query)))

    def asked(self) -> dict[str, str]:
        """Write it as the arguments of an address."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: _YES if value is True else str(value)
            for name, value in values.items()
            if value is not None and value is not False
        }

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """Read it back from an address.

        Raises:
            UnknownChoiceError: something is missing, or has another value than we write.
        """
        types = get_type_hints(cls)
        wanted = [field for field in fields(cls) if field.name in asked or _is_needed(field)]
        try:
            values = {one.name: _value(types[one.name], asked[one.name]) for one in wanted}
        except (KeyError, ValueError) as error:
            raise UnknownChoiceError from error
        if not (_FIRST_DAY <= values["first"] <= values["last"] <= _LAST_DAY):
            raise UnknownChoiceError
        return cls(**values)


EVER: Days = {"first": _FIRST_DAY, "last": _LAST_DAY}
"""All days that a form takes, for a figure that is of no period."""


def _is_needed(field: Any) -> bool:
    return field.default is MISSING


def _value(kind: Any, text: str) -> Any:
    if not text.isprintable():
        raise UnknownChoiceError
    plain = next((one for one in get_args(kind) if one is not NoneType), kind)
    if plain is bool:
        return text == _YES
    return date.fromisoformat(text) if plain is date else plain(text)
