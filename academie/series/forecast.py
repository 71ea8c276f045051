"""What a change of a meeting brings about, also for who was invited and has not answered yet."""

from datetime import datetime

from flask_babel import gettext as _

from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.registrations import forecast
from academie.registrations.forecast import Forecast, Letter, News, Standing
from academie.series import told
from academie.series.messages import change_subject


def standing(event: Event, now: datetime) -> Standing:
    """Note how a meeting stands; ask it with the meeting locked."""
    found = forecast.standing(event, now)
    behind = sum(one.told_sequence < event.sequence for one in told.waiting(event))
    return found._replace(news=_also(found.news, event, event.status, behind))


def of_status(event: Event, status: EventStatus, now: datetime) -> Forecast:
    """Tell what postponing a meeting or calling it off would bring about."""
    foreseen = forecast.of_status(event, status, now)
    goes = {EventStatus.PUBLISHED, EventStatus.POSTPONED} - {status}
    is_news = event.status in goes and status in {EventStatus.POSTPONED, EventStatus.CANCELLED}
    count = len(told.waiting(event)) if is_news else 0
    owed = _also(News(foreseen.letters, foreseen.calls), event, status, count)
    return forecast.marked(foreseen.changes, owed, event.changed_at)


def _also(news: News, event: Event, status: EventStatus, count: int) -> News:
    if not count:
        return news
    audience = _("Voor wie is uitgenodigd en nog niet antwoordde")
    letter = Letter(change_subject(event, status), audience, parties=count, people=count)
    return news._replace(letters=(*news.letters, letter))
