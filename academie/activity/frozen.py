"""Adopted reports read back: their finished files, and what was frozen in their canonical JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from academie.activity import queries
from academie.activity.behind import Behind, Place, zeros_beside
from academie.activity.models import ActivityFile, ActivityReport
from academie.activity.terms import FileKind
from academie.core import store
from academie.core.errors import DomainError
from academie.core.period import Period
from academie.core.small_groups import Cell, Figure, NoFigure
from academie.plans.figures import PEOPLE, is_open
from academie.plans.models import PlanLine
from academie.plans.terms import Measure
from academie.reports import data
from academie.reports.document import Document


class LostFileError(DomainError):
    """A finished file that is no longer what it was."""

    message = _("Dit bestand is beschadigd of weg. Vraag de beheerder om de reservekopie.")
    status = 500


class ReportedLineError(DomainError):
    """A line that an adopted report accounts for stays in its plan."""

    message = _("Deze regel staat in een vastgesteld verslag. Je kunt hem niet meer weghalen.")


def dump(frozen: Mapping[str, Any]) -> bytes:
    """Write canonical JSON."""
    return json.dumps(
        frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """An adopted report, read back from its canonical JSON."""

    data: Mapping[str, Any]

    @property
    def document(self) -> Document:
        """What its page and its files show."""
        return data.from_json(dump(self.data["document"]))

    def numbers(self, *, team: bool) -> frozenset[int]:
        """The lines that have a list of what they count, for the project team or for all staff."""
        return frozenset(
            line["number"]
            for line in self.data["lines"]
            if line["records"] is not None and (team or _is_open(line))
        )

    @property
    def refs(self) -> frozenset[str]:
        """The lines of the plan that it accounts for."""
        return frozenset(line["ref"] for line in self.data["lines"])

    @property
    def behind(self) -> Mapping[Place, Behind]:
        """What the figures of its annexes count; reports of before this was kept have none.

        Of older reports the zeros were not kept: they count no rows.
        """
        kept = {
            Place(one["table"], one["row"], one["column"]): Behind(
                table=one["counts"]["table"],
                rows=tuple(one["counts"]["rows"]),
                weighed=one["counts"]["weighed"],
            )
            for one in self.data.get("figures", ())
        }
        return {**zeros_beside(kept, self.document), **kept}

    def published(self, measure: Measure) -> Mapping[Cell, Figure]:
        """Give the people of a measure as they were published: of each stretch, and each record."""
        crowd = self.data["people"][measure.value]
        totals = {_period(one): _read(one["figure"]) for one in crowd["totals"]}
        return totals | {key: _read(figure) for key, figure in crowd["people"].items()}

    def line(self, number: int, *, team: bool) -> "FrozenLine | None":
        """Find a line with a list of what it counts, if this reader may open it."""
        if number not in self.numbers(team=team):
            return None
        found = next(one for one in self.data["lines"] if one["number"] == number)
        return FrozenLine(
            activity=found["activity"],
            period=_period(found),
            figure=_read(found["done"]),
            source=found["source"],
            records=[_record(one) for one in found["records"]],
            people={
                one["key"]: _read(one["people"])
                for one in found["records"]
                if one["people"] is not None
            },
        )


@dataclass(frozen=True, kw_only=True)
class FrozenLine:
    """A line of an adopted report with exactly what its figure counted."""

    activity: str
    period: Period
    figure: Figure
    source: str
    records: Sequence["FrozenRecord"]
    people: Mapping[str, Figure]


@dataclass(frozen=True, kw_only=True)
class FrozenRecord:
    """A record as it was when the report was adopted; `url` is of the page that showed it."""

    key: str
    title: str
    day: date | None
    about: str
    url: str


def _record(one: Mapping[str, Any]) -> FrozenRecord:
    return FrozenRecord(
        key=one["key"],
        title=one["title"],
        day=date.fromisoformat(one["day"]) if one["day"] else None,
        about=one["about"],
        url=one.get("address", ""),
    )


def _is_open(line: Mapping[str, Any]) -> bool:
    measure = Measure(line["measure"])
    return is_open(measure, _read(line["done"]))


def _period(one: Mapping[str, Any]) -> Period:
    return Period(first=date.fromisoformat(one["first"]), last=date.fromisoformat(one["last"]))


def _read(figure: Any) -> Figure:
    return NoFigure(figure["withheld"]) if isinstance(figure, dict) else int(figure)


def finished(file: ActivityFile) -> bytes:
    """Give a finished file, as it was when the report was adopted.

    Raises:
        LostFileError: its bytes are gone, or are others.
    """
    path = store.path_of(file.sha256)
    if not path.is_file() or store.read_again(path).sha256 != file.sha256:
        raise LostFileError
    return path.read_bytes()


def frozen(report: ActivityReport) -> Frozen:
    """Read what was adopted.

    Raises:
        LostFileError: as for `finished`.
    """
    file = report.file_of(FileKind.CONTENT)
    if file is None:
        raise LostFileError
    return Frozen(data=json.loads(finished(file)))


def published_before(
    report: ActivityReport,
) -> Mapping[Measure, Sequence[Mapping[Cell, Figure]]]:
    """Give the people of every adopted report that is about some of the same days.

    Raises:
        LostFileError: as for `finished`.
    """
    before = [frozen(one) for one in queries.adopted_before(report)]
    return {measure: [one.published(measure) for one in before] for measure in PEOPLE}


def require_unreported(line: PlanLine) -> None:
    """Refuse to take away what an adopted report accounts for.

    Raises:
        ReportedLineError: one does.
        LostFileError: as for `finished`.
    """
    if any(line.ref in frozen(one).refs for one in queries.adopted_of(line.plan_id)):
        raise ReportedLineError
