"""How templates are read: strictly, and with what they share in one plain dictionary."""

from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import StrictUndefined


class Templates(Environment):
    """Templates that share what all of them know.

    Jinja chains a dictionary of its own before it for each template, though none of ours is given
    anything of its own, and walks along that chain name by name at each import of a macro.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give a template what it knows beside what its page tells it."""
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Set it up, before anything else offers something to templates."""
    app.jinja_environment = Templates
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
