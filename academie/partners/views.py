"""Names of partners, for whoever fills in the name of an organisation."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from academie.core.forms import searched
from academie.core.limits import limiter, reads_too
from academie.partners import queries

PER_NETWORK = "60 per minute; 1000 per hour"
KEPT_SECONDS = 300

bp = Blueprint("partners", __name__)


@bp.get("/organisaties.json")
@reads_too
@limiter.limit(PER_NETWORK)
def names() -> ResponseReturnValue:
    """Suggest names of partners that hold the letters in `q`."""
    typed = searched(request.args.get("q"))
    response = jsonify(list(queries.suggestions(typed)))
    response.cache_control.public = True
    response.cache_control.max_age = KEPT_SECONDS
    return response
