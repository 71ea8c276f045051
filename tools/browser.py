"""Find the Chromium that tests drive, or bring one."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import steps

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT_CACHES = (
    Path.home() / ".cache/ms-playwright",
    Path.home() / "Library/Caches/ms-playwright",
)
PLAYWRIGHT_BINARIES = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
ADVICE = """\
The tests need Chromium and none could be found or installed.
Install it (Debian: apt install chromium; macOS: brew install --cask chromium),
or name one you have: CHROMIUM=/path/to/chromium make test"""


class ChromiumMissingError(RuntimeError):
    """No Chromium stands on this machine."""


def chromium_path() -> str:
    """Return the Chromium to test with: $CHROMIUM, one on PATH, or one that Playwright installed.

    Raises:
        ChromiumMissingError: there is none.
    """
    if path := _found():
        return path
    raise ChromiumMissingError(ADVICE)


def provide() -> str:
    """Return Chromium's path, after installing it by apt (as root) or Playwright if there is none.

    Raises:
        ChromiumMissingError: no way to install it worked.
    """
    for install in (_install_by_apt, _install_by_playwright):
        if path := _found():
            return path
        install()
    return chromium_path()


def _found() -> str | None:
    commands = (os.environ.get("CHROMIUM") or COMMANDS[0], *COMMANDS)
    on_path = (path for command in commands if (path := shutil.which(command)))
    return next(on_path, None) or next(_found_in_playwright_caches(), None)


def _found_in_playwright_caches() -> Iterator[str]:
    chosen = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    for cache in (Path(chosen),) if chosen else PLAYWRIGHT_CACHES:
        for pattern in PLAYWRIGHT_BINARIES:
            yield from (str(binary) for binary in sorted(cache.glob(pattern), reverse=True))


def _install_by_apt() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        steps.succeeds("Asking apt what there is", "apt-get", "update", "--quiet")
        steps.succeeds(
            "Installing Chromium for the tests, by apt",
            *("env", "DEBIAN_FRONTEND=noninteractive"),
            *("apt-get", "install", "--quiet", "--yes", "--no-install-recommends", "chromium"),
        )


def _install_by_playwright() -> None:
    steps.succeeds(
        "Installing Chromium for the tests, by Playwright",
        *(sys.executable, "-m", "playwright", "install", "chromium"),
    )


if __name__ == "__main__":
    try:
        sys.stdout.write(f"- Testing with {provide()}\n")
    except ChromiumMissingError as error:
        raise SystemExit(str(error)) from None
