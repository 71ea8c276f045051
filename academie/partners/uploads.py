"""Taking in a list of organisations: keep it, show what it would do, do exactly that."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from academie.core import csv_files
from academie.core.csv_files import CsvError
from academie.core.db import db
from academie.core.errors import DomainError
from academie.partners import exchange, queries, service, sheet
from academie.partners.exchange import Plan, Verdict
from academie.partners.models import PartnerUpload

LARGEST = 500_000


class StalePlanError(DomainError):
    """What was shown is no longer what would happen."""

    message = _("Er is intussen iets veranderd. Kijk de lijst nog eens na.")


class RefusedRowsError(DomainError):
    """Rows were refused, and nobody said to leave them out."""

    status = 422
    message = _("Er zijn regels geweigerd. Verbeter het bestand, of sla die regels over.")


def keep(content: bytes, *, now: datetime) -> PartnerUpload:
    """Keep a file that somebody sent in for a day; nothing of it is applied yet.

    Raises:
        CsvError: it is too large, no CSV, or not such a list.
    """
    if len(content) > LARGEST:
        raise CsvError(_("Dit bestand is te groot. Neem hooguit 500 kB."))
    known = sheet.content_of(csv_files.read(content))
    db.session.execute(
        delete(PartnerUpload).where(PartnerUpload.uploaded_at <= now - queries.UPLOAD_KEPT)
    )
    upload = PartnerUpload(content=known, uploaded_at=now)
    db.session.add(upload)
    db.session.flush()
    return upload


def apply(upload: PartnerUpload, *, digest: str, skip: bool, now: datetime) -> Plan:
    """Do what the preview showed, and forget the list.

    Args:
        digest: of the plan that was shown.
        skip: leave out the rows that were refused.

    Raises:
        StalePlanError: the list would do something else by now.
        RefusedRowsError: rows were refused and are not to be left out.
    """
    plan = exchange.plan(upload.content)
    if plan.digest != digest:
        raise StalePlanError
    if plan.of(Verdict.REFUSED) and not skip:
        raise RefusedRowsError
    for row in plan.of(Verdict.NEW):
        service.add(now=now, **row.facts)
    for row in plan.of(Verdict.CHANGED):
        assert row.organisation is not None  # noqa: S101 - a changed row is about somebody
        service.change(row.organisation, now=now, **row.facts)
    db.session.delete(upload)
    db.session.flush()
    return plan
