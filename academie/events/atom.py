"""Meetings as news."""

from flask_babel import gettext as _

from academie.core.atom import Entry, lasting_id
from academie.core.formats import when
from academie.events.ical import location, page_url, summary
from academie.events.models import Event
from academie.events.terms import EventStatus


def entry(event: Event) -> Entry:
    """Tell of a meeting; nothing in it is secret."""
    return Entry(
        id=lasting_id("evenement", event.ref),
        title=_title(event),
        summary="\n".join(_lines(event)),
        page=page_url(event),
        author=event.organisation,
        category=(event.kind.value, str(event.kind.label)),
        updated=event.changed_at,
        published=event.published_at,
    )


def _title(event: Event) -> str:
    if event.status is EventStatus.CANCELLED:
        return _("Gaat niet door: %(title)s", title=summary(event))
    return summary(event)


def _lines(event: Event) -> list[str]:
    date = (
        _("Nieuwe datum volgt")
        if event.status is EventStatus.POSTPONED
        else when(event.starts_at, event.ends_at)
    )
    whom = _("Voor partners") if event.kind.for_partners else None
    lines = [date, location(event), whom, event.theme, event.summary]
    return [line for line in lines if line]
