"""The verbs of formats: make a new version, edit it, issue it."""

from datetime import datetime
from typing import Any, Literal

from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.core.db import db
from academie.core.errors import DomainError
from academie.events.terms import AttendanceMode, EventKind
from academie.planning import queries
from academie.planning.difference import difference
from academie.planning.models import CONTENT, Format, FormatIngredient
from academie.planning.service import MailAlwaysGoesError
from academie.planning.terms import USUAL_DAYS, Letter, Part

_COPIED = ("key", "position", *CONTENT)


class IssuedFormatError(DomainError):
    """An issued version stays as it is."""

    message = _("Deze versie is in gebruik en blijft zoals zij is. Maak een nieuwe versie.")


class NothingNewError(DomainError):
    """A version that says nothing, or nothing new, cannot be issued."""

    message = _("Er is niets veranderd. Verander eerst een onderdeel.")


class SeatsTwiceError(DomainError):
    """A format says once how many seats there are for each way to take part."""

    def __init__(self, mode: AttendanceMode, title: str) -> None:
        """Say where it stands already."""
        super().__init__(
            _(
                "De blauwdruk heeft al plekken voor: %(mode)s. Verander het onderdeel %(title)s.",
                mode=str(mode.label).lower(),
                title=title,
            )
        )


def new_version(kind: EventKind, *, by: User, now: datetime) -> Format:
    """Begin a new version as a copy of the newest; when one is being made, that is it."""
    if draft := queries.draft_of(kind):
        return draft
    newest = queries.newest(kind)
    made = Format(
        kind=kind,
        version=newest.version + 1 if newest else 1,
        made_at=now,
        made_by=by,
        ingredients=[
            FormatIngredient(**{name: getattr(row, name) for name in _COPIED})
            for row in (newest.ingredients if newest else ())
        ],
    )
    db.session.add(made)
    db.session.flush()
    return made


def add(made: Format, part: Part, **fields: Any) -> FormatIngredient:
    """Put an ingredient at the end of its part.

    Raises:
        IssuedFormatError: the version is in use.
        SeatsTwiceError: it has seats for that way to take part.
    """
    _require_draft(made)
    _require_once(made, fields.get("mode"))
    position = max((row.position for row in made.ingredients), default=0) + 1
    row = FormatIngredient(part=part, position=position, **fields)
    made.ingredients.append(row)
    _keep_own_day(row)
    db.session.flush()
    return row


def change(row: FormatIngredient, **fields: Any) -> None:
    """Change what an ingredient says.

    Raises:
        IssuedFormatError: the version is in use.
        SeatsTwiceError: another one has the seats for that way to take part.
    """
    _require_draft(row.format)
    _require_once(row.format, fields.get("mode"), besides=row)
    for name, value in fields.items():
        setattr(row, name, value)
    _keep_own_day(row)
    db.session.flush()


def _keep_own_day(row: FormatIngredient) -> None:
    """Leave a mail that the product sends on its own day, whatever somebody typed."""
    letter = Letter.of(row.key) if row.part is Part.MAIL and row.key else None
    if letter:
        row.days = USUAL_DAYS.get(letter)


def _require_once(
    made: Format, mode: AttendanceMode | None, besides: FormatIngredient | None = None
) -> None:
    """Let each way to take part have its seats in one place."""
    for row in made.of(Part.CAPACITY):
        if mode and row.mode is mode and row is not besides:
            raise SeatsTwiceError(mode, row.title)


def leave_out(row: FormatIngredient) -> None:
    """Take an ingredient out of a version.

    Raises:
        IssuedFormatError: the version is in use.
        MailAlwaysGoesError: it is a mail that no meeting may do without.
    """
    _require_draft(row.format)
    if row.always_goes:
        raise MailAlwaysGoesError
    row.format.ingredients.remove(row)
    db.session.flush()


def shift(row: FormatIngredient, step: Literal[-1, 1]) -> None:
    """Let an ingredient change places with the one before or after it; at the end it stays.

    Raises:
        IssuedFormatError: the version is in use.
    """
    _require_draft(row.format)
    beside = row.format.of(row.part)
    place = beside.index(row) + step
    if 0 <= place < len(beside):
        other = beside[place]
        row.position, other.position = other.position, row.position
    db.session.flush()


def issue(made: Format, *, note: str, now: datetime) -> None:
    """Make a version the one that counts for new meetings.

    Args:
        note: what is other in it, for colleagues.

    Raises:
        IssuedFormatError: it is in use already.
        NothingNewError: it says nothing, or what the newest says.
    """
    _require_draft(made)
    newest = queries.newest(made.kind)
    if difference(newest.ingredients if newest else (), made.ingredients).is_empty:
        raise NothingNewError
    made.note, made.issued_at = note, now
    db.session.flush()


def discard(made: Format) -> None:
    """Throw a version away that was never used.

    Raises:
        IssuedFormatError: it is in use.
    """
    _require_draft(made)
    db.session.delete(made)
    db.session.flush()


def _require_draft(made: Format) -> None:
    if not made.is_draft:
        raise IssuedFormatError
