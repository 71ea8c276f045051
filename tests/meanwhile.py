"""Two transactions at once: what one does while another holds what it needs."""

import threading
from collections.abc import Callable

from flask import Flask

from academie.core.db import db, write_transaction
from academie.core.errors import DomainError


def refused_meanwhile(
    app: Flask,
    first: Callable[[], object],
    second: Callable[[], object],
    *,
    then: Callable[[], object] = lambda: None,
) -> bool:
    """Do something in one transaction while another waits to do the like; was that one refused?

    Args:
        then: what the first one does while the other waits.
    """
    refused = threading.Event()

    def follow() -> None:
        with app.app_context():
            try:
                with write_transaction():
                    second()
            except DomainError:
                refused.set()
            db.session.remove()

    follower = threading.Thread(target=follow)
    with write_transaction():
        first()
        follower.start()
        follower.join(timeout=0.5)
        assert follower.is_alive()
        then()
    follower.join(timeout=10)
    return refused.is_set()
