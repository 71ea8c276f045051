"""Flask-Security, set to our house: its own pages off, our words and templates."""

import base64
from typing import Any

from flask import Flask
from flask_login.utils import _user_context_processor  # type: ignore[import-untyped]
from flask_security import Security, SQLAlchemyUserDatastore, UserMixin
from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from academie.accounts.models import Role, User
from academie.accounts.totp import OneTimeCodes
from academie.core.db import db
from academie.core.keys import derive

_OF_SESSION = (
    select(User)
    .options(joinedload(User.roles))
    .where(User.fs_uniquifier == bindparam("fs_uniquifier"))
)


class Accounts(SQLAlchemyUserDatastore):
    """Accounts where Flask-Security finds them; the question of every page is written once."""

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> UserMixin | None:  # noqa: FBT001, FBT002 - the library's
        """Find somebody by one of their columns."""
        if kwargs.keys() == {"fs_uniquifier"}:
            return db.session.scalar(_OF_SESSION, kwargs)
        return super().find_user(case_insensitive, **kwargs)


datastore = Accounts(db, User, Role)
security = Security(totp_cls=OneTimeCodes)


def init_app(app: Flask, secret: str) -> None:
    """Join Flask-Security to the application."""
    app.config.update(
        SECURITY_PASSWORD_SALT=derive(secret, "passwords").hex(),
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - names an algorithm
        SECURITY_TOTP_SECRETS={"1": derive(secret, "second step").hex()},
        SECURITY_TOTP_ISSUER="Academie",
        SECURITY_MULTI_FACTOR_RECOVERY_CODES=True,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_N=8,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS=[
            base64.urlsafe_b64encode(derive(secret, "recovery codes"))
        ],
        SECURITY_CLI_USERS_NAME="",
        SECURITY_CLI_ROLES_NAME="",
    )
    security.init_app(app, datastore, register_blueprint=False, totp_cls=OneTimeCodes)
    # A session is the only way in, never a token.
    app.login_manager.request_loader(None)  # type: ignore[attr-defined] # Flask-Login sets it
    _ask_only_who_needs_it(app)


def _ask_only_who_needs_it(app: Flask) -> None:
    """Leave the session of public pages alone: our guards ask for the user themselves.

    Flask-Principal would look for a user on each request, and Flask-Login for each template and
    for a wish to be remembered, which we never grant; each makes every answer vary by cookie.
    """
    security.principal.identity_loaders.clear()
    login_manager = app.login_manager  # type: ignore[attr-defined] # Flask-Login sets it
    app.after_request_funcs[None].remove(login_manager._update_remember_cookie)  # noqa: SLF001 - it has no switch
    app.template_context_processors[None].remove(_user_context_processor)
