"""Who cannot be called independent of an outcome, and who may not say anything of it at all."""

from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.accounts import queries as accounts
from academie.core.names import key_of
from academie.events import parties
from academie.followups.models import Outcome
from academie.partners import queries as partners
from academie.partners.names import COMMON


def is_staff(email: str | None) -> bool:
    """Tell whether an address is of somebody who works, or worked, on outcomes with us."""
    return email is not None and accounts.by_email(email) is not None


def bond(outcome: Outcome, party: str) -> LazyString | None:
    """Say what binds a party to an outcome; None when we know of nothing.

    Who held its meeting, or took part in holding it, helped.

    A part of an organisation is bound as the organisation is: its name begins or ends with it.
    """
    if _is_of(party, (actor.name for actor in outcome.actors)):
        return _("Deze partij doet zelf mee aan de verandering. Dan ben je niet onafhankelijk.")
    helped = [contributor.name for contributor in outcome.contributors]
    held = (name for link in outcome.events for name in parties.of_event(link.event))
    if _is_of(party, [*helped, *held]):
        return _("Deze partij hielp zelf mee. Dan ben je niet onafhankelijk.")
    if any(row.partner and _same(key_of(party), key) for key, row in partners.by_key().items()):
        return _("Deze partij is partner van de alliantie. Dan ben je niet onafhankelijk.")
    return None


def _is_of(party: str, names: Iterable[str]) -> bool:
    return any(_same(key_of(party), key_of(name)) for name in names)


def _same(one: str, other: str) -> bool:
    """Tell whether two keys are one name, or one of them a part of the other's organisation."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    says_enough = any(word not in COMMON for word in short.split())
    return says_enough and (long.startswith(f"{short} ") or long.endswith(f" {short}"))
