"""Where addresses stand in this room, for who looks somebody up or forgets them."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from academie.commitments import asking, queries
from academie.core import journal
from academie.privacy.elsewhere import Elsewhere, Held

_KIND = "commitment_party"


def _of_address(email: str) -> Sequence[Held]:
    return [
        Held(
            f"{_KIND}:{party.ref}",
            _("Afspraak van %(event)s", event=party.commitment.event.title),
            url_for(
                "commitments_manage.show",
                ref=party.commitment.event.ref,
                commitment_ref=party.commitment.ref,
            ),
        )
        for party in queries.parties_of(email)
    ]


def _erase(ref: str, now: datetime) -> bool:
    party = queries.party_by_ref(ref)
    if party is None or (party.email is None and party.name is None):
        return False
    asking.forget(party, now=now)
    journal.note_wish(f"{_KIND}:{ref}", now)
    return True


PLACE = Elsewhere(_KIND, _of_address, _erase)
