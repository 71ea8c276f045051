"""Load for the benchmark: clients on kept-open connections, and what their requests cost."""

import http.client
import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, and the processes whose time counts."""

    port: int
    pids: Sequence[int]

    def processor_seconds(self) -> float:
        """Add up the time of its processes and all their children."""
        return sum(_seconds(pid) for root in self.pids for pid in _family(root))


class Client:
    """One visitor with a connection of its own, who keeps cookies."""

    def __init__(self, port: int) -> None:
        """Connect to a server on the loopback."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.etag = ""

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def get(self, path: str, headers: dict[str, str] | None = None, expected: int = 200) -> bytes:
        """Fetch a page; anything but the expected status stops the benchmark."""
        return self._ask("GET", path, None, headers or {}, expected)[0]

    def post(
        self, path: str, body: str, headers: dict[str, str], expected: int = 302
    ) -> tuple[bytes, str | None]:
        """Send a body; returns the answer and where it redirects to."""
        return self._ask("POST", path, body, headers, expected)

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str], expected: int
    ) -> tuple[bytes, str | None]:
        if self.cookies:
            pairs = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers = headers | {"Cookie": pairs}
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        answer = response.read()
        if response.status != expected:
            raise RuntimeError(f"{method} {path}: {response.status} {answer[:200]!r}")
        self.etag = response.headers.get("ETag") or ""
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer, response.headers.get("Location")


@dataclass(frozen=True)
class Result:
    """What operations took.

    Attributes:
        times: seconds of each, by its number.
        elapsed: seconds until all were done.
        processor: seconds that the server's processes worked.
    """

    times: Mapping[int, float]
    elapsed: float
    processor: float

    def __add__(self, other: "Result") -> "Result":
        """Join two halves of the same operations."""
        times = {number: seconds + other.times[number] for number, seconds in self.times.items()}
        return Result(times, self.elapsed + other.elapsed, self.processor + other.processor)

    @property
    def cpu_ms(self) -> float:
        """Processor time of one operation."""
        return self.processor / len(self.times) * 1000

    def figures(self) -> dict[str, float]:
        """Give what is printed."""
        cuts = statistics.quantiles(self.times.values(), n=100)
        return {
            "per_second": len(self.times) / self.elapsed,
            "p50_ms": cuts[49] * 1000,
            "p99_ms": cuts[98] * 1000,
            "p99_to_p50": cuts[98] / cuts[49],
            "cpu_ms": self.cpu_ms,
        }


def measure(
    server: Server,
    clients: int,
    numbers: range,
    step: Callable[[Client, int], object],
    finish: Callable[[], None] = lambda: None,
    *,
    every: float = 0,
) -> Result:
    """Run `step` once for each number, over so many clients.

    Args:
        step: gets the client and the number of the operation.
        finish: waits until what was started is done, such as mail that must leave.
        every: seconds from one step of a client to its next; 0 is as fast as it can.
    """
    before, begun = server.processor_seconds(), time.perf_counter()
    times = _share_out(server, clients, iter(numbers), step, every)
    finish()
    elapsed = time.perf_counter() - begun
    return Result(times, elapsed, server.processor_seconds() - before)


def _share_out(
    server: Server,
    clients: int,
    numbers: Iterator[int],
    step: Callable[[Client, int], object],
    every: float,
) -> dict[int, float]:
    """Let each client take the next number until there are none; tell how long each step took."""
    times: dict[int, float] = {}

    def work() -> None:
        client = Client(server.port)
        for number in numbers:
            begun = time.perf_counter()
            step(client, number)
            times[number] = time.perf_counter() - begun
            time.sleep(max(0, every - times[number]))

    with ThreadPoolExecutor(clients) as pool:
        works = [pool.submit(work) for _ in range(clients)]
    for done in works:
        done.result()
    return times


def _family(root: int) -> list[int]:
    """List a process and all that came from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    family = [root]
    for pid in family:
        family.extend(children.get(pid, ()))
    return family


def _seconds(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0


def _stat(pid: int) -> list[str]:
    """Read the fields of /proc/PID/stat from the state on; empty when the process is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()
