"""Letters that pledge money: taken in by what they are, given to the project team alone."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.events import edits
from academie.events import queries as event_queries
from academie.events.models import Event
from academie.outbox import service as outbox
from academie.requests import queries
from academie.requests.models import AcademyRequest, RequestLetter
from academie.requests.terms import LetterKind, MoneyLine, RequestStatus

LARGEST = 4 * 1024 * 1024
_SIGNS = {
    b"%PDF-": LetterKind.PDF,
    b"\x89PNG\r\n\x1a\n": LetterKind.PNG,
    b"\xff\xd8\xff": LetterKind.JPEG,
}
_PART_OF_MEETING = _(
    "Deze brief hoort nu bij de bijeenkomst. Klopt hij niet? Stuur dan een nieuwe brief."
)
_SHUT = {RequestStatus.DECLINED, RequestStatus.WITHDRAWN}


class LetterError(DomainError):
    """A file that is no letter we can keep."""

    status = 422


def keep(request: AcademyRequest, line: MoneyLine, content: bytes, *, now: datetime) -> None:
    """Keep the letter of a line of money; a newer one takes the place of an older.

    Raises:
        LetterError: it is too large, or something else than a PDF or a picture.
        IllegalMoveError: the request was declined or taken back.
    """
    queries.lock(request)
    _require_wanted(request)
    kind = _kind_of(content)
    known = letter_of(request, line)
    if known is None:
        letter = RequestLetter(
            line=line, kind=kind, size=len(content), content=content, added_at=now
        )
        request.letters.append(letter)
    else:
        known.kind, known.size, known.content, known.added_at = kind, len(content), content, now
    if request.status is not RequestStatus.DRAFT:
        outbox.enqueue("requests.changed", request.ref, now)
    if request.event:
        _name_at(request.event, named(request), now)
    db.session.flush()


def remove(request: AcademyRequest, line: MoneyLine) -> None:
    """Throw a letter away; when it is gone already nothing happens.

    Raises:
        IllegalMoveError: the request was accepted, and its meeting rests on the letter.
    """
    queries.lock(request)
    if not (known := letter_of(request, line)):
        return
    if request.event:
        raise IllegalMoveError(_PART_OF_MEETING)
    request.letters.remove(known)
    db.session.flush()


def letter_of(request: AcademyRequest, line: MoneyLine) -> RequestLetter | None:
    """Find the letter of a line of money."""
    return next((letter for letter in request.letters if letter.line is line), None)


def named(request: AcademyRequest) -> dict[str, str]:
    """Say for the meeting where a letter is that came as a file, when no words or link say it."""
    columns = {f"{letter.line.value}_money_proof" for letter in request.letters}
    return {
        name: gettext("Brief bij de aanvraag") for name in columns if not getattr(request, name)
    }


def _name_at(event: Event, named: Mapping[str, str], now: datetime) -> None:
    """Say at the meeting where a letter is, as far as nothing says it yet."""
    event_queries.lock(event)
    with edits.noted(event, now=now):
        for column, words in named.items():
            setattr(event, column, getattr(event, column) or words)


def _kind_of(content: bytes) -> LetterKind:
    """Tell by its first bytes what a file is; its name proves nothing."""
    if len(content) > LARGEST:
        raise LetterError(_("Dit bestand is te groot. Neem hooguit 4 MB."))
    found = next((kind for sign, kind in _SIGNS.items() if content.startswith(sign)), None)
    if found is None:
        raise LetterError(_("Dit is geen PDF of foto. Kies een PDF, PNG of JPG."))
    return found


def _require_wanted(request: AcademyRequest) -> None:
    if request.status in _SHUT:
        raise IllegalMoveError(
            _(
                "Deze aanvraag is niet meer open. De stand is: %(status)s.",
                status=request.status.label,
            )
        )
