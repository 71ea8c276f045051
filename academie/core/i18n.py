"""Words through gettext; Dutch is the source language."""

import flask_babel
from babel.support import NullTranslations, Translations
from flask import Flask, g
from flask_babel import Babel, Domain
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup


class Words(Domain):
    """The catalogue of our sentences, chosen once for each reader.

    Flask-Babel would choose the language anew for each sentence. What was chosen stands beside
    its own notes on this request, or this round of the mail worker, where its `refresh` and
    `force_locale` forget it.
    """

    def get_translations(self) -> Translations | NullTranslations:
        """Give the sentences in the language of whoever reads them."""
        try:
            chosen: Translations | None = g._flask_babel.babel_translations  # noqa: SLF001 - see above
        except (AttributeError, RuntimeError):  # nothing chosen yet, or nobody reads
            chosen = None
        if chosen is None:
            chosen = super().get_translations()
            if g:
                g._flask_babel.babel_translations = chosen  # noqa: SLF001 - see above
        return chosen


babel = Babel()
babel.domain_instance = words = Words()


def init_app(app: Flask) -> None:
    """Set Dutch and Amsterdam time as what readers get."""
    app.config.update(
        BABEL_DEFAULT_LOCALE="nl",
        BABEL_DEFAULT_TIMEZONE="Europe/Amsterdam",
    )
    babel.init_app(app)
    _shorten_the_way(app)


def _shorten_the_way(app: Flask) -> None:
    """Let code and templates ask our one catalogue directly: a page has over a hundred sentences.

    Flask-Babel looks for each of them whether this request has a catalogue of its own, and Jinja
    calls three functions for it.
    """
    flask_babel.get_domain = lambda: words
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # of the i18n extension
        gettext=lambda text: words.get_translations().gettext(text),
        ngettext=lambda one, more, count: words.get_translations().ngettext(one, more, count),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = _sentence


@pass_eval_context
def _sentence(place: EvalContext, text: str, /, **names: object) -> str:
    """Say a sentence in a template, with names for its gaps; in HTML they are escaped."""
    said: str = words.get_translations().gettext(text)
    if place.autoescape:
        said = Markup(said)  # noqa: S704 - ours, not of people
    return said % names if "%" in said else said
