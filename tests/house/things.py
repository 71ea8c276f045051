"""What addresses are about: one of everything, under the name that `ROUTES` uses for it."""

from academie.core.db import db
from academie.events.models import Event
from tests.checkin.factories import make_door, make_guest
from tests.followups.factories import make_outcome
from tests.partners.factories import make_organisation, make_upload
from tests.planning.factories import make_plan
from tests.programme.factories import make_contributor, make_item, make_material
from tests.registrations.factories import make_group
from tests.requests.factories import make_request
from tests.series.factories import make_member

WORDS = {"sector": "zorg", "omhoog": "omhoog", "uitstellen": "uitstellen", "pdf": "pdf"}


def belongings(event: Event) -> dict[str, str]:
    """Make what belongs to a meeting, and give the ref of each."""
    return {
        "event": event.ref,
        "group": make_group(event).ref,
        "guest": make_guest(event).ref,
        "door": make_door(event).ref,
        "outcome": make_outcome(event).ref,
        "item": make_item(event).ref,
        "contributor": make_contributor(event).ref,
        "material": make_material(event).ref,
        **make_plan(event),
        **WORDS,
    }


def of_the_alliance() -> dict[str, str]:
    """Make what belongs to no meeting, and give the ref of each."""
    member = make_member()
    found = {
        "request": make_request().ref,
        "partner": make_organisation().ref,
        "upload": make_upload().ref,
        "series": member.series.ref,
        "member": member.ref,
    }
    db.session.commit()
    return found
