"""Where addresses stand in this room, for who looks somebody up or forgets them."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from academie.followups import confirmation_queries as queries
from academie.followups import confirming, proving
from academie.privacy.elsewhere import Elsewhere, Held


def _of_address(email: str) -> Sequence[Held]:
    return [
        Held(
            f"confirmation:{asked.ref}",
            _("Bevestiging van %(title)s", title=asked.outcome.title),
            url_for("confirming_manage.show", ref=asked.outcome.ref, confirmation_ref=asked.ref),
        )
        for asked in queries.of_address(email)
    ]


def _erase(ref: str, now: datetime) -> bool:
    confirmation = queries.by_ref(ref)
    if confirmation is None or confirmation.email is None:
        return False
    confirming.withdraw(confirmation, now=now)
    return True


def _no_address(_email: str) -> Sequence[Held]:
    """Find nothing: a file does not say whose it is."""
    return ()


PLACE = Elsewhere("confirmation", _of_address, _erase)
FILES = Elsewhere(proving.WISHED, _no_address, proving.remove_again)
"""Files that were taken away: no one's address, but what was wished about them holds for ever."""
