"""The agenda for programs: calendar, Atom and JSON, with the filters of the agenda."""

import hashlib
from collections.abc import Callable
from functools import lru_cache

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.config import Settings, current_settings
from academie.core import atom, clock, links
from academie.events import ical, json_list, lists, stamps
from academie.events.atom import entry
from academie.events.conditional import answer
from academie.events.filters import address_of, read_choice
from academie.events.queries import Choice

bp = Blueprint("feeds", __name__)


@bp.get("/agenda.ics")
def calendar() -> ResponseReturnValue:
    """Give the meetings as a calendar to subscribe to."""
    return _feed("text/calendar", _calendar)


@bp.get("/agenda.atom")
def news() -> ResponseReturnValue:
    """Give the meetings as an Atom feed."""
    return _feed("application/atom+xml", _atom)


@bp.get("/agenda.json")
def data() -> ResponseReturnValue:
    """Give the meetings as JSON, which every website may read."""
    response = _feed("application/json", _json)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


Write = Callable[[Choice, str, stamps.Stamp], bytes]


def _feed(mimetype: str, write: Write) -> Response:
    """Answer with a feed, or with nothing when it has not changed: that takes one small query."""
    choice = read_choice(request.args)
    stamp = stamps.stamp(clock.now())
    make = _kept if stamp.settled else _written
    body, etag = make(current_settings(), write, choice, str(request.endpoint), stamp)
    return answer(body, mimetype, stamp.changed_at, etag=etag)


def _written(
    _house: Settings, write: Write, choice: Choice, endpoint: str, stamp: stamps.Stamp
) -> tuple[bytes, str]:
    """Write a feed, and its digest."""
    body = write(choice, links.absolute(endpoint, **address_of(choice)), stamp)
    return body, hashlib.sha256(body).hexdigest()[:32]


_kept = lru_cache(maxsize=64)(_written)
"""Write it once for each state of this installation."""


def _calendar(choice: Choice, source: str, _stamp: stamps.Stamp) -> bytes:
    return ical.feed(lists.feed(choice, clock.now()), name=_name(), source=source)


def _atom(choice: Choice, source: str, stamp: stamps.Stamp) -> bytes:
    page = links.absolute("events.agenda", **address_of(choice))
    events = lists.feed(choice, clock.now())
    newest = sorted(events, key=lambda event: (event.changed_at, event.ref), reverse=True)
    entries = map(entry, newest)
    return atom.feed(entries, name=_name(), source=source, page=page, changed_at=stamp.changed_at)


def _json(choice: Choice, source: str, _stamp: stamps.Stamp) -> bytes:
    return json_list.document(lists.feed(choice, clock.now()), source=source)


def _name() -> str:
    return _("Bijeenkomsten Alliantie Kinderarmoede")
