"""What addresses are about: one of everything, under the name that `ROUTES` uses for it."""

from academie.core.db import db
from academie.events.models import Event
from academie.requests import letters
from academie.requests.terms import MoneyLine
from tests.activity import factories as activity
from tests.alliances.factories import make_alliance, make_pledge, show
from tests.assisted.factories import make_link, party, send_form
from tests.checkin.factories import make_door, make_guest
from tests.checkpoints.factories import make_question
from tests.commitments.factories import make_commitment
from tests.evaluations.factories import make_joiner, make_text
from tests.factories import NOW
from tests.followups.factories import (
    ask_outsider,
    make_joint,
    make_outcome,
    show_file,
    submitted,
    typed_before,
)
from tests.jobs.factories import make_job
from tests.lessons.factories import make_lesson
from tests.letters.factories import make_letter
from tests.partners.factories import make_organisation, make_upload
from tests.planning.factories import make_plan
from tests.privacy.factories import make_asked, make_breach
from tests.programme.factories import make_contributor, make_item, make_material
from tests.registrations.factories import make_group
from tests.requests.factories import LETTER, make_request
from tests.series.factories import make_member

WORDS = {
    word: word
    for word in (
        "aannemen",
        "goed",
        "ja",
        "nagekomen",
        "geweest",
        "omhoog",
        "uitstellen",
        "pdf",
        "json",
        "meeting",
    )
} | {"sector": "zorg", "names": "namen", "a": "a", "table": "opbrengsten"}
REPORTS = {
    "report": "opvolging",
    "list": "bijeenkomsten",
    "first_day": "2027-01-01",
    "last_day": "2027-12-31",
}
"""A report, and the list behind one of its figures."""


def belongings(event: Event) -> dict[str, str]:
    """Make what belongs to a meeting, and give the ref of each."""
    helper = make_link(event)
    confirmation = ask_outsider(submitted(event))
    commitment = make_commitment(event)
    return {
        "event": event.ref,
        "helper": helper.ref,
        "visit": send_form(event, party(), by=helper).ref,
        "group": make_group(event).ref,
        "guest": make_guest(event).ref,
        "door": make_door(event).ref,
        "letter": make_letter(event).ref,
        "checkpoint": make_question(event, now=NOW).ref,
        "commitment": commitment.ref,
        "commitment_party": commitment.parties[0].ref,
        "submitted": confirmation.outcome.ref,
        "confirmation": confirmation.ref,
        "outcome": (outcome := make_outcome(event)).ref,
        "evidence": show_file(outcome).ref,
        "joint": make_joint(outcome, make_outcome(event)).ref,
        "typed": typed_before().ref,
        "item": make_item(event).ref,
        "contributor": make_contributor(event).ref,
        "material": make_material(event).ref,
        "answer": make_text(event).ref,
        "joiner": make_joiner(event).ref,
        "lesson": make_lesson(event).ref,
        **make_plan(event),
        **WORDS,
        **REPORTS,
    }


def request_with_letter() -> str:
    """Make a request with a letter that pledges money."""
    request = make_request()
    letters.keep(request, MoneyLine.MEETING, LETTER, now=NOW)
    return request.ref


def of_the_alliance() -> dict[str, str]:
    """Make what belongs to no meeting, and give the ref of each."""
    member, alliance = make_member(), make_alliance()
    found = {
        "alliance": alliance.ref,
        "shown": show(alliance).ref,
        "pledge": make_pledge().ref,
        "request": request_with_letter(),
        "partner": make_organisation().ref,
        "upload": make_upload().ref,
        **activity.make_all(),
        "series": member.series.ref,
        "member": member.ref,
        "data_request": make_asked().ref,
        "breach": make_breach().ref,
        "job": make_job().ref,
    }
    db.session.commit()
    return found
