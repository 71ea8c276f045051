"""The way of staff through the reports."""

from tests.inspector import Inspector
from tests.world import World


def walk_the_reports(inspector: Inspector, world: World) -> None:
    """See a period that is wrong, a dossier, a table full of figures, and a file being made."""
    wrong = {"first": "2027-02-01", "last": "2027-01-01"}
    inspector.visit("reports_manage.report", key="opvolging", **wrong)
    inspector.visit("reports_manage.report", key="academie", event=world.event.ref)
    inspector.visit("reports_manage.report", key="lijn-en-opgave")
    inspector.visit("jobs_manage.show", ref=world.files["job_waiting"], rust="1")
