"""Forms from elsewhere are refused, but where a secret address alone must do."""

from flask import Flask

from academie.core.web import csrf

WITHOUT_A_TOKEN = {
    "checkin_api": "a telephone at the door brings what it kept for hours, without a cookie",
    "commitments_api": "so does a tablet that wrote agreements down in a hall without a network",
    "academie.commitments.views.record": "the form of that tablet when it has no script",
    "academie.commitments.views.answer": "the page behind a personal link gives no cookie",
    "academie.evaluations.views.answer": "a cookie would tell which answers came from one browser",
    "academie.letters.views.stop_now": "a mail program stops the mail for somebody (RFC 8058)",
}
"""Blueprints and views that take a form without its token, and why; each has a secret address."""


def test_only_what_cannot_hold_a_token_does_without(sqlite_app: Flask) -> None:
    blueprints = {blueprint.name for blueprint in csrf._exempt_blueprints}  # noqa: SLF001 - kept nowhere else
    exempt = csrf._exempt_views  # noqa: SLF001 - idem
    views = {name for name in exempt if name.startswith("academie.")}
    addresses = [
        rule.rule
        for rule in sqlite_app.url_map.iter_rules()
        for view in [sqlite_app.view_functions[rule.endpoint]]
        if f"{view.__module__}.{view.__name__}" in views
        or rule.endpoint.split(".")[0] in blueprints
    ]

    assert blueprints | views == set(WITHOUT_A_TOKEN)
    assert all("<string:token>" in address for address in addresses)
