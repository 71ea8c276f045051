"""Signed links: how a person without an account reaches what is theirs."""

import hashlib
import re
from typing import NamedTuple

from flask import Flask, current_app
from itsdangerous import BadSignature, Signer

from academie.config import current_settings
from academie.core.errors import BrokenLinkError
from academie.core.keys import derive

_CLAIM = re.compile(r"([0-9a-f]{16})-([0-9]{1,9})")


class LinkClaim(NamedTuple):
    """What a link says: which row, and under which version of its links."""

    ref: str
    version: int


def init_app(app: Flask, secret: str) -> None:
    """Derive the key for links."""
    app.extensions["academie.links"] = derive(secret, "links")


def sign(purpose: str, ref: str, version: int) -> str:
    """Write the token of a link, the same for the same input."""
    return _signer(purpose).sign(f"{ref}-{version}").decode()


def read(purpose: str, token: str) -> LinkClaim:
    """Read a token that `sign` wrote for the same purpose.

    Raises:
        BrokenLinkError: the token was changed, or is none of ours.
    """
    try:
        claim = _signer(purpose).unsign(token.encode()).decode()
    except (BadSignature, UnicodeError) as error:
        raise BrokenLinkError from error
    match = _CLAIM.fullmatch(claim)
    if match is None:
        raise BrokenLinkError
    return LinkClaim(ref=match[1], version=int(match[2]))


def _signer(purpose: str) -> Signer:
    key: bytes = current_app.extensions["academie.links"]
    return Signer(key, salt=f"academie.link.{purpose}", digest_method=hashlib.sha256)


def webcal(address: str) -> str:
    """Write a full address so that a calendar opens it."""
    return f"webcal://{address.partition('://')[2]}"


def absolute(endpoint: str, **values: str) -> str:
    """Write the full address of one of our pages, also outside a request."""
    return current_settings().base_url + path(endpoint, **values)


def path(endpoint: str, **values: str) -> str:
    """Write the address of one of our pages within the house, also outside a request."""
    built: str = current_app.url_map.bind("localhost").build(endpoint, values)
    return built
