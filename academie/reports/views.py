"""What everybody may know of reports: how their JSON is built."""

from flask import Blueprint, Response

from academie.reports import data

bp = Blueprint("reports", __name__)


@bp.get("/rapporten/schema-1.json")
def schema() -> Response:
    """Give the schema of reports as JSON."""
    return Response(data.SCHEMA.read_bytes(), mimetype="application/schema+json")
