"""Measure the server as it runs in production: `make bench` prints a line of JSON each.

Every measurement has 8 clients on kept-open connections. Processor time is what all processes of
the server used together (web, mail, database), not that of the clients, divided by the operations
done. `ratio` sets it beside a bare Flask hello under the same gunicorn settings in the same run.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from academie.registrations.pace import LEAST_SECONDS
from tools import bench_slow
from tools.bench_load import Client, Result, Server, measure
from tools.bench_scene import Scene, build_scene
from tools.bench_servers import MailSink, embedded, hello, separate

CLIENTS = 8
PAGES = 1500
REGISTRATIONS = 240
SCANS = 480
CALM_SCANS = 240
TICKETS = 240
WARM_UP = 40
ROUNDS = 5
OF_A_ROUND = 80
CROWDS = {"1,000": 2, "1,000,000": 2000}
"""Meetings with 500 registrations each."""


class Stage(NamedTuple):
    """A running server, what it shows, and where its mail arrives."""

    server: Server
    scene: Scene
    sink: MailSink


def report(name: str, figures: dict[str, float]) -> None:
    """Print one measurement."""
    line: dict[str, Any] = {"name": name} | {key: round(value, 2) for key, value in figures.items()}
    print(json.dumps(line), flush=True)  # noqa: T201 - printing is the point


def measure_hello() -> float:
    """Measure the baseline: a Flask that says hello. Returns its processor milliseconds."""
    with hello() as server:
        result = warmed(server, PAGES, lambda client, _number: client.get("/"))
    report("hello", result.figures())
    return result.cpu_ms


def measure_product(database: str, baseline: float) -> None:
    """Measure the product on one kind of database."""
    with _stage(database) as stage:
        server, scene, _sink = stage
        steps: tuple[tuple[str, int, Callable[[Client, int], None]], ...] = (
            ("event page", PAGES, scene.event_page),
            ("agenda of 1,000 meetings", PAGES, scene.agenda),
            ("unchanged feed of 1,000 meetings", PAGES, scene.feed),
            ("check-in", SCANS, scene.check_in),
            ("ticket PDF", TICKETS, scene.ticket),
        )
        for name, count, step in steps:
            report_beside(baseline, f"{name}, {database}", warmed(server, count, step))
        calm = range(WARM_UP + SCANS, WARM_UP + SCANS + CALM_SCANS)
        evening = measure(server, CLIENTS, calm, scene.check_in, every=1)
        report(f"check-in, eight a second, {database}", evening.figures())
        _register(stage, range(WARM_UP))
        registered = _register(stage, range(WARM_UP, WARM_UP + REGISTRATIONS))
        report_beside(baseline, f"registration until mail, {database}", registered)


def report_beside(baseline: float, name: str, result: Result) -> None:
    """Print one measurement beside the baseline of its run."""
    report(name, result.figures() | {"ratio": result.cpu_ms / baseline})


def measure_crowds(database: str) -> None:
    """Register and check in among few and among a million others, in turn; tell the medians."""
    deeds = {"registration": _register, "check-in": _check_in}
    with ExitStack() as stack:
        stages = {
            name: stack.enter_context(_stage(database, meetings))
            for name, meetings in CROWDS.items()
        }
        results: dict[tuple[str, str], list[float]] = {
            (deed, name): [] for deed in deeds for name in stages
        }
        for number in range(ROUNDS + 1):
            numbers = range(number * OF_A_ROUND, (number + 1) * OF_A_ROUND)
            for (deed, name), found in results.items():
                found.append(deeds[deed](stages[name], numbers).cpu_ms)
    medians = {what: statistics.median(found[1:]) for what, found in results.items()}
    for (deed, name), cpu_ms in medians.items():
        first = medians[deed, next(iter(stages))]
        figures = {"cpu_ms": cpu_ms, "times_the_first": cpu_ms / first}
        report(f"{deed} among {name}, {database}", figures)


def measure_slow_network() -> None:
    """Register over slow 3G: 400 kbit/s, 400 ms."""
    with _stage("sqlite") as stage:
        measure(stage.server, CLIENTS, range(WARM_UP), stage.scene.event_page)
        _register(stage, range(WARM_UP))
        pages = bench_slow.register(stage.server, stage.scene)
    names = ("meeting_seconds", "form_seconds", "after_seconds")
    report("registering on slow 3G", dict(zip(names, pages, strict=True)) | {"seconds": sum(pages)})


def warmed(server: Server, count: int, step: Callable[[Client, int], object]) -> Result:
    """Measure after a start that does not count."""
    measure(server, CLIENTS, range(WARM_UP), step)
    return measure(server, CLIENTS, range(WARM_UP, WARM_UP + count), step)


def _check_in(stage: Stage, numbers: range) -> Result:
    """Measure scanning tickets."""
    return measure(stage.server, CLIENTS, numbers, stage.scene.check_in)


def _register(stage: Stage, numbers: range) -> Result:
    """Measure registering from the form until the mail has come.

    All forms are fetched first, because none is taken that comes back faster than people type.
    What the server does while we wait for that is not counted.
    """
    server, scene, sink = stage
    opened = measure(server, CLIENTS, numbers, scene.open_form)
    time.sleep(LEAST_SECONDS + 1)
    sink.expect(len(numbers))
    return opened + measure(server, CLIENTS, numbers, scene.send_form, sink.wait)


@contextmanager
def _stage(database: str, crowded: int = 0) -> Iterator[Stage]:
    start = embedded if database == "sqlite" else separate

    def build(settings: dict[str, str]) -> Scene:
        return build_scene(settings, WARM_UP + SCANS + CALM_SCANS, crowded)

    with (
        tempfile.TemporaryDirectory() as folder,
        MailSink() as sink,
        start(Path(folder), sink.port, build) as (server, scene),
    ):
        yield Stage(server, scene, sink)


def main() -> None:
    """Measure each database asked for, each beside a baseline of the same minute."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--no-million", action="store_true", help="leave out what takes minutes")
    asked = parser.parse_args()
    for database in asked.databases:
        measure_product(database, measure_hello())
    measure_slow_network()
    for database in () if asked.no_million else asked.databases:
        measure_crowds(database)


if __name__ == "__main__":
    main()
