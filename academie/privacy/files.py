"""What we hold of somebody as a file to take along: for a machine, or to read."""

import json
from collections.abc import Sequence
from datetime import datetime

from flask import Response, make_response, render_template

from academie.events.models import Event
from academie.privacy import held
from academie.privacy.facts import Section


def as_json(_event: Event, sections: Sequence[Section], now: datetime) -> Response:
    """Write it for a machine."""
    text = json.dumps(held.document(sections, now), ensure_ascii=False, indent=2)
    return _file(f"{text}\n", "application/json", "gegevens.json")


def as_page(event: Event, sections: Sequence[Section], now: datetime) -> Response:
    """Write it to be read in any browser."""
    page = render_template("privacy/readable.html", event=event, sections=sections, made_at=now)
    return _file(page, "text/html; charset=utf-8", "gegevens.html")


def _file(text: str, content_type: str, name: str) -> Response:
    response = make_response(text)
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
