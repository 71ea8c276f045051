"""What came of one meeting in figures: derived, and each with the records behind it."""

from datetime import timedelta
from typing import Any

import pytest

from academie.core import clock
from academie.core.db import db
from academie.followups import confirming
from academie.followups.terms import (
    ChangeKind,
    EventLink,
    EvidenceKind,
    Precision,
    ReachKind,
    Strength,
)
from academie.reference.models import ChangeLine
from academie.stories.figures import figures
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_event
from tests.followups.factories import LATER, adopted, author, denied, reviewer, show, submitted

pytestmark = pytest.mark.usefixtures("app")


def test_figures_count_what_is_adopted_undisputed_and_follows() -> None:
    event = make_event()
    known: dict[str, Any] = {"changed_precision": Precision.DAY}
    first = adopted(event, changed_on=WHEN.date() + timedelta(days=30), **known)
    show(first, EvidenceKind.DECISION, independent=True)
    disputed = adopted(event, changed_on=WHEN.date() + timedelta(days=3), **known)
    denied(disputed)
    adopted(event, link=EventLink.NOT_SHOWN)
    submitted(event)

    found = figures(event, LATER)

    assert [row.outcome for row in found.counted] == [first]
    assert [row.outcome for row in found.disputed] == [disputed]
    assert found.first
    assert (found.first.days, found.first.ref) == (30, first.ref)
    group = found.group(ChangeLine.VERANDEREN, Strength.FAIR)
    assert group is not None
    assert [row.outcome for row in group.rows] == [first]
    assert found.group(ChangeLine.VERANDEREN, Strength.WEAK) is None


def test_a_settled_dispute_counts_again() -> None:
    event = make_event()
    confirmation = denied(adopted(event))
    confirming.settle(confirmation, text="Uitgezocht.", by=reviewer(), now=NOW)
    db.session.commit()
    db.session.expire_all()

    assert len(figures(event, LATER).counted) == 1


def test_reach_is_added_up_a_kind_and_a_unit_at_a_time() -> None:
    event = make_event()
    for number, unit, kind in (
        (20, "leerlingen", ReachKind.COUNTED),
        (30, "Leerlingen", ReachKind.COUNTED),
        (7, "ouders", ReachKind.COUNTED),
        (2, "ouders", ReachKind.COUNTED),
        (40, "leerlingen", ReachKind.ESTIMATED),
        (300, "leerlingen", ReachKind.PLANNED),
    ):
        adopted(event, reach_number=number, reach_unit=unit, reach_kind=kind)

    found = [(one.kind, one.unit.lower(), one.number) for one in figures(event, LATER).reach]

    assert found == [
        (ReachKind.COUNTED, "leerlingen", 50),
        (ReachKind.COUNTED, "ouders", 7),
        (ReachKind.ESTIMATED, "leerlingen", 40),
        (ReachKind.PLANNED, "leerlingen", 300),
    ]
    assert [one.is_reached for one in figures(event, LATER).reach] == [True, True, True, False]


def test_parties_met_when_one_outcome_about_contacts_names_them() -> None:
    event = make_event()
    adopted(event, actors=["School", "Voedselbank"], kinds=[ChangeKind.RELATIONSHIP])
    adopted(event, actors=["Bibliotheek"], kinds=[ChangeKind.RELATIONSHIP])
    adopted(event, actors=["Gemeente", "GGD"], kinds=[ChangeKind.POLICY])

    assert figures(event, LATER).parties == ["School", "Voedselbank"]


def test_each_figure_leads_to_its_records(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    event = make_event()
    adopted(event, reach_number=20, reach_unit="leerlingen", reach_kind=ReachKind.COUNTED)
    denied(adopted(event, title="Betwist verhaal"))
    browser.sign_in(author())

    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/cijfers")

    assert "Stand van" in page.text("main")
    anchors = {str(link["href"]) for link in page.select("td a[href^='#']")}
    assert anchors == {"#counted", "#disputed", "#veranderen-weak", "#reach-1"}
    for anchor in anchors:
        assert len(page.select(f"{anchor} + ul a")) == 1
    assert page.text("#disputed + ul a") == "OPB-0002, Betwist verhaal"
