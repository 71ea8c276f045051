"""What we ask of staff about pledges."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, Form, SelectField, StringField
from wtforms.validators import InputRequired, Optional, ValidationError

from academie.alliances.fields import (
    challenge_choices,
    challenge_ticks,
    meeting_choices,
    refuse_future,
)
from academie.alliances.models import Pledge
from academie.core.forms import BaseForm, DutchDateField, printable
from academie.core.together import SharedForm
from academie.events.models import Event
from academie.followups.fields import line_field
from academie.followups.fields import text as long_text
from academie.partners import queries as partners
from academie.partners.models import Organisation
from academie.reference.models import Challenge

_NO_NAMES = _("Geen namen van mensen.")
LONGEST_SEARCH = 100


class SignForm(SharedForm):
    """What an organisation promises, signed today or before."""

    organisation = line_field(
        _("Welke organisatie belooft dit?"),
        _("Vul de naam van de organisatie in."),
        render_kw={"data-suggestions": "/organisaties.json"},
    )
    text = long_text(
        _("Wat belooft de organisatie?"), _NO_NAMES, sentence=_("Schrijf op wat zij belooft.")
    )
    signed_on = DutchDateField(
        _("Wanneer is het getekend?"), [InputRequired(_("Vul de dag in waarop het getekend is."))]
    )
    challenges = challenge_ticks(_("Bij welke opgaven hoort dit?"))

    def __init__(self, challenges: Sequence[Challenge], **kwargs: Any) -> None:
        """Offer the opgaven."""
        super().__init__(**kwargs)
        self._challenges = {one.id: one for one in challenges}
        self._found: Organisation | None = None
        self.challenges.choices = challenge_choices(challenges)

    def validate_organisation(self, field: Field) -> None:
        """Find who it is; pledges are of organisations that we know."""
        self._found = partners.by_name(field.data or "")
        if self._found is None:
            raise ValidationError(
                _("Deze organisatie kennen we niet. Het projectteam kan haar toevoegen.")
            )

    def validate_signed_on(self, field: Field) -> None:
        """Nobody signed tomorrow."""
        refuse_future(field.data)

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        values = super().values()
        return values | {
            "organisation": self._found,
            "challenges": [self._challenges[number] for number in values["challenges"]],
        }


class PledgeForm(SignForm):
    """All that is known of a pledge."""

    event = SelectField(_("Bij welke bijeenkomst is het getekend?"))
    ended_on = DutchDateField(
        _("Geldt het niet meer? Sinds wanneer?"), [Optional()], description=_("Anders leeg laten.")
    )

    def __init__(
        self, challenges: Sequence[Challenge], meetings: Sequence[Event], **kwargs: Any
    ) -> None:
        """Offer the opgaven and meetings."""
        super().__init__(challenges, **kwargs)
        self._meetings = {one.ref: one for one in meetings}
        self.event.choices = meeting_choices(meetings)

    def validate_ended_on(self, field: Field) -> None:
        """Nothing ended tomorrow, or before it began."""
        refuse_future(field.data)

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        values = super().values()
        return values | {"event": self._meetings.get(values["event"])}


def pledge_of(pledge: Pledge) -> dict[str, Any]:
    """Give what is known already, for `PledgeForm(data=...)`."""
    return {
        "organisation": pledge.organisation.name,
        "text": pledge.text,
        "signed_on": pledge.signed_on,
        "challenges": [one.id for one in pledge.challenges],
        "event": pledge.event.ref if pledge.event else "",
        "ended_on": pledge.ended_on,
    }


class TalkForm(BaseForm):
    """A talk about a pledge."""

    talked_on = DutchDateField(_("Wanneer was het gesprek?"), [InputRequired(_("Vul een dag in."))])
    agreed = long_text(
        _("Wat is er afgesproken?"), _NO_NAMES, sentence=_("Schrijf op wat er is afgesproken.")
    )

    def validate_talked_on(self, field: Field) -> None:
        """Nobody has spoken tomorrow."""
        refuse_future(field.data)


class PledgeFilter(Form):
    """Whose pledges somebody wants to see."""

    words = StringField(_("Zoek op organisatie"), name="zoek")

    def choice(self) -> str | None:
        """Give the words as the list asks for them."""
        return printable(self.words.data or "").strip()[:LONGEST_SEARCH] or None
