"""What nobody types by accident, and how a form is filled in with it."""

from collections.abc import Iterator
from typing import Any

from tests.house.visitors import Form

STRANGE = "=1+1\x00\x08\N{RIGHT-TO-LEFT OVERRIDE}\r\nBcc: a@b.nl"
HUGE = "99999999999999999999"
"""Typed in one field at a time, so that nothing else stops them and the database sees them too.

Only PostgreSQL knows characters that it does not take; numbers end elsewhere in either."""
MOMENTS = ("31-12-9999", "1-1-0001", "19:30+02:00")
"""Typed so in fields for a day or a time; these, and what stands in all fields at once, are read
before any database, so one of the two is enough."""
TOGETHER: tuple[Any, ...] = (
    None,
    "",
    "\x00",
    "-1",
    ["a", "b"],
    "x" * 100_000,
    "9" * 5000,
    "28-3-2027",
    "2.30",
)
TYPICAL = {
    "given_name": "Fatima",
    "email": "fatima2@voorbeeld.nl",
    "name": "Anna",
    "title": "Een titel",
    "subject": "Parkeren",
    "to": "everybody",
    "organisation": "De Brug",
    "sector": "zorg",
    "scope": "local",
    "kind": "kenniskring",
    "target_per_year": "8",
    "usual_attendance": "40",
    "roles": "reader",
    "day": "9-3-2027",
    "start": "19.30",
    "end": "21.30",
    "mode": "onsite",
    "group": "later",
    "code": "123456",
    "minutes": "10",
    "at": "19.45",
    "link": "https://voorbeeld.nl",
    "wording": "Liever zo.",
    "password": "een lange zin met paard",
    "note": "Omdat",
    "reason": "Omdat",
    "place": "Emmen",
    "province": "PV22",
    "wish": "Elkaar vinden",
    "period_from": "1-6-2027",
    "period_until": "1-7-2027",
    "meeting_money": "pledged",
    "campaign_money": "pledged",
    "text": "Wie betaalt?",
    "next_steps": "We bellen.",
    "what_changed": "Partners werken samen.",
    "actors": "Partners",
    "nature": "outcome",
    "line": "veranderen",
    "level": "municipality",
    "direction": "positive",
    "intended": "intended",
    "visibility": "public",
    "seen-observed_on": "1-2-2027",
    "seen-status": "intention",
    "seen-text": "Zo is het.",
    "shown-kind": "own_report",
    "shown-title": "Verslag",
}
HOSTILE_QUERY = (
    f"next=/beheer/%0d%0aX:y&opgave=%00&pagina={'9' * 20}&first=1-1-0001&last=31-12-9999"
)


def spoilt(form: Form, *, is_sqlite: bool) -> Iterator[dict[str, Any]]:
    """Fill in a form well but for one field at a time, and badly in all."""
    good = {name: TYPICAL.get(name, value) for name, value in form.values.items()}
    names = [name for name in good if name != "csrf_token"]
    for value in (HUGE,) if is_sqlite else (STRANGE, HUGE):
        yield from (good | {name: value} for name in names)
    if is_sqlite:
        for value in TOGETHER:
            yield good | dict.fromkeys(names, value)
        for value in MOMENTS:
            yield from (good | {name: value} for name in form.moments)
