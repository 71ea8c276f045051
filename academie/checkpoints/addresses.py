"""Where addresses stand in this room, for who looks somebody up or forgets them."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from academie.checkpoints import contacts, queries
from academie.privacy.elsewhere import Elsewhere, Held


def _of_address(email: str) -> Sequence[Held]:
    return [
        Held(
            f"follow_up:{follow_up.event.ref}",
            _("Lokaal contact van %(event)s", event=follow_up.event.title),
            url_for("checkpoints_manage.of_event", ref=follow_up.event.ref),
        )
        for follow_up in queries.of_address(email)
    ]


def _erase(ref: str, now: datetime) -> bool:
    follow_up = queries.by_event_ref(ref)
    if follow_up is None or follow_up.contact_name is None:
        return False
    contacts.step_down(follow_up, now=now)
    return True


PLACE = Elsewhere("follow_up", _of_address, _erase)
