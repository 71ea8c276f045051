"""Who cannot be called independent of an outcome, and who may not say anything of it at all."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.accounts import queries as accounts
from academie.core.names import key_of
from academie.followups.bonds import bond_in, names_in, same_organisation
from academie.followups.models import Outcome
from academie.partners import queries as partners


def is_staff(email: str | None) -> bool:
    """Tell whether an address is of somebody who works, or worked, on outcomes with us."""
    return email is not None and accounts.by_email(email) is not None


def bond(outcome: Outcome, party: str) -> LazyString | None:
    """Say what binds a party to an outcome at this moment; None when we know of nothing."""
    if in_record := bond_in(names_in(outcome), party):
        return in_record
    known = partners.by_key().items()
    if any(row.partner and same_organisation(key_of(party), key) for key, row in known):
        return _("Deze partij is partner van de alliantie.")
    return None
