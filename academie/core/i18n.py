"""Words through gettext; Dutch is the source language."""

from flask import Flask
from flask_babel import Babel

babel = Babel()


def init_app(app: Flask) -> None:
    """Set Dutch and Amsterdam time as what readers get."""
    app.config.update(
        BABEL_DEFAULT_LOCALE="nl",
        BABEL_DEFAULT_TIMEZONE="Europe/Amsterdam",
    )
    babel.init_app(app)
