"""Contributors are forgotten two years after the meeting, and their page with them."""

from datetime import timedelta

import pytest

from academie.core.db import db
from academie.core.errors import BrokenLinkError
from academie.events import service as events
from academie.programme import contributors, queries
from academie.programme.retention import erase_due
from academie.programme.terms import ContributorState
from tests.factories import NOW, WHEN, make_event
from tests.programme.factories import make_contributor, make_item

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(("days", "known"), [(729, True), (731, False)])
def test_who_contributed_is_forgotten_after_two_years(days: int, known: bool) -> None:
    event = make_event()
    samira = make_contributor(event, approved=True, items=[make_item(event)])
    contributors.reword(samira, wording="Anders", now=NOW)
    moment = event.ends_at + timedelta(days=days)

    erase_due(moment)
    db.session.commit()

    personal = (samira.name, samira.email, samira.text, samira.wording, samira.approved_name)
    assert (None not in personal) is known
    assert bool(queries.public_contributors(event)) is known
    assert (event.changed_at == moment) is not known
    assert (samira.state is ContributorState.ERASED) is not known


def test_the_link_of_who_was_forgotten_opens_nothing() -> None:
    samira = make_contributor(make_event())
    token = contributors.token_of(samira)

    erase_due(WHEN + timedelta(days=740))

    with pytest.raises(BrokenLinkError):
        contributors.by_token(token)


@pytest.mark.parametrize(("days", "known"), [(364, True), (366, False)])
def test_a_postponed_meeting_is_still_to_come_for_a_year(days: int, known: bool) -> None:
    event = make_event()
    samira = make_contributor(event, approved=True)
    events.postpone(event, now=NOW)

    erase_due(NOW + timedelta(days=days))
    db.session.commit()

    assert (samira.name is not None) is known
    assert bool(queries.public_contributors(event)) is known
