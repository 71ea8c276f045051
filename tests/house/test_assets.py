"""How the built files are found by templates and sent to browsers."""

import json
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from academie.core import assets

NAMES = {
    "style.css": "academie.0123abcd/style.css",
    "door/scan.js": "academie.0123abcd/door/scan.js",
    "zxing/reader/zxing_reader.wasm": "zxing.89abcdef/reader/zxing_reader.wasm",
}


@pytest.fixture
def build(tmp_path: Path) -> Path:
    for name in NAMES.values():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "manifest.json").write_text(json.dumps(NAMES))
    return tmp_path


@pytest.fixture
def app(build: Path) -> Flask:
    app = Flask(__name__, static_folder=None)
    assets.init_app(app, build)
    return app


def fetch(client: FlaskClient, address: str) -> TestResponse:
    """Fetch a file and close it, as a web server does after sending it."""
    response = client.get(address, buffered=True)
    response.close()
    return response


def test_a_template_gets_the_address_of_a_file(app: Flask) -> None:
    with app.app_context():
        address = render_template_string("{{ asset('style.css') }}")

    assert address == "/static/academie.0123abcd/style.css"


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("style.css", 'text/css; charset="utf-8"'),
        ("door/scan.js", 'text/javascript; charset="utf-8"'),
        ("zxing/reader/zxing_reader.wasm", "application/wasm"),
    ],
)
def test_a_hashed_file_has_its_type_and_is_kept_for_ever(
    app: Flask, name: str, content_type: str
) -> None:
    response = fetch(app.test_client(), f"/static/{NAMES[name]}")

    assert response.text == NAMES[name]
    assert response.headers["Content-Type"] == content_type
    assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in response.headers


def test_a_file_without_hash_is_kept_for_a_minute(app: Flask) -> None:
    response = fetch(app.test_client(), "/static/manifest.json")

    assert response.headers["Cache-Control"] == "max-age=60, public"


def test_other_addresses_reach_the_app(app: Flask) -> None:
    response = app.test_client().get("/static/academie.0123abcd/unknown.css")

    assert response.status_code == 404


def test_a_file_that_was_not_built_is_named_with_what_to_do(app: Flask) -> None:
    with app.app_context(), pytest.raises(RuntimeError, match=r"menu\.js .* `make build`"):
        render_template_string("{{ asset('menu.js') }}")


def test_without_a_build_the_start_stops_and_says_what_to_do(tmp_path: Path) -> None:
    app = Flask(__name__, static_folder=None)

    with pytest.raises(RuntimeError, match="Run `make build`"):
        assets.init_app(app, tmp_path)
