"""Staff tell what an outcome led to; a circle is refused with its path beside the field."""

from academie.followups import queries
from tests.browser import Browser
from tests.followups.factories import author, make_outcome


def test_outcomes_are_linked_and_a_circle_is_shown_along_its_path(browser: Browser) -> None:
    first, second = make_outcome(title="Eerst"), make_outcome(title="Daarna")
    browser.sign_in(author())
    told = {"kind": "leads_to", "explanation": "De krant schreef het."}

    browser.get(f"/beheer/opbrengsten/{first.ref}/verband")
    page = browser.submit(other="opb-0002", **told)
    assert "Het verband is toegevoegd" in page.text(".notice")
    assert queries.are_linked(first, second)

    browser.get(f"/beheer/opbrengsten/{second.ref}/verband")
    page = browser.submit(other="OPB-0001", **told)
    assert page.status == 422
    arrow = "\N{RIGHTWARDS ARROW}"
    path = f"OPB-0002 (Daarna) {arrow} OPB-0001 (Eerst) {arrow} OPB-0002 (Daarna)."
    assert page.text("#other-error").endswith(path)
    assert page.text("#explanation") == "De krant schreef het."

    page = browser.submit(other="OPB-9999", **told)
    assert page.text("#other-error").startswith("Deze opbrengst is er niet.")
