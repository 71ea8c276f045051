"""Pages are made one at a time, unless one takes long."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client

from academie.core import in_turn
from academie.core.in_turn import PagesInTurn

SOON = 10
"""Seconds within which whatever happens has happened."""
FOR_EVER = -1


class Pages:
    """A WSGI application that counts how many of its pages are made at the same time."""

    def __init__(self, make: Callable[[], object] = lambda: sleep(0.002)) -> None:
        """Take what making a page is."""
        self.most = 0
        self._make, self._now, self._mutex = make, 0, threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Make a page; one at /stuk breaks."""
        with self._mutex:
            self._now += 1
            self.most = max(self.most, self._now)
        try:
            if environ["PATH_INFO"] == "/stuk":
                raise ZeroDivisionError
            self._make()
        finally:
            with self._mutex:
                self._now -= 1
        start_response("200 OK", [])
        return self._said()

    def _said(self) -> Iterator[bytes]:
        yield b"a page"


def ask(pages: PagesInTurn, path: str = "/", method: str = "GET") -> int:
    return Client(pages).open(path, method=method).status_code


def test_pages_are_made_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_turn, "PAGE_WAITS", FOR_EVER)
    made = Pages()
    pages = PagesInTurn(made)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _number: ask(pages), range(40)))

    assert (set(answers), made.most) == ({200}, 1)


def test_a_page_that_takes_long_is_overtaken_and_writing_never_waits() -> None:
    asked, go_on = threading.Semaphore(0), threading.Event()

    def make() -> None:
        asked.release()
        go_on.wait(SOON)

    pages = PagesInTurn(Pages(make))
    with ThreadPoolExecutor(3) as pool:
        answers = []
        for method in ("GET", "POST", "GET"):
            answers.append(pool.submit(ask, pages, method=method))
            assert asked.acquire(timeout=SOON)
        go_on.set()

    assert [answer.result() for answer in answers] == [200, 200, 200]


def test_a_turn_is_given_back_by_a_page_that_breaks_and_before_its_parts_are_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(in_turn, "PAGE_WAITS", FOR_EVER)
    pages = PagesInTurn(Pages())
    with pytest.raises(ZeroDivisionError):
        ask(pages, "/stuk")
    being_sent = Client(pages).get("/", buffered=False)

    following = threading.Thread(target=ask, args=[pages], daemon=True)
    following.start()
    following.join(SOON)

    assert not following.is_alive()
    assert being_sent.data == b"a page"


def test_pages_of_the_product_take_turns(app: Flask) -> None:
    names = ("application", "app")  # of WhiteNoise and ProxyFix
    layer: Any = app.wsgi_app
    layers = []
    while layer is not None:
        layers.append(type(layer))
        layer = next((vars(layer)[name] for name in names if name in vars(layer)), None)

    assert PagesInTurn in layers
