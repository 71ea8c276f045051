"""Measure the server as it runs in production: `make bench` prints a line of JSON each.

Every measurement has 8 clients on kept-open connections. Processor time is what all processes of
the server used together (web, mail, database), not that of the clients, divided by the operations
done. `ratio` sets it beside a bare Flask hello under the same gunicorn settings in the same run.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.bench_load import Client, Server, measure
from tools.bench_scene import Scene, build_scene
from tools.bench_servers import MailSink, embedded, hello, separate

CLIENTS = 8
PAGES = 1500
REGISTRATIONS = 240
SCANS = 480
TICKETS = 240
WARM_UP = 40


def report(name: str, result: dict[str, float], baseline: float | None) -> None:
    """Print one measurement."""
    line: dict[str, Any] = {"name": name} | {key: round(value, 2) for key, value in result.items()}
    if baseline:
        line["ratio"] = round(result["cpu_ms"] / baseline, 2)
    print(json.dumps(line), flush=True)  # noqa: T201 - printing is the point


def measure_hello() -> float:
    """Measure the baseline: a Flask that says hello. Returns its processor milliseconds."""
    with hello() as server:
        result = _warmed(server, PAGES, lambda client, _number: client.get("/"))
    report("hello", result, None)
    return result["cpu_ms"]


def measure_product(database: str, baseline: float) -> None:
    """Measure the product on one kind of database."""
    with (
        tempfile.TemporaryDirectory() as folder,
        MailSink() as sink,
        _server(database, Path(folder), sink) as (server, scene),
    ):
        steps: tuple[tuple[str, int, Callable[[Client, int], None]], ...] = (
            ("event page", PAGES, scene.event_page),
            ("agenda of 1,000 meetings", PAGES, scene.agenda),
            ("unchanged feed of 1,000 meetings", PAGES, scene.feed),
            ("check-in", SCANS, scene.check_in),
            ("ticket PDF", TICKETS, scene.ticket),
        )
        for name, count, step in steps:
            report(f"{name}, {database}", _warmed(server, count, step), baseline)
        registered = _warmed(server, REGISTRATIONS, scene.register, sink)
        report(f"registration until mail, {database}", registered, baseline)


def _warmed(
    server: Server, count: int, step: Callable[[Client, int], object], sink: MailSink | None = None
) -> dict[str, float]:
    """Measure after a start that does not count; with a sink, until its mail has come too."""
    result: dict[str, float] = {}
    for numbers in (range(WARM_UP), range(WARM_UP, WARM_UP + count)):
        if sink:
            sink.expect(len(numbers))
        finish = sink.wait if sink else lambda: None
        result = measure(server, CLIENTS, numbers, step, finish)
    return result


@contextmanager
def _server(database: str, folder: Path, sink: MailSink) -> Iterator[tuple[Any, Scene]]:
    start = embedded if database == "sqlite" else separate
    with start(folder, sink.port, lambda settings: build_scene(settings, WARM_UP + SCANS)) as found:
        yield found


def main() -> None:
    """Measure each database asked for, each beside a baseline of the same minute."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    for database in parser.parse_args().databases:
        measure_product(database, measure_hello())


if __name__ == "__main__":
    main()
