"""What we ask of staff about a guest who calls: what the guest is asked, in words about them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from academie.core.forms import BaseForm, required
from academie.events import fields as event_fields
from academie.events.terms import AttendanceMode, Audience
from academie.needs import queries as needs
from academie.needs.models import Food, Need
from academie.questions.models import OptionalField
from academie.registrations import consents, fields, own_forms
from academie.registrations.coming import Coming
from academie.registrations.models import ConsentKind, Registration
from academie.registrations.more import More

NEEDS = ("needs", "food", "needs_consent")
"""The fields for who may see what guests need."""

_WORDS: Mapping[str, Any] = {
    "group": _("Groep"),
    "second_group": _("Tweede keuze"),
    "audience": _("Doet mee als"),
    "municipality": _("Gemeente"),
    "needs": _("Wat moeten we regelen?"),
    "food": _("Wat wil deze persoon niet eten of drinken?"),
    "needs_consent": _(
        "De gast vindt het goed dat we dit opschrijven. "
        "We wissen het binnen 2 weken na de bijeenkomst."
    ),
}
_SAID_TO_THEM = ("phone", "group", "second_group", "organisation", "needs")
"""The fields with a hint for guests, which staff do not need."""

_OF_THEIR_OWN = ("phone", "municipality", "organisation")
"""What a browser would fill in of whoever types."""


class ChangeForm(own_forms.ChangeForm):
    """Changing what a guest told and how it comes, for staff; the guest may be changing it too."""

    _always = frozenset({OptionalField.FAMILY_NAME, OptionalField.PHONE})
    _insists = False

    given_name = fields.name(_("Voornaam"), required(_("Vul een voornaam in.")))
    family_name = fields.name(_("Achternaam"))
    people = fields.CountField(
        _("Met hoeveel mensen komt deze persoon?"),
        [InputRequired(_("Vul in met hoeveel mensen deze persoon komt."))],
        render_kw={"class": "short", "inputmode": "numeric", "autocomplete": "off"},
    )
    mode = RadioField(
        _("Hoe doet deze persoon mee?"),
        [InputRequired(_("Kies hoe deze persoon meedoet."))],
        coerce=AttendanceMode,
    )

    @classmethod
    def by_staff(cls, registration: Registration, *, sees_needs: bool) -> Self:
        """Begin with how it is now, as far as the reader may know it."""
        return cls.of(registration, without=() if sees_needs else NEEDS)

    def __init__(self, registration: Registration, *args: Any) -> None:
        """Say it in words about the guest, and leave alone to what mail it agreed."""
        super().__init__(registration, *args)
        for name in ("newsletter", "follow_up"):
            if name in self:
                del self[name]
        in_words_of_staff(self)

    def _offer_ways(self) -> None:
        super()._offer_ways()
        if "mode" in self:
            self.mode.choices = [SelectChoice(mode, str(mode.label)) for mode in self._modes()]
        if "group" in self:
            self.group.choices[-1] = SelectChoice(fields.NO_GROUP, gettext("Nog niet gekozen"))

    def values(self) -> dict[str, Any]:
        """Give the arguments of `correcting.change`."""
        typed = super().values()
        wish = Coming(**{name: typed[name] for name in Coming._fields})
        names = ("given_name", "family_name", "organisation")
        more = self._with_what_was_not_asked(typed["more"])
        return {"wish": wish, "more": more} | {name: typed[name] for name in names}

    def _with_what_was_not_asked(self, more: More) -> More:
        """Leave what the guest agreed to as it is; also what it needs, for who may not see that."""
        agreed = consents.given(self._registration)
        if "needs_consent" in self:
            agreed -= {ConsentKind.NEEDS}
        else:
            more = replace(more, needs=needs.of_guest(self._registration.id))
        return replace(more, consents=more.consents | agreed, spoken=True)


def in_words_of_staff(form: BaseForm) -> None:
    """Name fields for guests in words for whoever fills them in for somebody else."""
    offered = {
        "needs": [SelectChoice(need, str(need.action)) for need in Need],
        "food": [SelectChoice(food, str(food.action)) for food in Food],
        "audience": [SelectChoice("", gettext("Niet gevraagd")), *event_fields.choices(Audience)],
    }
    for name in {*_WORDS, *_SAID_TO_THEM, *_OF_THEIR_OWN} & {field.short_name for field in form}:
        field = form[name]
        field.label.text = _WORDS.get(name, field.label.text)
        if name in _SAID_TO_THEM:
            field.description = ""
        if name in _OF_THEIR_OWN:
            field.render_kw = {**(field.render_kw or {}), "autocomplete": "off"}
        if name in offered:
            field.choices = offered[name]
