"""What everybody may know of activity reports: how their content is built."""

from flask import Blueprint, Response

from academie.activity import canonical

bp = Blueprint("activity", __name__)


@bp.get("/rapporten/activiteitenverslag-schema-1.json")
def schema() -> Response:
    """Give the schema of the content of adopted activity reports."""
    return Response(canonical.SCHEMA.read_bytes(), mimetype="application/schema+json")
