"""Words: chosen once for each reader, and never the words of another."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from flask_babel import force_locale, gettext, lazy_gettext, refresh

from academie.core import i18n

LATER = lazy_gettext("Deur")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: none is asked."""
    return sqlite_url


@pytest.fixture(autouse=True)
def english(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the application an English catalogue of two words."""
    catalogue = Catalog(locale="en")
    catalogue.add("Deur", "Door")
    catalogue.add(("%(num)s stoel", "%(num)s stoelen"), ("%(num)s chair", "%(num)s chairs"))
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(app.extensions["babel"], "translation_directories", [str(tmp_path)])
    monkeypatch.setattr(i18n.words, "cache", {})


def said(app: Flask) -> list[str]:
    """Say a word in code, as a lazy sentence, and in a template."""
    template = app.jinja_env.from_string(
        "{{ _('Deur') }} {% trans num=3 %}{{ num }} stoel{% pluralize %}{{ num }} stoelen"
        "{% endtrans %}"
    )
    return [gettext("Deur"), str(LATER), template.render()]


def test_words_are_dutch_by_themselves(app: Flask) -> None:
    assert said(app) == ["Deur", "Deur", "Deur 3 stoelen"]


def test_a_reader_of_another_language_gets_it_everywhere(app: Flask) -> None:
    with force_locale("en"):
        english = said(app)

    assert english == ["Door", "Door", "Door 3 chairs"]
    assert said(app) == ["Deur", "Deur", "Deur 3 stoelen"]


def test_a_change_of_language_is_heard_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    gettext("Deur")
    monkeypatch.setattr(app.extensions["babel"], "locale_selector", lambda: "en")

    refresh()

    assert said(app) == ["Door", "Door", "Door 3 chairs"]


def test_outside_an_application_words_stay_as_they_are() -> None:
    assert str(LATER) == "Deur"


def test_names_in_a_sentence_are_escaped_and_a_percent_sign_stays(app: Flask) -> None:
    words = "{{ _('In %(place)s: %(text)s', place='Leer', text='<b>') }} {{ _('50%%') }}"
    template = app.jinja_env.from_string(f"{{% autoescape true %}}{words}{{% endautoescape %}}")

    assert template.render() == "In Leer: &lt;b&gt; 50%"
