"""The moves of a meeting that staff make, in the words of their pages."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import Length

from academie.core.forms import BaseForm, required, trimmed_text
from academie.events import service
from academie.events.models import Event
from academie.events.terms import EventStatus


class Move(NamedTuple):
    """A move that asks for nothing but a button, in the words of its page."""

    verb: Callable[[Event, datetime], None]
    question: LazyString
    meaning: LazyString
    button: LazyString
    done: LazyString
    leads_to: EventStatus | None = None


MOVES = {
    "uitstellen": Move(
        verb=lambda event, now: service.postpone(event, now=now),
        question=_("Wil je deze bijeenkomst uitstellen?"),
        meaning=_("Wie zich aanmeldde, krijgt bericht en houdt de plek. De nieuwe datum volgt."),
        button=_("Ja, stel uit"),
        done=_("De bijeenkomst is uitgesteld."),
        leads_to=EventStatus.POSTPONED,
    ),
    "sluiten": Move(
        verb=lambda event, now: service.close(event, now=now),
        question=_("Wil je deze bijeenkomst afsluiten?"),
        meaning=_("Daarna verandert er niets meer. Je kunt haar nog 24 uur heropenen."),
        button=_("Ja, sluit af"),
        done=_("De bijeenkomst is afgesloten."),
        leads_to=EventStatus.CLOSED,
    ),
    "heropenen": Move(
        verb=lambda event, now: service.reopen(event, now=now),
        question=_("Wil je deze bijeenkomst heropenen?"),
        meaning=_("Je kunt weer iets veranderen. Na 24 uur sluit zij vanzelf."),
        button=_("Ja, heropen"),
        done=_("De bijeenkomst is weer open."),
        leads_to=EventStatus.PUBLISHED,
    ),
    "weggooien": Move(
        verb=lambda event, now: service.delete_draft(event),  # noqa: ARG005 - one shape for all
        question=_("Wil je dit concept weggooien?"),
        meaning=_("Niemand heeft het nog gezien. Je kunt het niet terughalen."),
        button=_("Ja, gooi weg"),
        done=_("Het concept is weg."),
    ),
}


class CancelForm(BaseForm):
    """Why a meeting is off."""

    reason = TextAreaField(
        _("Waarom gaat de bijeenkomst niet door?"),
        [
            required(_("Vul in waarom de bijeenkomst niet doorgaat.")),
            Length(max=500, message=_("Maak dit korter: hooguit %(max)d tekens.")),
        ],
        filters=[trimmed_text],
        description=_("Dit staat op de pagina en in de e-mail aan iedereen die zich aanmeldde."),
        render_kw={"rows": 3},
    )
