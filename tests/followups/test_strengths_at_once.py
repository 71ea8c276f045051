"""Many outcomes are judged at once as each of them is judged alone."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from academie.core.db import db
from academie.events import parties
from academie.followups import confirming, queries, review, service
from academie.followups.models import Outcome
from academie.followups.service import MeetingLink, Party, Place
from academie.followups.strengths import judged
from academie.followups.terms import (
    Agreement,
    ContributorRole,
    EventLink,
    EvidenceKind,
    PlaceKind,
    ReachKind,
    Strength,
)
from tests.factories import NOW, make_event, make_user
from tests.followups.factories import (
    adopted,
    ask_outsider,
    author,
    denied,
    reviewer,
    say,
    show,
    submitted,
)
from tests.partners.factories import make_organisation

pytestmark = pytest.mark.usefixtures("app")

WHO = "Basisschool De Vlieger"


def unasked() -> Outcome:
    return adopted()


def documented() -> Outcome:
    outcome = adopted()
    show(outcome, EvidenceKind.DECISION, independent=True)
    return outcome


def answered_from_inside() -> Outcome:
    outcome = documented()
    say(ask_outsider(outcome, independent=False))
    return outcome


def confirmed(outcome: Outcome | None = None) -> Outcome:
    outcome = outcome or submitted()
    say(ask_outsider(outcome))
    return outcome


def confirmed_and_documented() -> Outcome:
    return confirmed(documented())


def confirmed_everywhere() -> Outcome:
    whole = Place(PlaceKind.NATIONAL)
    reach: dict[str, Any] = {
        "reach_number": 40,
        "reach_unit": "scholen",
        "reach_kind": ReachKind.COUNTED,
    }
    return confirmed(submitted(make_event(), places=[whole], actors=["B", "A"], **reach))


def confirmed_by_a_second_answer() -> Outcome:
    outcome = submitted()
    say(ask_outsider(outcome), what=Agreement.PARTLY)
    say(ask_outsider(outcome, party="Gemeente", email="raad@gemeente.example"))
    return outcome


def confirmed_in_part() -> Outcome:
    outcome = documented()
    say(ask_outsider(outcome), what=Agreement.PARTLY)
    return outcome


def confirmed_from_inside_alone() -> Outcome:
    outcome = confirmed_in_part()
    say(ask_outsider(outcome, party="Gemeente", email="raad@gemeente.example", independent=False))
    return outcome


def disputed() -> Outcome:
    outcome = confirmed_and_documented()
    denied(outcome, party="Gemeente", email="raad@gemeente.example")
    return outcome


def disputed_until_settled() -> Outcome:
    outcome = adopted()
    confirming.settle(denied(outcome), text="De notulen.", by=make_user(), now=NOW)
    db.session.commit()
    return outcome


def answered_by_a_partner() -> Outcome:
    outcome = submitted()
    asked = ask_outsider(outcome)
    make_organisation(asked.party, partner=True)
    say(asked)
    return outcome


def written_anew(**fields: Any) -> Outcome:
    outcome = confirmed()
    review.hand_back(outcome, reviewer=reviewer(), note="Beter.", now=NOW)
    service.change(outcome, by=author(), now=NOW, **fields)
    db.session.commit()
    return outcome


def said_otherwise_since() -> Outcome:
    return written_anew(what_changed="Iets anders.")


def elsewhere_since() -> Outcome:
    return written_anew(places=[Place(PlaceKind.MUNICIPALITY, "Meppel")])


def bound_since_as_actor() -> Outcome:
    return written_anew(actors=[f"{WHO}, locatie Noord"])


def bound_since_as_helper() -> Outcome:
    return written_anew(contributors=[Party(WHO, ContributorRole.FACILITATOR)])


def bound_since_as_partner_of_a_meeting() -> Outcome:
    meeting = make_event(partners=parties.rows([WHO]))
    return written_anew(events=[MeetingLink(meeting, EventLink.DIRECT)])


def bound_since_as_organiser() -> Outcome:
    return written_anew(events=[MeetingLink(make_event(organisation=WHO), EventLink.DIRECT)])


CASES: tuple[Callable[[], Outcome], ...] = (
    *(unasked, documented, answered_from_inside, confirmed, confirmed_and_documented),
    *(confirmed_everywhere, confirmed_by_a_second_answer, confirmed_in_part),
    confirmed_from_inside_alone,
    *(disputed, disputed_until_settled),
    *(said_otherwise_since, elsewhere_since, bound_since_as_actor, bound_since_as_helper),
    *(bound_since_as_partner_of_a_meeting, bound_since_as_organiser),
    answered_by_a_partner,
)


def test_outcomes_are_judged_at_once_as_each_is_alone() -> None:
    made = {case().id: case.__name__ for case in CASES}
    db.session.expire_all()
    outcomes = db.session.scalars(select(Outcome)).all()
    alone = {made[one.id]: queries.strength(one) for one in outcomes}

    of_page = {made[number]: strength for number, strength in judged(list(made)).items()}
    of_all = {made[number]: found for number, found in judged(select(Outcome.id)).items()}

    assert of_page == of_all
    assert of_page == {name: alone[name] for name in of_page}
    assert set(alone) - set(of_page) == {"unasked", "documented", "answered_from_inside"}
    assert set(of_page.values()) == set(Strength)
