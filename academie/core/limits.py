"""How often one address may ask; kept in memory, which fits one serving process."""

from ipaddress import IPv6Address, ip_address, ip_network

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

HOME = 64
"""Bits of an IPv6 address that one connection shares; it may choose the others at will."""


def network() -> str:
    """Name where a request comes from: an IPv4 address, or the IPv6 network of one connection."""
    address = get_remote_address()
    if isinstance(ip_address(address), IPv6Address):
        return str(ip_network((address, HOME), strict=False))
    return address


limiter = Limiter(network, storage_uri="memory://", headers_enabled=False)


@limiter.request_filter
def _only_reads() -> bool:
    """Skip the search for limits that reading pages never have."""
    return request.method in {"GET", "HEAD"}
