"""The verbs of asking people from outside whether an outcome is true, and of their answer."""

from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.core import journal
from academie.core.db import db, lock_row
from academie.core.errors import DomainError, IllegalMoveError
from academie.events.service import show_anew
from academie.followups import independence, queries, review
from academie.followups.confirmations import (
    ASKABLE,
    AT_MOST,
    OPEN_FOR,
    Confirmation,
    Resolution,
)
from academie.followups.models import Outcome
from academie.followups.terms import Agreement, ConfirmationState
from academie.followups.wording import fingerprint, wording_of
from academie.outbox import service as outbox


class NotAskedError(DomainError):
    """Somebody may not be asked, or not as what they were entered.

    Attributes:
        field: what to mend.
    """

    def __init__(self, field: str, message: LazyString) -> None:
        """Keep where the sentence belongs."""
        super().__init__(message)
        self.field = field


class AnsweredError(DomainError):
    """Somebody answered before."""

    message = _("Deze vraag is al beantwoord. Dat antwoord blijft staan. Er is niets overschreven.")


class ChangedError(DomainError):
    """What was read is no longer what stands there."""

    message = _("De tekst is intussen veranderd. Lees hem nog een keer en antwoord dan.")


class NotOutsideError(DomainError):
    """Who made it cannot confirm it."""

    message = _("Je werkt zelf mee aan de academies. Alleen iemand van buiten kan dit bevestigen.")


def ask(
    outcome: Outcome,
    *,
    role: str,
    party: str,
    email: str,
    independent: bool,
    independence: str,
    by: User,
    now: datetime,
) -> Confirmation:
    """Mail somebody from outside the link to read an outcome and say whether it is true.

    Args:
        independence: why they have no interest in it, or what interest they have.

    Raises:
        NotAskedError: this person may not be asked, or is not independent.
        IllegalMoveError: the words still change, or three people were asked.
    """
    queries.lock(outcome)
    _require_room(outcome)
    _require_outsider(outcome, party, email, independent=independent)
    confirmation = Confirmation(
        outcome=outcome,
        role=role,
        party=party,
        email=email,
        independent=independent,
        independence=independence,
        asked_by=by,
        asked_at=now,
        sent_at=now,
        expires_at=now + OPEN_FOR,
    )
    db.session.add(confirmation)
    db.session.flush()
    outbox.enqueue("followups.confirmation", confirmation.ref, now)
    return confirmation


def send_again(confirmation: Confirmation, *, now: datetime) -> None:
    """Mail the same link once more; it works for the whole time again.

    Raises:
        IllegalMoveError: it was answered or taken back, the address is gone, or the words change.
    """
    _hold(confirmation)
    unsettled = {ConfirmationState.ASKED, ConfirmationState.EXPIRED}
    if confirmation.email is None or confirmation.state(now) not in unsettled:
        raise IllegalMoveError(_("Deze vraag kun je niet opnieuw sturen. Vraag iemand anders."))
    _require_askable(confirmation.outcome)
    confirmation.sent_at, confirmation.expires_at = now, now + OPEN_FOR
    confirmation.reminded_at = confirmation.lapsed_at = None
    outbox.enqueue("followups.confirmation", confirmation.ref, now)


def revoke(confirmation: Confirmation, *, by: User, now: datetime) -> None:
    """Take the question back: its link opens nothing any more.

    Raises:
        IllegalMoveError: it was answered, or taken back before.
    """
    _hold(confirmation)
    if confirmation.answered_at or confirmation.revoked_at:
        raise IllegalMoveError(_("Deze vraag kun je niet meer intrekken."))
    confirmation.revoked_at, confirmation.revoked_by = now, by
    outbox.forget(confirmation.ref)
    db.session.flush()


def answer(
    confirmation: Confirmation,
    *,
    what: Agreement,
    significance: Agreement,
    contribution: Agreement | None,
    remark: str | None,
    read: str,
    now: datetime,
) -> None:
    """Keep what somebody says, with the words that they had read; for good.

    Args:
        read: fingerprint of what was shown.

    Raises:
        AnsweredError: there is an answer already.
        IllegalMoveError: the time is over, it was taken back, or the words are being changed.
        ChangedError: the outcome says something else by now.
        NotOutsideError: the address is of somebody of the staff.
    """
    _hold(confirmation)
    outcome = confirmation.outcome
    if confirmation.answered_at is not None:
        raise AnsweredError
    if confirmation.state(now) is not ConfirmationState.ASKED:
        raise IllegalMoveError(_("Je kunt hier niet meer antwoorden."))
    _require_askable(outcome)
    if independence.is_staff(confirmation.email):
        raise NotOutsideError
    if fingerprint(outcome) != read:
        raise ChangedError
    bond, wording = _bond(confirmation), wording_of(outcome)
    confirmation.answered_at, confirmation.wording, confirmation.bound = now, wording, bond
    confirmation.what, confirmation.significance = what, significance
    confirmation.contribution = contribution if outcome.events else None
    confirmation.remark = remark
    outbox.enqueue("followups.confirmation_answered", confirmation.ref, now)
    db.session.flush()
    _show_anew(outcome, now)


def settle(confirmation: Confirmation, *, text: str, by: User, now: datetime) -> Resolution:
    """Write down how a "no" was settled; it stays to be read beside it.

    Raises:
        IllegalMoveError: there is nothing to settle, or not for this person.
    """
    _hold(confirmation)
    if not may_settle(confirmation, by):
        raise IllegalMoveError(_("Hier is niets op te lossen, of dat doet iemand anders."))
    resolution = Resolution(confirmation=confirmation, text=text, by=by, at=now)
    db.session.add(resolution)
    db.session.flush()
    _show_anew(confirmation.outcome, now)
    return resolution


def withdraw(confirmation: Confirmation, *, now: datetime) -> None:
    """Erase the address of somebody who wants that; what they said stays, and so does the link.

    Who did not answer yet is not asked again.
    """
    _hold(confirmation)
    if confirmation.answered_at is None and confirmation.revoked_at is None:
        confirmation.revoked_at = now
    forget(confirmation)
    journal.note_wish(f"confirmation:{confirmation.ref}", now)


def forget(confirmation: Confirmation) -> None:
    """Empty the address, and take back mail that has not left."""
    confirmation.email = None
    outbox.forget(confirmation.ref)
    db.session.flush()


def may_ask(outcome: Outcome) -> bool:
    """Tell whether one more person may be asked about an outcome."""
    live = [row for row in outcome.confirmations if row.revoked_at is None]
    return outcome.state in ASKABLE and len(live) < AT_MOST


def may_settle(confirmation: Confirmation, user: User) -> bool:
    """Tell whether somebody may settle a "no": who may adopt the words that it is about."""
    return confirmation.disputes and review.may_adopt(confirmation.outcome, user)


def _hold(confirmation: Confirmation) -> None:
    """Keep a question to this transaction; the outcome first, as everybody takes them."""
    queries.lock(confirmation.outcome)
    lock_row(confirmation)


def _require_askable(outcome: Outcome) -> None:
    if outcome.state not in ASKABLE:
        raise IllegalMoveError(
            _(
                "Dat kan niet bij deze opbrengst. De stand is: %(state)s.",
                state=outcome.state.label,
            )
        )


def _require_room(outcome: Outcome) -> None:
    _require_askable(outcome)
    if not may_ask(outcome):
        raise IllegalMoveError(
            _("Er zijn al drie mensen gevraagd. Trek eerst een vraag in waar geen antwoord op is.")
        )


def _require_outsider(outcome: Outcome, party: str, email: str, *, independent: bool) -> None:
    live = [row for row in outcome.confirmations if row.revoked_at is None]
    if email in {row.email for row in live}:
        raise NotAskedError("email", _("Deze persoon is al gevraagd."))
    if independence.is_staff(email):
        raise NotAskedError(
            "email", _("Dit is een adres van een medewerker. Vraag iemand van buiten de alliantie.")
        )
    if independent and (reason := independence.bond(outcome, party)):
        sentence = _("%(reason)s Dan is die niet onafhankelijk.", reason=reason)
        raise NotAskedError("independent", sentence)


def _bond(confirmation: Confirmation) -> str | None:
    """Say what binds somebody to an outcome by now, who was asked as independent of it."""
    if not confirmation.independent:
        return None
    bond = independence.bond(confirmation.outcome, confirmation.party)
    return str(bond) if bond else None


def _show_anew(outcome: Outcome, now: datetime) -> None:
    """Have the pages of its meetings tell whether it is disputed."""
    for link in outcome.events:
        show_anew(link.event, now=now)
