"""Managing staff: roles, meetings, and who is let in."""

import pytest
from flask import Flask

from academie.accounts import queries, service
from academie.accounts.models import RoleName, User
from academie.events import queries as events
from tests.accounts.factories import make_staff
from tests.browser import Browser
from tests.factories import NOW, make_event

LAST = (
    "Dit is de laatste van het projectteam die kan inloggen. "
    "Geef eerst iemand anders de rol Projectteam."
)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what depends on the kind is in `test_crowds`."""
    return sqlite_url


@pytest.fixture
def team(browser: Browser) -> Browser:
    """Give a browser in which somebody of the project team signed in."""
    browser.sign_in(make_staff())
    return browser


def organiser() -> User:
    return make_staff(RoleName.ORGANISER, "organisator@voorbeeld.nl")


def test_the_list_says_who_may_what(team: Browser) -> None:
    organiser()

    page = team.get("/beheer/medewerkers")

    assert page.texts("tbody td:nth-child(2)") == ["Projectteam", "Organisator"]
    assert page.texts("tbody td:nth-child(3)") == ["Met wachtwoord en app"] * 2


def test_roles_are_given_and_taken(team: Browser) -> None:
    user = organiser()
    team.get(f"/beheer/medewerkers/{user.ref}")

    page = team.submit("#gegevens", name="Karim", roles=["reader", "organiser"])

    assert page.text(".notice") == "Je wijziging is bewaard."
    assert (user.name, user.role_names) == ("Karim", [RoleName.ORGANISER, RoleName.READER])


def test_an_account_needs_a_role(team: Browser) -> None:
    user = organiser()
    team.get(f"/beheer/medewerkers/{user.ref}")

    page = team.submit("#gegevens", roles=None)

    assert page.status == 422
    assert page.text("#roles-error") == "Kies minstens één rol."


def test_meetings_are_given_to_an_organiser(team: Browser) -> None:
    user = organiser()
    mine, other = make_event(title="Mijn avond"), make_event(title="Andere avond")
    team.get(f"/beheer/medewerkers/{user.ref}")

    team.submit("#gegevens", meetings=[mine.ref])

    assert events.managed_by(user, mine.ref) is mine
    assert events.managed_by(user, other.ref) is None
    team.get(f"/beheer/medewerkers/{user.ref}")
    team.submit("#gegevens", meetings=None)
    assert events.managed_by(user, mine.ref) is None


def test_who_is_deactivated_is_out_at_once(team: Browser, app: Flask) -> None:
    user = organiser()
    theirs = Browser(app)
    theirs.sign_in(user)
    theirs.get("/beheer/")
    team.get(f"/beheer/medewerkers/{user.ref}")

    team.submit("form[action$=uitzetten]")

    assert theirs.get("/beheer/").url == "/inloggen"
    assert not user.active


def test_an_old_session_stays_closed_after_activating(team: Browser, app: Flask) -> None:
    user = organiser()
    theirs = Browser(app)
    theirs.sign_in(user)
    service.deactivate(user, now=NOW)
    team.get(f"/beheer/medewerkers/{user.ref}")

    team.submit("form[action$=aanzetten]")

    assert user.active
    assert theirs.get("/beheer/").url == "/inloggen"


def test_a_lost_phone_is_forgotten(team: Browser) -> None:
    user = organiser()
    team.get(f"/beheer/medewerkers/{user.ref}")

    page = team.submit("form[action$=tweede-stap-wissen]")

    assert not user.has_second_step
    assert user.tf_totp_secret is None
    assert not user.mf_recovery_codes
    assert not page.select("form[action$=tweede-stap-wissen]")


def test_an_address_is_invited_once(team: Browser) -> None:
    user = organiser()
    team.get("/beheer/medewerkers/uitnodigen")

    page = team.submit(name="Karim", email=user.email.upper(), roles=["reader"])

    assert page.status == 422
    assert page.text("#email-error").startswith("Dit e-mailadres hoort al bij een medewerker.")


def test_the_last_of_the_project_team_is_not_deactivated(team: Browser) -> None:
    last = queries.everybody()[0]
    service.invite(email="nieuw@voorbeeld.nl", name="Nieuw", roles=[RoleName.PROJECT_TEAM], now=NOW)
    team.get(f"/beheer/medewerkers/{last.ref}")

    page = team.submit("form[action$=uitzetten]")

    assert page.status == 409
    assert LAST in page.text("main")
    assert last.active


def test_the_last_of_the_project_team_keeps_the_role(team: Browser) -> None:
    last = queries.everybody()[0]
    team.get(f"/beheer/medewerkers/{last.ref}")

    page = team.submit("#gegevens", roles=["reader"])

    assert page.text("#roles-error") == LAST
    assert last.role_names == [RoleName.PROJECT_TEAM]


def test_one_of_two_of_the_project_team_may_go(app: Flask) -> None:  # noqa: ARG001
    first, second = make_staff(), make_staff(email="tweede@voorbeeld.nl")

    service.deactivate(first, now=NOW)

    with pytest.raises(service.LastOneError):
        service.deactivate(second, now=NOW)


@pytest.mark.parametrize("role", [RoleName.ORGANISER, RoleName.READER])
def test_others_see_no_trace_of_managing_staff(browser: Browser, role: RoleName) -> None:
    browser.sign_in(make_staff(role))

    page = browser.get("/beheer/medewerkers")
    front = browser.get("/beheer/")

    assert page.status == 404
    assert "Medewerkers" not in front.texts("nav a")


def test_the_front_shows_the_meetings_one_may_manage(browser: Browser, app: Flask) -> None:
    user = organiser()
    mine = make_event(title="Mijn avond", online_capacity=None)
    make_event(title="Andere avond")
    mine.organisers.append(user)
    browser.sign_in(user)
    team, reader = Browser(app), Browser(app)
    team.sign_in(make_staff())
    reader.sign_in(make_staff(RoleName.READER, "lezer@voorbeeld.nl"))

    assert browser.get("/beheer/").texts("tbody a") == ["Mijn avond"]
    assert team.get("/beheer/").texts("tbody a") == ["Mijn avond", "Andere avond"]
    assert reader.get("/beheer/").texts("tbody a") == []
