"""What we ask about a commitment: in the room, of staff, and of a party that it names."""

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms import TextAreaField as TextArea
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from academie.commitments.models import MOST_PARTIES, Commitment
from academie.commitments.service import NamedParty, Said
from academie.commitments.terms import CommitmentLevel
from academie.core.clock import to_local
from academie.core.forms import BaseForm, DutchDateField, EmailField, required, trimmed
from academie.core.together import SharedForm
from academie.events.models import Event
from academie.followups.fields import TOO_LONG, choices, or_none
from academie.reference.models import Challenge

DAYS: dict[int, Any] = {1: _("1 dag"), 7: _("1 week"), 14: _("2 weken"), 30: _("30 dagen")}
LONGEST_PARTY = 120
LONGEST_WORDS = 500
PLACES = range(1, MOST_PARTIES + 1)
_WEB = re.compile(r"://|\bwww\.", re.IGNORECASE)


def _no_web_address(_form: BaseForm, field: Field) -> None:
    """Refuse what would lead readers to somebody's site."""
    if field.data and _WEB.search(field.data):
        raise ValidationError(_("Schrijf hier geen webadres op."))


def _party(label: Any, *checks: Any, description: Any = "") -> StringField:
    return StringField(
        label,
        [*checks, Length(max=LONGEST_PARTY, message=TOO_LONG), _no_web_address],
        filters=[trimmed],
        description=description,
        render_kw={"autocomplete": "off"},
    )


def _email(label: Any) -> EmailField:
    return EmailField(label, [Optional()], render_kw={"autocomplete": "off"})


class SaidForm(SharedForm):
    """What parties will do, with whom and by when."""

    text = TextArea(
        _("Wat gaan jullie doen?"),
        [
            required(_("Schrijf op wat jullie gaan doen.")),
            Length(max=LONGEST_WORDS, message=TOO_LONG),
            _no_web_address,
        ],
        filters=[trimmed],
        description=_("Schrijf op wat je straks kunt zien. Schrijf geen namen van mensen op."),
        render_kw={"rows": 3},
    )
    party_1 = _party(
        _("Wie doet dit?"),
        required(_("Schrijf op wie dit doet.")),
        description=_("De naam van je organisatie of je groep."),
    )
    party_2 = _party(_("Samen met wie?"))
    party_3 = _party(_("Partij 3"))
    party_4 = _party(_("Partij 4"))
    party_5 = _party(_("Partij 5"))
    due_on = DutchDateField(
        _("Wanneer is het klaar?"),
        [Optional()],
        description=_("Weet je het nog niet? Laat dit dan leeg."),
    )
    level = RadioField(
        _("Wie heb je ervoor nodig?"),
        [InputRequired(_("Kies wie je ervoor nodig hebt."))],
        choices=choices(CommitmentLevel),
        coerce=or_none(CommitmentLevel),
    )
    challenges = SelectMultipleField(
        _("Waar gaat het over?"),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, event: Event, challenges: Sequence[Challenge], **kwargs: Any) -> None:
        """Ask about what was said at this meeting; `challenges` are the ones to choose from."""
        super().__init__(**kwargs)
        self._event, self._offered = event, challenges
        self.challenges.choices = [SelectChoice(row.slug, row.name) for row in challenges]

    def validate_challenges(self, field: SelectMultipleField) -> None:
        """Take opgaven of our list alone."""
        if set(field.data or ()) - {row.slug for row in self._offered}:
            raise ValidationError(_("Kies een onderwerp uit de lijst."))

    def validate_due_on(self, field: DutchDateField) -> None:
        """Look ahead: what was said at a meeting is done after it began."""
        if field.data and field.data < to_local(self._event.starts_at).date():
            raise ValidationError(_("Kies een dag na de bijeenkomst."))

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check every field, and that no party is named twice."""
        if not super().validate(extra_validators):
            return False
        named: set[str] = set()
        for place in PLACES:
            name = self._at("party", place)
            if name and name.lower() in named:
                field = self[f"party_{place}"]
                field.errors = [*field.errors, gettext("Deze naam staat er twee keer.")]
            named.add((name or "").lower())
        return not self.errors

    def said(self) -> Said:
        """Give what was filled in, in the order of the places."""
        return Said(
            text=self.text.data or "",
            level=self.level.data,
            parties=[
                NamedParty(name, self._at("email", place))
                for place in PLACES
                if (name := self._at("party", place))
            ],
            due_on=self.due_on.data,
            challenges=[row for row in self._offered if row.slug in (self.challenges.data or ())],
        )

    def _at(self, kind: str, place: int) -> str | None:
        name = f"{kind}_{place}"
        return self[name].data or None if name in self else None


class RoomForm(SaidForm):
    """What anybody in the room writes down. It sets no cookie, so that a device may keep it."""

    class Meta(SaidForm.Meta):
        """A form that knows nobody."""

        csrf = False

    uuid = HiddenField()
    email_1 = _email(_("E-mailadres van wie dit doet"))
    email_2 = _email(_("E-mailadres van wie meedoet"))
    email_3 = _email(_("E-mailadres van partij 3"))
    email_4 = _email(_("E-mailadres van partij 4"))
    email_5 = _email(_("E-mailadres van partij 5"))

    def __init__(self, event: Event, challenges: Sequence[Challenge], **kwargs: Any) -> None:
        """Give a page a name of its own, so that a second press adds nothing."""
        super().__init__(event, challenges, **kwargs)
        if not is_uuid(self.uuid.data):
            self.uuid.data = str(uuid.uuid4())

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check every field, and that each address belongs to somebody who is named."""
        if not super().validate(extra_validators):
            return False
        for place in PLACES:
            if self._at("email", place) and not self._at("party", place):
                field = self[f"party_{place}"]
                field.errors = [*field.errors, gettext("Van wie is dit e-mailadres?")]
        return not self.errors


class AskForm(BaseForm):
    """Where a party may be asked whether a commitment is its own."""

    email = EmailField(
        _("E-mailadres"),
        [required(_("Vul een e-mailadres in."))],
        render_kw={"autocomplete": "off"},
    )


class DaysForm(BaseForm):
    """How long after the meeting its page stays open."""

    days = SelectField(
        _("Tot hoe lang na de bijeenkomst?"),
        [InputRequired(_("Kies hoe lang."))],
        choices=[SelectChoice(str(days), words) for days, words in DAYS.items()],
        coerce=int,
        default=7,
    )


class AnswerForm(BaseForm):
    """What a party read; the button says its answer."""

    class Meta(BaseForm.Meta):
        """A link opens it and no cookie."""

        csrf = False

    read = HiddenField()


def is_uuid(text: object) -> bool:
    """Tell whether a device or a page may have made this name."""
    try:
        return isinstance(text, str) and str(uuid.UUID(text)) == text
    except ValueError:
        return False


def said_of(commitment: Commitment) -> dict[str, Any]:
    """Fill in what a commitment says, for `SaidForm(data=...)`."""
    names = [party.name for party in commitment.parties]
    return {
        "text": commitment.text,
        "due_on": commitment.due_on,
        "level": commitment.level,
        "challenges": [row.slug for row in commitment.challenges],
        **{f"party_{place}": name for place, name in zip(PLACES, names, strict=False)},
    }


def typed_pairs(pairs: object) -> MultiDict[str, str]:
    """Read what a device kept of a form: pairs of a name and what was typed there.

    Raises:
        ValueError: it is something else.
    """
    if not isinstance(pairs, list) or len(pairs) > _MOST_PAIRS:
        raise ValueError
    found: MultiDict[str, str] = MultiDict()
    for pair in pairs:
        match pair:
            case [str(name), str(value)]:
                value.encode()  # half a character is no text that a database keeps
                found.add(name, value)
            case _:
                raise ValueError
    return found


_MOST_PAIRS = 60
