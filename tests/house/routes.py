"""Every address of the product: for whom it is, and what it is about.

A new route gets a line in `routes_of_guests` or `routes_of_staff`; without one a test fails.
"""

from flask import Flask

from tests.house import routes_of_guests, routes_of_staff

ROUTES = routes_of_guests.ROUTES | routes_of_staff.ROUTES
STAFF_ROUTES = sorted(routes_of_staff.ROUTES)


def path(app: Flask, endpoint: str, values: dict[str, str]) -> str:
    return app.url_map.bind("localhost").build(endpoint, values)


def methods(app: Flask, endpoint: str) -> set[str]:
    rules = app.url_map.iter_rules(endpoint)
    return {method for rule in rules for method in rule.methods or ()} & {"GET", "POST"}
