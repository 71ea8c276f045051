"""A form that makes something makes it once, however often it is sent.

Each page of such a form holds a mark of its own. What was sent is known by its digest: that of the
same page with the same words stands in the database from the moment that what it made does.
Source: docs/decisions/0091-sent-twice-made-once.md
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import ParamSpec

from flask import flash, g, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import delete
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug import Response

from academie.core import clock
from academie.core.db import Base, db, new_ref, take_turn

P = ParamSpec("P")
KEPT = timedelta(days=30)
"""How long a form that is sent again is known, such as from a tab that a browser opens again."""


class UsedForm(Base):
    """A form that was sent and made something.

    Attributes:
        digest: of the page it was sent from and all that was sent, in hexadecimal.
        led_to: the address that its sender saw next.
    """

    __tablename__ = "used_form"

    digest: Mapped[str] = mapped_column(primary_key=True)
    led_to: Mapped[str]
    used_at: Mapped[datetime] = mapped_column(index=True)


def once(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """Let a form do its work once; sent again it leads to where it led the first time.

    A view that shows the form and one that takes it both bear this mark. Whoever may not use the
    view is refused before, or by the view itself: what leads to no other page is not remembered.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
        g.once = new_ref()
        if "once" not in request.form:
            return make_response(view(*args, **kwargs))
        take_turn(UsedForm.__tablename__)
        if used := db.session.get(UsedForm, _digest()):
            flash(_("Dit formulier was al verstuurd. Er is niets dubbel gemaakt."))
            return redirect(used.led_to, 303)
        response = make_response(view(*args, **kwargs))
        if response.location:
            used = UsedForm(digest=_digest(), led_to=response.location, used_at=clock.now())
            db.session.add(used)
        return response

    return guarded


def _digest() -> str:
    sent = (request.path, sorted(request.form.items(multi=True)))
    return hashlib.sha256(repr(sent).encode()).hexdigest()


def forget_old(now: datetime) -> None:
    """Forget forms that nobody sends again; the worker calls this."""
    db.session.execute(delete(UsedForm).where(UsedForm.used_at < now - KEPT))
