"""What we ask of somebody about their own registration."""

from collections.abc import Collection, Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _

from academie.core.forms import BaseForm, EmailField, required
from academie.core.together import SharedForm
from academie.events.models import BreakoutGroup
from academie.events.terms import AttendanceMode
from academie.needs import queries as needs
from academie.questions import queries as questions
from academie.questions.models import OptionalField, OwnQuestion
from academie.registrations import consents, fields
from academie.registrations.forms import GuestForm, asked_by, name_of
from academie.registrations.models import ConsentKind, Registration, RegistrationStatus


class ChangeForm(GuestForm, SharedForm):
    """Changing one's registration: what was asked, and what we know though it is asked no more.

    The address stays as it is: the links that open this page went there.
    """

    _always: frozenset[OptionalField] = frozenset()
    """Asked also when the meeting does not."""

    @classmethod
    def of(cls, registration: Registration, *, without: Collection[str] = ()) -> Self:
        """Begin with how it is now.

        Args:
            without: names of fields that the reader may not see, asked or not.
        """
        event, own = registration.event, questions.of_event(registration.event)
        said = _said(registration, own)
        said = {name: value for name, value in said.items() if name not in without}
        known = {field for field in OptionalField if said.get(field.value)}
        asked = (asked_by(event) | cls._always | known) - set(without)
        return cls.asking(event, own)(registration, asked, own, said)

    def __init__(
        self,
        registration: Registration,
        asked: Collection[OptionalField],
        own: Sequence[OwnQuestion],
        said: dict[str, Any],
    ) -> None:
        """Leave out what cannot change in this state."""
        self._registration = registration
        super().__init__(registration.event, asked, own, data=said)
        del self.email
        if registration.email is None:
            del self.newsletter
            del self.follow_up

    def _most_people(self) -> int:
        return max(self._registration.event.max_party, self._registration.people)

    def _modes(self) -> Sequence[AttendanceMode]:
        """Offer another way to who has a seat; who waits, waits for one way."""
        seated = self._registration.status is RegistrationStatus.CONFIRMED
        modes = self._registration.event.mode.attendance_modes
        return modes if seated and len(modes) > 1 else (self._registration.mode,)

    def _groups(self) -> Sequence[BreakoutGroup]:
        modes = self._modes()
        return [group for group in self._registration.event.groups if group.pool.mode in modes]

    def validate_people(self, field: fields.CountField) -> None:
        """Let no party be larger than the meeting allows; one that already is may stay so."""
        if field.data != self._registration.people:
            super().validate_people(field)

    def values(self) -> dict[str, Any]:
        """Give what was filled in, and what goes without asking."""
        typed = super().values()
        return typed if "people" in self else typed | {"people": self._registration.people}


def _said(registration: Registration, own: Sequence[OwnQuestion]) -> dict[str, Any]:
    """Gather what the fields say now."""
    asked, agreed = needs.of_guest(registration.id), consents.given(registration)
    answers = {question.id: choice for question, choice in questions.of_guest(registration.id)}
    group, second = registration.breakout_group, registration.second_group
    return {
        "given_name": registration.given_name,
        "family_name": registration.family_name,
        "phone": registration.phone,
        "mode": registration.mode,
        "people": registration.people,
        "group": group.ref if group else fields.NO_GROUP,
        "second_group": second.ref if second else fields.NO_GROUP,
        "audience": registration.audience or "",
        "municipality": registration.municipality,
        "organisation": registration.organisation_name,
        "needs": sorted(asked.needs),
        "food": sorted(asked.food),
        "needs_consent": ConsentKind.NEEDS in agreed,
        "newsletter": ConsentKind.NEWSLETTER in agreed,
        "follow_up": ConsentKind.FOLLOW_UP in agreed,
    } | {name_of(question): str(answers.get(question.id, "")) for question in own}


class LostForm(BaseForm):
    """Asking for the link again."""

    email = EmailField(
        _("E-mailadres"),
        [required(_("Vul je e-mailadres in. Dan kunnen we je de link sturen."))],
        description=_("Het adres waarmee je je hebt aangemeld."),
        render_kw={"autocomplete": "email", "type": "email"},
    )
