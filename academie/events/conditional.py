"""Answers that a program fetches again and again: small when nothing has changed."""

from datetime import datetime, timedelta

from flask import Response, request

AGE = timedelta(minutes=15)


def answer(
    body: bytes, mimetype: str, changed_at: datetime | None, *, etag: str | None = None
) -> Response:
    """Give bytes that everybody may keep for a while; a 304 to whoever has them already.

    Args:
        changed_at: newest change in them, when it is known.
        etag: a digest of the body that was made before; made now when absent.
    """
    response = Response(body, mimetype=mimetype)
    if etag:
        response.set_etag(etag)
    else:
        response.add_etag()
    if changed_at:
        response.last_modified = changed_at
    response.cache_control.public = True
    response.cache_control.max_age = int(AGE.total_seconds())
    response.make_conditional(request)
    return response
