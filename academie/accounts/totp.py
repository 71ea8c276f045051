"""The codes of an authenticator app, each of which opens the door once."""

from typing import Any, cast

from flask_security import Totp, UserMixin
from passlib.exc import UsedTokenError
from passlib.totp import TOTP, TotpMatch
from sqlalchemy import or_, update

from academie.accounts.models import User
from academie.core import clock
from academie.core.db import db


class OneTimeCodes(Totp):
    """Flask-Security's codes, on our clock, and refused when used before.

    Source: RFC 6238, section 5.2: a code that was accepted once is not accepted again.
    """

    def __init__(self, secrets: dict[str, str], issuer: str) -> None:
        """Take the keys under which the secrets of people are stored."""
        super().__init__(secrets, issuer)
        self._totp = TOTP.using(issuer=issuer, secrets=secrets, now=lambda: clock.now().timestamp())

    def get_last_counter(self, user: UserMixin) -> int | None:
        """Give the number of the newest code that was accepted."""
        return cast("User", user).totp_last_counter

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        """Note a code as used, unless somebody else did so a moment ago.

        Raises:
            UsedTokenError: this code, or a newer one, was accepted meanwhile.
        """
        counter: int = tmatch.counter
        own = User.id == cast("User", user).id
        newer = or_(User.totp_last_counter.is_(None), User.totp_last_counter < counter)
        statement = update(User).where(own, newer).values(totp_last_counter=counter)
        result: Any = db.session.execute(statement)
        if result.rowcount == 0:
            raise UsedTokenError(expire_time=tmatch.expire_time)
