"""Answers that a program fetches again and again: small when nothing has changed."""

from datetime import datetime, timedelta

from flask import Response, request
from werkzeug.http import generate_etag, http_date, is_resource_modified, quote_etag

AGE = timedelta(minutes=15)


def answer(
    body: bytes, mimetype: str, changed_at: datetime | None, *, etag: str | None = None
) -> Response:
    """Give bytes that everybody may keep for a while; a 304 to whoever has them already.

    Args:
        changed_at: newest change in them, when it is known.
        etag: a digest of the body that was made before; made now when absent.
    """
    etag = quote_etag(etag or generate_etag(body))
    headers = {"Cache-Control": f"public, max-age={int(AGE.total_seconds())}", "ETag": etag}
    if changed_at:
        headers["Last-Modified"] = http_date(changed_at)
    if not is_resource_modified(request.environ, etag, last_modified=changed_at):
        return Response(status=304, headers=headers)
    return Response(body, mimetype=mimetype, headers=headers)
