"""How long somebody had a form before them; programs that fill in forms take no time."""

from datetime import UTC, datetime

from flask import current_app
from itsdangerous import BadSignature, Signer

LEAST_SECONDS = 2.0
"""Faster than this nobody reads even the shortest form."""


def stamp(now: datetime) -> str:
    """Write when a form was shown, so that nobody can say it was earlier."""
    return _signer().sign(str(int(now.timestamp()))).decode()


def seconds_since(stamped: str | None, now: datetime) -> float | None:
    """Tell how long ago a form was shown; None when its stamp is none of ours."""
    try:
        seconds = int(_signer().unsign((stamped or "").encode()))
    except (BadSignature, ValueError):
        return None
    return (now - datetime.fromtimestamp(seconds, UTC)).total_seconds()


def _signer() -> Signer:
    return Signer(current_app.extensions["academie.links"], salt="academie.form.shown")
