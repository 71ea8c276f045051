"""How often one address may ask."""

import pytest
from flask import Flask

from academie.core.limits import network


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
    ],
)
def test_one_connection_is_one_address(app: Flask, address: str, name: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert network() == name
