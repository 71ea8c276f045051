"""Build `static/build/`: all that browsers get, in folders named after their content.

A folder's name changes when one of its files does, so a browser may keep each file for ever;
and because a folder moves as a whole, scripts import each other by their plain relative names.

    static/build/academie.1f2e3d4c/style.css, door/scan.js, ...   our own files
    static/build/zxing.5b6a7988/reader/index.js, ...              the QR reader from npm
    static/build/fonts/                                           for PDFs, not for browsers
    static/build/manifest.json                                    plain name -> name in the build

Plain names are paths under `static/`; those of the QR reader begin with `zxing/`.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from whitenoise.compress import Compressor

from tools.steps import ROOT

ZXING = {
    "LICENSE": "LICENSE",
    "share.js": "dist/es/share.js",
    "reader/index.js": "dist/es/reader/index.js",
    "reader/zxing_reader.wasm": "dist/reader/zxing_reader.wasm",
}


def build_files(root: Path) -> bool:
    """Copy every file into its hashed folder, with a compressed one beside it.

    Returns:
        Whether there was anything to do.
    """
    target = root / "static" / "build"
    own, zxing = _own_files(root), _zxing_files(root)
    own_folder, zxing_folder = _folder("academie", own), _folder("zxing", zxing)
    names = {name: f"{own_folder}/{name}" for name in own}
    names |= {f"zxing/{name}": f"{zxing_folder}/{name}" for name in zxing}
    manifest = target / "manifest.json"
    text = json.dumps(names, indent=2, sort_keys=True) + "\n"
    if manifest.exists() and manifest.read_text() == text:
        return False
    manifest.unlink(missing_ok=True)
    for folder in target.glob("*.????????"):
        shutil.rmtree(folder)
    _copy(own, target / own_folder)
    _copy(zxing, target / zxing_folder)
    manifest.write_text(text)
    return True


def build_fonts(root: Path) -> bool:
    """Cut the fonts for PDFs down to the characters we use.

    Returns:
        Whether there was anything to do.
    """
    target = root / "static" / "build" / "fonts"
    recipe = {name: root / name for name in ("tools/fonts.py", "package-lock.json")}
    stamp = target / _folder("made", recipe)
    if stamp.exists():
        return False
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    fonts = import_module("tools.fonts")  # fontTools takes its time: only when there is work
    fonts.subset(root / "node_modules" / "dejavu-fonts-ttf" / "ttf", target)
    stamp.touch()
    return True


def _own_files(root: Path) -> dict[str, Path]:
    static = root / "static"
    found = (path for path in sorted(static.rglob("*")) if path.is_file())
    names = {path.relative_to(static).as_posix(): path for path in found}
    return {name: path for name, path in names.items() if not name.startswith(("build/", "."))}


def _zxing_files(root: Path) -> dict[str, Path]:
    package = root / "node_modules" / "zxing-wasm"
    return {name: package / path for name, path in ZXING.items()}


def _folder(name: str, files: Mapping[str, Path]) -> str:
    digest = hashlib.sha256()
    for path, file in files.items():
        digest.update(f"{path}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return f"{name}.{digest.hexdigest()[:8]}"


def _copy(files: Mapping[str, Path], folder: Path) -> None:
    compressor = Compressor(quiet=True)
    for name, source in files.items():
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
        if compressor.should_compress(name):
            compressor.compress(str(copy))


if __name__ == "__main__":
    if build_files(ROOT):
        sys.stdout.write("- Built the files for browsers\n")
    if build_fonts(ROOT):
        sys.stdout.write("- Built the fonts for PDFs\n")
