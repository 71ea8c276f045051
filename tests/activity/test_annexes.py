"""What stands behind an activity report, and that no words of people break it."""

import json
from datetime import date

import pytest

from academie.activity import canonical
from academie.activity.drawing import draw
from academie.activity.service import Typed, write
from academie.core.db import db
from academie.core.small_groups import NoFigure
from academie.events import parties
from academie.plans.targets import targets
from academie.reports.document import Document
from academie.reports.tables import Plain, plain
from tests.activity.factories import AFTER, make_report
from tests.factories import make_event
from tests.followups.factories import adopted, ask_outsider, author, say
from tests.plans.factories import make_plan, without_target
from tests.reports.awkward import TYPED
from tests.reports.comparing import files_agree, follows_its_schema
from tests.reports.year import fill_a_year

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: that both say the same is tested apart."""
    return sqlite_url


def rows(document: Document, key: str) -> list[tuple[Plain, ...]]:
    """Give the rows of one table."""
    (table,) = [one for one in document.tables if one.key == key]
    return [tuple(map(plain, row)) for row in table.rows]


def test_the_annexes_tell_who_came_and_what_people_from_outside_said() -> None:
    fill_a_year()
    make_event(title="Publieksacademie Emmen")

    document = draw(make_report(make_plan()), AFTER).document

    asked, said = date(2027, 3, 1), "Schooldirecteur, Basisschool De Vlieger"
    unknown = "Dat kan ik niet zeggen"
    assert rows(document, "bevestigingen") == [
        ("OPB-0002", said, "Ja", "Ja, helemaal", "Ja, helemaal", unknown, asked),
        ("OPB-0003", said, "Ja", "Nee", "Ja, helemaal", unknown, asked),
    ]
    day, uncounted = date(2027, 3, 9), NoFigure.UNCOUNTED
    *meetings, together = rows(document, "opkomst")
    assert set(meetings) == {
        ("Kenniskring", day, "Kenniskring", uncounted, 38),
        ("Kenniskring", day, "Kenniskring", uncounted, 45),
        ("Kleine kring", day, "Kenniskring", NoFigure.FEW, NoFigure.FEW),
        ("Publieksacademie Leeuwarden", day, "Publieksacademie", 28, 22),
        ("Publieksacademie Emmen", day, "Publieksacademie", 0, uncounted),
    }
    assert together == ("Samen", "", "", 28, 105)
    attended = next(one for one in document.chapters if one.title == "Bijlage: opkomst")
    assert attended.intro.endswith(
        "Van 2 bijeenkomsten is niet bekend wie zich aanmeldde. "
        "Bij 1 bijeenkomst is niet geteld wie kwam."
    )


def test_who_had_a_part_in_it_after_all_is_not_called_independent() -> None:
    meeting = make_event()
    said = say(ask_outsider(adopted(meeting)))
    meeting.partners = parties.rows([said.party])
    db.session.commit()

    document = draw(make_report(make_plan()), AFTER).document

    assert [independent for _of, _who, independent, *_rest in rows(document, "bevestigingen")] == [
        "Nee"
    ]


def test_whatever_people_type_stands_in_every_file_and_in_what_is_frozen() -> None:
    plan = make_plan(title=TYPED[0])
    for text in TYPED:
        without_target(plan, None, activity=text, goal=text)
    report = make_report(plan)
    parts = targets(plan, report.period)
    typed = {(one.line.ref, one.part): Typed(one.line.activity, 2, TYPED[3]) for one in parts}
    write(report, typed, by=author(), now=AFTER)
    db.session.commit()

    drawing = draw(report, AFTER)
    kept = json.loads(canonical.content(drawing, by=author(), at=AFTER))

    files_agree(drawing.document)
    follows_its_schema(drawing.document)
    assert [line["activity"] for line in kept["lines"]] == list(TYPED)
    assert [line["explanation"] for line in kept["lines"]] == list(TYPED)
