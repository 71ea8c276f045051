"""The lists behind figures about what came of meetings."""

from flask import url_for
from flask_babel import gettext as _

from academie.checkpoints import queries as checkpoint_queries
from academie.checkpoints.models import Checkpoint
from academie.commitments.models import Commitment
from academie.core import clock
from academie.core.small_groups import NoFigure
from academie.followups.confirmations import Confirmation
from academie.reports import asked, outcome_queries
from academie.reports.asked import CheckpointChoice, CommitmentChoice, ConfirmationChoice
from academie.reports.lists import Head, HiddenFigureError, Line, Listing, Viewer, told
from academie.reports.outcomes import OutcomeChoice, OutcomeEntry
from academie.reports.tables import Cell


def outcomes(choice: OutcomeChoice, viewer: Viewer) -> Listing:
    """List the outcomes behind a figure, or the one whose reach it is.

    Raises:
        HiddenFigureError: that is a reach of few, and hidden from them.
    """
    found = choice.of(outcome_queries.entries(choice.period, viewer.now))
    adds_up = choice.reach is not None
    reached = [one.reach for one in found if one.reach] if adds_up else []
    if any(isinstance(one.number, NoFigure) for one in reached) and not viewer.is_team:
        raise HiddenFigureError
    return Listing(
        title=_("Opbrengsten"),
        told=told(choice),
        heads=[
            Head(_("Opbrengst")),
            Head(_("Titel")),
            Head(_("Lijn")),
            Head(_("Stand")),
            Head(_("Bewijs")),
            *([Head(_("Bereik"), numeric=True)] if adds_up else ()),
        ],
        lines=[_outcome(one, *((one.reached,) if adds_up else ())) for one in found],
        figure=sum(one.reached for one in found) if adds_up else len(found),
        unit=reached[0].unit if reached else _("opbrengsten"),
        weighed=adds_up,
    )


def _outcome(one: OutcomeEntry, *more: Cell) -> Line:
    words = (one.line.label, one.status.label, one.strength.label)
    cells = (one.number, one.title, *map(str, words), *more)
    return Line(url_for("followups_manage.show", ref=one.ref), cells)


def checkpoints(choice: CheckpointChoice, viewer: Viewer) -> Listing:
    """List the questions behind a figure; what was answered stands on the page of the meeting."""
    found = choice.of(asked.checkpoints(choice.period), clock.to_local(viewer.now).date())
    return Listing(
        title=_("Vervolgvragen"),
        told=told(choice),
        heads=[
            Head(_("Bijeenkomst")),
            Head(_("Vraag")),
            Head(_("Dag")),
            Head(_("Stand")),
            Head(_("Uitkomst")),
        ],
        lines=[_checkpoint(one, viewer) for one in found],
        figure=len(found),
        unit=_("vervolgvragen"),
    )


def _checkpoint(one: Checkpoint, viewer: Viewer) -> Line:
    managed = viewer.manages(one.event.ref)
    url = url_for("checkpoints_manage.of_event", ref=one.event.ref) if managed else None
    stage = str(checkpoint_queries.stage(one).label)
    result = str(one.result.label) if one.result else ""
    return Line(url, (one.event.title, str(one.label), one.due_on, stage, result))


def confirmations(choice: ConfirmationChoice, viewer: Viewer) -> Listing:
    """List who was asked from outside: by role and party, who have no name here."""
    found = choice.of(asked.confirmations(choice.period), viewer.now)
    return Listing(
        title=_("Bevestigingen"),
        told=told(choice),
        heads=[
            Head(_("Opbrengst")),
            Head(_("Titel")),
            Head(_("Gevraagd aan")),
            Head(_("Gevraagd op")),
            Head(_("Stand")),
            Head(_("Is het gebeurd?")),
        ],
        lines=[_confirmation(one, viewer) for one in found],
        figure=len(found),
        unit=_("bevestigingen"),
    )


def _confirmation(one: Confirmation, viewer: Viewer) -> Line:
    asked_on = clock.to_local(one.asked_at).date()
    state = str(one.state(viewer.now).label)
    said = str(one.what.label) if one.what else ""
    url = url_for("followups_manage.show", ref=one.outcome.ref)
    return Line(url, (one.outcome.label, one.outcome.title, one.who, asked_on, state, said))


def commitments(choice: CommitmentChoice, viewer: Viewer) -> Listing:
    """List the agreements behind a figure; their words are for who runs the meeting."""
    found = choice.of(asked.commitments(choice.period), clock.to_local(viewer.now).date())
    return Listing(
        title=_("Afspraken"),
        told=told(choice),
        heads=[
            Head(_("Afspraak")),
            Head(_("Bijeenkomst")),
            Head(_("Stand")),
            Head(_("Klaar op")),
        ],
        lines=[_commitment(number, one, viewer) for number, one in enumerate(found, start=1)],
        figure=len(found),
        unit=_("afspraken"),
    )


def _commitment(number: int, one: Commitment, viewer: Viewer) -> Line:
    managed = viewer.manages(one.event.ref)
    words = one.text if managed or one.is_public else _("Afspraak %(number)s", number=number)
    url = (
        url_for("commitments_manage.show", ref=one.event.ref, commitment_ref=one.ref)
        if managed
        else None
    )
    return Line(url, (words, one.event.title, str(one.status.label), one.due_on or ""))
