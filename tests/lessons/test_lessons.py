"""Lessons: learned somewhere, searched by words, opgave and line, and read by staff alone."""

import pytest
from sqlalchemy.exc import IntegrityError

from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.db import db
from academie.lessons import queries, service
from academie.lessons.models import Lesson
from academie.lessons.queries import PER_PAGE, Choice
from academie.lessons.terms import LessonFactor
from academie.reference.models import ChangeLine
from academie.reference.queries import current_challenges
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.followups.factories import adopted, author, make_outcome
from tests.lessons.factories import make_lesson

pytestmark = pytest.mark.usefixtures("app")


def found(**choice: object) -> list[Lesson]:
    return list(queries.search(author(), Choice(**choice)).lessons)  # type: ignore[arg-type] # a test


def test_lessons_are_found_by_every_word_opgave_line_and_factor() -> None:
    event, (first, second, *_rest) = make_event(), current_challenges()
    parents = make_lesson(event, text="Oúders eerst!", challenges=[first])
    schools = make_lesson(
        event,
        text="Scholen deden te laat mee.",
        transferable_to="Kleine gemeenten",
        factor=LessonFactor.FAILURE,
        line=ChangeLine.VERSTERKEN,
        challenges=[first, second],
    )

    assert found(words="OUDERS") == [parents]
    assert found(words="gemeenten scholen") == [schools]
    assert found(words="ouders scholen") == []
    assert found(words="%") == found() == [schools, parents]
    assert found(challenge=first.slug) == [schools, parents]
    assert found(challenge=second.slug, line=ChangeLine.VERSTERKEN) == [schools]
    assert found(factor=LessonFactor.SUCCESS) == [parents]


def test_a_list_of_lessons_is_cut_into_pages() -> None:
    event = make_event()
    for _number in range(PER_PAGE + 1):
        make_lesson(event)

    first, last = (queries.search(author(), Choice(), number) for number in (-3, 99))

    assert (len(first.lessons), first.cut.first, first.cut.has_more) == (PER_PAGE, 1, True)
    assert (len(last.lessons), last.cut.number, last.cut.total) == (1, 2, PER_PAGE + 1)


def test_a_draft_is_for_its_author_who_runs_the_meeting_and_the_project_team() -> None:
    event = make_event()
    runs, other = (
        make_user(RoleName.ORGANISER, f"{name}@voorbeeld.nl") for name in ("een", "twee")
    )
    event.organisers.append(runs)
    reader = make_user(RoleName.READER, "kijkt@voorbeeld.nl")
    draft = make_lesson(event, published=False)

    readers = [user for user in (author(), runs, other, reader) if sees(user, draft)]
    service.publish(draft, now=NOW)

    assert readers == [author(), runs]
    assert all(sees(user, draft) for user in (author(), runs, other, reader))
    assert [queries.writable(user, draft) for user in (author(), runs, other, reader)] == [
        True,
        True,
        False,
        False,
    ]


def sees(user: object, lesson: Lesson) -> bool:
    return queries.readable_by(user, lesson.ref) is not None  # type: ignore[arg-type] # a user


def test_a_lesson_is_learned_somewhere() -> None:
    with pytest.raises(service.LearnedNowhereError):
        make_lesson(None)
    lesson = make_lesson(make_event())
    lesson.event = None

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_what_is_published_stands_with_its_outcome() -> None:
    told = adopted()
    lesson = make_lesson(outcome=told)
    make_lesson(outcome=told, published=False)

    assert list(queries.of_outcome(told)) == [lesson]
    assert list(queries.of_event(make_event())) == []


def test_an_organiser_writes_what_their_meeting_taught(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    event, elsewhere = make_event(), make_outcome()
    browser.sign_in(make_user(RoleName.ORGANISER, "org@voorbeeld.nl", events=[event]))
    browser.get("/beheer/lessen/nieuw")

    nothing = browser.submit()
    other = browser.submit(factor="success", text="Les", outcome=elsewhere.label)
    page = browser.submit(outcome="", event=event.ref, line="versterken")
    published = browser.submit("form[action$='/publiceren']")

    assert nothing.text("#factor-error") == "Kies of dit hielp of in de weg stond."
    assert nothing.text("#text-error") == "Schrijf op wat de les is."
    assert "of vul het nummer" in nothing.text("#event-error")
    assert other.text("#outcome-error").startswith("Deze opbrengst vinden we niet.")
    assert "Dit is een concept" in page.text("main")
    assert "Alle medewerkers kunnen dit lezen" in published.text("main")
    browser.sign_in(make_user(RoleName.READER, "kijkt@voorbeeld.nl"))
    listed = browser.get("/beheer/lessen?zoek=les&lijn=versterken&opgave=bestaat-niet&pagina=9x")
    assert listed.text("h2") == "1 les"
    assert listed.select("main a.button") == []
