"""An organiser who edits while somebody says yes: the yes counts for what was read, or not."""

import threading

from flask import Flask

from academie.core.db import db, write_transaction
from academie.programme import contributors, queries
from academie.programme.contributors import ProposalChangedError
from tests.factories import NOW, make_event
from tests.programme.factories import make_contributor


def test_a_yes_waits_for_an_edit_and_then_counts_for_nothing(app: Flask) -> None:
    event = make_event()
    samira = make_contributor(event)
    ref, read, refused = samira.ref, contributors.fingerprint(samira), threading.Event()

    def say_yes() -> None:
        """Say yes, as a request of its own would."""
        with app.app_context():
            try:
                with write_transaction():
                    found = queries.contributor_by_ref(ref)
                    assert found
                    contributors.approve(found, read=read, now=NOW)
            except ProposalChangedError:
                refused.set()
            db.session.remove()

    with write_transaction():
        contributors.change(
            samira,
            name="Samira",
            role=samira.role,
            knowledge=None,
            text="Iets anders.",
            email=samira.email,
            items=[],
            now=NOW,
        )
        answer = threading.Thread(target=say_yes)
        answer.start()
        answer.join(timeout=0.5)
        assert answer.is_alive()
    answer.join(timeout=10)

    assert refused.is_set()
    assert queries.public_contributors(event) == []
