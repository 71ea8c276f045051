"""Our commands as processes of their own, for tests that start and end them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from academie.app import ROOT
from tests.conftest import KEY
from tools.ports import free_port

SECONDS = 60
"""More than a busy machine needs."""


@contextmanager
def running(command: str, database_url: str, folder: Path, **more: str) -> Iterator[Any]:
    """Run a command of ours on a free port, and leave no process behind."""
    settings = {
        "PORT": str(free_port()),
        "ACADEMIE_DATABASE_URL": database_url,
        "ACADEMIE_DATA_DIR": str(folder),
        "ACADEMIE_SECRET_KEY": KEY,
    }
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "academie.cli", command],
        cwd=ROOT,
        env=os.environ | settings | more,
        start_new_session=True,
    )
    try:
        yield process, int(settings["PORT"])
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a command and all its processes at once, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until_served(port: int) -> None:
    """Ask until somebody answers."""
    ends = time.monotonic() + SECONDS
    while True:
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz").close()
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)
        else:
            return
