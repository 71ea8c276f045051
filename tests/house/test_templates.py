"""Templates: every one compiles, and none carries what the content policy forbids."""

import re
from pathlib import Path

import pytest
from flask import Flask

from academie.app import ROOT

TEMPLATES = sorted(
    str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.*")
)
DATA = r'(?! type="application/ld\+json">)'
INLINE = re.compile(
    rf"<style|\sstyle=|<script(?![^>]*\ssrc=){DATA}|\son[a-z]+=|javascript:", re.IGNORECASE
)


def test_every_template_compiles(app: Flask) -> None:
    for name in TEMPLATES:
        app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if not name.startswith("mail/")])
def test_no_page_carries_inline_script_or_style(name: str) -> None:
    source = (ROOT / "templates" / Path(name)).read_text(encoding="utf-8")

    assert not INLINE.search(source)


def test_no_template_asks_for_a_third_party() -> None:
    for name in TEMPLATES:
        source = (ROOT / "templates" / Path(name)).read_text(encoding="utf-8")
        sources = re.findall(r"(?:src=|<link[^>]*href=)\"(https?://[^\"]+)\"", source)
        assert not sources, f"{name} asks for {sources}"
