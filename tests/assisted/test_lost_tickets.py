"""A ticket that went to a wrong address lets nobody in any more."""

import pytest

from academie.checkin.terms import Verdict
from academie.registrations import addresses, changing, tickets
from academie.registrations.models import Registration
from academie.registrations.tokens import FIRST, LAST
from tests.checkin.factories import make_door, paired, take
from tests.factories import NOW, make_event
from tests.registrations.factories import register

pytestmark = pytest.mark.usefixtures("app")

WRONG, RIGHT = "fatma@voorbeeld.nl", "fatima@voorbeeld.nl"


def verdicts(registration: Registration, token: str, code: str) -> list[Verdict]:
    """Try a ticket by its picture and by its code, as if somebody came with it."""
    here = paired(make_door(registration.event))
    return [take(here, token=token).verdict, take(here, code=code).verdict]


def shown(registration: Registration) -> tuple[str, str]:
    """Give what the door reads of a ticket: what is in its picture, and its code."""
    ticket = tickets.ticket_for(registration)
    assert ticket.code
    return ticket.token, ticket.code


@pytest.mark.parametrize("right", [RIGHT, None])
def test_a_ticket_that_went_to_a_wrong_address_ends_and_the_new_one_works(
    right: str | None,
) -> None:
    registration = register(make_event(), WRONG)
    old = shown(registration)

    addresses.change_address(registration, right, now=NOW)

    assert verdicts(registration, *old) == [Verdict.REVOKED, Verdict.UNKNOWN]
    assert verdicts(registration, *shown(registration)) == [Verdict.WELCOME, Verdict.ALREADY_IN]


def test_a_ticket_on_paper_stays_right_when_its_holder_gets_an_address() -> None:
    registration = register(make_event(), None)
    paper, link = shown(registration), tickets.ticket_for(registration).my_registration_url

    addresses.change_address(registration, RIGHT, now=NOW)

    assert shown(registration) == paper
    assert tickets.ticket_for(registration).my_registration_url == link


def test_the_same_address_once_more_ends_nothing() -> None:
    registration = register(make_event(), RIGHT)
    old = shown(registration)

    addresses.change_address(registration, RIGHT, now=NOW)

    assert shown(registration) == old


def test_after_the_last_version_of_a_ticket_comes_the_first() -> None:
    registration = register(make_event(), WRONG)
    registration.ticket_version = LAST

    changing.end_what_was_mailed(registration)

    assert registration.ticket_version == FIRST
