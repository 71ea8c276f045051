"""What came of it all as open data: for everybody to take, with the filters of the page."""

import hashlib
from collections.abc import Callable
from functools import lru_cache

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from academie.config import Settings, current_settings
from academie.core import clock, links
from academie.events.conditional import answer
from academie.followups import latest
from academie.results import open_data, queries
from academie.results.filters import address_of, read_wanted
from academie.results.records import records

bp = Blueprint("open_results", __name__)

Write = Callable[[queries.Wanted, str], bytes]
_SEPARATORS = {"komma": ","}


@bp.get("/opbrengsten.json")
def data() -> ResponseReturnValue:
    """Give outcomes as JSON."""
    return _open(_listed("application/json", _document))


@bp.get("/opbrengsten.csv")
def table() -> ResponseReturnValue:
    """Give outcomes as a table."""
    return _saved(_open(_listed("text/csv", _table)), "opbrengsten.csv")


@bp.get("/opbrengsten/velden.csv")
def dictionary() -> ResponseReturnValue:
    """Tell what each column of the table means."""
    body = open_data.dictionary(separator=_separator())
    return _saved(_open(answer(body, "text/csv", None)), "velden.csv")


@bp.get("/opbrengsten/schema.json")
def schema() -> ResponseReturnValue:
    """Describe the JSON to programs."""
    return _open(answer(open_data.schema(), "application/schema+json", None))


def _listed(mimetype: str, write: Write) -> Response:
    """Answer with outcomes, or with nothing when nothing changed; written once for each state."""
    wanted = read_wanted(request.args)
    state = latest.state(clock.now())
    make = _kept if state.settled and not wanted.words else _written
    body, etag = make(current_settings(), state, write, wanted, _separator())
    return answer(body, mimetype, None, etag=etag)


def _written(
    _house: Settings, _state: latest.State, write: Write, wanted: queries.Wanted, separator: str
) -> tuple[bytes, str]:
    """Write outcomes, and the digest of what was written."""
    body = write(wanted, separator)
    return body, hashlib.sha256(body).hexdigest()[:32]


_kept = lru_cache(maxsize=4)(_written)
"""A few, for each may be large."""


def _document(wanted: queries.Wanted, _separator: str) -> bytes:
    source = links.absolute("open_results.data", **address_of(wanted))
    return open_data.document(records(wanted), source=source)


def _table(wanted: queries.Wanted, separator: str) -> bytes:
    return open_data.table(records(wanted), separator=separator)


def _separator() -> str:
    return _SEPARATORS.get(request.args.get("scheiding", ""), ";")


def _open(response: Response) -> Response:
    """Let every website read an answer, and say under which licence."""
    described = links.absolute("open_results.schema")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Link"] = (
        f'<{open_data.LICENCE}>; rel="license", <{described}>; rel="describedby"'
    )
    return response


def _saved(response: Response, name: str) -> Response:
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
