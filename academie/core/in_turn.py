"""Pages that take turns within a process."""

import threading
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PAGE_WAITS = 0.05
"""Seconds that a page waits for the one before it."""


class PagesInTurn:
    """WSGI middleware that makes one page at a time, and lets what writes pass.

    Making a page waits for little but the processor. Threads that do so at the same time only hand
    Python's lock to and fro: eight of them took up to twice the processor time, and no page came
    sooner. A page that takes long is overtaken.
    """

    def __init__(self, app: WSGIApplication) -> None:
        """Take the application that makes the pages."""
        self._app = app
        self._turn = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; what is sent piece by piece is sent outside the turn."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._app(environ, start_response)
        has_turn = self._turn.acquire(timeout=PAGE_WAITS)
        try:
            return self._app(environ, start_response)
        finally:
            if has_turn:
                self._turn.release()
