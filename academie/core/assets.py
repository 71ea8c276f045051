"""The front-end files: their addresses for templates, and the server that sends them."""

import json
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, current_app
from whitenoise import WhiteNoise

BUILD = Path(__file__).resolve().parents[2] / "static" / "build"
PREFIX = "/static/"
HASHED = r"^/static/\w+\.[0-9a-f]{8}/"


def init_app(app: Flask, build: Path = BUILD) -> None:
    """Offer `asset(name)` to templates and serve the built files under /static/.

    Raises:
        RuntimeError: the files have not been built.
    """
    names = _manifest(build)

    def asset(name: str) -> str:
        """Return the address of a built file, by its plain name such as `style.css`.

        Raises:
            RuntimeError: the build has no such file.
        """
        if name not in names:
            raise RuntimeError(f"{name} is not in {build}. Add it to static/ and run `make build`.")
        return PREFIX + names[name]

    app.jinja_env.globals["asset"] = asset
    app.extensions["academie.assets"] = {name: build / path for name, path in names.items()}
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask's own way to add middleware
        app.wsgi_app,
        root=build,
        prefix=PREFIX,
        allow_all_origins=False,
        add_headers_function=_forbid_sniffing,
        immutable_file_test=HASHED,
    )


def content(name: str) -> bytes:
    """Read a built file, for the few that need an address which stays."""
    files: dict[str, Path] = current_app.extensions["academie.assets"]
    return files[name].read_bytes()


def _manifest(build: Path) -> dict[str, str]:
    try:
        text = (build / "manifest.json").read_text()
    except FileNotFoundError:
        raise RuntimeError(f"There are no front-end files in {build}. Run `make build`.") from None
    names: dict[str, str] = json.loads(text)
    return names


def _forbid_sniffing(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
