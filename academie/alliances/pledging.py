"""The verbs of pledges: sign, change, talk about it."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.alliances import pledges
from academie.alliances.models import Pledge, PledgeTalk
from academie.core.db import db, lock_row
from academie.core.errors import DomainError
from academie.partners.models import Organisation


class TalkTooEarlyError(DomainError):
    """Nobody speaks of a pledge that is not signed."""

    message = _("Dit is voor de dag dat de belofte is getekend. Kies een latere dag.")


class EndTooEarlyError(DomainError):
    """A pledge ends after it begins."""

    message = _("De belofte kan niet stoppen voor de dag dat zij is getekend.")


def sign(
    *,
    organisation: Organisation,
    text: str,
    signed_on: date,
    by: User,
    now: datetime,
    **fields: Any,
) -> Pledge:
    """Note down what an organisation promises; the same promise twice is kept once.

    Args:
        fields: the other columns of `Pledge` that people fill in.

    Raises:
        EndTooEarlyError: it ends before it is signed.
    """
    lock_row(organisation)
    for known in pledges.of_organisation(organisation):
        if (known.text, known.signed_on) == (text, signed_on):
            return known
    _check_end(signed_on, fields.get("ended_on"))
    pledge = Pledge(
        organisation=organisation,
        text=text,
        signed_on=signed_on,
        added_by=by,
        created_at=now,
        changed_at=now,
        **fields,
    )
    db.session.add(pledge)
    db.session.flush()
    return pledge


def change(pledge: Pledge, *, now: datetime, **fields: Any) -> None:
    """Put right what is written down of a pledge.

    Args:
        fields: the columns of `Pledge` that people fill in.

    Raises:
        EndTooEarlyError: it ends before it is signed.
    """
    _check_end(fields["signed_on"], fields["ended_on"])
    for name, value in fields.items():
        setattr(pledge, name, value)
    pledge.changed_at = now
    db.session.flush()


def talk(pledge: Pledge, *, talked_on: date, agreed: str, by: User, now: datetime) -> None:
    """Add a talk about a pledge; the same one twice is kept once.

    Raises:
        TalkTooEarlyError: it was before the signing.
    """
    lock_row(pledge)
    if talked_on < pledge.signed_on:
        raise TalkTooEarlyError
    if any((one.talked_on, one.agreed) == (talked_on, agreed) for one in pledge.talks):
        return
    db.session.add(
        PledgeTalk(pledge=pledge, talked_on=talked_on, agreed=agreed, by_user=by, recorded_at=now)
    )
    db.session.flush()
    db.session.expire(pledge, ["talks"])


def _check_end(signed_on: date, ended_on: date | None) -> None:
    if ended_on and ended_on < signed_on:
        raise EndTooEarlyError
