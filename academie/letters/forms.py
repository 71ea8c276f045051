"""What organisers fill in to write to guests."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from academie.core import formats
from academie.core.forms import BaseForm, required, trimmed, trimmed_text
from academie.core.together import SharedForm
from academie.events.models import Event
from academie.events.terms import EventMode
from academie.letters.models import Letter, LetterAudience
from academie.letters.service import may_write_to_all

_GROUP = f"{LetterAudience.GROUP.value}:"
_TOO_LONG = _("Maak dit korter: hooguit %(max)d tekens.")


class LetterForm(SharedForm):
    """A letter to guests."""

    to = SelectField(_("Voor wie?"), [InputRequired(_("Kies naar wie je schrijft."))])
    subject = StringField(
        _("Onderwerp"),
        [required(_("Vul een onderwerp in.")), Length(max=150, message=_TOO_LONG)],
        filters=[trimmed],
        description=_("Anderen zien dit soms op een scherm. Schrijf hier niets persoonlijks."),
        render_kw={"autocomplete": "off"},
    )
    text = TextAreaField(
        _("Bericht"),
        [required(_("Schrijf een bericht.")), Length(max=5000, message=_TOO_LONG)],
        filters=[trimmed_text],
        description=_(
            "'Dag' met de voornaam en je organisatie zetten we er zelf bij. Schrijf geen namen van"
            " deelnemers op: we bewaren de tekst."
        ),
        render_kw={"rows": 12},
    )

    def __init__(self, event: Event, now: datetime, *, followers: bool, **kwargs: Any) -> None:
        """Offer the readers that there are at this meeting now.

        Args:
            followers: whether there is something to tell those who asked what came of it.
        """
        super().__init__(**kwargs)
        self._groups = {group.ref: group for group in event.groups}
        self.to.choices = [*_choices(event, now, followers=followers)]

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        audience, _colon, ref = self.to.data.partition(":")
        return {
            "audience": LetterAudience(audience),
            "group": self._groups.get(ref),
            "subject": self.subject.data,
            "text": self.text.data,
        }


def as_typed(letter: Letter) -> dict[str, str]:
    """Fill the form with a letter."""
    to = letter.audience.value
    if letter.group:
        to = _GROUP + letter.group.ref
    return {"to": to, "subject": letter.subject, "text": letter.text}


def _choices(event: Event, now: datetime, *, followers: bool) -> Iterator[tuple[str, str]]:
    if may_write_to_all(event, now):
        for audience in _audiences(event, now):
            yield audience.value, str(audience.label)
        for group in event.groups:
            yield _GROUP + group.ref, gettext("Groep: %(group)s", group=group.title)
    if followers:
        yield LetterAudience.FOLLOWERS.value, str(LetterAudience.FOLLOWERS.label)


def _audiences(event: Event, now: datetime) -> Iterator[LetterAudience]:
    yield LetterAudience.EVERYBODY
    if event.mode is EventMode.HYBRID:
        yield from (LetterAudience.ONSITE, LetterAudience.ONLINE)
    yield LetterAudience.WAITING
    if event.starts_at <= now:
        yield from (LetterAudience.CAME, LetterAudience.MISSED)


class ComingForm(BaseForm):
    """With how many a party still comes; it grows on another page."""

    people = RadioField(
        _("Met hoeveel mensen kom je?"),
        [InputRequired(_("Kies met hoeveel mensen je komt."))],
        coerce=int,
        validate_choice=True,
    )

    def __init__(self, people: int) -> None:
        """Offer to come with all of a party, with fewer, or not at all."""
        super().__init__(data={"people": people})
        self.people.choices = [
            *((number, formats.people(number)) for number in range(people, 0, -1)),
            (0, gettext("Niemand, ik meld me af")),
        ]
