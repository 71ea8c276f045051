"""What the QR code of a ticket holds: opaque, signed, and nothing personal.

One byte with the version of the ticket, eight of the event's ref, eight of the registration's, then
an ECDSA P-256 signature (r and s, 64 bytes), the whole in base45: 122 characters, QR version 5 at
level M.
A door can check it without a network and without holding the secret.
"""

import base64
from functools import lru_cache
from typing import NamedTuple

import base45
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256

from academie.config import current_settings
from academie.core.keys import signing_key

FIRST, LAST = 1, 255
"""The versions that a ticket can have."""

_PAYLOAD = 17
_NUMBER = 32
_LENGTH = _PAYLOAD + 2 * _NUMBER


class TicketClaim(NamedTuple):
    """What a genuine ticket says; whether it is still valid, the database knows.

    Attributes:
        version: a higher one comes in place of a ticket that went to somebody else.
    """

    event_ref: str
    registration_ref: str
    version: int = FIRST


def public_jwk() -> dict[str, str]:
    """Give the key that tickets are checked with, as a browser reads it.

    Source: RFC 7518, section 6.2.
    """
    numbers = _public_key(current_settings().secret_key).public_numbers()
    return {"kty": "EC", "crv": "P-256", "x": _base64url(numbers.x), "y": _base64url(numbers.y)}


def _base64url(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(_NUMBER)).rstrip(b"=").decode()


def sign(claim: TicketClaim) -> str:
    """Write the token of a ticket, the same for the same ticket."""
    payload = bytes([claim.version]) + bytes.fromhex(claim.event_ref + claim.registration_ref)
    algorithm = ec.ECDSA(SHA256(), deterministic_signing=True)
    r, s = utils.decode_dss_signature(_key(current_settings().secret_key).sign(payload, algorithm))
    signature = r.to_bytes(_NUMBER) + s.to_bytes(_NUMBER)
    token: str = base45.b45encode(payload + signature).decode()
    return token


def read(token: str) -> TicketClaim | None:
    """Read a token; None when it is none of ours."""
    try:
        data: bytes = base45.b45decode(token)
    except ValueError:
        return None
    if len(data) != _LENGTH or data[0] < FIRST:
        return None
    payload, signature = data[:_PAYLOAD], data[_PAYLOAD:]
    der = utils.encode_dss_signature(
        int.from_bytes(signature[:_NUMBER]), int.from_bytes(signature[_NUMBER:])
    )
    try:
        _public_key(current_settings().secret_key).verify(der, payload, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return None
    return TicketClaim(payload[1:9].hex(), payload[9:].hex(), payload[0])


@lru_cache(maxsize=2)
def _key(secret: str) -> ec.EllipticCurvePrivateKey:
    return signing_key(secret, "tickets")


@lru_cache(maxsize=2)
def _public_key(secret: str) -> ec.EllipticCurvePublicKey:
    return _key(secret).public_key()
