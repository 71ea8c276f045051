"""Give people back what they typed, when the page they send it to has ended meanwhile."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request

P = ParamSpec("P")
R = TypeVar("R")


def init_app(app: Flask) -> None:
    """Let the pages that refuse show what was typed."""
    app.jinja_env.globals["words_typed"] = words_typed


def gives_back(*names: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let the page that refuses a form show what was typed in these fields.

    Whichever page that is: also when the link ended before the view knew what it leads to.
    """

    def marked(view: Callable[P, R]) -> Callable[P, R]:
        view.__dict__["gives_back"] = names
        return view

    return marked


def words_typed() -> str:
    """Give what was typed in the fields that the view of this request gives back, a line each."""
    view = current_app.view_functions.get(request.endpoint or "")
    names: tuple[str, ...] = getattr(view, "gives_back", ())
    typed = (request.form.get(name, "").strip() for name in names)
    return "\n".join(filter(None, typed))
