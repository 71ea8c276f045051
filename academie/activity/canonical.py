"""The content of an adopted report as canonical JSON: what is frozen, and what its hash is of.

Names in order, no white space, UTF-8: the same content is the same bytes. Nobody is named in it;
who wrote and who adopted are refs. `activity/schema.json` describes it.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from academie.accounts.models import User
from academie.activity.behind import Behind, Place
from academie.activity.drawing import Drawing
from academie.activity.frozen import dump
from academie.activity.models import ActivityReport
from academie.activity.rows import Row
from academie.core.period import Period
from academie.core.small_groups import Figure, NoFigure
from academie.plans.figures import Crowd
from academie.reports import data

NAME, VERSION = "academie-activity-report", 1
SCHEMA = Path(__file__).with_name("schema.json")


def content(drawing: Drawing, *, by: User, at: datetime) -> bytes:
    """Write all of a report as it is adopted."""
    report = drawing.report
    frozen = {
        "schema": NAME,
        "version": VERSION,
        "report": _about(report, by, at),
        "plan": _plan(report),
        "lines": [_line(row) for row in drawing.rows],
        "people": {
            measure.value: _crowd(crowd) for measure, crowd in drawing.account.crowds.items()
        },
        "figures": [_behind(*one) for one in drawing.behind.items()],
        "document": json.loads(data.to_json(drawing.document)),
    }
    return dump(frozen)


def _about(report: ActivityReport, by: User, at: datetime) -> dict[str, Any]:
    return {
        "ref": report.ref,
        "version": report.version,
        "replaces": report.replaces.ref if report.replaces else None,
        "what_changed": report.what_changed,
        **_days(report.period),
        "author": report.author.ref,
        "adopted_by": by.ref,
        "adopted_at": at.isoformat(),
    }


def _plan(report: ActivityReport) -> dict[str, Any]:
    plan = report.plan
    return {
        "ref": plan.ref,
        "title": plan.title,
        "grant": plan.grant_name,
        "funder": plan.funder,
        "grant_number": plan.grant_number,
        "source": plan.source,
        "note": plan.note,
        **_days(plan.period),
    }


def _line(row: Row) -> dict[str, Any]:
    line = row.target.line
    return {
        "number": row.number,
        "ref": line.ref,
        "part": row.target.part,
        **_days(row.target.period),
        "activity": line.activity,
        "goal": line.goal,
        "planned": line.planned,
        "per": line.per,
        "bound": line.bound,
        "planned_text": line.planned_text,
        "measure": line.measure,
        "done": _figure(row.figure),
        "difference": _figure(row.difference),
        "explanation": row.explanation,
        "source": row.source,
        "records": _records(row),
    }


def _records(row: Row) -> list[dict[str, Any]] | None:
    """List what was counted, with the address of each; nothing of what is counted by hand."""
    if row.count is None:
        return None
    return [
        {
            "key": one.key,
            "title": one.title,
            "day": one.day.isoformat() if one.day else None,
            "about": one.about,
            "address": one.url,
            "people": _figure(row.people.get(one.key)),
        }
        for one in row.count.records
    ]


def _behind(place: Place, behind: Behind) -> dict[str, Any]:
    return place._asdict() | {
        "counts": {"table": behind.table, "rows": behind.rows, "weighed": behind.weighed}
    }


def _crowd(crowd: Crowd) -> dict[str, Any]:
    return {
        "totals": [
            {**_days(period), "figure": _figure(figure)} for period, figure in crowd.totals.items()
        ],
        "people": {key: _figure(figure) for key, figure in crowd.people.items()},
    }


def _days(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _figure(figure: Figure | None) -> Any:
    return {"withheld": figure.value} if isinstance(figure, NoFigure) else figure
