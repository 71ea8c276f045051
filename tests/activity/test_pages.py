"""The whole way: a plan, a draft, what is missing, adopting, the files, and a new version."""

import hashlib

import pytest

from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.db import db
from academie.plans import queries as plans
from academie.plans import service as plan_service
from academie.plans.forms import line_of, plan_of
from academie.plans.terms import Measure
from tests.activity.factories import (
    AFTER,
    adopt,
    adopter,
    complete,
    explain,
    make_adopted,
    make_report,
)
from tests.browser import Browser
from tests.checkin.factories import make_guest
from tests.factories import make_event, make_user
from tests.followups.factories import author
from tests.plans.factories import make_plan, without_target

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LIST = "/beheer/rapporten/activiteiten"


@pytest.fixture(autouse=True)
def _after_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER)


def write_a_plan(browser: Browser) -> None:
    browser.get("/beheer/plannen/nieuw")
    days = {"first_on": "1-1-2027", "last_on": "31-12-2026"}
    wrong = browser.submit(title="Projectplan", source="plan.pdf", **days)
    assert wrong.status == 422
    assert wrong.text("#last_on-error") == "De laatste dag ligt voor de eerste dag. Draai ze om."
    assert wrong.one("#title")["value"] == "Projectplan"
    shown = browser.submit(last_on="31-12-2028")
    browser.get(f"{shown.url}/regels/nieuw")
    assert browser.submit(activity="Nieuwsbrieven", planned="6").status == 422
    browser.submit(source="Lijst", per="whole", bound="at_least")
    browser.get(f"{shown.url}/regels/nieuw")
    shown = browser.submit(
        activity="Academies", planned="2", per="whole", bound="at_least", measure="academies"
    )
    assert shown.texts("tbody td.num") == ["in het verslag", "1"]
    listed = browser.get(str(shown.one("td.num a")["href"]))
    assert listed.text("#figure") == "1"
    assert len(listed.select("tbody tr")) == 1


def test_from_plan_to_corrected_report(browser: Browser) -> None:
    make_event()
    browser.sign_in(author())
    write_a_plan(browser)

    plan = plans.every_plan()[0]
    browser.get(f"{LIST}/nieuw?plan={plan.ref}")
    draft = browser.submit()
    assert draft.texts("section .message") == [
        "Vul in hoeveel er is gedaan, en waar dat staat.",
        "Er is 1 minder gedaan dan gepland. Leg uit hoe dat komt.",
    ]
    assert len(browser.get(f"{draft.url}/vaststellen").select("#missing li")) == 2
    newsletters, academies = (line.ref for line in plan.lines)
    browser.get(draft.url)
    form = 'main form[method="post"]:has(section)'
    wrong = browser.submit(
        form, **{f"number_{newsletters}_0": "6", f"source_{newsletters}_0": None}
    )
    assert wrong.texts("section .field.wrong .message") == ["Vul in waar dit getal staat."]
    browser.submit(
        form,
        **{
            f"source_{newsletters}_0": "Lijst van nieuwsbrieven",
            f"explanation_{academies}_0": "De zaal was dicht.",
        },
    )
    own = browser.get(f"{draft.url}/vaststellen")
    assert "Vraag iemand anders" in own.text(".notice")

    browser.sign_in(adopter())
    browser.get(f"{draft.url}/vaststellen")
    final = browser.submit("main form.press")
    assert final.texts("main .status") == ["Vastgesteld"]
    for link, code in zip(final.select("#files a"), final.texts("#files code"), strict=True):
        content = browser.client.get(str(link["href"])).data
        assert hashlib.sha256(content).hexdigest() == code

    browser.get(f"{final.url}/nieuwe-versie")
    assert browser.submit().status == 422
    version = browser.submit(what_changed="De tweede academie telt mee.")
    browser.sign_in(author())
    assert browser.get(f"{version.url}/vaststellen").select("main form.press") == []
    browser.sign_in(make_user(email="derde@voorbeeld.nl"))
    browser.get(f"{version.url}/vaststellen")
    browser.submit("main form.press")
    old = browser.get(final.url)
    assert old.texts("main .status") == ["Vervangen"]
    assert "De tweede academie telt mee." in old.text(".notice")
    assert len(browser.get(LIST).select("tbody tr")) == 2


def test_readers_read_what_is_adopted_and_no_drafts(browser: Browser) -> None:
    plan = make_plan()
    make_guest(make_event(), people=3)
    line = without_target(plan, Measure.REGISTERED)
    draft, final = make_report(plan), make_adopted()
    team = adopter()
    browser.sign_in(make_user(RoleName.READER, email="karim@voorbeeld.nl"))

    listed = browser.get(LIST)
    shown = browser.get(f"{LIST}/{final.ref}")

    assert len(listed.select("tbody tr")) == 1
    assert browser.get(f"{LIST}/{draft.ref}").status == 404
    assert browser.get(f"{LIST}/{final.ref}/nieuwe-versie").status == 404
    figure = shown.one('a[href$="/regels/1"]')
    assert browser.get(str(figure["href"])).text("#figure") == figure.get_text(strip=True) == "2"
    hidden = f"/beheer/plannen/{plan.ref}/regels/{line.ref}"
    assert "minder dan 5" in browser.get(f"/beheer/plannen/{plan.ref}").text("td.num")
    assert browser.get(hidden).status == 404
    browser.sign_in(team)
    assert browser.get(hidden).status == 200
    db.session.rollback()


def test_who_saves_second_is_told_what_a_colleague_wrote(browser: Browser) -> None:
    report = make_report()
    plan = report.plan
    academies, _newsletters = (line.ref for line in plan.lines)
    browser.sign_in(author())
    form = 'main form[method="post"]:has(section)'

    browser.get(f"{LIST}/{report.ref}")
    explain(report, "Van een ander.", by=adopter())
    second = browser.submit(form, **{f"explanation_{academies}_0": "Van mij."})
    browser.get(f"/beheer/plannen/{plan.ref}/veranderen")
    plan_service.change(plan, now=AFTER, **plan_of(plan) | {"funder": "Een ander"})
    db.session.commit()
    changed = browser.submit(funder="Van mij")
    browser.get(f"/beheer/plannen/{plan.ref}/regels/{academies}/veranderen")
    line = plan.lines[0]
    plan_service.change_line(line, now=AFTER, **line_of(line) | {"goal": "Van een ander"})
    db.session.commit()
    moved = browser.submit("main form:has(#goal)", goal="Van mij")

    assert [page.status for page in (second, changed, moved)] == [409] * 3
    assert "Van een ander." in second.text("#intussen-veranderd")
    assert second.text(f"#explanation_{academies}_0") == "Van mij."
    assert [one.explanation for one in report.lines] == ["Van een ander."] * 2
    assert changed.one("#funder")["value"] == "Van mij"
    assert moved.text("#goal") == "Van mij"


def test_a_table_has_one_number_in_a_draft_and_once_it_is_adopted(browser: Browser) -> None:
    make_event()
    report = complete()
    browser.sign_in(adopter())

    draft = browser.get(f"{LIST}/{report.ref}").texts("caption")
    adopt(report)

    assert draft
    assert set(draft) <= set(browser.get(f"{LIST}/{report.ref}").texts("caption"))


def test_lines_that_people_typed_stay_lines_on_the_page(browser: Browser) -> None:
    report = make_report()
    explain(report, "Regel een\nRegel twee")
    adopt(report)
    browser.sign_in(author())

    page = browser.get(f"{LIST}/{report.ref}")

    typed = [one.get_text() for one in page.select("dd.lines") if "Regel een" in one.get_text()]
    assert typed == ["Regel een\nRegel twee"] * 2
