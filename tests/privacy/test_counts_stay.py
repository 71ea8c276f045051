"""Counts and reports are the same before and after everybody is forgotten."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from academie.checkin import queries as checkin
from academie.core.db import db, write_transaction
from academie.core.period import Period
from academie.duties import HOURLY
from academie.events.models import Event
from academie.registrations import queries as registrations
from academie.registrations import service
from academie.registrations.models import Registration
from academie.reports import audiences
from academie.reports.queries import follow_up_report
from tests.checkin.factories import make_door, scan
from tests.factories import NOW, WHEN, make_event
from tests.partners.factories import make_organisation
from tests.privacy.leftovers import SHOP, make_guest
from tests.registrations.factories import make_group, register

LATER = WHEN + timedelta(days=900)


def _party(event: Event) -> None:
    """Let people come, stay away, wait in vain and sign off; one wants to hear what came of it."""
    make_group(event)
    make_organisation(SHOP)
    make_organisation("Buurthuis", sector="onderwijs")
    came = make_guest(event)
    register(event, "weg@voorbeeld.nl", people=3, organisation="Buurthuis")
    service.cancel(register(event, "af@voorbeeld.nl"), now=NOW)
    register(event, "wacht@voorbeeld.nl", people=4)
    scan(make_door(event), came)
    db.session.commit()


def _counts(event: Event) -> dict[str, Any]:
    db.session.expire_all()
    period = Period(first=NOW.date(), last=LATER.date())
    by_state = select(
        Registration.status, Registration.mode, func.count(), func.sum(Registration.people)
    )
    return {
        "report": follow_up_report(period, LATER),
        "states": sorted(
            tuple(row)
            for row in db.session.execute(
                by_state.group_by(Registration.status, Registration.mode)
            ).all()
        ),
        "seats": [(pool.capacity, pool.taken) for pool in event.pools],
        "inside": checkin.attendance([event.id])[event.id],
        "rooms": sorted(audiences.room([event.ref]).parties),
        "parties": len(registrations.of_event(event)),
    }


@pytest.mark.usefixtures("app")
def test_reports_and_counts_stay_the_same_when_everybody_is_forgotten() -> None:
    event = make_event(capacity=6)
    _party(event)
    before = _counts(event)
    duties: list[Callable[..., None]] = [duty for duty in HOURLY if "erase" in duty.__name__]

    for days in (15, 85, 900):
        for duty in duties:
            with write_transaction():
                duty(WHEN + timedelta(days=days))

    for column in (Registration.email, Registration.organisation_id):
        assert set(db.session.scalars(select(column))) == {None}
    assert {party.sector for party in before["rooms"]} == {"zorg", "onderwijs"}
    assert _counts(event) == before
