"""The lists behind the figures of reports, for staff."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from academie.accounts.guards import require_staff, staff
from academie.core import clock
from academie.reports import lists_of_answers, lists_of_followup, lists_of_meetings
from academie.reports.answered import AnswerChoice
from academie.reports.asked import CheckpointChoice, CommitmentChoice, ConfirmationChoice
from academie.reports.audiences import RoomChoice
from academie.reports.choices import LISTS, Choice, UnknownChoiceError
from academie.reports.lists import HiddenFigureError, Listing, Viewer
from academie.reports.meetings import MeetingChoice, PeopleChoice
from academie.reports.outcomes import OutcomeChoice
from academie.reports.standing import PartnerChoice, SeriesChoice
from academie.reports.tables import words

bp = Blueprint("lists_manage", __name__, url_prefix=LISTS)
bp.before_request(require_staff)


class Kind(NamedTuple):
    """A sort of list: how it is asked for, and who makes it."""

    choice: type[Choice]
    make: Callable[[Any, Viewer], Listing]


KINDS = {
    kind.choice.name: kind
    for kind in (
        Kind(MeetingChoice, lists_of_meetings.meetings),
        Kind(PeopleChoice, lists_of_meetings.people),
        Kind(RoomChoice, lists_of_meetings.in_the_room),
        Kind(AnswerChoice, lists_of_answers.answers),
        Kind(SeriesChoice, lists_of_answers.of_series),
        Kind(PartnerChoice, lists_of_answers.partners),
        Kind(OutcomeChoice, lists_of_followup.outcomes),
        Kind(CheckpointChoice, lists_of_followup.checkpoints),
        Kind(ConfirmationChoice, lists_of_followup.confirmations),
        Kind(CommitmentChoice, lists_of_followup.commitments),
    )
}


@bp.get("/<string:name>")
def show(name: str) -> ResponseReturnValue:
    """Show the records behind a figure; a hidden one has no list, nor has one we never gave."""
    kind = KINDS.get(name) or abort(404)
    try:
        choice = kind.choice.read(request.args)
        found = kind.make(choice, Viewer(staff(), clock.now()))
    except (UnknownChoiceError, HiddenFigureError):
        abort(404)
    number = min(max(1, request.args.get("pagina", 1, type=int)), found.pages)
    return render_template(
        "reports/list.html",
        found=found,
        lines=found.page(number),
        number=number,
        asked=choice.asked(),
        name=name,
        words=words,
    )
