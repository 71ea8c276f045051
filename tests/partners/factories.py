"""Makers of organisations for tests."""

from typing import Any

from academie.core.db import db
from academie.partners import queries, service, uploads
from academie.partners.models import Organisation, PartnerUpload, Scope
from tests.factories import NOW

HEAD = "naam;sector;plaats;landelijk/lokaal;partner ja/nee;kernpartner ja/nee"


def make_organisation(name: str = "Stichting De Brug", **fields: Any) -> Organisation:
    """Make a local partner in Leeuwarden, and commit it."""
    sector = queries.sector_by_slug(fields.pop("sector", "zorg"))
    values: dict[str, Any] = {
        "name": name,
        "sector": sector,
        "place": "Leeuwarden",
        "scope": Scope.LOCAL,
        "partner": True,
        "partner_since": None,
        "core": False,
        "now": NOW,
    } | fields
    organisation = service.add(**values)
    db.session.commit()
    return organisation


def make_upload(
    *lines: str, head: str = HEAD, encoding: str = "utf-8-sig", now: Any = NOW
) -> PartnerUpload:
    """Send in a list with these lines, or with one new organisation."""
    body = lines or ("Bibliotheek Noord;Onderwijs;Assen;lokaal;ja;nee",)
    upload = uploads.keep("\r\n".join([head, *body]).encode(encoding), now=now)
    db.session.commit()
    return upload
