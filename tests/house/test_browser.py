"""Where the tests find their Chromium."""

from pathlib import Path

import pytest

from tools.browser import ChromiumMissingError, chromium_path


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    return tmp_path


def program(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_the_chromium_that_was_named_comes_first(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare_machine / "bin" / "chromium")
    named = program(bare_machine / "mine" / "chrome")

    monkeypatch.setenv("CHROMIUM", named)

    assert chromium_path() == named


def test_a_browser_on_the_path_comes_before_playwrights(bare_machine: Path) -> None:
    program(bare_machine / "playwright" / "chromium-1200" / "chrome-linux64" / "chrome")
    on_path = program(bare_machine / "bin" / "google-chrome")

    assert chromium_path() == on_path


def test_playwrights_own_browser_is_found(bare_machine: Path) -> None:
    own = program(bare_machine / "playwright" / "chromium-1200" / "chrome-linux64" / "chrome")

    assert chromium_path() == own


def test_without_a_browser_it_says_what_to_install(bare_machine: Path) -> None:
    with pytest.raises(ChromiumMissingError, match="apt install chromium"):
        chromium_path()

    assert not (bare_machine / "bin").exists()
