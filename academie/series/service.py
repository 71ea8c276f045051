"""The verbs of a series and its list: join, stay, leave, invite, answer."""

from datetime import datetime
from typing import Any, cast

from flask_babel import lazy_gettext as _
from sqlalchemy import Table, select

from academie.core import journal
from academie.core.db import db, insert_or_ignore, lock_row, new_ref
from academie.core.errors import DomainError
from academie.events import queries as event_queries
from academie.events.models import Event, Series
from academie.events.service import show_anew
from academie.events.slugs import slug_words
from academie.events.terms import AttendanceMode
from academie.outbox import service as outbox
from academie.outbox.service import enqueue, enqueue_sparingly
from academie.partners import queries as partners
from academie.registrations import queries as registration_queries
from academie.registrations import service as registrations
from academie.registrations.models import Registration
from academie.series import queries, told
from academie.series.models import Answer, SeriesInvitation, SeriesMember


class NothingToInviteToError(DomainError):
    """A meeting that nobody can be invited to now."""

    message = _("Uitnodigen kan bij een gepubliceerde bijeenkomst die nog moet beginnen.")


class KindInUseError(DomainError):
    """A series whose meetings are of another kind."""

    message = _("De bijeenkomsten van deze reeks zijn van een andere soort. Kies die soort.")


class SeriesEndedError(DomainError):
    """A series that is no more."""

    message = _("Deze reeks is gestopt.")


class MeetingsAheadError(DomainError):
    """A series that the world still expects meetings of."""

    message = _(
        "Deze reeks heeft nog bijeenkomsten die komen. Zeg ze eerst af, of haal ze uit de reeks."
    )


def start(*, now: datetime, **fields: Any) -> Series:
    """Start a series.

    Args:
        fields: the columns of `Series` that people fill in.
    """
    series = Series(slug=_free_slug(fields["title"]), created_at=now, **fields)
    db.session.add(series)
    db.session.flush()
    return series


def change(series: Series, *, now: datetime, **fields: Any) -> None:
    """Change a series; its address stays, and pages that name it are written anew.

    Raises:
        KindInUseError: it has meetings, and they are of another kind.
    """
    events = queries.of_series(series)
    if any(event.kind is not fields["kind"] for event in events):
        raise KindInUseError
    for name, value in fields.items():
        setattr(series, name, value)
    for event in events:
        show_anew(event, now=now)
    db.session.flush()


def end(series: Series, *, now: datetime) -> None:
    """Stop a series: who is on the list hears of it and is forgotten soon after.

    A second time changes nothing.

    Raises:
        MeetingsAheadError: some of its meetings are still to come.
    """
    lock_row(series)
    if series.ended_at is not None:
        return
    if queries.meetings_ahead(series, now):
        raise MeetingsAheadError
    series.ended_at = now
    for member in queries.members(series):
        if member.confirmed_at:
            enqueue("series.ended", member.ref, now)
        else:
            leave(member, now=now)
    db.session.flush()


def join(
    series: Series, *, given_name: str, email: str, organisation: str, now: datetime
) -> SeriesMember:
    """Put somebody on the list, once they confirm it by the link in their mail.

    An address that stands on it already changes nothing and gets a mail that says so, so that
    nobody can test who is on it.

    Raises:
        SeriesEndedError: it is no more.
    """
    db.session.refresh(series, with_for_update={"read": True})
    if series.ended_at is not None:
        raise SeriesEndedError
    row = {"ref": new_ref(), "series_id": series.id, "email": email, "joined_at": now}
    insert_or_ignore(cast("Table", SeriesMember.__table__), row | {"link_version": 1})
    member = queries.member_of_address(series, email)
    if member.confirmed_at:
        enqueue_sparingly("series.known", member.ref, now)
        return member
    partner = partners.by_name(organisation)
    member.given_name, member.joined_at = given_name, now
    member.organisation_name = partner.name if partner else organisation
    member.organisation_id = partner.id if partner else None
    db.session.flush()
    enqueue_sparingly("series.confirm", member.ref, now)
    return member


def confirm(member: SeriesMember, *, now: datetime) -> None:
    """Note that somebody wants to stand on the list, for the first time or still."""
    if member.left_at is None and member.series.ended_at is None:
        member.confirmed_at, member.asked_at = now, None


def leave(member: SeriesMember, *, now: datetime) -> None:
    """Take somebody off the list who wants that; a second time changes nothing."""
    if member.left_at is None:
        forget(member, now)
        journal.note_wish(f"member:{member.ref}", now)


def forget(member: SeriesMember, now: datetime) -> None:
    """Take somebody off the list, and forget who it was."""
    invited = select(SeriesInvitation.ref).where(SeriesInvitation.member_id == member.id)
    outbox.forget(member.ref, *db.session.scalars(invited))
    member.given_name = member.email = member.organisation_name = None
    member.asked_at, member.left_at = None, now
    db.session.flush()


def ask_due(now: datetime) -> None:
    """Ask who said yes a year ago whether they stay; a duty of the worker."""
    for member in queries.to_ask(now):
        member.asked_at = now
        enqueue("series.stay", member.ref, now)


def invite(event: Event, *, now: datetime) -> int:
    """Invite who stands on the list to a meeting, each once.

    Whose mail could not go, because the meeting was off just then, is invited after all.

    Returns:
        how many people get the mail.

    Raises:
        NothingToInviteToError: it is not published, has begun, or is in no series.
    """
    event_queries.lock(event)
    if not queries.takes_invitations(event, now):
        raise NothingToInviteToError
    fresh = told.audience(event).fresh
    for member in fresh:
        ref = new_ref()
        row = {"ref": ref, "member_id": member.id, "event_id": event.id, "invited_at": now}
        known = {"told_sequence": event.sequence}
        if not insert_or_ignore(cast("Table", SeriesInvitation.__table__), row | known):
            earlier = queries.invitation_of(member, event)
            earlier.told_sequence, ref = event.sequence, earlier.ref
        enqueue(told.INVITED, ref, now)
    return len(fresh)


def tell_about_changes(now: datetime) -> None:
    """Tell who has not answered that the meeting is otherwise by now; a duty of the worker.

    An invitation that is still to be written tells it by itself, as did one written since.
    """
    for invitation in told.told_by_invitation():
        invitation.told_sequence = invitation.event.sequence
    for invitation in told.untold(now):
        invitation.told_sequence = invitation.event.sequence
        enqueue("series.changed", invitation.ref, now)
    db.session.flush()


def come(invitation: SeriesInvitation, *, mode: AttendanceMode, now: datetime) -> Registration:
    """Register somebody with all we know of them; who has a place keeps it.

    Raises:
        RegistrationClosedError: the meeting takes no registrations at `now`.
        ModeNotOfferedError: the meeting is not held in this way.
    """
    member, event = invitation.member, invitation.event
    registration = registration_of(invitation)
    if registration is None or not registration.is_live:
        registration = registrations.register(
            event,
            given_name=member.given_name or "",
            family_name=None,
            email=member.email or "",
            people=1,
            mode=mode,
            organisation=member.organisation_name,
            now=now,
        )
    _note(invitation, Answer.COMING, now)
    return registration


def decline(invitation: SeriesInvitation, *, now: datetime) -> None:
    """Note that somebody does not come; who had a place gives it back."""
    registration = registration_of(invitation)
    if registration and registrations.may_cancel(registration, now):
        registrations.cancel(registration, now=now)
    _note(invitation, Answer.NOT_COMING, now)


def registration_of(invitation: SeriesInvitation) -> Registration | None:
    """Find what somebody who was invited has at the meeting."""
    email = invitation.member.email
    return registration_queries.of_address(invitation.event, email) if email else None


def _note(invitation: SeriesInvitation, answer: Answer, now: datetime) -> None:
    if invitation.answer is not answer:
        invitation.answer, invitation.answered_at = answer, now
    db.session.flush()


def _free_slug(title: str) -> str:
    stem = slug_words(title) or "reeks"
    slug, count = stem, 1
    while queries.by_slug(slug):
        count += 1
        slug = f"{stem}-{count}"
    return slug
