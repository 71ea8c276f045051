"""Settings: all documented, and a wrong one stops the start with a sentence."""

import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from academie.app import ROOT
from academie.config import ConfigError, load_settings

KEY = "0123456789abcdef0123456789abcdef"


def test_every_setting_stands_in_the_readme() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "academie").rglob("*.py"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    for name in sorted(set(re.findall(r"ACADEMIE_[A-Z_]+", code)) - {"ACADEMIE_"}):
        assert f"`{name}`" in readme


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("ACADEMIE_DATABASE_URL", "mysql://host/name", "use sqlite:/// or postgresql://"),
        ("ACADEMIE_DATABASE_URL", "nonsense", "is no address"),
        ("ACADEMIE_DATABASE_URL", "sqlite://", "names no file"),
        ("ACADEMIE_DATABASE_URL", "postgresql://host/name", "ACADEMIE_SECRET_KEY is missing"),
        ("ACADEMIE_SECRET_KEY", "short", "too short"),
        ("ACADEMIE_BASE_URL", "academie.example.nl", "is no web address"),
        ("ACADEMIE_BASE_URL", "https://host:port", "is no address"),
        ("ACADEMIE_SMTP_URL", "relay.example.nl", "is no mail address"),
        ("ACADEMIE_MAIL_FROM", "academie", "is no e-mail address"),
        ("ACADEMIE_TRUSTED_PROXIES", "one", "is no number"),
        ("ACADEMIE_EMBED_ORIGINS", "www.example.nl", "is no origin; write https://"),
        ("ACADEMIE_EMBED_ORIGINS", "https://a.nl/pad", "is no origin"),
        ("ACADEMIE_EMBED_ORIGINS", "https://a.nl http://b.nl", "http://b.nl is no origin"),
        ("ACADEMIE_EMBED_ORIGINS", "https://*.nl", "is no origin"),
        ("ACADEMIE_EMBED_ORIGINS", "https://a.nl;script-src", "is no origin"),
        ("ACADEMIE_LIMITS_URL", "nonsense", "ACADEMIE_LIMITS_URL cannot be used"),
        ("ACADEMIE_LIMITS_URL", "nowhere://host", "write redis://host:6379"),
        ("ACADEMIE_DATA_DIR", "/proc/academie", "cannot be written"),
        ("PORT", "abc", "PORT is no number from 1 to 65535"),
        ("PORT", "65536", "PORT is no number"),
    ],
)
def test_a_wrong_setting_is_a_sentence(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(ConfigError, match=re.escape(sentence)):
        load_settings({"ACADEMIE_DATA_DIR": str(tmp_path), name: value})


def test_the_key_of_an_embedded_installation_is_made_once_and_private(tmp_path: Path) -> None:
    first = load_settings({"ACADEMIE_DATA_DIR": str(tmp_path)})
    second = load_settings({"ACADEMIE_DATA_DIR": str(tmp_path)})

    assert first.secret_key == second.secret_key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize("kept", [b"", b"\n", b"0123456789", b"\xe9" * 40])
def test_a_kept_key_that_is_none_is_a_sentence(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "secret_key").write_bytes(kept)

    with pytest.raises(ConfigError, match="secret_key holds no key"):
        load_settings({"ACADEMIE_DATA_DIR": str(tmp_path)})


def test_the_folder_is_looked_at_beside_another_database_too() -> None:
    elsewhere = {"ACADEMIE_DATABASE_URL": "postgresql://host/name", "ACADEMIE_SECRET_KEY": KEY}

    with pytest.raises(ConfigError, match="cannot be written"):
        load_settings(elsewhere | {"ACADEMIE_DATA_DIR": "/proc/academie"})


def test_the_data_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "instance"

    load_settings({"ACADEMIE_DATA_DIR": str(folder)})

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_websites_that_may_show_us_are_read_one_by_one(tmp_path: Path) -> None:
    text = "https://www.Voorbeeld.nl, https://b.nl:8443  http://localhost:9000"

    settings = load_settings({"ACADEMIE_DATA_DIR": str(tmp_path), "ACADEMIE_EMBED_ORIGINS": text})

    assert settings.embed_origins == (
        "https://www.voorbeeld.nl",
        "https://b.nl:8443",
        "http://localhost:9000",
    )


def test_a_key_of_ones_own_leaves_the_folder_to_be_made(tmp_path: Path) -> None:
    folder = tmp_path / "new"

    load_settings({"ACADEMIE_DATA_DIR": str(folder), "ACADEMIE_SECRET_KEY": KEY})

    assert folder.is_dir()


def refusal(command: str, **settings: str) -> str:
    """Run a command that must refuse to start, and give all it says."""
    answer = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "academie.cli", *command.split()],
        env={"ACADEMIE_SECRET_KEY": KEY} | settings,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode != 0
    return answer.stderr


def test_several_processes_ask_for_postgresql(tmp_path: Path) -> None:
    for command in ("web", "work", "work --once"):
        words = refusal(command, ACADEMIE_DATA_DIR=str(tmp_path))

        assert words.startswith("academie: several processes need PostgreSQL.")


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_without_tables_a_command_tells_how_to_make_them(tmp_path: Path, command: str) -> None:
    words = refusal(command, ACADEMIE_DATA_DIR=str(tmp_path))

    assert words == (
        "academie: the database lacks tables of this version. Run `academie db upgrade` first.\n"
    )


def test_a_database_that_does_not_answer_is_a_sentence(tmp_path: Path) -> None:
    address = f"postgresql://nobody@/nothing?host={tmp_path}"

    words = refusal("db upgrade", ACADEMIE_DATA_DIR=str(tmp_path), ACADEMIE_DATABASE_URL=address)

    assert words.startswith("academie: ACADEMIE_DATABASE_URL: the database does not answer: ")
    assert words.count("\n") == 1
