"""What to know before choosing a date: warnings, never a ban.

Source of public and school holidays: the `holidays` package, which has the school holidays of the
three regions up to and including 2030. Autumn and spring holidays are advice to schools.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from flask_babel import gettext as _
from holidays.countries.netherlands import NL

from academie.accounts.models import User
from academie.core.clock import to_local
from academie.events import feasts
from academie.events.terms import EventKind, SchoolRegion
from academie.reference.models import Province

KNOWN_UNTIL = feasts.LAST_YEAR
EVENING = time(18)
REGIONS: Mapping[Province, tuple[SchoolRegion, ...]] = {
    Province.GRONINGEN: (SchoolRegion.NOORD,),
    Province.FRIESLAND: (SchoolRegion.NOORD,),
    Province.DRENTHE: (SchoolRegion.NOORD,),
    Province.OVERIJSSEL: (SchoolRegion.NOORD,),
    Province.FLEVOLAND: (SchoolRegion.NOORD, SchoolRegion.MIDDEN),
    Province.GELDERLAND: (SchoolRegion.MIDDEN, SchoolRegion.ZUID, SchoolRegion.NOORD),
    Province.UTRECHT: (SchoolRegion.MIDDEN, SchoolRegion.NOORD),
    Province.NOORD_HOLLAND: (SchoolRegion.NOORD,),
    Province.ZUID_HOLLAND: (SchoolRegion.MIDDEN,),
    Province.ZEELAND: (SchoolRegion.ZUID,),
    Province.NOORD_BRABANT: (SchoolRegion.ZUID, SchoolRegion.MIDDEN),
    Province.LIMBURG: (SchoolRegion.ZUID,),
}
"""The regions that a province lies in; the first is that of most of its places."""
_MAY_HOLIDAY = "Meivakantie"
_AUTUMN_HOLIDAY = "Herfstvakantie"
_AUTUMN = ((10, 1), (11, 7))
_EASTER = "Eerste paasdag"
_CARNIVAL = (timedelta(days=-50), timedelta(days=-47))
_OFFICE_HOURS = (time(9), time(17))
_SCHOOL_RUNS = ((time(8, 15), time(8, 45)), (time(14, 30), time(15, 30)))
_FRIDAY, _SUNDAY = 4, 6


@dataclass(frozen=True, kw_only=True)
class Plan:
    """When and where somebody thinks of holding a meeting.

    Attributes:
        region: whose school holidays count; None is that of the province.
        ref: None while it is not saved.
        municipalities: names of those it is for.
        organisations: names of who organises it and of its partners.
    """

    kind: EventKind
    starts_at: datetime
    ends_at: datetime
    province: Province | None = None
    region: SchoolRegion | None = None
    ref: str | None = None
    municipalities: Collection[str] = ()
    organisations: Collection[str] = ()
    organisers: Collection[User] = ()

    @property
    def day(self) -> date:
        """The day in Amsterdam."""
        return to_local(self.starts_at).date()

    @property
    def hours(self) -> tuple[time, time]:
        """From when until when in Amsterdam."""
        return to_local(self.starts_at).time(), to_local(self.ends_at).time()

    @property
    def regions(self) -> tuple[SchoolRegion, ...]:
        """Whose school holidays count; all of them when nothing is known."""
        if self.region:
            return (self.region,)
        return REGIONS[self.province] if self.province else tuple(SchoolRegion)


def regions_of(province: Province | None) -> str:
    """Name the regions whose school holidays a province has; nothing for none."""
    return joined([region.label for region in REGIONS[province]]) if province else ""


def warnings(plan: Plan) -> list[str]:
    """Tell in plain sentences what speaks against a date."""
    return [*_holidays(plan), *_school_holidays(plan), *_days_of_note(plan), *_circle_hours(plan)]


def notes(plan: Plan) -> list[str]:
    """Tell in plain sentences what is good to know of a date."""
    found = [*_week_before_may(plan), *feasts.notes(plan.day, evening=plan.hours[1] > EVENING)]
    if plan.region is None and plan.province and len(plan.regions) > 1:
        found.append(_split(plan.province, plan.regions))
    if _autumn_is_unknown(plan):
        found.append(_("De herfstvakantie van %(year)s is nog niet bekend.", year=plan.day.year))
    if plan.day.year > KNOWN_UNTIL:
        found.append(
            _(
                "De schoolvakanties en de feestdagen van religies zijn onbekend na %(year)s.",
                year=KNOWN_UNTIL,
            )
        )
    return found


def _split(province: Province, regions: Sequence[SchoolRegion]) -> str:
    return _(
        "%(province)s ligt in meer dan één regio voor schoolvakanties: %(regions)s. "
        "Kies de regio van de plaats waar de bijeenkomst is.",
        province=province.label,
        regions=joined([region.label for region in regions]),
    )


def _holidays(plan: Plan) -> Iterator[str]:
    name = _public(plan.day.year).get(plan.day)
    if name:
        yield _("Het is dan %(name)s. Veel mensen zijn vrij of weg.", name=name)


def _school_holidays(plan: Plan) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for region in plan.regions:
        if name := _school(region, plan.day.year).get(plan.day):
            names.setdefault(name, []).append(region.label)
    for name, regions in names.items():
        yield _(
            "Het is dan %(name)s in regio %(regions)s.",
            name=name.lower(),
            regions=joined(regions),
        )


def _week_before_may(plan: Plan) -> Iterator[str]:
    for region in plan.regions:
        days = [day for day, name in _school(region, plan.day.year).items() if name == _MAY_HOLIDAY]
        if days and min(days) - timedelta(weeks=1) <= plan.day < min(days):
            yield _("Sommige scholen hebben dan al meivakantie.")
            return


def _autumn_is_unknown(plan: Plan) -> bool:
    """Tell whether a day may lie in an autumn holiday that is fixed later than the others."""
    known = _school(plan.regions[0], plan.day.year).values()
    in_autumn = _AUTUMN[0] <= (plan.day.month, plan.day.day) <= _AUTUMN[1]
    return in_autumn and bool(known) and _AUTUMN_HOLIDAY not in known


def _days_of_note(plan: Plan) -> Iterator[str]:
    day, (start, end) = plan.day, plan.hours
    facts = {
        _("Het is dan de dag voor Kerstmis."): _is(day, 24, 12),
        _("Het is dan oudejaarsdag."): _is(day, 31, 12),
        _("Het is dan pakjesavond."): _is(day, 5, 12) and end > EVENING,
        _("Het is dan Dodenherdenking. Om 20.00 uur zijn we stil."): _is(day, 4, 5)
        and end > time(19),
        _("Op vrijdagavond komen vaak minder mensen."): day.weekday() == _FRIDAY and end > EVENING,
        _("Op zondagochtend gaan veel mensen naar de kerk."): day.weekday() == _SUNDAY
        and start < time(12),
        _("Het is dan carnaval."): SchoolRegion.ZUID in plan.regions and _is_carnival(day),
    }
    yield from (sentence for sentence, is_so in facts.items() if is_so)


def _circle_hours(plan: Plan) -> Iterator[str]:
    """Tell whether partners can come to a kenniskring: they work, and bring children to school."""
    if plan.kind is not EventKind.KENNISKRING:
        return
    start, end = plan.hours
    if plan.day.weekday() > _FRIDAY or start < _OFFICE_HOURS[0] or end > _OFFICE_HOURS[1]:
        yield _("Dit is buiten kantoortijd. Een kenniskring is voor mensen die dan werken.")
    if any(start < last and end > first for first, last in _SCHOOL_RUNS):
        yield _("Dit valt samen met het begin of het einde van de schooldag.")


def joined(words: Sequence[str]) -> str:
    """Write a list of words: `Noord, Midden en Zuid`."""
    *first, last = words
    return _("%(first)s en %(last)s", first=", ".join(first), last=last) if first else last


def _is(day: date, number: int, month: int) -> bool:
    return (day.day, day.month) == (number, month)


def _is_carnival(day: date) -> bool:
    easter = next((found for found, name in _public(day.year).items() if name == _EASTER), None)
    return easter is not None and easter + _CARNIVAL[0] <= day <= easter + _CARNIVAL[1]


@lru_cache(maxsize=32)
def _public(year: int) -> Mapping[date, str]:
    return dict(NL(years=year, categories=("public", "optional"), language="nl"))


@lru_cache(maxsize=96)
def _school(region: SchoolRegion, year: int) -> Mapping[date, str]:
    return dict(NL(subdiv=region.label, years=year, categories=("school",), language="nl"))
