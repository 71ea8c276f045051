"""How often one address may ask; counted in memory, or in a store that several processes share."""

import hashlib
import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import ParamSpec, TypeVar

from flask import Response, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import MemoryStorage

from academie.core.addresses import address_of

P = ParamSpec("P")
R = TypeVar("R")

HOME = 64
"""Bits of an IPv6 address that one connection shares; it may choose the others at will."""

TIDY_SECONDS = 60


class Memory(MemoryStorage):
    """Counts in memory, and forgets by the minute what no longer counts.

    The storage it stands on starts a thread for that at each count, and looks through everything.
    """

    STORAGE_SCHEME = ["memory"]  # noqa: RUF012 - takes the place of the one it stands on
    _tidied_at = 0.0

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count, and tell how often that was within the time of this limit.

        Args:
            expiry: seconds that a count begun now lasts.
        """
        now = time.time()
        if now >= self._tidied_at + TIDY_SECONDS:
            self._tidied_at = now
            for known in list(self.expirations):
                self.get(known)
        self.get(key)  # forgets it when its time is over
        with self.locks[key]:
            self.expirations.setdefault(key, now + expiry)
            self.storage[key] += amount
            return self.storage[key]


def network() -> str:
    """Name where a request comes from: an IPv4 address, or the IPv6 network of one connection.

    What a proxy tells that is no address, such as one with a port, is taken as it stands.
    """
    told = get_remote_address()
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if not isinstance(address, IPv6Address):
        return told
    return str(address.ipv4_mapped or ip_network((address, HOME), strict=False))


def typed_address() -> str:
    """Tell e-mail addresses that were typed apart, without keeping them.

    However one is written, it is one: a domain may have letters that stand for others.
    """
    typed = request.form.get("email", "").strip().lower()
    return hashlib.sha256((address_of(typed) or typed).encode()).hexdigest()


def accepted(response: Response) -> bool:
    """Tell whether a form was taken: such an answer leads on to another page."""
    return response.status_code == 303  # noqa: PLR2004 - see other, as after each success


class DecoratedOnly(Limiter):
    """Limits where a view asks for them, and looks for none elsewhere.

    Flask-Limiter searches before each request, though decorated views count by themselves.
    """

    def _check_request_limit(
        self,
        callable_name: str | None = None,
        in_middleware: bool = True,  # noqa: FBT001, FBT002 - Flask-Limiter's signature
    ) -> None:
        """Count a request of a decorated view; reading counts only where the view says so."""
        if not in_middleware and (request.method not in {"GET", "HEAD"} or _reading_counts()):
            super()._check_request_limit(callable_name, in_middleware)


limiter = DecoratedOnly(network, headers_enabled=False, in_memory_fallback_enabled=True)


def reads_too(view: Callable[P, R]) -> Callable[P, R]:
    """Let the limits of a view count for reading it as well."""
    view.__dict__["reads_too"] = True
    return view


def _reading_counts() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "reads_too", False)
