"""Words through gettext; Dutch is the source language."""

from babel.support import NullTranslations, Translations
from flask import Flask, g
from flask_babel import Babel, Domain


class Words(Domain):
    """The catalogue of our sentences, chosen once for each reader.

    Flask-Babel would choose the language anew for each sentence. What was chosen stands beside
    its own notes on this request, or this round of the mail worker, where its `refresh` and
    `force_locale` forget it.
    """

    def get_translations(self) -> Translations | NullTranslations:
        """Give the sentences in the language of whoever reads them."""
        notes = g.get("_flask_babel") if g else None
        chosen: Translations | None = getattr(notes, "babel_translations", None)
        if chosen is None:
            chosen = super().get_translations()
            if g:
                g.get("_flask_babel").babel_translations = chosen
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
    _shorten_the_way_of_templates(app)


def _shorten_the_way_of_templates(app: Flask) -> None:
    """Let templates ask for words directly: a page has some sixty sentences."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # of the i18n extension
        gettext=lambda text: words.get_translations().gettext(text),
        ngettext=lambda one, more, count: words.get_translations().ngettext(one, more, count),
        newstyle=True,
    )
