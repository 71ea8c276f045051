"""The story of a meeting: all of it for staff, and for everybody what they may know."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from academie.checkin.models import HeadCount
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.terms import Channel, CheckpointResult
from academie.commitments.terms import CommitmentStatus, PartyAnswer
from academie.core import clock
from academie.core.db import db
from academie.demo.past import load_held
from academie.events import service as events
from academie.events.models import Event
from academie.followups import demo
from academie.followups import queries as followups
from academie.followups.first_outcome import first_outcome
from academie.followups.terms import EventLink, OutcomeState, OutcomeStatus, Precision
from academie.requests.models import AcademyRequest
from academie.requests.terms import RequestStatus
from academie.stories.agreements import Agreements, Room
from academie.stories.chronicle import Chronicle, chronicle
from academie.stories.questions import Question
from tests.browser import Browser, Page
from tests.commitments.factories import make_commitment, make_confirmed, say
from tests.factories import NOW, WHEN, make_event, make_user
from tests.followups.factories import LATER, adopted, author, reviewer, see

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

SECRET = "alleen voor ons"  # noqa: S105 - no password
DUE = (WHEN + timedelta(days=92)).date()


def make_wish(event: Event) -> None:
    """Make the request of which a meeting came."""
    request = AcademyRequest(
        email=None,
        status=RequestStatus.ACCEPTED,
        organisation="Gemeente Leeuwarden",
        place="Leeuwarden",
        wish=SECRET,
        mode=event.mode,
        saved_at=NOW - timedelta(days=90),
        sent_at=NOW - timedelta(days=90),
        ended_at=NOW - timedelta(days=60),
        decision="Ja",
        event=event,
    )
    db.session.add(request)
    db.session.commit()


def make_question(event: Event, months: int = 3, **fields: Any) -> Checkpoint:
    """Make a question three months after a meeting, answered unless said otherwise."""
    answered = {
        "result": CheckpointResult.NO_CHANGE,
        "answered_at": WHEN + timedelta(days=93),
        "asked_at": WHEN + timedelta(days=92),
        "channel": Channel.LINK,
        "remark": SECRET,
    }
    question = Checkpoint(event=event, months=months, **({"due_on": DUE} | (fields or answered)))
    db.session.add(question)
    db.session.commit()
    return question


def told(event: Event, *, for_staff: bool = True) -> Chronicle:
    rows = followups.of_event(event, OutcomeState.ADOPTED)
    return chronicle(event, rows, LATER, for_staff=for_staff)


def test_the_story_goes_from_wish_to_today(app: Flask) -> None:
    del app
    event = make_event()
    make_wish(event)
    events.postpone(event, now=NOW + timedelta(hours=1))
    event.starts_at += timedelta(days=7)
    event.ends_at += timedelta(days=7)
    events.publish(event, now=NOW + timedelta(hours=2))
    make_question(event)
    see(adopted(event, title="Doe-agenda"), OutcomeStatus.ONGOING)

    story = told(event)

    assert [milestone.title for milestone in story.milestones] == [
        *("Wens", "Aangenomen", "Bekendgemaakt", "Uitgesteld", "Verplaatst")
    ]
    assert [milestone.title for milestone in story.drawn] == [
        *("Wens", "Bekendgemaakt", "Uitgesteld", "Verplaatst")
    ]
    assert story.milestones[0].words == f"Wens uit Leeuwarden: {SECRET}"
    assert [isinstance(entry, Question) for entry in story.after] == [True, False]


def test_everybody_hears_that_we_asked_and_not_what_was_said(app: Flask) -> None:
    del app
    event = make_event()
    make_wish(event)
    make_question(event)

    mine, public = told(event), told(event, for_staff=False)

    assert [str(each.words) for each in mine.questions] == ["niets veranderd"]
    assert mine.questions[0].said == [SECRET]
    assert [str(each.words) for each in public.questions] == ["beantwoord"]
    assert not public.questions[0].said
    assert public.milestones[0].words == "Wens uit Leeuwarden."


def test_everybody_sees_the_agreements_that_a_party_confirmed(app: Flask) -> None:
    del app
    event = make_event()
    make_commitment(event, text="Niet bevestigd.")
    make_confirmed(event, text="Wel bevestigd.").status = CommitmentStatus.KEPT
    db.session.commit()

    mine, public = told(event), told(event, for_staff=False)

    assert (mine.agreements.kept, mine.agreements.open) == (1, 1)
    assert [item.text for item in public.agreements.items] == ["Wel bevestigd."]
    assert [seat.status for seat in mine.wide_seats] == ["kept", "open"]


@pytest.mark.parametrize(("came", "known"), [(4, None), (5, 5)])
def test_everybody_hears_how_many_came_once_it_is_final_and_no_small_group(
    came: int, known: int | None, app: Flask
) -> None:
    del app
    event = make_event()
    db.session.add(HeadCount(event=event, people=came, source="geteld", counted_at=WHEN))
    db.session.commit()

    before = told(event, for_staff=False)
    events.close(event, now=LATER)

    assert before.people is None
    assert told(event, for_staff=False).people == known
    assert told(event).people == came


@pytest.mark.parametrize("many", [1, 9, 24, 60])
def test_each_agreement_has_a_seat_at_the_door(many: int, app: Flask) -> None:
    del app
    item = make_commitment(make_event())
    room = Room(left=334, top=223, width=46, height=174)

    seats = Agreements([item] * many).seats(room)

    assert len({(seat.x, seat.y) for seat in seats}) == many
    for seat in seats:
        assert room.left <= seat.x - seat.radius
        assert seat.x + seat.radius <= room.left + room.width
        assert seat.y + seat.radius <= room.top + room.height


def test_without_outcomes_the_page_says_when_we_ask(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    event = make_event()
    question = make_question(event, 12, due_on=(LATER + timedelta(days=60)).date())
    address = f"/bijeenkomsten/{event.slug}/vervolg"

    assert "In mei 2028 vragen we het." in browser.get(address).text(".quiet")

    question.asked_at = LATER
    db.session.commit()
    assert "wachten op antwoord" in browser.get(address).text(".quiet")


def test_a_meeting_that_was_called_off_has_no_light(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event()
    events.cancel(event, reason="Ziek.", now=NOW)
    db.session.commit()
    monkeypatch.setattr(clock, "now", lambda: LATER)

    page = browser.get(f"/bijeenkomsten/{event.slug}/vervolg")

    assert "ging niet door" in page.text(".quiet")
    assert not page.select(".story")


def test_picture_and_list_tell_the_same_questions_and_agreements(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    event = make_event()
    make_confirmed(event, text="We bellen elkaar.")
    make_question(event)

    page = browser.get(f"/bijeenkomsten/{event.slug}/vervolg")

    in_picture = page.text("svg.wide")
    assert "1 afspraak" in in_picture
    assert "0 nagekomen, 1 open, 0 vervallen" in in_picture
    assert "3 maanden beantwoord" in in_picture
    assert "We bellen elkaar." in page.text(".lamp")
    assert "beantwoord" in page.text(".after")
    assert SECRET not in page.html.get_text()


def test_staff_read_how_long_it_took_no_more_exactly_than_it_is_known(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    event = make_event()
    day, precision = date(WHEN.year, 7, 1), Precision.HALF_YEAR
    adopted(event, changed_on=day, changed_precision=precision)
    browser.sign_in(make_user())

    story = browser.get(f"/beheer/bijeenkomsten/{event.ref}/opvolging")

    assert "Eerste opbrengst - na minstens 114 dagen" in story.text("main")


def test_staff_read_in_the_story_what_no_party_confirmed_yet(browser: Browser) -> None:
    event = make_event()
    make_confirmed(event, text="We bellen elkaar.")
    make_commitment(event, text="We eten samen.")
    say(make_commitment(event, text="We delen spullen.").parties[0], PartyAnswer.NOT_OURS)
    browser.sign_in(make_user())

    story = browser.get(f"/beheer/bijeenkomsten/{event.ref}/opvolging")

    assert story.texts(".lamp ul li") == [
        "We bellen elkaar.",
        "We eten samen. (nog niet bevestigd)",
        "We delen spullen. (een partij zegt: dit is niet van ons)",
    ]


def words_of(page: Page) -> str:
    return page.text("main").casefold()


def test_the_demo_tells_of_leeuwarden_what_the_sources_say_and_nothing_stronger(
    browser: Browser,
) -> None:
    meetings = load_held(NOW)
    demo.load_outcomes(meetings, author=author(), reviewer=reviewer(), now=NOW)
    db.session.commit()
    friesland = meetings["friesland"]

    story = chronicle(friesland, followups.public_outcomes(friesland), NOW, for_staff=False)
    page = browser.get(f"/bijeenkomsten/{friesland.slug}/vervolg")

    facts = [
        (
            chapter.row.outcome.what_changed,
            chapter.row.status,
            chapter.row.strength.value,
            chapter.link,
            chapter.row.outcome.changed_precision,
            [seen.status for seen in chapter.row.outcome.observations],
        )
        for chapter in story.chapters
    ]
    assert facts == [
        (
            "Partners in Leeuwarden werkten aan een nieuwe beleids- en doe-agenda.",
            *(OutcomeStatus.ONGOING, "weak", EventLink.LATER, Precision.UNKNOWN),
            [OutcomeStatus.ONGOING],
        ),
        (
            "Leeuwarden doet mee aan het project Samenwerken in de aanpak van kinderarmoede.",
            *(OutcomeStatus.ANNOUNCED, "weak", EventLink.LATER, Precision.HALF_YEAR),
            [OutcomeStatus.ANNOUNCED],
        ),
    ]
    first = first_outcome(friesland)
    assert first
    assert (first.number, first.words) == (1, "binnen 472 dagen")
    assert not story.milestones
    assert not story.agreements.items
    assert not story.questions
    assert page.texts(".after .status") == ["Bezig", "Aangekondigd"]
    assert page.texts(".after b") == [
        "1. Leeuwarden werkt aan een doe-agenda",
        "2. Leeuwarden in landelijk project",
    ]
    legend = page.text("aside").casefold()
    said = words_of(page).replace(legend, "")
    for stronger in ("gerealiseerd", "geborgd", "begonnen", "dankzij", "bewijs: sterk", "redelijk"):
        assert stronger not in said
