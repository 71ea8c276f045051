"""Telling who asked for it what came of a meeting: a few times a year, and until they say no."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import Select, exists, func, select

from academie.events import ical
from academie.events.models import Event
from academie.letters.models import Letter, LetterAudience, LetterCopy
from academie.planning import mails, terms
from academie.registrations.models import Consent, ConsentKind, Registration

FOLLOWING = "following"
"""Purpose of the link under which they say no."""

MOST_A_YEAR = 4
_YEAR = timedelta(days=365)

WANTS_TO_FOLLOW = exists().where(
    Consent.registration_id == Registration.id,
    Consent.kind == ConsentKind.FOLLOW_UP,
    Consent.withdrawn_at.is_(None),
)


def addresses_told_enough(now: datetime) -> Select[str | None]:
    """Find addresses that had such letters as often as we promised, of whatever meeting."""
    reader = select(Registration.email).join(
        LetterCopy, LetterCopy.registration_id == Registration.id
    )
    return (
        reader.join(LetterCopy.letter)
        .where(
            Letter.audience == LetterAudience.FOLLOWERS,
            Letter.sent_at > now - _YEAR,
            Registration.email.is_not(None),
        )
        .group_by(Registration.email)
        .having(func.count() >= MOST_A_YEAR)
        .correlate(None)
    )


def own_sentence(letter: Letter) -> str | None:
    """Give what the format of a meeting adds to such letters; nothing to any other."""
    if letter.audience is not LetterAudience.FOLLOWERS:
        return None
    return mails.sentence_of(letter.event, terms.Letter.FOLLOW_UP)


def first_words(event: Event, outcomes: Iterable[str]) -> dict[str, str]:
    """Begin a letter with what was adopted of a meeting; its writer goes on from there."""
    lines = "\n".join(f"- {title}" for title in outcomes)
    text = _(
        "Je wilde horen wat er na %(event)s gebeurt. Dit is er sindsdien gedaan:"
        "\n\n%(lines)s\n\nLees meer: %(link)s",
        event=event.title,
        lines=lines,
        link=f"<{ical.page_url(event)}>",
    )
    return {
        "to": LetterAudience.FOLLOWERS.value,
        "subject": _("Dit is er gebeurd na %(event)s", event=event.title),
        "text": text,
    }
