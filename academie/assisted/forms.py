"""What we ask of who registers somebody else: a first name and a number, eight times."""

import uuid
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, StringField
from wtforms.validators import UUID, Length

from academie.assisted.party_form import PartyForm
from academie.assisted.service import MOST_PARTIES, Party
from academie.core.forms import BaseForm, EmailField, required, trimmed
from academie.events import pools
from academie.events.fields import whole_number
from academie.events.models import Event
from academie.questions import queries as questions
from academie.registrations.fields import LONGEST_ORGANISATION
from academie.registrations.forms import asked_by

MOST_SEATS = 1000
_OFF = {"autocomplete": "off"}


class KeyForm(BaseForm):
    """What makes a form that is sent twice count once."""

    key = HiddenField(validators=[UUID(_("Verstuur het formulier nog een keer."))])


class QuickForm:
    """Up to eight parties on one page, each a form of its own."""

    def __init__(self, event: Event) -> None:
        """Begin with empty rows and a key of its own."""
        self._event = event
        self.head = KeyForm(data={"key": str(uuid.uuid4())})
        asked, own = asked_by(event), questions.of_event(event)
        row = PartyForm.asking(event, own)
        self.rows = [row(event, number, asked, own) for number in range(MOST_PARTIES)]
        if not self.head.is_submitted():
            self.rows[0].given_name.render_kw = _OFF | {"autofocus": True}

    def __iter__(self) -> Iterator[Field]:
        """Give the fields of all rows, for the summary of what went wrong."""
        return chain.from_iterable(self.rows)

    @property
    def key(self) -> str:
        """What this form is known by when it is sent again."""
        return str(self.head.key.data)

    @property
    def kept_for(self) -> str:
        """For whom seats are kept, in words; empty when for nobody."""
        return pools.in_words(pools.kept_for(self._event))

    @property
    def form_errors(self) -> Sequence[str]:
        """What is wrong with the form as a whole."""
        return [*self.head.form_errors, *self.head.key.errors]

    @property
    def errors(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.form_errors) or any(row.errors for row in self.rows)

    def validate_on_submit(self) -> bool:
        """Check the form when it was sent; all rows, so that all mistakes show at once."""
        if not self.head.is_submitted():
            return False
        if not self.head.validate():
            self.head.key.data = str(uuid.uuid4())
        for row in self.rows:
            row.validate()
        touched = [row for row in self.rows if row.is_touched]
        if not touched:
            self.rows[0].refuse("given_name", gettext("Vul een voornaam in."))
        self._refuse_doubles(touched)
        return not self.errors

    def parties(self) -> list[Party]:
        """Give the parties that were filled in."""
        return [row.party() for row in self.rows if row.is_touched]

    def refuse(self, number: int | None, field: str | None, message: str) -> None:
        """Put a refusal beside a field of a party, or above the form."""
        if number is None:
            self.head.refuse(None, message)
        else:
            touched = [row for row in self.rows if row.is_touched]
            touched[number].refuse(field, message)

    def _refuse_doubles(self, rows: Sequence[PartyForm]) -> None:
        """Let one address be that of one row."""
        seen: dict[str, int] = {}
        for row in rows:
            address = row.email.data
            if address and address in seen:
                words = gettext("Dit adres staat ook in rij %(row)s.", row=seen[address] + 1)
                row.refuse("email", words)
            elif address:
                seen[address] = row.number


class HelperForm(BaseForm):
    """A link for an organisation that helps."""

    organisation = StringField(
        _("Organisatie"),
        [
            required(_("Vul de naam van de organisatie in.")),
            Length(max=LONGEST_ORGANISATION, message=_("Schrijf de naam korter.")),
        ],
        [trimmed],
        description=_("Bijvoorbeeld: Voedselbank Leeuwarden. Vul geen naam van een persoon in."),
        render_kw=_OFF,
    )
    seats = whole_number(
        _("Hoeveel mensen mogen zij aanmelden?"),
        least=1,
        most=MOST_SEATS,
        description=_("Laat leeg als er geen grens is."),
    )


class AddressForm(BaseForm):
    """The right address of somebody whose mail does not arrive."""

    email = EmailField(
        _("E-mailadres"),
        description=_("Heeft iemand geen e-mail? Laat het leeg. Dan bel je bij een verandering."),
        render_kw=_OFF | {"type": "email"},
    )

    def values(self) -> dict[str, Any]:
        """Give the address, or that there is none."""
        return {"email": self.email.data or None}
