"""What an academy needs before the world may see it: a local wish, and money from nearby."""

from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.core.errors import DomainError
from academie.events.local_money import LocalMoney
from academie.events.models import Event
from academie.events.terms import EventKind, MoneyState


class Gap(NamedTuple):
    """Something that is missing: the field to fill in, and the sentence beside it."""

    field: str
    message: LazyString


_MISSING = {
    "wish": _("De lokale wens ontbreekt. Schrijf op waarom mensen dit willen."),
    "meeting_money": _("Er ontbreekt een toezegging voor het geld voor de bijeenkomst."),
    "campaign_money": _("Er ontbreekt een toezegging voor het geld voor de campagne."),
}


class GateError(DomainError):
    """An academy misses its wish or a pledge.

    Attributes:
        gaps: what is missing.
    """

    def __init__(self, gaps: list[Gap]) -> None:
        """Say what is missing."""
        self.gaps = gaps
        super().__init__(" ".join(str(gap.message) for gap in gaps))


def gaps(event: Event) -> list[Gap]:
    """List what an academy misses; another kind of meeting needs none of it."""
    if event.kind is not EventKind.PUBLIEKSACADEMIE:
        return []
    wish = [] if event.wish else [Gap("wish", _MISSING["wish"])]
    return wish + unpledged(event)


def unpledged(asked: LocalMoney) -> list[Gap]:
    """List the money that nobody pledged yet, of a meeting or of what is asked for."""
    lines = {"meeting_money": asked.meeting_money, "campaign_money": asked.campaign_money}
    return [
        Gap(field, _MISSING[field])
        for field, state in lines.items()
        if state is not MoneyState.PLEDGED
    ]


def require(event: Event) -> None:
    """Let an academy through when nothing is missing, or the project team gave a reason.

    A reason that turns out not to be needed is forgotten.

    Raises:
        GateError: something is missing.
    """
    found = gaps(event)
    if found and not event.gate_override:
        raise GateError(found)
    if not found and not event.is_public:
        event.gate_override = None
