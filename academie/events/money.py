"""The two lines of money of an academy, as forms ask them: the meeting, and its campaign."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, RadioField, StringField
from wtforms.validators import Length, Optional

from academie.core.addresses import require_web_address
from academie.core.forms import (
    BaseForm,
    WholeNumberField,
    trimmed,
)
from academie.events.fields import TOO_LONG, choices, whole_number
from academie.events.terms import MoneyState

MAX_EUROS = 10_000_000
MONEY = (
    "meeting_money",
    "meeting_money_amount",
    "meeting_money_proof",
    "campaign_money",
    "campaign_money_amount",
    "campaign_money_proof",
)
_LINK_LIKE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|www\.)\S+", re.IGNORECASE)


def money_state(label: Any) -> RadioField:
    """Ask how far a line of money is."""
    return RadioField(
        label, [Optional()], choices=choices(MoneyState), default=MoneyState.NOT_YET.value
    )


def money_amount(label: Any) -> WholeNumberField:
    """Ask how much it is."""
    return whole_number(label, most=MAX_EUROS, description=_("Hele euro's."))


def money_proof(label: Any) -> StringField:
    """Ask for the letter, or a link to it."""
    return StringField(
        label,
        [Length(max=500, message=TOO_LONG)],
        filters=[trimmed],
        description=_("Wie zegde het toe, en wanneer? Of zet hier de link naar de brief."),
    )


class MoneyForm(BaseForm):
    """A form with the two lines; it says itself where in its order their fields stand."""

    def money(self) -> dict[str, Any]:
        """Give both lines as the columns of a meeting or a request; not answered is not yet."""
        typed = {name: self._fields[name].data for name in MONEY}
        for name in ("meeting_money", "campaign_money"):
            typed[name] = MoneyState(typed[name] or MoneyState.NOT_YET)
        return typed

    def validate_meeting_money_proof(self, field: Field) -> None:
        """Refuse what looks like a link and is none that can be pressed."""
        _refuse_odd_link(field)

    def validate_campaign_money_proof(self, field: Field) -> None:
        """Refuse what looks like a link and is none that can be pressed."""
        _refuse_odd_link(field)


def _refuse_odd_link(field: Field) -> None:
    if field.data and _LINK_LIKE.fullmatch(field.data):
        require_web_address(field.data)
