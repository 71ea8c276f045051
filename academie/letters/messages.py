"""The mails around a meeting, rendered at the moment of sending; each knows when it is too late."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

from flask_babel import gettext as _

from academie.accounts.queries import by_ref as user_by_ref
from academie.core import clock, links, mail
from academie.evaluations import queries as evaluations
from academie.evaluations.terms import WindowState
from academie.events.terms import AttendanceMode, EventStatus
from academie.letters import outgoing, queries
from academie.letters.following import FOLLOWING, own_sentence
from academie.letters.models import LetterAudience
from academie.outbox.models import OutboxMessage, Renderer
from academie.planning.terms import Letter
from academie.programme import queries as programme
from academie.registrations.guest_links import token_of
from academie.registrations.messages import write_to_guest
from academie.registrations.models import Registration, RegistrationStatus
from academie.registrations.queries import by_ref

WEEK = 7
_Render = Callable[[Registration, OutboxMessage, datetime], EmailMessage | None]


def _to_guest(render: _Render) -> Renderer:
    """Look up the guest; whom mail does not reach gets none."""

    def renderer(message: OutboxMessage, now: datetime) -> EmailMessage | None:
        registration = by_ref(message.about)
        if registration is None or not registration.reachable:
            return None
        return render(registration, message, now)

    return renderer


def _week(registration: Registration, message: OutboxMessage, now: datetime) -> EmailMessage | None:
    event = registration.event
    if not _comes(registration) or not 1 < queries.days_ahead(event, now) <= WEEK:
        return None
    week_of = clock.to_local(event.starts_at).isocalendar()[:2]
    next_week = week_of != clock.to_local(now).isocalendar()[:2]
    words = _("Volgende week: %(event)s") if next_week else _("Deze week: %(event)s")
    return write_to_guest(
        "letters/week",
        words % {"event": event.title},
        registration,
        message,
        now,
        letter=Letter.REMINDER_WEEK,
        next_week=next_week,
        somebody_waits=queries.somebody_waits(event, registration.mode),
    )


def _day(registration: Registration, message: OutboxMessage, now: datetime) -> EmailMessage | None:
    event = registration.event
    if not _comes(registration) or now >= event.starts_at or queries.days_ahead(event, now) > 1:
        return None
    today = queries.days_ahead(event, now) == 0
    words = _("Vandaag: %(event)s") if today else _("Morgen: %(event)s")
    return write_to_guest(
        "letters/day",
        words % {"event": event.title},
        registration,
        message,
        now,
        letter=Letter.REMINDER_DAY,
        today=today,
        door_opens_at=_door_opens_at(registration),
        coming_url=links.absolute("letters.still_coming", token=token_of(registration)),
    )


def _thanks(
    registration: Registration, message: OutboxMessage, now: datetime
) -> EmailMessage | None:
    event = registration.event
    held = event.status in {EventStatus.PUBLISHED, EventStatus.CLOSED} and event.ends_at <= now
    if not held or now - event.ends_at > queries.THANKS_WITHIN:
        return None
    came = queries.came(registration)
    subject = _("Hier lees je over %(event)s", event=event.title)
    if came:
        online = registration.mode is AttendanceMode.ONLINE
        subject = _("Bedankt voor het meedoen") if online else _("Bedankt voor je komst")
    asks = came is not False and evaluations.window(event, now) is WindowState.OPEN
    return write_to_guest(
        "letters/thanks",
        subject,
        registration,
        message,
        now,
        letter=Letter.THANKS,
        came=came,
        questions_url=evaluations.answer_address(event) if asks else None,
    )


def _door_opens_at(registration: Registration) -> datetime | None:
    """Tell when the door opens to who comes to it, when the programme knows."""
    at_home = registration.mode is AttendanceMode.ONLINE
    return None if at_home else programme.door_opens_at(registration.event)


def _comes(registration: Registration) -> bool:
    confirmed = registration.status is RegistrationStatus.CONFIRMED
    return confirmed and registration.event.status is EventStatus.PUBLISHED


def written(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Write the copy of a letter for one guest, unless they are no longer among its readers."""
    copy = outgoing.copy_by_ref(message.about)
    if copy is None or not copy.registration.reachable:
        return None
    letter, registration = copy.letter, copy.registration
    if not outgoing.still_meant_for(letter, registration):
        return None
    stop_url = None
    if letter.audience is LetterAudience.FOLLOWERS:
        stop_url = links.absolute("letters.stop", token=token_of(registration, FOLLOWING))
    found = write_to_guest(
        "letters/written",
        letter.subject,
        registration,
        message,
        now,
        text=letter.text,
        own_sentence=own_sentence(letter),
        stop_url=stop_url,
    )
    if stop_url:
        found["List-Unsubscribe"] = f"<{stop_url}>"
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found


def trial(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Write a letter to the member of staff who wants to see it first."""
    letter_ref, _separator, user_ref = message.about.partition(":")
    letter, user = outgoing.letter_by_ref(letter_ref), user_by_ref(user_ref)
    if letter is None or user is None or not user.active:
        return None
    event = letter.event
    return mail.compose(
        "letters/trial",
        to=user.email,
        subject=_("Proef: %(subject)s", subject=letter.subject),
        message_ref=message.ref,
        now=now,
        sender_name=event.organisation,
        reply_to=event.reply_address,
        event=event,
        letter=letter,
        name=user.name,
        own_sentence=own_sentence(letter),
    )


RENDERERS: dict[str, Renderer] = {
    "letters.week": _to_guest(_week),
    "letters.day": _to_guest(_day),
    "letters.thanks": _to_guest(_thanks),
    "letters.written": written,
    "letters.trial": trial,
}
