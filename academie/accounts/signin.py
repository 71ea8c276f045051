"""Signing in: a password, then a code of an app or a recovery code. Sessions begin here alone.

Hashing takes long, so nothing here writes before it is done: the views begin their writing
transactions late.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, cast

from flask import g, session
from flask_security import hash_password, login_user, logout_user, verify_password
from sqlalchemy import select

from academie.accounts import queries, service, tries
from academie.accounts.models import Change, User
from academie.accounts.security import datastore, security
from academie.core.db import begin_write_anew, db

PENDING_WITHIN = timedelta(minutes=15)
_PENDING = "half_signed_in"
_DRIFT_SECONDS = 30


class HalfSignedIn(NamedTuple):
    """Who gave the right password and owes a second step.

    Attributes:
        target: our own page they wanted to open.
        new_secret: encrypted secret of the app they are setting up; None when they have one.
    """

    user: User
    target: str | None
    new_secret: str | None


def check_password(email: str, password: str, now: datetime) -> User | None:
    """Give whose password this is; None for a wrong one, an unknown address or a closed account.

    Each of these takes the same work.

    Raises:
        TooManyTriesError: the address has to wait.
    """
    own = tries.count(email, now)
    user = queries.by_email(email)
    known = user if user and user.active and user.roles else None
    stored = known.password if known and known.password else _nobodys_hash()
    right: bool = verify_password(_normal(password), stored)
    if not (right and known and known.password):
        return None
    tries.forgive(own)
    return known


def begin_second_step(user: User, target: str | None, now: datetime) -> None:
    """Remember who gave the right password; who has no app yet gets the secret for one."""
    _empty_session()
    session[_PENDING] = {
        "user": user.fs_uniquifier,
        "at": now.timestamp(),
        "target": target,
        "secret": None if user.has_second_step else new_secret(),
    }


def half_signed_in(now: datetime) -> HalfSignedIn | None:
    """Give who owes a second step in this browser, if anybody."""
    pending = session.get(_PENDING)
    if pending is None or now.timestamp() - pending["at"] > PENDING_WITHIN.total_seconds():
        return None
    user = cast("User | None", datastore.find_user(fs_uniquifier=pending["user"]))
    if user is None or not user.active:
        return None
    return HalfSignedIn(user, pending["target"], pending["secret"])


def check_code(user: User, code: str, now: datetime) -> bool:
    """Tell whether an app showed this code just now, and accept it once.

    Raises:
        TooManyTriesError: the address has to wait.
    """
    _count_and_lock(user, now)
    right = user.tf_totp_secret is not None and _matches(user, code, user.tf_totp_secret)
    if right:
        tries.clear(user.email)
    return right


def check_recovery_code(user: User, code: str, now: datetime) -> bool:
    """Tell whether this is one of somebody's recovery codes, and use it up.

    Raises:
        TooManyTriesError: the address has to wait.
    """
    _count_and_lock(user, now)
    codes = security.mf_recovery_codes_util
    if not codes.check_recovery_code(user, code):
        return False
    codes.delete_recovery_code(user, code)
    tries.clear(user.email)
    return True


def set_up_app(user: User, secret: str, code: str, now: datetime) -> list[str] | None:
    """Join an app to an account by its first code, and give new recovery codes.

    Raises:
        TooManyTriesError: the address has to wait.
    """
    _count_and_lock(user, now)
    if user.has_second_step or not _matches(user, code, secret):
        return None
    datastore.tf_set(user, "authenticator", totp_secret=secret)
    service.tell_of(Change.APP, user, now)
    tries.clear(user.email)
    fresh: list[str] = security.mf_recovery_codes_util.create_recovery_codes(user)
    return fresh


def renew_recovery_codes(user: User, code: str, now: datetime) -> list[str] | None:
    """Give somebody new recovery codes for the code of their app; the old ones work no longer.

    Raises:
        TooManyTriesError: the address has to wait.
    """
    if not check_code(user, code, now):
        return None
    service.tell_of(Change.RECOVERY_CODES, user, now)
    fresh: list[str] = security.mf_recovery_codes_util.create_recovery_codes(user)
    return fresh


def finish(user: User) -> None:
    """Begin the session; nothing of what the browser held before stays in it."""
    _empty_session()
    login_user(user, remember=False, authn_via=["password", "authenticator"])


def sign_out() -> None:
    """End the session in this browser."""
    logout_user()
    _empty_session()


def hashed(password: str) -> str:
    """Hash a password for `User.password`; takes long."""
    result: str = hash_password(_normal(password))
    return result


def renew_password(token: str, password: str, now: datetime) -> None:
    """Set the password of whoever a link belongs to; ends the link and all their sessions.

    Raises:
        BrokenLinkError: the link works no longer.
    """
    stored = hashed(password)
    begin_write_anew()
    user = queries.by_link(token, now)
    if user.password:
        service.tell_of(Change.PASSWORD, user, now)
    user.password = stored
    service.end_link(user)
    service.sign_out_everywhere(user)


def new_secret() -> str:
    """Make the secret of an app, encrypted."""
    secret: str = security.totp_factory.generate_totp_secret()
    return secret


def app_address(user: User, secret: str) -> str:
    """Write what the QR code for an app holds."""
    address: str = security.totp_factory.get_totp_uri(user.email, secret)
    return address


def app_key(secret: str) -> str:
    """Write a secret in groups of letters, to type over."""
    key: str = security.totp_factory.get_totp_pretty_key(secret)
    return key


def _empty_session() -> None:
    """Forget all that this browser held, also the token of its forms."""
    session.clear()
    g.pop("csrf_token", None)


def _count_and_lock(user: User, now: datetime) -> None:
    own = user.id
    tries.count(user.email, now)
    begin_write_anew()
    db.session.execute(select(User.id).where(User.id == own).with_for_update())
    db.session.refresh(user)


def _matches(user: User, code: str, secret: str) -> bool:
    right: bool = security.totp_factory.verify_totp(code, secret, user, window=_DRIFT_SECONDS)
    return right


def _normal(password: str) -> str:
    normal: str = security.password_util.normalize(password)
    return normal


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return hashed("nobody has this password")
