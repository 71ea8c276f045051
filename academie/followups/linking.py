"""The verbs of what an outcome led to: link it, and take back a link that proves wrong."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.core.db import db, lock_row, take_turn
from academie.core.errors import DomainError, IllegalMoveError
from academie.followups import chains, queries
from academie.followups.models import Outcome
from academie.followups.outcome_links import OutcomeLink
from academie.followups.proving import require_not_withdrawn
from academie.followups.terms import OutcomeLinkKind


class CircleError(DomainError):
    """An outcome would lead back to itself.

    Attributes:
        path: the outcomes along which, the first and the last the same.
    """

    def __init__(self, path: Sequence[Outcome]) -> None:
        """Keep the path, and show it."""
        self.path = path
        shown = " \N{RIGHTWARDS ARROW} ".join(f"{step.label} ({step.title})" for step in path)
        super().__init__(
            _("Dat kan niet: dan leidt een opbrengst weer naar zichzelf. %(path)s.", path=shown)
        )


class LinkedAlreadyError(DomainError):
    """Two outcomes hang together in one way."""

    message = _("Tussen deze twee opbrengsten staat al een verband. Trek dat eerst in.")


class SameOutcomeError(DomainError):
    """An outcome does not stand beside itself."""

    message = _("Dit is dezelfde opbrengst. Kies een andere.")


def link(
    source: Outcome, target: Outcome, *, kind: OutcomeLinkKind, explanation: str, now: datetime
) -> OutcomeLink:
    """Tell how one outcome hangs together with another.

    Raises:
        CircleError: the outcome would lead back to itself.
        IllegalMoveError: one of them is withdrawn.
        LinkedAlreadyError: they hang together already.
        SameOutcomeError: it would stand beside itself.
    """
    take_turn(OutcomeLink.__tablename__)
    _hold(source, target)
    require_not_withdrawn(source)
    require_not_withdrawn(target)
    if kind is OutcomeLinkKind.LEADS_TO and (path := chains.path(target, source)):
        raise CircleError([source, *path])
    if source is target:
        raise SameOutcomeError
    if chains.are_linked(source, target):
        raise LinkedAlreadyError
    joint = OutcomeLink(source=source, target=target, kind=kind, explanation=explanation)
    db.session.add(joint)
    source.changed_at = target.changed_at = now
    db.session.flush()
    return joint


def withdraw(joint: OutcomeLink, *, by: User, reason: str, now: datetime) -> None:
    """Take back a link that proves wrong; it stays to be read, with the reason.

    Raises:
        IllegalMoveError: it was taken back before.
    """
    _hold(joint.source, joint.target)
    lock_row(joint)
    if joint.withdrawn_at is not None:
        raise IllegalMoveError(_("Dit verband is al ingetrokken."))
    joint.withdrawn_at, joint.withdrawn_by, joint.withdraw_reason = now, by, reason
    joint.source.changed_at = joint.target.changed_at = now
    db.session.flush()


def may_withdraw(joint: OutcomeLink, user: User) -> bool:
    """Tell whether somebody may take a link back: who writes on both ends, of which it tells."""
    return all(queries.writable(user, end) for end in (joint.source, joint.target))


def _hold(*ends: Outcome) -> None:
    """Keep both ends, in the one order that everybody takes."""
    for outcome in sorted(ends, key=lambda one: one.id):
        queries.lock(outcome)
