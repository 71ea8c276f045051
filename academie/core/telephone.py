"""Telephone numbers: read as people write them, kept as E.164, shown the Dutch way."""

import re

from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    format_number,
    is_valid_number,
    length_of_national_destination_code,
    national_significant_number,
    parse,
)

COUNTRY = "NL"
NETHERLANDS = 31
_MOBILE = re.compile(r"\+316[1-58]\d{7}")
"""Most numbers; they need no library, which takes its time over each."""


def read(typed: str) -> str | None:
    """Read a number however it is written; None when it is no number that exists.

    Returns:
        the number as E.164, such as `+31612345678`.
    """
    number = _parse(typed)
    return format_number(number, PhoneNumberFormat.E164) if number else None


def written(number: str) -> str:
    """Write a number as people in the Netherlands do: `06-12 34 56 78`, `058-234 56 78`.

    One of another country is written as is usual between countries.
    Source: Taaladvies.net, a hyphen after the area code and pairs from the right.
    """
    if _MOBILE.fullmatch(number):
        return f"06-{_pairs(number[4:])}"
    found = _parse(number)
    if found is None:
        return number
    if found.country_code != NETHERLANDS:
        return format_number(found, PhoneNumberFormat.INTERNATIONAL)
    digits = national_significant_number(found)
    area = length_of_national_destination_code(found)
    return f"0{digits[:area]}-{_pairs(digits[area:])}" if area else f"0{digits}"


def _parse(typed: str) -> PhoneNumber | None:
    try:
        number = parse(typed, COUNTRY)
    except NumberParseException:
        return None
    return number if is_valid_number(number) else None


def _pairs(digits: str) -> str:
    """Group digits by two from the right; an odd one joins the first group."""
    first = len(digits) % 2 + 2
    rest = [digits[here : here + 2] for here in range(first, len(digits), 2)]
    return " ".join([digits[:first], *rest])
