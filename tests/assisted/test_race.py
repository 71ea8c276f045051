"""The same moment twice: a form pressed twice, a link used by several, a list by two of staff."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from academie.accounts.models import User
from academie.assisted import calls, queries, service
from academie.assisted.models import AssistedVisit, HelperLink, PhoneCall
from academie.core.db import db, write_transaction
from academie.core.errors import DomainError
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.registrations.models import Registration
from tests.assisted.factories import make_link, party, send_form
from tests.factories import NOW, make_event, make_user

VOLUNTEERS = 4


def at_once(app: Flask, act: Callable[[int], object]) -> list[object]:
    """Let several people do something at the same moment; give what each got, or its refusal."""
    db.session.commit()
    start = Barrier(VOLUNTEERS)

    def one(number: int) -> object:
        with app.app_context():
            start.wait(timeout=10)
            try:
                with write_transaction():
                    return act(number)
            except DomainError as error:
                return type(error)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(VOLUNTEERS) as threads:
        return list(threads.map(one, range(VOLUNTEERS)))


def count(table: type[Registration | AssistedVisit | PhoneCall]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_form_that_is_pressed_again_and_again_registers_once(app: Flask) -> None:
    event = make_event()
    link, key = make_link(event), str(uuid.uuid4())
    event_id, link_id = event.id, link.id

    def press(_number: int) -> str:
        visit, _is_new = service.register_all(
            db.session.get_one(Event, event_id),
            [party("Anna", people=2), party("Bram")],
            by=db.session.get_one(HelperLink, link_id),
            key=key,
            now=NOW,
        )
        return visit.ref

    assert len(set(at_once(app, press))) == 1
    assert (count(AssistedVisit), count(Registration)) == (1, 2)
    assert db.session.get_one(Event, event_id).pools[0].taken == 3


def test_volunteers_with_one_link_stay_together_within_its_limit(app: Flask) -> None:
    event = make_event()
    link = make_link(event, seats=5)
    event_id, link_id = event.id, link.id

    def help_somebody(_number: int) -> None:
        service.register_all(
            db.session.get_one(Event, event_id),
            [party(people=2)],
            by=db.session.get_one(HelperLink, link_id),
            key=str(uuid.uuid4()),
            now=NOW,
        )

    answers = at_once(app, help_somebody)

    assert sorted(map(str, answers)) == sorted(map(str, [None, None, *[service.LinkFullError] * 2]))
    assert queries.people_of(db.session.get_one(HelperLink, link_id)) == 4


def test_a_link_that_ends_while_people_use_it_registers_nobody_afterwards(app: Flask) -> None:
    event = make_event()
    link = make_link(event)
    event_id, link_id = event.id, link.id

    def use_or_end(number: int) -> str | None:
        used = db.session.get_one(HelperLink, link_id)
        if number == 0:
            service.revoke_link(used, now=NOW)
            return None
        event = db.session.get_one(Event, event_id)
        key = str(uuid.uuid4())
        return service.register_all(event, [party()], by=used, key=key, now=NOW)[0].ref

    answers = at_once(app, use_or_end)

    allowed = {service.BrokenHelperLinkError, None}
    refs = [answer for answer in answers if answer not in allowed]
    assert count(Registration) == len(refs)


def test_two_who_call_the_same_person_note_one_call(app: Flask) -> None:
    event, user = make_event(), make_user()
    visit = send_form(event, party("Anna"), by=user)
    events.change(event, now=NOW, capacities={AttendanceMode.ONSITE: 9}, venue="De Klok")
    anna_id, user_id = queries.registered(visit)[0].id, user.id

    def call(_number: int) -> None:
        anna = db.session.get_one(Registration, anna_id)
        calls.note_call(anna, by=db.session.get_one(User, user_id), now=NOW)

    assert at_once(app, call) == [None] * VOLUNTEERS
    assert count(PhoneCall) == 1
