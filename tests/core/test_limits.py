"""How often one address may ask."""

import threading
import time

import pytest
from flask import Flask
from limits.storage import storage_from_string

from academie.core.limits import TIDY_SECONDS, Memory, network, typed_address


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: none is asked."""
    return sqlite_url


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:4711", "192.0.2.7:4711"),
    ],
)
def test_one_connection_is_one_address(app: Flask, address: str, name: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert network() == name


@pytest.mark.parametrize(
    "typed", ["jan@müller.nl", " JAN@xn--mller-kva.nl", "jan@\uff4düller.nl", "jan@müller\u3002nl"]
)
def test_one_mailbox_is_one_address_however_it_is_written(app: Flask, typed: str) -> None:
    with app.test_request_context(method="POST", data={"email": "jan@müller.nl"}):
        plain = typed_address()

    with app.test_request_context(method="POST", data={"email": typed}):
        assert typed_address() == plain


def test_counting_starts_no_thread() -> None:
    memory = storage_from_string("memory://")
    threads = threading.active_count()

    counts = [memory.incr("somebody", 60) for _ in range(3)]

    assert isinstance(memory, Memory)
    assert counts == [1, 2, 3]
    assert threading.active_count() <= threads


def test_what_no_longer_counts_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    now = time.time()
    memory.incr("for a while", 30)
    memory.incr("for long", 3600)

    monkeypatch.setattr(time, "time", lambda: now + TIDY_SECONDS + 1)
    count = memory.incr("for long", 3600)

    assert count == 2
    assert set(memory.storage) == {"for long"}


def test_a_count_begins_anew_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    now = time.time()
    memory.incr("somebody", 30)

    monkeypatch.setattr(time, "time", lambda: now + 31)

    assert memory.incr("somebody", 30) == 1
