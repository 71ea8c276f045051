"""Makers of staff who can sign in."""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from academie.accounts import signin
from academie.accounts.models import RoleName, User
from academie.accounts.security import security
from academie.core.db import db
from tests.browser import Browser, Page
from tests.factories import NOW, make_user

PASSWORD = "een lange zin met paard"  # noqa: S105 - nobody's


def make_staff(
    role: RoleName = RoleName.PROJECT_TEAM,
    email: str = "projectteam@voorbeeld.nl",
    *,
    app: bool = True,
) -> User:
    """Make somebody with a password, and with an app for codes unless said otherwise."""
    user = make_user(role, email)
    user.password = signin.hashed(PASSWORD)
    if app:
        user.tf_primary_method = "authenticator"
        user.tf_totp_secret = signin.new_secret()
    db.session.commit()
    return user


def code_of(secret: str | None, at: datetime = NOW) -> str:
    """Read the code an app shows at a moment."""
    assert secret is not None
    totp = security.totp_factory._totp.from_source(secret)  # noqa: SLF001 - as an app would
    token: str = totp.generate(at.timestamp()).token
    return token


def code_of_key(address: str, at: datetime = NOW) -> str:
    """Read the code an app shows at a moment, once it has opened its `otpauth:` address."""
    key = parse_qs(urlsplit(address).query)["secret"][0]
    totp = security.totp_factory._totp(key=key)  # noqa: SLF001 - as an app would
    token: str = totp.generate(at.timestamp()).token
    return token


def give_password(browser: Browser, email: str, password: str = PASSWORD, next_: str = "") -> Page:
    """Take the first step of signing in."""
    browser.get("/inloggen" + next_)
    return browser.submit(email=email, password=password)
