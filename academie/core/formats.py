"""Dates, times and numbers as Dutch readers know them."""

import re
from datetime import date, datetime
from functools import lru_cache

import nh3
from babel.dates import format_date
from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext
from markdown_it import MarkdownIt
from markupsafe import Markup

from academie.core import telephone
from academie.core.addresses import is_web_address
from academie.core.clock import to_local
from academie.core.hidden_figures import Figure, NoFigure

LOCALE = "nl_NL"
_formatted = lru_cache(maxsize=1024)(format_date)
"""Writes each day once: pages and mails name few days, and Babel reads its pattern each time."""

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_PHONE = re.compile(r"\+?[0-9](?:\(0\)|[0-9 .\N{NO-BREAK SPACE}-])+")
_WITHIN_NUMBER = re.compile("(?<=[0-9]) (?=[0-9])")
_NO_DIGIT = re.compile("[^0-9+]")
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "blockquote"}

_SEAMS = [
    (word + tail, f"{word}\N{SOFT HYPHEN}{tail}")
    for first, tail in (
        ("publieks", "academie"),
        ("informatie", "bijeenkomst"),
        ("activiteiten", "verslag"),
        ("opbrengsten", "register"),
    )
    for word in (first, first.capitalize())
]

_STOPS = (".", "?", "!", "\N{HORIZONTAL ELLIPSIS}")
_CLOSES = "\"')\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"


def init_app(app: Flask) -> None:
    """Offer the formats to templates."""
    app.jinja_env.filters.update(
        local=to_local,
        date_long=date_long,
        date_short=date_short,
        day_long=day_long,
        day_plain=day_plain,
        day_and_month=day_and_month,
        time_of_day=time_of_day,
        moment=moment,
        number=number,
        figure=figure,
        people=people,
        markdown=markdown,
        phone_link=phone_link,
        sentence=sentence,
        soft_title=soft_title,
        telephone=telephone.written,
    )
    app.jinja_env.tests.update(web_address=is_web_address)
    app.jinja_env.globals.update(time_range=time_range, when=when)


def day_long(day: date) -> str:
    """Write a day: `dinsdag 9 maart 2027`."""
    return _formatted(day, "EEEE d MMMM y", locale=LOCALE)


def day_plain(day: date) -> str:
    """Write a day without its weekday: `9 maart 2027`."""
    return _formatted(day, "d MMMM y", locale=LOCALE)


def month_plain(day: date) -> str:
    """Write the month of a day: `maart 2027`."""
    return _formatted(day, "MMMM y", locale=LOCALE)


def day_and_month(day: date) -> str:
    """Write a day of this year or the last: `9 maart`."""
    return _formatted(day, "d MMMM", locale=LOCALE)


def month_and_year(at: datetime) -> str:
    """Write the Amsterdam month of a moment as a heading: `Maart 2027`."""
    return _formatted(to_local(at).date(), "LLLL y", locale=LOCALE).capitalize()


def date_long(at: datetime) -> str:
    """Write the Amsterdam day of a moment: `dinsdag 9 maart 2027`."""
    return day_long(to_local(at).date())


def date_short(at: datetime) -> str:
    """Write the Amsterdam day of a moment: `di 9 mrt`."""
    return _formatted(to_local(at).date(), "EEE d MMM", locale=LOCALE).replace(".", "")


def time_of_day(at: datetime) -> str:
    """Write a time: `19.30 uur`, with a no-break space."""
    return _("%(time)s uur", time=f"{to_local(at):%H.%M}").replace(" ", "\N{NO-BREAK SPACE}")


def time_range(start: datetime, end: datetime) -> str:
    """Write from when until when: `19.30 tot 21.30 uur`."""
    return _(
        "%(start)s tot %(end)s",
        start=f"{to_local(start):%H.%M}",
        end=time_of_day(end),
    )


def when(start: datetime, end: datetime) -> str:
    """Write a day with from when until when: `dinsdag 9 maart 2027, 19.30 tot 21.30 uur`."""
    return f"{date_long(start)}, {time_range(start, end)}"


def moment(at: datetime) -> str:
    """Write a day with its time: `dinsdag 9 maart 2027, 19.30 uur`."""
    return f"{date_long(at)}, {time_of_day(at)}"


def number(value: int) -> str:
    """Write a whole number with points between thousands: `1.250`."""
    return f"{value:,}".replace(",", ".")


def figure(value: Figure) -> str:
    """Write a count as everybody reads it, or the words in its place: `minder dan 5`."""
    return str(value.label) if isinstance(value, NoFigure) else number(value)


def people(count: int) -> str:
    """Write a size of party: `1 persoon`, `3 personen`."""
    return ngettext("%(num)s persoon", "%(num)s personen", count)


def phone_link(text: str) -> str:
    """Write the first phone number in a text as a `tel:` address; nothing when there is none.

    Staff type more than a number: a second one, or the hours at which somebody answers.
    """
    found = _PHONE.search(text)
    return "tel:" + _NO_DIGIT.sub("", found[0].replace("(0)", "")) if found else ""


def whole_numbers(text: str) -> str:
    """Keep each phone number in a text on one line; between words it may break."""
    return _WITHIN_NUMBER.sub("\N{NO-BREAK SPACE}", text)


def soft_title(text: str) -> str:
    """Offer a seam for a line break in the long words of our own names."""
    for whole, seamed in _SEAMS:
        text = text.replace(whole, seamed)
    return text


def sentence(text: str) -> str:
    """End a text with a full stop, unless it ends as a sentence already."""
    ends = text.rstrip(_CLOSES).endswith(_STOPS)
    return text if ends or not text else f"{text}."


def markdown(text: str) -> Markup:
    """Render Markdown to safe HTML: no pictures, no scripts, no headings above the second."""
    html = _MARKDOWN.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    clean = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http"})
    return Markup(clean)  # noqa: S704 - nh3 has just cleaned it
