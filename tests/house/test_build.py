"""The build of the front-end files, on a small project of its own."""

import gzip
import json
import shutil
from pathlib import Path

import pytest

from tools.frontend import build_files
from tools.steps import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    static = tmp_path / "static"
    (static / "door").mkdir(parents=True)
    (static / "style.css").write_text("main { display: block }\n" * 50)
    (static / "door" / "scan.js").write_text('import { say } from "./words.js";\n')
    (static / "door" / "words.js").write_text("export const say = 1;\n")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def names(project: Path) -> dict[str, str]:
    manifest = project / "static" / "build" / "manifest.json"
    found: dict[str, str] = json.loads(manifest.read_text())
    return found


def test_every_file_gets_a_name_in_the_build(project: Path) -> None:
    build_files(project)

    assert set(names(project)) == {
        "style.css",
        "door/scan.js",
        "door/words.js",
        "zxing/LICENSE",
        "zxing/share.js",
        "zxing/reader/index.js",
        "zxing/reader/zxing_reader.wasm",
    }
    assert all((project / "static" / "build" / name).is_file() for name in names(project).values())


def test_scripts_of_one_folder_stay_beside_each_other(project: Path) -> None:
    build_files(project)

    scan, words = (Path(names(project)[name]) for name in ("door/scan.js", "door/words.js"))
    assert scan.parent == words.parent


def test_the_compressed_file_holds_the_same(project: Path) -> None:
    build_files(project)

    style = project / "static" / "build" / names(project)["style.css"]
    compressed = style.with_name("style.css.gz").read_bytes()
    assert gzip.decompress(compressed) == style.read_bytes()


def test_a_second_build_has_nothing_to_do(project: Path) -> None:
    first = build_files(project)

    second = build_files(project)

    assert (first, second) == (True, False)


def test_a_changed_file_gets_a_new_address_and_the_old_one_goes(project: Path) -> None:
    build_files(project)
    before = names(project)

    (project / "static" / "style.css").write_text("main { display: grid }\n")
    build_files(project)

    after = names(project)
    assert before["style.css"] != after["style.css"]
    assert before["zxing/share.js"] == after["zxing/share.js"]
    assert not (project / "static" / "build" / before["style.css"]).exists()


def test_a_build_that_broke_off_is_made_again(project: Path) -> None:
    build_files(project)
    shutil.rmtree(project / "static" / "build" / Path(names(project)["style.css"]).parent)
    (project / "static" / "build" / "manifest.json").unlink()

    build_files(project)

    assert (project / "static" / "build" / names(project)["style.css"]).is_file()


def test_the_lock_of_npm_names_no_registry() -> None:
    lock = (ROOT / "package-lock.json").read_text()

    assert '"resolved"' not in lock
    assert lock.count('"integrity"') == lock.count("node_modules/")


@pytest.mark.parametrize(
    "lock", sorted(ROOT.glob("requirements*.lock")), ids=lambda lock: lock.name
)
def test_the_locks_of_python_hold_a_hash_for_each_package_and_no_address(lock: Path) -> None:
    text = lock.read_text()

    packages = text.replace("\\\n", " ").splitlines()
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in text
